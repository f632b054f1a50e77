# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`show license ...` of a device under Smart Licensing Using Policy, block by block and release by release."""

from __future__ import annotations

from ..device.config import CUSTOMER_INFO
from ..device.device import Device
from ..device.model import Policy, Terms
from ..device.profile import Licence


def heading(title: str, rule: str = "=") -> list[str]:
    return [title, rule * len(title)]


def show_all(device: Device) -> list[str]:
    layout = device.profile.layout
    lines = [*heading("Smart Licensing Status"), "", "Smart Licensing is ENABLED", ""]
    lines += conversion(device)
    lines += ["Export Authorization Key:", "  Features Authorized:", "    <none>", ""]
    lines += utility(device) + using_policy(device) + account(device) + privacy(device)
    lines += [*transport(device, proxy_details=False), "", *miscellaneous(), "", *policy(device), ""]
    lines += [*usage_reporting(device), "", *trust_codes(device), ""]
    lines += [*heading("License Usage"), "", *usage(device), *product(device), *agent_version(device)]
    lines += [*heading("License Authorizations"), *authorizations(device)]
    if layout.enforcement_state:
        lines += ["", "Device Enforcement State:", "NOT APPLICABLE"]
    if layout.usage_summary:
        lines += ["", *report_summary(device)]
    return [*lines, *analytics(device)]


def show_status(device: Device) -> list[str]:
    lines = utility(device) + using_policy(device) + account(device) + privacy(device)
    lines += [*transport(device, proxy_details=False), "", *policy(device), "", *miscellaneous(), ""]
    lines += [*usage_reporting(device), "", *trust_codes(device)]
    if device.profile.layout.telemetry:
        lines += analytics(device)
    return lines


def show_summary(device: Device) -> list[str]:
    lines = account(device)
    lines += ["License Usage:", "  License                 Entitlement Tag               Count Status"]
    lines += ["  " + "-" * 77]
    for licence, count, status in _licences(device):
        tag = licence.tag if len(licence.tag) <= 26 else f"{licence.tag[:23]}..."
        lines.append(f"  {licence.name:<24}{f'({tag})':<30}{count:>5} {status}")
    return lines if device.profile.licences else [*lines, "  No licenses in use"]


def show_usage(device: Device) -> list[str]:
    return ["License Authorization:", "  Status: Not Applicable", "", *usage(device)]


def show_udi(device: Device) -> list[str]:
    return [f"UDI: {device.profile.udi}", *_ha_list(device)]


def show_rum_ids(device: Device) -> list[str]:
    lines = ["Smart Licensing Usage Report:", "=" * 36, "Report Id,          State,    Flag, Feature Name"]
    return lines + [f"{found.number:<20}{found.state:<10}{'N':<6}{found.feature}" for found in device.agent.reports]


def show_event_log(device: Device) -> list[str]:
    events = [f"{line} SAEVT_LOG" for line in device.log]
    return ["**** Event Log ****", "", *events]


def show_history(device: Device) -> list[str]:
    """Captures show only the empty form. Filled entries are a guess: each message on one very long line of JSON."""
    lines = ["", "Message History (oldest to newest):", "=" * 52]
    kinds = ("Trust Establishment", "Usage Reporting", "Result Polling", "Authorization Request")
    for name in (*kinds, "Authorization Return", "Trust Sync"):
        lines.append(f"{name}:")
        history = device.agent.statistics[name].history
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
    lines += ["", "Import Message History (oldest to newest):", "=" * 52]
    for kind in ("POLICY", "AUTH", "TRUST CODE", "RUM ACK", "CONVERSION ACK", "ACCOUNT INFO"):
        lines += [f"Import {kind}:", "  No past Import history", ""]
    return lines


# -- blocks -----------------------------------------------------------------------------------------------------


def conversion(device: Device) -> list[str]:
    if not device.profile.layout.conversion:
        return []
    lines = ["License Conversion:", "  Automatic Conversion Enabled: False"]
    return [*lines, "  Last Data Push: <none>", "  Last File Export: <none>", ""]


def utility(device: Device) -> list[str]:
    licence = device.config.license
    if not licence.utility:
        return ["Utility:", "  Status: DISABLED", ""]
    # No capture of the enabled form; these words and their order are recalled from the guides.
    lines = ["Utility:", "  Status: ENABLED", "  Utility report:"]
    lines += ["    Last success: <none>", "    Last attempt: <none>", "    Next attempt: <none>"]
    lines.append("  Customer Information:")
    titles = {"id": "Id", "postalcode": "Postal Code"}
    for key in CUSTOMER_INFO:
        lines.append(f"    {titles.get(key, key.capitalize())}: {licence.customer_info.get(key, '<empty>')}")
    return [*lines, ""]


def using_policy(device: Device) -> list[str]:
    lines = ["Smart Licensing Using Policy:", "  Status: ENABLED"]
    return lines + (["  Reporting Mode: STANDARD"] if device.profile.layout.reporting_mode else []) + [""]


def account(device: Device) -> list[str]:
    if not device.profile.layout.account:
        return []
    agent = device.agent
    if agent.account_as_of is None:
        return ["Account Information:", "  Smart Account: <none>", "  Virtual Account: <none>", ""]
    smart = f"  Smart Account: {agent.cssm_account} As of {device.stamp(agent.account_as_of)}"
    return ["Account Information:", smart, f"  Virtual Account: {agent.virtual_account}", ""]


def privacy(device: Device) -> list[str]:
    hidden = device.config.license.privacy

    def state(kind: str) -> str:
        return "ENABLED" if kind in hidden else "DISABLED"

    return [
        "Data Privacy:",
        f"  Sending Hostname: {'no' if 'hostname' in hidden else 'yes'}",
        "    Callhome hostname privacy: DISABLED",
        f"    Smart Licensing hostname privacy: {state('hostname')}",
        f"  Version privacy: {state('version')}",
        "",
    ]


_TYPES = {"smart": "Smart", "cslu": "cslu", "callhome": "Callhome", "off": "Transport Off", "automatic": "Automatic"}


def transport(device: Device, proxy_details: bool) -> list[str]:
    """`proxy_details` is how tech support prints a missing proxy: four empty lines, not `Not Configured`."""
    licence, layout = device.config.license, device.profile.layout
    lines = ["Transport:", f"  Type: {_TYPES[licence.transport]}"]
    if licence.transport in ("callhome", "off"):
        return lines
    if licence.transport == "cslu":
        lines.append(f"  Cslu address: {licence.url_cslu or '<empty>'}")
    else:
        lines.append(f"  URL: {licence.effective_url or '<empty>'}")
    lines.append("  Proxy:")
    if licence.proxy_address or proxy_details:
        lines.append(f"    Address: {licence.proxy_address or '<empty>'}")
        lines.append(f"    Port: {licence.proxy_port or '<empty>'}")
        lines += ["    Username: <empty>", "    Password: <empty>"]
    else:
        lines.append("    Not Configured")
    if proxy_details:
        lines.append(f"  Server Identity Check: {licence.server_identity_check}")
    if layout.vrf:
        lines.append(f"  VRF: {licence.vrf or '<empty>'}")
    if layout.ip_mode and proxy_details:
        lines += ["  IP Mode: IPv4 ONLY", "  Trust Point: SLA-TrustPoint"]
    return lines


def miscellaneous() -> list[str]:
    return ["Miscellaneous:", "  Custom Id: <empty>"]


def policy(device: Device) -> list[str]:
    found: Policy = device.agent.policy
    lines = ["Policy:"]
    if found.installed_at is None:
        lines += ["  Policy in use: Merged from multiple sources."]
    else:
        lines += [f"  Policy in use: Installed On {device.stamp(found.installed_at)}", f"  Policy name: {found.name}"]
    lines.append(f"  Reporting ACK required: yes ({found.perpetual.source})")
    lines += _terms("Unenforced/Non-Export Perpetual Attributes", found.perpetual)
    lines += _terms("Unenforced/Non-Export Subscription Attributes", found.subscription)
    lines += _terms("Enforced (Perpetual/Subscription) License Attributes", found.enforced)
    return lines + _terms("Export (Perpetual/Subscription) License Attributes", found.export)


def _terms(title: str, terms: Terms) -> list[str]:
    # In a merged policy the first report may still come from Cisco's default.
    first = terms.source if terms.first_report else "CISCO default"
    return [
        f"  {title}:",
        f"    First report requirement (days): {terms.first_report} ({first})",
        f"    Reporting frequency (days): {terms.frequency} ({terms.source})",
        f"    Report on change (days): {terms.on_change} ({terms.source})",
    ]


def usage_reporting(device: Device, state: str = "") -> list[str]:
    """`state` follows the interval in tech support only."""
    agent = device.agent
    usage = agent.usage
    return [
        "Usage Reporting:",
        f"  Last ACK received: {device.stamp(usage.last_ack)}",
        f"  Next ACK deadline: {device.stamp(usage.ack_deadline)}",
        f"  Reporting push interval: {agent.push_interval}  days{state}",
        f"  Next ACK push check: {device.stamp(usage.next_ack_check)}",
        f"  Next report push: {device.stamp(usage.next_push)}",
        f"  Last report push: {device.stamp(usage.last_push)}",
        f"  Last report file write: {device.stamp(usage.last_file_write)}",
    ]


def trust_codes(device: Device) -> list[str]:
    agent, details = device.agent, device.profile.layout.trust_details
    if not any(agent.trust):
        return ["Trust Code Installed: <none>"]
    if not device.profile.redundant and not details:
        return [f"Trust Code Installed: {device.stamp(agent.trust[0].installed_at if agent.trust[0] else None)}"]
    lines = ["Trust Code Installed:"]
    if details:
        # The newest agent prints the first code's type on the heading's own line.
        lines = ["Trust Code Installed:    Trust Code Type: CSSM", "    Attributes: <none>", ""]
    for member, code in zip(agent.members, agent.trust, strict=True):
        lines.append(f"  {member.role}: {member}")
        if code is None:
            # No capture shows a set where only some members are trusted.
            lines.append("    NOT INSTALLED")
        elif details:
            installed = f"    INSTALLED on {device.stamp(code.installed_at)}"
            lines.append(f"{installed}    Valid on {device.stamp(code.valid_from)}")
            lines.append(f"    Expired on Jan 01 00:00:00 1970 {device.config.zone.name}")
            lines += ["    Trust Code Type: CSSM", "    Attributes: <none>"]
        else:
            lines.append(f"    INSTALLED on {device.stamp(code.installed_at)}")
        lines += [""] if details else []
    return lines


def _licences(device: Device) -> list[tuple[Licence, int, str]]:
    """Licences with their counts and status; an export feature is listed once its code is installed."""
    shown = [(licence, licence.count, "IN USE") for licence in device.profile.licences]
    for code in device.agent.authorizations[:1]:
        if code.installed_at is not None:
            used = code.feature in device.faults.features_in_use
            licence = Licence(code.feature, export_tag(device), code.feature, "Export", "")
            shown.append((licence, int(used), "IN USE" if used else "NOT IN USE"))
    return shown


def export_tag(device: Device) -> str:
    return "C9K_HSEC" if device.profile.platform == "switch" else "DNA_HSEC"


def usage(device: Device) -> list[str]:
    if not device.profile.licences:
        return ["No licenses in use", ""]
    lines: list[str] = []
    for licence, count, status in _licences(device):
        export = licence.kind == "Export"
        lines += [
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
            "",
        ]
    return lines


def _ha_list(device: Device) -> list[str]:
    if not device.profile.redundant:
        return []
    return ["", "HA UDI List:", *(f"    {member.role}:{member}" for member in device.profile.members)]


def product(device: Device) -> list[str]:
    return [*heading("Product Information"), f"UDI: {device.profile.udi}", *_ha_list(device), ""]


def agent_version(device: Device) -> list[str]:
    return [*heading("Agent Version"), f"Smart Agent for Licensing: {device.profile.agent}", ""]


def authorizations(device: Device) -> list[str]:
    agent, layout = device.agent, device.profile.layout
    lines = ["Last Data Push: <none>", "Last File Export: <none>", ""] if layout.authorization_exports else []
    lines.append("Overall status:")
    installed: list[str] = []
    for member, code in zip(agent.members, agent.authorizations, strict=True):
        lines.append(f"  {member.role}: {member}")
        if code.installed_at is None:
            lines.append(f"{layout.status_indent}Status: NOT INSTALLED")
        else:
            when = device.stamp(code.installed_at)
            lines.append(f"{layout.status_indent}Status: SMART AUTHORIZATION INSTALLED on {when}")
            lines.append(f"{layout.status_indent}Last Confirmation code: {code.confirmation}")
            installed += [
                f"      {member.role}: {member}",
                "        Authorization type: SMART AUTHORIZATION INSTALLED",
                "        License type: PERPETUAL",
                "          Term Count: 1",
            ]
        if code.return_code:
            lines.append(f"{layout.status_indent}Last return code: {code.return_code}")
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


def analytics(device: Device) -> list[str]:
    """The last block: telemetry up to 6.2, product analytics from 6.3.7, nothing before 5.7.6."""
    layout = device.profile.layout
    if layout.telemetry:
        lines = [" ", *heading("Device Telemetry Report Summary:")]
        channel = "AVAILABLE" if device.agent.trusted else "NOT AVAILABLE"
        return [*lines, f"Data Channel: {channel}", "Reports on disk: 0"]
    if not layout.enforcement_state:
        return []
    lines = ["", "Product Analytics Report Summary:", "=" * 32]
    if device.agent.account_as_of is not None:
        lines += ["Product Analytics: AVAILABLE", "Not Available Reason: <empty>"]
    else:
        lines += ["Product Analytics: NOT AVAILABLE", "Not Available Reason: Smart license channel not established"]
    return [*lines, "Total current Product Analytics reports: 0"]
