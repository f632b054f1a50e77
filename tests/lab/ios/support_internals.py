# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of tech support: Other Info, with the agent's internals, and the platform's mapping table."""

from __future__ import annotations

from ..device.config import SMART_URL
from ..device.device import Device
from ..device.model import TrustCode
from ..device.profile import SWITCH_EXPORT_ENTITLEMENT, Udi
from ..device.syslog import short
from .compose import heading

_UUID = "5d0c7c1e-8f57-4c0b-9a35-2f6e1f0b7d42"


def other_info(device: Device) -> list[str]:
    lines = [*heading("Other Info"), f"Software ID: regid.2020-01.com.cisco.{device.profile.udi.pid},1.0_{_UUID}"]
    for line in device.profile.layout.internals():
        if line.startswith("Locale:"):
            lines += _default_url(device)
        if line.startswith("Privacy Send IP:"):
            lines.append(f"Privacy Send Hostname: {'hostname' not in device.config.license.privacy}")
        if line.startswith("Check Point Interface:"):
            lines += _connection(device)
        lines.append(line)
    lines += ["Event log max size: 5120 KB", "Event log current size: CALCULATING"]
    for member, code in zip(device.agent.members, device.agent.trust, strict=True):
        name = short(member) if device.profile.redundant else "Local Device"
        lines.append(f"{name}: {_trust_data(device, member, code)}")
    lines.append(f"Overall Trust: {'INSTALLED (2)' if device.agent.trusted else 'No ID'}")
    return [*lines, f"Clock sync-ed with NTP: {not device.profile.clock_mark}"]


def mapping_table(device: Device) -> list[str]:
    lines = [*heading("Platform Provided Mapping Table"), f"  {device.profile.udi.pid}: Total licenses found: 205"]
    lines.append("Enforced Licenses:")
    enforced = "No PD enforced licenses"
    if "hseck9" in device.profile.export_features:
        enforced = f"hseck9: {SWITCH_EXPORT_ENTITLEMENT} (3)"
    for name in dict.fromkeys(short(member) for member in device.profile.members):
        lines += [f"  {name}:", f"    {enforced}"]
    return lines


def _trust_data(device: Device, member: Udi, code: TrustCode | None) -> str:
    if code is not None:
        number = "  TrustId:552" if device.profile.layout.prints("trust code number") else ""
        return f"{short(member)}, state[2], Trust Data INSTALLED{number}"
    # Once trust was asked for, there is an entry that waits for it.
    asked = device.agent.trust_in_progress or device.agent.statistics["Trust Establishment"].total
    return f"{short(member)}, state[1], NOT INSTALLED" if asked else "No Trust Data"


def _default_url(device: Device) -> list[str]:
    licence = device.config.license
    if licence.transport != "smart":
        return [f"Transport: {licence.transport}"]
    return ["Transport: Smart", f"  Default URL: {licence.effective_url or SMART_URL}"]


def _connection(device: Device) -> list[str]:
    """What the other side said of itself, once it spoke to the agent since that started."""
    agent, layout = device.agent, device.profile.layout
    known = agent.trusted and any(found.success for found in agent.statistics.values())
    extra = [name for name in ("TELEMETRY", "PRODUCT-ANALYTICS", "TELEMETRY_POLICY") if layout.prints(name)]
    theirs = ["DLC", "AppHA", "EXPORT_2", "POLICY_USAGE", "UTILITY"]
    theirs += [name for name in extra if name != "PRODUCT-ANALYTICS"]
    ours = ["UTILITY", "DLC", "AppHA", "MULTITIER", "EXPORT_2", "OK_TRY_AGAIN", "POLICY_USAGE", *extra]
    return [
        f"connect_info.name: {'SSM' if known else '<empty>'}",
        f"connect_info.version: {'1.3' if known else '<empty>'}",
        f"connect_info.additional: {'' if known else '<empty>'}",
        f"connect_info.prod: {known}",
        f"connect_info.capabilities: {', '.join(theirs) if known else '<empty>'}",
        f"agent.capabilities: {', '.join(ours)}",
    ]
