# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only tech support prints: measurements, jobs, statistics, reservations and the agent's internals."""

from __future__ import annotations

from ..clock import DAY, remaining
from ..device.device import Device
from ..device.model import MESSAGE_TYPES, MessageStatistics
from ..device.profile import Licence
from .compose import heading
from .licence_blocks import enforcement, exports, licences_in_use, report_counts, status_indent

_WORDS = {"IN USE": "IN USE(15)", "NOT IN USE": "NOT IN USE(1)"}


def handles(device: Device) -> list[str]:
    lines = heading("License Usage")
    for number, (licence, count, status) in enumerate(licences_in_use(device), start=1):
        lines += [*([""] if number > 1 else []), f"Handle: {number}", *_handle(device, licence, count, status)]
    return lines


def _handle(device: Device, licence: Licence, count: int, status: str) -> list[str]:
    layout, started = device.profile.layout, device.stamp(device.agent.started)
    day_zero, export = layout.prints("day zero"), licence.kind == "Export"
    kinds = ("Authorized Count", "Out-Of-Compliance Count", "Insufficient Count", "No license")
    reports = [report.number for report in device.agent.reports if report.feature == licence.name] if count else []
    current, previous = [*reversed(reports), 0, 0][:2]
    return [
        f"  License: {licence.name}",
        f"  Entitlement Tag: {licence.entitlement}",
        f"  Description: {licence.description}",
        f"  Count: {count}",
        "  Version: 1.0",
        f"  Status: {_WORDS[status]}",
        *(f"    {kind}: 0" for kind in kinds if day_zero and count),
        f"  Status time: {started}",
        f"  Request Time: {started if count else 'None'}",
        f"  Export status: {'RESTRICTED - ALLOWED' if export else 'NOT RESTRICTED'}",
        f"  Feature Name: {licence.name}",
        f"  Feature Description: {licence.description}",
        f"  Enforcement type: {'EXPORT RESTRICTED' if export else 'NOT ENFORCED'}",
        *(["  Day-0 Verification: NO"] if day_zero else []),
        f"  License type: {licence.kind}",
        "  Measurements:",
        "    ENTITLEMENT:",
        "      Interval: 00:15:00",
        f"      Current Value: {count}",
        *([f"      Current Report: {current}       Previous: {previous}"] if layout.prints("report numbers") else []),
        "  Soft Enforced: True",
    ]


def jobs(device: Device) -> list[str]:
    """Some jobs are listed from their first run on, so they tell what the agent tried since it started."""
    agent, layout, now = device.agent, device.profile.layout, device.clock.now()
    usage, tried = agent.usage, agent.statistics

    def job(due: float | None) -> str:
        if due is None:
            return "Expired Not Rescheduled"
        return f"{device.stamp(due)} ({remaining(due - now)} remaining)"

    daily = agent.started + DAY * (1 + (now - agent.started) // DAY)
    direct = device.config.license.transport == "smart"
    asks = direct and (agent.trusted or not layout.prints("offline without trust"))
    optional = {
        "Authorization Renewal": (layout.prints("Authorization Renewal"), None),
        "Register Period Expiration Check": (tried["Trust Establishment"].total > 0, None),
        "Ack Expiration Check": (tried["Trust Establishment"].success > 0, None),
        "Retrieve data processing result": (tried["Usage Reporting"].success > 0, usage.next_ack_check),
        "Telemetry Reporting": (layout.prints("Telemetry job") and direct and agent.trusted, None),
        "Authorization Code Process": (layout.prints("Authorization Code Process") and asks, now + 18),
        "Hello Message": (layout.prints("Hello Message job") and tried["Hello Message"].total > 0, None),
    }

    def if_listed(name: str) -> list[str]:
        listed, due = optional[name]
        return [f"{name}: {job(due)}"] if listed else []

    return [
        *heading("Upcoming Scheduled Jobs"),
        f"Current time: {device.stamp(now)}",
        f"Daily: {job(daily)}",
        *if_listed("Authorization Renewal"),
        "Init Flag Check: Expired Not Rescheduled",
        *if_listed("Register Period Expiration Check"),
        *if_listed("Ack Expiration Check"),
        "Reservation configuration mismatch between nodes in HA mode: Expired Not Rescheduled",
        *if_listed("Retrieve data processing result"),
        f"Start Utility Measurements: {job(now + 360)}",
        f"Send Utility RUM reports: {job(usage.next_push)}",
        f"Save unreported RUM Reports: {job(now + 3480)}",
        f"Process Utility RUM reports: {job(daily + 40)}",
        *if_listed("Telemetry Reporting"),
        *if_listed("Authorization Code Process"),
        "Data Synchronization: Expired Not Rescheduled",
        f"External Event: {job(usage.ack_deadline)}",
        "Operational Model: Expired Not Rescheduled",
        *if_listed("Hello Message"),
    ]


def statistics(device: Device) -> list[str]:
    transport, trusted = device.config.license.transport, device.agent.trusted
    layout = device.profile.layout
    direct = transport in ("smart", "callhome") and trusted
    if transport == "off" or (transport == "smart" and not trusted and layout.prints("offline without trust")):
        overall = "Device configured for Offline transport"
    elif transport == "cslu" or trusted or not layout.prints("insufficient trust"):
        overall = "<empty>"
    else:
        overall = "Insufficient trust for direct communication"
    lines = ["Communication Statistics:", "=" * 23]
    lines += [f"Communication Level Allowed: {'DIRECT' if direct else 'INDIRECT'}", f"Overall State: {overall}"]
    shown = MESSAGE_TYPES if layout.prints("Telemetry Reporting") else MESSAGE_TYPES[:-1]
    for name in shown:
        lines += [f"{name}:", *_message(device, device.agent.statistics[name])]
    return lines


def _message(device: Device, found: MessageStatistics) -> list[str]:
    # An answer of NO DATA TO PROCESS carries no date.
    when = f" on {device.stamp(found.last_response_at)}" if found.last_response_at is not None else ""
    response = f"{found.last_response}{when}" if found.last_response else "<none>"
    return [
        f"  Attempts: Total={found.total}, Success={found.success}, Fail={found.fail}"
        f"  Ongoing Failure: Overall={found.ongoing} Communication={found.communication}",
        f"  Last Response: {response}",
        f"    Failure Reason: {found.failure_reason or '<none>'}",
        f"  Last Success Time: {device.stamp(found.last_success)}",
        f"  Last Failure Time: {device.stamp(found.last_failure)}",
    ]


def certificates(device: Device) -> list[str]:
    return [*heading("License Certificates"), "Production Cert: True", "Not registered. No certificates installed"]


def redundancy(device: Device) -> list[str]:
    roles = ["RP Role: Active", "Chassis Role: Active", "Behavior Role: Active"]
    return ["HA Info", "=" * 10, *roles, "RMF: True", "CF: True", "CF State: Stateless", "Message Flow Allowed: False"]


def reservation(device: Device) -> list[str]:
    indent = status_indent(device)
    lines = ["Reservation Info", "================ ", "License reservation: DISABLED", *exports(device)]
    lines += ["", "Overall status:"]
    for member, code in zip(device.agent.members, device.agent.authorizations, strict=True):
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


def last_not_reported(device: Device) -> list[str]:
    tags = device.profile.not_reported
    return ["Last Reporting Not Required:", *(f"  Entitlement Tag: {tag}" for tag in tags)] if tags else []


def enforcement_in_full(device: Device) -> list[str]:
    return [*enforcement(device), ""]


def usage_summary(device: Device) -> list[str]:
    counts = report_counts(device)
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
