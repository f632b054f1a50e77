# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell licensing modes apart, by the line that proves it. "Smart Licensing is ENABLED" proves nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..state.state import Mode
from ..words.releases import FIRST_RELEASE, at_least
from .sections import Tagged

_POLICY = Tagged("policy_mode", "Status: ENABLED")
# Only a device in policy mode says of a licence that it is in use; a classic one says AUTHORIZED.
_IN_USE = re.compile(r"(?:Status: |.*\)[ .]+\d+[ .]+)(?:NOT )?IN USE(?:\(\d+\))?")
_CLASSIC_WORDS = r"(?:EVAL |UNREGISTERED|REGISTERED|AUTHORIZED|OUT OF COMPLIANCE|AUTHORIZATION EXPIRED|WAITING)"
_CLASSIC = re.compile(rf"(?:Status: |.*\)[ .]+\d+[ .]+){_CLASSIC_WORDS}|Registration Expires: ")
_OF_LICENCES = frozenset({"", "usage", "license", "license_authorization", "registration", "policy_mode"})
_NEXUS = re.compile(r"(?:UDI: |\w+:)PID:(?:N\dK|N\d\dK|DS-C)")
_OTHER = re.compile(
    r"Index \d+ Feature: |License (?:Type|Operation) Supported$|License Store: |StoreIndex: \d+|SlotID +PID "
    r"|Feature +Ins +Lic +Status|Smart Licensing using Policy:$|Cisco Nexus Operating System"
    r"|Router operating mode: Controller-Managed|% Invalid input detected"
)


def find_mode(lines: Sequence[Tagged]) -> tuple[Mode | None, str | None]:
    """Return the mode and the line that shows it; (None, None) when the output cannot tell.

    classic: smart licensing before the policy (it registers); unsupported: IOS 15 licences, NX-OS and anything else.
    """
    for line in lines:
        if line.section in ("product", "members") and _NEXUS.match(line.text):
            return "unsupported", line.text
    if _POLICY in lines:
        return "policy", "Smart Licensing Using Policy: Status: ENABLED"
    for line in lines:
        if line.section == "registration" and line.text:
            return "classic", f"Registration: {line.text}"
        if line.section in _OF_LICENCES and _CLASSIC.match(line.text):
            return "classic", line.text
        if _OTHER.match(line.text):
            return "unsupported", line.text
    for line in lines:
        if line.section in ("license", "usage") and _IN_USE.fullmatch(line.text):
            return "policy", line.text
        if line == Tagged("account", ""):
            return "policy", "Account Information:"
    return None, None


def mode_of_version(platform: Mapping[str, Any]) -> tuple[Mode | None, str | None]:
    """Return what show version alone tells, from what parse_version made of it; as find_mode."""
    status = platform["licensing"]["status"]
    if platform["release"] is not None and not platform["ios_xe"]:
        return "unsupported", f"show version: release {platform['release']}, which is not IOS XE"
    # What releases before 17.10 say in policy mode, older ones may say of something else.
    says_nothing = status == "Registration Not Applicable/Not Applicable"
    if status == "Smart Licensing Using Policy" or (says_nothing and at_least(platform["release"], FIRST_RELEASE)):
        return "policy", f"Smart Licensing Status: {status}"
    if status is not None and _CLASSIC.match(f"Status: {status}"):
        return "classic", f"Smart Licensing Status: {status}"
    if platform["operating_mode"] == "controller-managed":
        return "unsupported", "Router operating mode: Controller-Managed"
    return None, None
