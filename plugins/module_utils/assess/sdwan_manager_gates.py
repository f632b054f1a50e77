# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gates of SD-WAN Manager: what only a person does there, in CSSM, or with the device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .facts import Facts
from .gate import Gate
from .gates import make


def ordered_licenses(facts: Facts, done: bool) -> Gate:
    """Return the gate of who comes from an earlier release: nothing may be missing before this topology begins."""
    return make(
        facts,
        "ordered_licenses",
        "Check that all ordered licences are in the account",
        "CSSM web UI, Inventory > Licenses",
        f"All licences that you ordered must be listed in the Smart Account {facts.intent.smart_account} and the "
        f"virtual account {facts.intent.virtual_account}. If some are missing, have Cisco TAC correct that before you "
        "continue.",
        "SD-WAN Manager lists at least the licences of slp_ordered_licenses",
        done=done,
    )


def overlay_bring_up(facts: Facts, has_api: bool, done: bool) -> Gate:
    """Return the gate of the bring-up. `has_api`: SD-WAN Manager can be queried."""
    return make(
        facts,
        "overlay_bring_up",
        "Bring the device into the overlay network",
        "SD-WAN Manager, and the device",
        "Complete the standard bring-up process (Cisco SD-WAN Overlay Network Bring-Up Process in the Getting "
        f"Started Guide) for {facts.udi}; after that, the device is in controller mode.",
        f"the device is in controller mode{', and SD-WAN Manager lists it' if has_api else ''}",
        done=done,
    )


def login(facts: Facts, done: bool) -> Gate:
    """Return the gate of its login to CSSM."""
    mode = facts.intent["sdwan_manager_mode"] or "online, offline, on-prem"
    return make(
        facts,
        "manager_cssm_login",
        "Connect SD-WAN Manager with CSSM",
        "SD-WAN Manager, Administration > Settings (License Reporting), and Workflows > License Management",
        f"Select how it reports ({mode}), and enter the login that you use for the CSSM web UI. It must have access "
        f"to the Smart Account {facts.intent.smart_account} and the virtual account {facts.intent.virtual_account}.",
        "SD-WAN Manager shows its reporting mode, and that it has credentials",
        done=done,
    )


def assign(facts: Facts, done: bool) -> Gate:
    """Return the gate of the licence."""
    wanted = facts.intent["sdwan_license"]
    return make(
        facts,
        "manager_assign_licenses",
        "Assign a licence to the device",
        "SD-WAN Manager, Workflows > License Management",
        f"Synchronize the licences of the virtual account {facts.intent.virtual_account}, and assign "
        f"{wanted or 'its licence'} to {facts.udi}; or set slp_sdwan_license, slp_smart_account, slp_virtual_account "
        "and slp_sdwan_manager_url, and run again.",
        f"SD-WAN Manager shows {wanted or 'a licence'} for the device",
        done=done,
    )


def upload_usage(facts: Facts) -> Gate:
    """Return the gate of the reports of an SD-WAN Manager without a connection; no API says that they were taken."""
    return make(
        facts,
        "manager_upload_usage",
        "Upload the usage of SD-WAN Manager to CSSM",
        "CSSM web UI, Reports > Usage Data Files > Upload Usage Data",
        "Upload it. When its status shows an acknowledgement, download it, and upload it in SD-WAN Manager (License "
        "Management > Reporting).",
        "you say so",
        done=False,
        file=", ".join(facts.seen.get("reports") or []) or None,
    )


def authorization_code(facts: Facts) -> Gate:
    """Return the gate of a SLAC that comes as a file."""
    udis = " and ".join(dict.fromkeys(slac["udi"] for slac in facts.slacs_missing)) or facts.udi
    features = ", ".join(dict.fromkeys(slac["feature"] for slac in facts.slacs_missing))
    return make(
        facts,
        "authorization_code",
        "Generate a SLAC",
        "CSSM web UI, Inventory > Product Instances > Authorize License-Enforced Features",
        f"Enter {udis}, choose {features or ', '.join(facts.intent.features)}, download the file that CSSM returns, "
        f"put it into the folder {facts.intent['from_cssm']}, and run again.",
        "an authorization code is installed on every member",
        done=not facts.slacs_missing,
    )


def compliance(facts: Facts, row: Mapping[str, Any], of_all: str, done: bool) -> Gate:
    """Return the gate for the compliance of the device (`row`), and of all devices together (`of_all`)."""
    return make(
        facts,
        "manager_compliance",
        "Bring the device into compliance",
        "SD-WAN Manager, Workflows > License Management (Overview)",
        f"SD-WAN Manager says of {facts.udi}: {said_of(row)}. {f'All its devices: {of_all}.' if of_all else ''} "
        "Assign licences of its account, and check that its reports reach CSSM.",
        "SD-WAN Manager does not call the device out of compliance",
        done=done,
    )


def said_of(row: Mapping[str, Any]) -> str:
    """Return the compliance of a device in SD-WAN Manager's words."""
    reason = f" ({row['reason']})" if row.get("reason") else ""
    return f"{row.get('compliance_status') or 'nothing'}{reason}"
