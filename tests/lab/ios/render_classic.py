# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`show license ...` where there is no policy: classic smart licensing (16.x) and IOS 15 licence files."""

from __future__ import annotations

from ..clock import DAY
from ..device.device import Device
from .render_license import heading

# This image puts one blank on its empty lines, and one behind some headings.
_GAP = " "


def classic_all(device: Device) -> list[str]:
    lines = [*heading("Smart Licensing Status"), _GAP, "Smart Licensing is ENABLED", _GAP]
    lines += [*_registration(device), _GAP, *_authorization(device), _GAP]
    lines += [*_export_key(), _GAP, *_utility(), _GAP, *_privacy(), _GAP, "Transport:", "  Type: Callhome", _GAP]
    lines += ["License Usage", "==============", _GAP, "No licenses in use", _GAP]
    lines += [*heading("Product Information"), f"UDI: {device.profile.udi}", _GAP]
    lines += [*heading("Agent Version"), f"Smart Agent for Licensing: {device.profile.agent}", _GAP]
    return [*lines, "Reservation Info", "================ ", "License reservation: DISABLED", _GAP, _GAP, _GAP]


def classic_status(device: Device) -> list[str]:
    lines = ["Smart Licensing is ENABLED", _GAP, *_utility(), _GAP, *_privacy(), _GAP]
    lines += ["Transport:", "  Type: Callhome", _GAP, *_registration(device), _GAP]
    return [*lines, *_authorization(device), _GAP, *_export_key(), _GAP, _GAP]


def classic_summary(device: Device) -> list[str]:
    lines = ["Smart Licensing is ENABLED", "", *_registration(device)[:2], "", *_authorization(device)[:2], ""]
    lines += ["License Usage:", "  License                 Entitlement tag               Count Status"]
    return [*lines, "  " + "-" * 77, "  No licenses in use"]


def classic_usage(device: Device) -> list[str]:
    status = f"  Status: AUTHORIZED on {device.stamp(device.agent.started)}"
    return ["License Authorization: ", status, "", "No licenses in use"]


def _registration(device: Device) -> list[str]:
    since = device.agent.started - 30 * DAY
    return [
        "Registration:",
        "  Status: REGISTERED",
        f"  Smart Account: {device.cssm.smart_account}",
        # The account line lost its indentation in the capture of this release too.
        "Virtual Account: WAN",
        "  Export-Controlled Functionality: ALLOWED",
        f"  Initial Registration: SUCCEEDED on {device.stamp(since)}",
        "  Last Renewal Attempt: None",
        f"  Next Renewal Attempt: {device.stamp(since + 180 * DAY)}",
        f"  Registration Expires: {device.stamp(since + 365 * DAY)}",
    ]


def _authorization(device: Device) -> list[str]:
    since = device.agent.started - DAY
    return [
        "License Authorization: ",
        f"  Status: AUTHORIZED on {device.stamp(since)}",
        f"  Last Communication Attempt: SUCCEEDED on {device.stamp(since)}",
        f"  Next Communication Attempt: {device.stamp(since + 30 * DAY)}",
        f"  Communication Deadline: {device.stamp(since + 90 * DAY)}",
    ]


def _export_key() -> list[str]:
    return ["Export Authorization Key:", "  Features Authorized:", "    <none>"]


def _utility() -> list[str]:
    return ["Utility:", "  Status: DISABLED"]


def _privacy() -> list[str]:
    return [
        "Data Privacy:",
        "  Sending Hostname: yes",
        "    Callhome hostname privacy: DISABLED",
        "    Smart Licensing hostname privacy: DISABLED",
        "  Version privacy: DISABLED",
    ]


_FEATURES = (("ipbasek9", True), ("securityk9", True), ("uck9", False), ("datak9", False), ("hseck9", False))


def _feature(index: int, name: str, permanent: bool) -> list[str]:
    lines = [f"Index {index} Feature: {name:<31}"]
    if permanent:
        details = ["Period left: Life time", "License Type: Permanent", "License State: Active, In Use"]
        details += ["License Count: Non-Counted", "License Priority: Medium"]
    else:
        details = ["Period left: Not Activated", "Period Used: 0  minute  0  second", "License Type: EvalRightToUse"]
        details += ["License State: Active, Not in Use, EULA not accepted"]
        details += ["License Count: Non-Counted", "License Priority: None"]
    return lines + [f"        {detail}" for detail in details]


def ios15_license(device: Device) -> list[str]:
    lines: list[str] = []
    for index, (name, permanent) in enumerate(_FEATURES, start=1):
        lines += _feature(index, name, permanent)
    return lines


def ios15_all(device: Device) -> list[str]:
    """Recalled: the same features, grouped by the store that holds them."""
    lines = ["License Store: Primary License Storage"]
    for number, (name, permanent) in enumerate(item for item in _FEATURES if item[1]):
        lines += [f"StoreIndex: {number}   Feature: {name:<34}Version: 1.0", *_feature(0, name, permanent)[2:]]
    lines.append("License Store: Built-In License Storage")
    for number, (name, permanent) in enumerate(item for item in _FEATURES if not item[1]):
        lines += [f"StoreIndex: {number}   Feature: {name:<34}Version: 1.0", *_feature(0, name, permanent)[3:]]
    return lines


def ios15_status(device: Device) -> list[str]:
    verbs = [("install", "Install license"), ("clear", "Clear license"), ("annotate", "Comment license")]
    verbs += [("save", "Save license"), ("revoke", "Revoke license"), ("call-home", "License call-home")]
    lines = ["                License Type Supported", "        permanent  Non-expiring node locked license"]
    lines += ["        extension  Expiring node locked license", "        evaluation Expiring non node locked license"]
    lines += ["                License Operation Supported", *(f"        {verb:<11}{text}" for verb, text in verbs)]
    lines += ["                Device status", "        Device Credential type: DEVICE"]
    lines += ["        Device Credential Verification: PASS", "        Rehost Type: DC_OR_IC"]
    return lines
