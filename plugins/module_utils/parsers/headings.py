# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The headings of licence output: the text of a line, and the section that it opens."""

from __future__ import annotations

from typing import NamedTuple


class Label(NamedTuple):
    """The word before a colon that opens a section, with content on its own line; `keeps_its_line`: all of it is."""

    section: str
    keeps_its_line: bool


# At the left margin, wherever they stand.
HEADINGS = {
    "Smart Licensing Status": "title",
    "Smart Licensing Tech Support info": "title",
    "Smart Licensing is ENABLED": "enabled",
    "License Conversion:": "conversion",
    "Export Authorization Key:": "export_key",
    "Utility:": "utility",
    "Smart Licensing Using Policy:": "policy_mode",
    "Account Information:": "account",
    "Data Privacy:": "privacy",
    "Transport:": "transport",
    "Miscellaneous:": "miscellaneous",
    "Policy:": "policy",
    "Usage Reporting:": "usage_reporting",
    "License Usage": "usage",
    "License Usage:": "usage",
    "Product Information": "product",
    "HA UDI List:": "members",
    "Agent Version": "agent",
    "License Authorizations": "authorizations",
    "Overall status:": "overall",
    "Authorizations:": "entitlements",
    "Specified license reservations:": "entitlements",
    "Purchased Licenses:": "purchased",
    "Derived Licenses:": "derived",
    "Device Enforcement State:": "enforcement",
    "Usage Report Summary:": "rum_summary",
    "Device Telemetry Report Summary:": "telemetry",
    "Telemetry Report Summary:": "telemetry",
    "Product Analytics Report Summary:": "analytics",
    "Registration:": "registration",
    "License Authorization:": "license_authorization",
    "Upcoming Scheduled Jobs": "jobs",
    "Communication Statistics:": "communication",
    "License Certificates": "certificates",
    "HA Info": "ha",
    "Reservation Info": "reservation",
    "Last Reporting Not Required:": "not_required",
    "Other Info": "other",
    "Platform Provided Mapping Table": "mapping",
    "Enforced Licenses:": "platform_enforced",
}
# At the left margin, only behind the section named first.
INSIDE = {
    ("reservation", "Overall status:"): "reservation_members",
}
# At the left margin, with content behind the colon.
LABELS = {
    "Trust Code Installed": Label("trust_codes", False),
    "UDI": Label("product", True),
    "Handle": Label("license", True),
    "License reservation": Label("reservation", True),
}
# Indented, inside the section named first.
NESTED = {
    ("transport", "Proxy:"): "proxy",
    ("policy", "Unenforced/Non-Export Perpetual Attributes:"): "unenforced_perpetual",
    ("policy", "Unenforced/Non-Export Subscription Attributes:"): "unenforced_subscription",
    ("policy", "Enforced (Perpetual/Subscription) License Attributes:"): "enforced",
    ("policy", "Export (Perpetual/Subscription) License Attributes:"): "export",
    ("utility", "Utility report:"): "utility_report",
    ("utility", "Customer Information:"): "customer",
    ("license", "Peer Info:"): "license_peer",
}
NESTED_LABELS = {("transport", "VRF"): "vrf"}
