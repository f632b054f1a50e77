# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`show license tech support`: the status blocks again in their long form, then jobs, statistics and internals."""

from __future__ import annotations

from pathlib import Path

from ..clock import DAY, remaining
from ..device.config import SMART_URL
from ..device.device import Device
from ..device.model import MESSAGE_TYPES, MessageStatistics
from ..device.profile import Layout
from . import render_license as blocks
from .render_license import heading


def show_tech_support(device: Device) -> list[str]:
    layout = device.profile.layout
    lines = ["Smart Licensing Tech Support info", "", *heading("Smart Licensing Status"), ""]
    lines += ["Smart Licensing is ENABLED", "", *blocks.conversion(device)]
    lines += ["Export Authorization Key:", "  Features Authorized:", "    <none>", ""]
    lines += blocks.utility(device) + blocks.using_policy(device) + blocks.account(device) + blocks.privacy(device)
    lines += [*blocks.transport(device, proxy_details=True), "", *blocks.miscellaneous(), ""]
    lines += [*blocks.policy(device), ""]
    allowed = device.agent.policy.reporting_days or 90
    state = f" State({4 if device.agent.usage.last_ack else 2}) InPolicy({allowed})"
    lines += [*blocks.usage_reporting(device, state), ""]
    if layout.trust_in_tech_support:
        lines += [*blocks.trust_codes(device), ""]
    lines += [*heading("License Usage"), *_handles(device), *blocks.product(device), *blocks.agent_version(device)]
    lines += [*_jobs(device), "", *_statistics(device), *_certificates(), *_redundancy(), *_reservation(device)]
    if layout.enforcement_state:
        lines += ["", "Device Enforcement State:", "NOT APPLICABLE", ""]
    if layout.usage_summary:
        lines += [*_report_summary(device), *blocks.analytics(device)]
    return [*lines, "", *_other(device)]


def _handles(device: Device) -> list[str]:
    lines: list[str] = []
    started = device.stamp(device.agent.started)
    for number, licence in enumerate(device.profile.licences, start=1):
        lines += [
            f"Handle: {number}",
            f"  License: {licence.name}",
            f"  Entitlement Tag: {licence.entitlement}",
            f"  Description: {licence.description}",
            f"  Count: {licence.count}",
            "  Version: 1.0",
            "  Status: IN USE(15)",
            f"  Status time: {started}",
            f"  Request Time: {started}",
            "  Export status: NOT RESTRICTED",
            f"  Feature Name: {licence.name}",
            f"  Feature Description: {licence.description}",
            "  Enforcement type: NOT ENFORCED",
            f"  License type: {licence.kind}",
            "  Measurements:",
            "    ENTITLEMENT:",
            "      Interval: 00:15:00",
            f"      Current Value: {licence.count}",
        ]
        if device.profile.layout.report_numbers:
            current = max(report.number for report in device.agent.reports if report.feature == licence.name)
            lines.append(f"      Current Report: {current}       Previous: 0")
        lines += ["  Soft Enforced: True", ""]
    return lines


def _jobs(device: Device) -> list[str]:
    now = device.clock.now()

    def job(due: float | None) -> str:
        if due is None:
            return "Expired Not Rescheduled"
        return f"{device.stamp(due)} ({remaining(due - now)} remaining)"

    usage = device.agent.usage
    daily = device.agent.started + DAY * (1 + (now - device.agent.started) // DAY)
    polling = [] if usage.next_ack_check is None else [f"Retrieve data processing result: {job(usage.next_ack_check)}"]
    renewal = [] if device.profile.layout.conversion else ["Authorization Renewal: Expired Not Rescheduled"]
    return [
        *heading("Upcoming Scheduled Jobs"),
        f"Current time: {device.stamp(now)}",
        f"Daily: {job(daily)}",
        *renewal,
        "Init Flag Check: Expired Not Rescheduled",
        "Reservation configuration mismatch between nodes in HA mode: Expired Not Rescheduled",
        *polling,
        f"Start Utility Measurements: {job(now + 360)}",
        f"Send Utility RUM reports: {job(usage.next_push)}",
        f"Save unreported RUM Reports: {job(now + 3480)}",
        f"Process Utility RUM reports: {job(daily + 40)}",
        "Data Synchronization: Expired Not Rescheduled",
        f"External Event: {job(usage.ack_deadline)}",
        "Operational Model: Expired Not Rescheduled",
    ]


def _statistics(device: Device) -> list[str]:
    transport, trusted = device.config.license.transport, device.agent.trusted
    direct = transport in ("smart", "callhome") and trusted
    if transport == "off":
        overall = "Device configured for Offline transport"
    elif transport == "cslu" or trusted:
        overall = "<empty>"
    else:
        overall = "Insufficient trust for direct communication"
    lines = ["Communication Statistics:", "=" * 23]
    lines += [f"Communication Level Allowed: {'DIRECT' if direct else 'INDIRECT'}", f"Overall State: {overall}"]
    shown = MESSAGE_TYPES if device.profile.layout.telemetry_statistics else MESSAGE_TYPES[:-1]
    for name in shown:
        lines += [f"{name}:", *_message(device, device.agent.statistics[name])]
    return [*lines, ""]


def _message(device: Device, found: MessageStatistics) -> list[str]:
    total = found.success + found.fail
    response = f"{found.last_response} on {device.stamp(found.last_response_at)}" if found.last_response else "<none>"
    return [
        f"  Attempts: Total={total}, Success={found.success}, Fail={found.fail}"
        f"  Ongoing Failure: Overall={found.ongoing} Communication={found.communication}",
        f"  Last Response: {response}",
        f"    Failure Reason: {found.failure_reason or '<none>'}",
        f"  Last Success Time: {device.stamp(found.last_success)}",
        f"  Last Failure Time: {device.stamp(found.last_failure)}",
    ]


def _certificates() -> list[str]:
    return [*heading("License Certificates"), "Production Cert: True", "Not registered. No certificates installed", ""]


def _redundancy() -> list[str]:
    roles = ["RP Role: Active", "Chassis Role: Active", "Behavior Role: Active"]
    flags = ["RMF: True", "CF: True", "CF State: Stateless", "Message Flow Allowed: False", ""]
    return ["HA Info", "=" * 10, *roles, *flags]


def _reservation(device: Device) -> list[str]:
    layout = device.profile.layout
    lines = ["Reservation Info", "================ ", "License reservation: DISABLED"]
    lines += ["Last Data Push: <none>", "Last File Export: <none>"] if layout.authorization_exports else []
    lines += ["", "Overall status:"]
    for member, code in zip(device.agent.members, device.agent.authorizations, strict=True):
        indent = layout.status_indent
        installed = code.installed_at is not None
        status = f"SMART AUTHORIZATION INSTALLED on {device.stamp(code.installed_at)}" if installed else "NOT INSTALLED"
        lines += [
            f"  {member.role}: {member}",
            f"{indent}Reservation status: {status}",
            f"{indent}Request code: <none>",
            f"{indent}Last return code: {code.return_code or '<none>'}",
            f"{indent}Last Confirmation code: {code.confirmation or '<none>'}",
            f"{indent}Reservation authorization code: <none>",
        ]
    lines += ["", "Specified license reservations:", "", "Purchased Licenses:"]
    return [*lines, "  No Purchase Information Available", ""]


def _report_summary(device: Device) -> list[str]:
    counts = blocks.report_counts(device)
    total = counts["total"]
    return [
        *heading("Usage Report Summary:"),
        f"Total: {total},  Purged: 0(0)",
        f"Total Acknowledged Received: {counts['acknowledged']},  "
        f"Waiting for Ack: {counts['waiting']}({counts['waiting']})",
        f"Available to Report: {counts['available']}  Collecting Data: {counts['collecting']}  ",
        f"Maximum Display: {total}  In Storage: {total},  MIA: 0(0)",
        "Report Module Status: Ready",
    ]


_UUID = "5d0c7c1e-8f57-4c0b-9a35-2f6e1f0b7d42"
_INTERNALS = Path(__file__).with_name("tech_support_internals.tsv").read_text(encoding="utf-8")


def _internals(layout: Layout) -> list[str]:
    rows = (row.split("\t") for row in _INTERNALS.splitlines() if not row.startswith("#"))
    return [line for first, line in rows if tuple(int(part) for part in first.split(".")) <= layout.agent]


def _default_url(device: Device) -> list[str]:
    if device.config.license.transport != "smart":
        return [f"Transport: {device.config.license.transport}"]
    return ["Transport: Smart", f"  Default URL: {SMART_URL}"]


def _connection(device: Device) -> list[str]:
    """What the other side said of itself, once it spoke."""
    known = device.agent.trusted
    shared = "UTILITY, DLC, AppHA, MULTITIER, EXPORT_2, OK_TRY_AGAIN, POLICY_USAGE"
    telemetry = ", TELEMETRY" if device.profile.layout.telemetry else ""
    return [
        f"connect_info.name: {'SSM' if known else '<empty>'}",
        f"connect_info.version: {'1.3' if known else '<empty>'}",
        f"connect_info.additional:{'' if known else ' <empty>'}",
        f"connect_info.prod: {known}",
        f"connect_info.capabilities: {'DLC, AppHA, EXPORT_2, POLICY_USAGE, UTILITY' if known else '<empty>'}",
        f"agent.capabilities: {shared}{telemetry}",
    ]


def _other(device: Device) -> list[str]:
    lines = [*heading("Other Info"), f"Software ID: regid.2020-01.com.cisco.{device.profile.udi.pid},1.0_{_UUID}"]
    for line in _internals(device.profile.layout):
        if line.startswith("Locale:"):
            lines += _default_url(device)
        if line.startswith("Privacy Send IP:"):
            lines.append(f"Privacy Send Hostname: {'hostname' not in device.config.license.privacy}")
        if line.startswith("Check Point Interface:"):
            lines += _connection(device)
        lines.append(line)
    lines += ["Event log max size: 5120 KB", "Event log current size: CALCULATING"]
    number = "  TrustId:552" if device.profile.layout.trust_in_tech_support else ""
    for member, code in zip(device.agent.members, device.agent.trust, strict=True):
        short = f"P:{member.pid},S:{member.sn}"
        installed = f"{short}: {short}, state[2], Trust Data INSTALLED{number}"
        lines.append(installed if code else f"{short}: No Trust Data")
    lines.append(f"Overall Trust: {'INSTALLED (2)' if device.agent.trusted else 'No ID'}")
    lines += [f"Clock sync-ed with NTP: {not device.profile.clock_mark}", ""]
    lines += [*heading("Platform Provided Mapping Table"), f"  {device.profile.udi.pid}: Total licenses found: 205"]
    lines.append("Enforced Licenses:")
    for member in device.profile.members:
        lines += [f"  P:{member.pid},S:{member.sn}:", "    No PD enforced licenses"]
    return lines
