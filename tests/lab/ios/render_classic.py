# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`show license ...` where there is no policy: classic smart licensing (16.x) and IOS 15 licence files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..clock import DAY
from ..device.device import Device
from ..device.profile import Licence
from . import licence_blocks, status_blocks
from .compose import Block, compose


def _registration(device: Device) -> list[str]:
    since = device.agent.started - 30 * DAY
    return [
        "Registration:",
        "  Status: REGISTERED",
        f"  Smart Account: {device.cssm.smart_account}",
        "  Virtual Account: WAN",
        "  Export-Controlled Functionality: ALLOWED",
        f"  Initial Registration: SUCCEEDED on {device.stamp(since)}",
        "  Last Renewal Attempt: None",
        f"  Next Renewal Attempt: {device.stamp(since + 180 * DAY)}",
        f"  Registration Expires: {device.stamp(since + 365 * DAY)}",
    ]


def _registration_in_all(device: Device) -> list[str]:
    """The account lost its indentation in this output alone."""
    return [line.strip() if line.startswith("  Virtual Account:") else line for line in _registration(device)]


def _authorization(device: Device) -> list[str]:
    since = device.agent.started - DAY
    return [
        "License Authorization: ",
        f"  Status: AUTHORIZED on {device.stamp(since)}",
        f"  Last Communication Attempt: SUCCEEDED on {device.stamp(since)}",
        f"  Next Communication Attempt: {device.stamp(since + 30 * DAY)}",
        f"  Communication Deadline: {device.stamp(since + 90 * DAY)}",
    ]


def _usage(device: Device) -> list[str]:
    # One sign longer than its title, as in the capture.
    return ["License Usage", "=" * 14, "", *_licences(device)]


def _licences(device: Device) -> list[str]:
    lines: list[str] = []
    for licence in device.profile.licences:
        lines += [""] if lines else []
        lines += [f"{licence.name} ({licence.tag}):", f"  Description: {licence.description}"]
        lines += [
            f"  Count: {licence.count}",
            "  Version: 1.0",
            "  Status: AUTHORIZED",
            "  Export status: NOT RESTRICTED",
        ]
    return lines or ["No licenses in use"]


def _summary_table(device: Device) -> list[str]:
    lines = ["License Usage:", "  License                 Entitlement tag               Count Status", "  " + "-" * 77]
    return [*lines, "  No licenses in use"]


def _reservation(device: Device) -> list[str]:
    return ["Reservation Info", "================ ", "License reservation: DISABLED"]


_BLOCKS: Mapping[str, Block] = {
    "title": status_blocks.title,
    "enabled": status_blocks.enabled,
    "registration": _registration,
    "registration in all": _registration_in_all,
    "registration in short": lambda device: _registration(device)[:2],
    "authorization": _authorization,
    "authorization in short": lambda device: _authorization(device)[:2],
    "export key": status_blocks.export_key,
    "utility": status_blocks.utility,
    "privacy": status_blocks.privacy,
    "transport type": status_blocks.transport_type,
    "miscellaneous": status_blocks.miscellaneous,
    "usage": _usage,
    "licences": _licences,
    "summary table": _summary_table,
    "product": licence_blocks.product,
    "agent": licence_blocks.agent_version,
    "reservation": _reservation,
    "udi": licence_blocks.udi,
}


def _render(output: str, device: Device) -> list[str]:
    return compose(device, output, _BLOCKS)


CLASSIC_RENDERERS: Mapping[str, Block] = {
    "show license all": partial(_render, "classic show license all"),
    "show license status": partial(_render, "classic show license status"),
    "show license summary": partial(_render, "classic show license summary"),
    "show license usage": partial(_render, "classic show license usage"),
    "show license udi": partial(_render, "show license udi"),
}


def ios15_license(device: Device) -> list[str]:
    lines: list[str] = []
    for index, licence in enumerate(device.profile.licences, start=1):
        lines += [f"Index {index} Feature: {licence.name:<31}", *_details(licence)]
    return lines


def ios15_all(device: Device) -> list[str]:
    """Recalled: the same features, grouped by the store that holds them."""
    lines: list[str] = []
    for store, permanent in (("Primary License Storage", True), ("Built-In License Storage", False)):
        lines.append(f"License Store: {store}")
        held = [licence for licence in device.profile.licences if (licence.kind == "Permanent") == permanent]
        for number, licence in enumerate(held):
            lines.append(f"StoreIndex: {number}   Feature: {licence.name:<34}Version: 1.0")
            # The stores leave out how long the licence lasts.
            lines += _details(licence)[1 if permanent else 2 :]
    return lines


def _details(licence: Licence) -> list[str]:
    """Nothing at all for a feature that has no licence of its own."""
    if not licence.kind:
        return []
    if licence.kind == "Permanent":
        details = ["Period left: Life time", "License Type: Permanent", "License State: Active, In Use"]
        details += ["License Count: Non-Counted", "License Priority: Medium"]
    else:
        details = ["Period left: Not Activated", "Period Used: 0  minute  0  second", f"License Type: {licence.kind}"]
        details += ["License State: Active, Not in Use, EULA not accepted"]
        details += ["License Count: Non-Counted", "License Priority: None"]
    return [f"        {detail}" for detail in details]


_STATUS = (
    ("License Type Supported", ("permanent", "Non-expiring node locked license")),
    ("", ("extension", "Expiring node locked license")),
    ("", ("evaluation", "Expiring non node locked license")),
    ("License Operation Supported", ("install", "Install license")),
    ("", ("clear", "Clear license")),
    ("", ("annotate", "Comment license")),
    ("", ("save", "Save license")),
    ("", ("revoke", "Revoke license")),
    ("", ("call-home", "License call-home")),
    ("Call-home Operation Supported", ("show pak", "Display license pak via call-home")),
    ("", ("install", "Install license via call-home")),
    ("", ("revoke", "Revoke license via call-home")),
    ("", ("resend", "Fetch license via call-home")),
)


def ios15_status(device: Device) -> list[str]:
    lines: list[str] = []
    for title, (word, meaning) in _STATUS:
        lines += [f"{'':16}{title}"] if title else []
        lines.append(f"        {word:<11}{meaning}")
    lines += [f"{'':16}Device status", "        Device Credential type: DEVICE"]
    lines += ["        Device Credential Verification: PASS", "        Rehost Type: DC_OR_IC", ""]
    return [
        *lines,
        "SWIFT url status",
        "        Swift URL set to default value : https://tools.cisco.com/SWIFT/Licensing",
    ]
