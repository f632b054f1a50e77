# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the agent keeps a record of: messages and imports, usage reports, and its event log."""

from __future__ import annotations

from ..device.device import Device
from ..device.model import RumReport

_MESSAGES = (
    "Trust Establishment",
    "Usage Reporting",
    "Result Polling",
    "Authorization Request",
    "Authorization Return",
    "Trust Sync",
)
_IMPORTS = ("POLICY", "AUTH", "TRUST CODE", "RUM ACK", "CONVERSION ACK", "ACCOUNT INFO")
# ACK is seen; the reasons and the storage of the other states are recalled from the guides.
_REASONS = {"ACK": "ACKED", "CLOSED": "REPORTING", "UNACK": "REPORTING"}


def messages(device: Device) -> list[str]:
    """Captures show only the empty form. Filled entries are a guess: each message on one very long line of JSON."""
    lines = ["", "Message History (oldest to newest):", "=" * 52]
    for name in _MESSAGES:
        history = device.agent.statistics[name].history
        lines.append(f"{name}:")
        for found in history:
            request = name.upper().replace(" ", "_")
            body = f'{{\\"header\\":{{\\"request_type\\":\\"{request}\\"}},\\"nonce\\":\\"{"0" * 600}\\"}}'
            lines.append(f"  REQUEST: {device.stamp(found.moment - device.cssm.faults.delay)}")
            lines.append(f'    {{"request":"{body}"}}')
            lines.append(f"  RESPONSE: {device.stamp(found.moment)}")
            lines.append(f"    {found.answer} {found.detail}".rstrip())
            lines.append("")
        if not history:
            lines.append("  No past history")
    return lines


def imports(device: Device) -> list[str]:
    """Here too captures show only the empty form."""
    lines = ["Import Message History (oldest to newest):", "=" * 52]
    for kind in _IMPORTS:
        found = device.agent.imports.get(kind, [])
        received = [f"  Received on {device.stamp(moment)}" for moment in found]
        lines += [f"Import {kind}:", *(received or ["  No past Import history"]), ""]
    return lines


def rum_table(device: Device) -> list[str]:
    lines = ["Smart Licensing Usage Report:", "=" * 36, "Report Id,          State,    Flag, Feature Name"]
    return lines + [f"{found.number:<20}{found.state:<10}{'N':<6}{found.feature}" for found in device.agent.reports]


def rum_detail(device: Device, report: RumReport) -> list[str]:
    same = [found.number for found in device.agent.reports if found.entitlement == report.entitlement]
    place = same.index(report.number)
    previous, following = ([0, *same][place], [*same, 0][place + 1])
    started, ended = device.stamp(report.opened_at), device.stamp(report.closed_at)
    return [
        "Smart Licensing Usage Report Detail:",
        "=" * 36,
        f"Report Id: {report.number}",
        "  Metric Name: ENTITLEMENT",
        f"  Feature Name: {report.feature}",
        f"  Metric Value: {report.entitlement or '<none>'}",
        f"  UDI: {device.profile.udi}",
        f"  Previous Report Id: {previous},    Next Report Id: {following}",
        f"  State: {report.state},      State Change Reason: {_REASONS.get(report.state, 'None')}",
        f"  Start Time: {started},      End Time: {ended}",
        f"  Storage State: {'DELETED' if report.state == 'ACK' else 'EXIST'}",
        "  Transaction ID: 0",
        "  Transaction Message: <none>",
    ]


def event_log(device: Device) -> list[str]:
    return ["**** Event Log ****", "", *device.events] if device.events else ["No EventLog Found."]
