# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the agent says of itself: policy, account, privacy, transport, reporting and trust, block by block."""

from __future__ import annotations

from ..device.config import CUSTOMER_INFO
from ..device.device import Device
from ..device.model import Policy, Terms
from .compose import heading


def title(device: Device) -> list[str]:
    return [*heading("Smart Licensing Status"), "", *enabled(device)]


def support_title(device: Device) -> list[str]:
    return ["Smart Licensing Tech Support info"]


def enabled(device: Device) -> list[str]:
    return ["Smart Licensing is ENABLED"]


def conversion(device: Device) -> list[str]:
    lines = ["License Conversion:", "  Automatic Conversion Enabled: False"]
    if device.profile.layout.prints("conversion status"):
        # The block is there without the two lines below; what stands instead is recalled from classic licensing.
        return [*lines, "  Status: Not started"]
    status = device.profile.layout.prints("conversion status beside the exports")
    lines += ["  Status: Not started"] if status else []
    return [*lines, "  Last Data Push: <none>", "  Last File Export: <none>"]


def export_key(device: Device) -> list[str]:
    return ["Export Authorization Key:", "  Features Authorized:", "    <none>"]


def utility(device: Device) -> list[str]:
    licence = device.config.license
    if not licence.utility:
        return ["Utility:", "  Status: DISABLED"]
    # No capture of the enabled form; these words and their order are recalled from the guides.
    lines = ["Utility:", "  Status: ENABLED", "  Utility report:"]
    lines += ["    Last success: <none>", "    Last attempt: <none>", "    Next attempt: <none>"]
    lines.append("  Customer Information:")
    titles = {"id": "Id", "postalcode": "Postal Code"}
    for key in CUSTOMER_INFO:
        lines.append(f"    {titles.get(key, key.capitalize())}: {licence.customer_info.get(key, '<empty>')}")
    return lines


def policy_mode(device: Device) -> list[str]:
    mode = ["  Reporting Mode: STANDARD"] if device.profile.layout.prints("Reporting Mode") else []
    return ["Smart Licensing Using Policy:", "  Status: ENABLED", *mode]


def account(device: Device) -> list[str]:
    agent = device.agent
    if agent.account_as_of is None:
        return ["Account Information:", "  Smart Account: <none>", "  Virtual Account: <none>"]
    smart = f"  Smart Account: {agent.cssm_account} As of {device.stamp(agent.account_as_of)}"
    return ["Account Information:", smart, f"  Virtual Account: {agent.virtual_account}"]


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
    ]


_TYPES = {"smart": "Smart", "cslu": "cslu", "callhome": "Callhome", "off": "Transport Off", "automatic": "Automatic"}


def transport_type(device: Device) -> list[str]:
    return ["Transport:", f"  Type: {_TYPES[device.config.license.transport]}"]


def transport(device: Device) -> list[str]:
    licence, layout = device.config.license, device.profile.layout
    lines = transport_type(device)
    if licence.transport in ("callhome", "off"):
        return lines
    lines += [_address(device), "  Proxy:"]
    lines += _proxy(device) if licence.proxy_address else ["    Not Configured"]
    if not layout.prints("VRF"):
        return lines
    if licence.vrf or layout.prints("VRF in one line"):
        return [*lines, f"  VRF: {licence.vrf or '<empty>'}"]
    return [*lines, "  VRF:", "    Not Configured"]


def transport_in_full(device: Device) -> list[str]:
    """Tech support has a line for each part of a missing proxy, and more of them after it."""
    licence, layout = device.config.license, device.profile.layout
    lines = transport_type(device)
    if licence.transport in ("callhome", "off"):
        return lines
    lines += [_address(device), "  Proxy:", *_proxy(device)]
    lines.append(f"  Server Identity Check: {licence.server_identity_check}")
    lines += [f"  VRF: {licence.vrf or '<empty>'}"] if layout.prints("VRF") else []
    return lines + (["  IP Mode: IPv4 ONLY", "  Trust Point: SLA-TrustPoint"] if layout.prints("IP Mode") else [])


def _address(device: Device) -> str:
    licence = device.config.license
    if licence.transport == "cslu":
        return f"  Cslu address: {licence.url_cslu or '<empty>'}"
    return f"  URL: {licence.effective_url or '<empty>'}"


def _proxy(device: Device) -> list[str]:
    licence = device.config.license
    lines = [f"    Address: {licence.proxy_address or '<empty>'}", f"    Port: {licence.proxy_port or '<empty>'}"]
    return [*lines, "    Username: <empty>", "    Password: <empty>"]


def miscellaneous(device: Device) -> list[str]:
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


def usage_reporting(device: Device) -> list[str]:
    return _reporting(device, "")


def usage_reporting_in_full(device: Device) -> list[str]:
    """Tech support adds the state of reporting, and the days that the policy allows."""
    allowed = device.agent.policy.reporting_days or 90
    return _reporting(device, f" State({4 if device.agent.usage.last_ack else 2}) InPolicy({allowed})")


def _reporting(device: Device, state: str) -> list[str]:
    agent = device.agent
    usage = agent.usage
    interval = f"{agent.push_interval}  days" if agent.push_interval else "0 (no reporting)"
    return [
        "Usage Reporting:",
        f"  Last ACK received: {device.stamp(usage.last_ack)}",
        f"  Next ACK deadline: {device.stamp(usage.ack_deadline)}",
        f"  Reporting push interval: {interval}{state}",
        f"  Next ACK push check: {device.stamp(usage.next_ack_check)}",
        f"  Next report push: {device.stamp(usage.next_push)}",
        f"  Last report push: {device.stamp(usage.last_push)}",
        f"  Last report file write: {device.stamp(usage.last_file_write)}",
    ]


def trust_codes(device: Device) -> list[str]:
    agent, details = device.agent, device.profile.layout.prints("trust code details")
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
