# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell licensing modes apart, by the line that proves it. "Smart Licensing is ENABLED" proves nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .._state import Mode
from ._sections import Tagged

_CLASSIC_LINES = re.compile(r"(?:Status: (?:EVAL MODE|UNREGISTERED|REGISTERED)|Registration Expires: .*)$")
_OTHER = (
    re.compile(r"Index \d+ Feature: "),
    re.compile(r"License (?:Type|Operation) Supported$"),
    re.compile(r"License Store: "),
    re.compile(r"StoreIndex: \d+"),
    re.compile(r"% Invalid input detected"),
)


def find_mode(lines: Sequence[Tagged]) -> tuple[Mode, str | None]:
    """Return the mode and the line that shows it; C(unsupported) with None when nothing tells.

    classic: smart licensing before the policy (it registers); unsupported: IOS 15 licences and anything else.
    """
    for line in lines:
        if line.section == "policy_mode" and line.text == "Status: ENABLED":
            return "policy", "Smart Licensing Using Policy: Status: ENABLED"
    for line in lines:
        if line.section == "registration" and line.text:
            return "classic", f"Registration: {line.text}"
        if line.section != "utility" and _CLASSIC_LINES.match(line.text):
            return "classic", line.text
        if any(pattern.match(line.text) for pattern in _OTHER):
            return "unsupported", line.text
    return "unsupported", None
