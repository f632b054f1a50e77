# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in use and what is authorized: licences, product, authorization codes and the reports about them."""

from __future__ import annotations

from ..device.device import Device
from ..device.profile import SWITCH_EXPORT_ENTITLEMENT, Licence
from .compose import heading


def licences_in_use(device: Device) -> list[tuple[Licence, int, str]]:
    """Licences with their counts and status; an export feature is listed once its code is installed."""
    idle = "NOT IN USE" if device.profile.layout.prints("NOT IN USE") else "IN USE"
    shown = [(licence, licence.count, "IN USE" if licence.count else idle) for licence in device.profile.licences]
    for code in device.agent.authorizations[:1]:
        if code.installed_at is not None:
            used = code.feature in device.faults.features_in_use
            licence = Licence(code.feature, export_tag(device), code.feature, "Export", SWITCH_EXPORT_ENTITLEMENT)
            shown.append((licence, int(used), "IN USE" if used else "NOT IN USE"))
    return shown


def export_tag(device: Device) -> str:
    return "C9K_HSEC" if device.profile.platform == "switch" else "DNA_HSEC"


def summary_table(device: Device) -> list[str]:
    lines = ["License Usage:", "  License                 Entitlement Tag               Count Status"]
    lines += ["  " + "-" * 77]
    found = licences_in_use(device)
    for licence, count, status in found:
        tag = licence.tag if len(licence.tag) <= 25 else f"{licence.tag[:22]}..."
        lines.append(f"  {licence.name:<24}{f'({tag})':<30}{count:>5} {status}")
    return lines if found else [*lines, "  No licenses in use"]


def authorization_status(device: Device) -> list[str]:
    return ["License Authorization:", "  Status: Not Applicable"]


def usage(device: Device) -> list[str]:
    return [*heading("License Usage"), "", *licences(device)]


def licences(device: Device) -> list[str]:
    lines: list[str] = []
    # A public parser knows the line; no capture shows where it stands.
    subscriptions = device.agent.subscriptions if device.config.license.utility else {}
    for licence, count, status in licences_in_use(device):
        export = licence.kind == "Export"
        subscription = subscriptions.get(licence.entitlement)
        lines += [
            *([""] if lines else []),
            f"{licence.name} ({licence.tag}):",
            f"  Description: {licence.description}",
            f"  Count: {count}",
            "  Version: 1.0",
            f"  Status: {status}",
            f"  Export status: {'RESTRICTED - ALLOWED' if export else 'NOT RESTRICTED'}",
            f"  Feature Name: {licence.name}",
            f"  Feature Description: {licence.description}",
            f"  Enforcement type: {'EXPORT RESTRICTED' if export else 'NOT ENFORCED'}",
            f"  License type: {licence.kind}",
            *([f"  Subscription ID: {subscription}"] if subscription else []),
        ]
    return lines or ["No licenses in use"]


def udi(device: Device) -> list[str]:
    lines = [f"UDI: {device.profile.udi}"]
    if not device.profile.redundant:
        return lines
    return [*lines, "", "HA UDI List:", *(f"    {member.role}:{member}" for member in device.profile.members)]


def product(device: Device) -> list[str]:
    return [*heading("Product Information"), *udi(device)]


def agent_version(device: Device) -> list[str]:
    return [*heading("Agent Version"), f"Smart Agent for Licensing: {device.profile.agent}"]


def headed_authorizations(device: Device) -> list[str]:
    return [*heading("License Authorizations"), *authorizations(device)]


def exports(device: Device) -> list[str]:
    shown = device.profile.layout.prints("exports of authorizations")
    return ["Last Data Push: <none>", "Last File Export: <none>"] if shown else []


def status_indent(device: Device) -> str:
    """Blanks before what is said of one member."""
    return " " * (4 if device.profile.layout.prints("authorization status further left") else 6)


def authorizations(device: Device) -> list[str]:
    agent, indent = device.agent, status_indent(device)
    pushed = exports(device)
    lines = [*pushed, "", "Overall status:"] if pushed else ["Overall status:"]
    installed: list[str] = []
    for member, code in zip(agent.members, agent.authorizations, strict=True):
        lines.append(f"  {member.role}: {member}")
        if code.installed_at is None:
            lines.append(f"{indent}Status: NOT INSTALLED")
        else:
            when = device.stamp(code.installed_at)
            lines.append(f"{indent}Status: SMART AUTHORIZATION INSTALLED on {when}")
            lines.append(f"{indent}Last Confirmation code: {code.confirmation}")
            installed += [
                f"      {member.role}: {member}",
                "        Authorization type: SMART AUTHORIZATION INSTALLED",
                "        License type: PERPETUAL",
                "          Term Count: 1",
            ]
        if code.return_code:
            lines.append(f"{indent}Last return code: {code.return_code}")
    if installed:
        # Recalled from the guides: the switch form is assumed to differ only in its names.
        switch = device.profile.platform == "switch"
        title = "Switch US Export Lic. for C9K" if switch else "Router US Export Lic. for DNA"
        kind = "C9K based Switches" if switch else "DNA based Routers"
        lines += ["", "Authorizations:", f"  {title} ({export_tag(device)}):"]
        lines.append(f"    Description: U.S. Export Restriction Compliance license for {kind}")
        lines.append(f"    Total available count: {len(installed) // 4}")
        lines += ["    Enforcement type: EXPORT RESTRICTED", "    Term information:", *installed]
    return [*lines, "", "Purchased Licenses:", "  No Purchase Information Available"]


def report_counts(device: Device) -> dict[str, int]:
    agent = device.agent
    return {
        "total": len(agent.reports),
        "acknowledged": len(agent.reports_in("ACK")),
        "waiting": len(agent.reports_in("UNACK")),
        "available": len(agent.reports_in("CLOSED", "UNACK")),
        "collecting": len(agent.reports_in("OPEN")),
    }


def report_summary(device: Device) -> list[str]:
    counts = report_counts(device)
    return [
        *heading("Usage Report Summary:"),
        f"Total: {counts['total']},  Purged: 0",
        f"Total Acknowledged Received: {counts['acknowledged']},  Waiting for Ack: {counts['waiting']}",
        f"Available to Report: {counts['available']}  Collecting Data: {counts['collecting']}  ",
    ]


def enforcement(device: Device) -> list[str]:
    return ["Device Enforcement State:", "NOT APPLICABLE"]


def telemetry(device: Device) -> list[str]:
    channel = "AVAILABLE" if device.agent.trusted else "NOT AVAILABLE"
    return [*heading("Device Telemetry Report Summary:"), f"Data Channel: {channel}", "Reports on disk: 0"]


def analytics(device: Device) -> list[str]:
    # One sign shorter than its title, as devices print it.
    lines = ["Product Analytics Report Summary:", "=" * 32]
    if device.agent.account_as_of is None:
        lines += ["Product Analytics: NOT AVAILABLE", "Not Available Reason: Smart license channel not established"]
    else:
        lines += ["Product Analytics: AVAILABLE", "Not Available Reason: <empty>"]
    return [*lines, "Total current Product Analytics reports: 0"]
