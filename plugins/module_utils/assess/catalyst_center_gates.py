# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gates of Catalyst Center: what only a person does there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .facts import Facts
from .gate import Gate
from .gates import make

_LICENSES = "Catalyst Center, Tools > License Manager"


def login(facts: Facts, problem: str | None, done: bool) -> Gate:
    """Return the gate of the login to CSSM. `problem`: Catalyst Center's message if it cannot read CSSM."""
    return make(
        facts,
        "center_cssm_login",
        "Connect Catalyst Center with CSSM",
        "Catalyst Center, System > Settings > Cisco Accounts (Set Up License Manager)",
        "Enter the login that you use for the CSSM web UI. It must have access to the Smart Account "
        f"{facts.intent.smart_account} and the virtual account {facts.intent.virtual_account}. {problem or ''}",
        "Catalyst Center shows these accounts",
        done=done,
    )


def inventory(facts: Facts, device: Mapping[str, Any], done: bool) -> Gate:
    """Return the gate of a device that is not added by the run. `device`: its serial numbers and its address."""
    return make(
        facts,
        "center_inventory",
        "Add the product instance to the inventory",
        "Catalyst Center, Provision > Inventory > Add Device",
        f"Add {', '.join(device['serial_numbers'])} with its address {device['address']} and its credentials for SSH, "
        "SNMP and NETCONF (port 830); or put these into slp_catalyst_center_device_secrets, and run again.",
        "the inventory has the device with the state Managed",
        done=done,
    )


def site(facts: Facts, done: bool) -> Gate:
    """Return the gate of a device for which no site is named."""
    return make(
        facts,
        "center_site",
        "Assign the product instance to a site",
        "Catalyst Center, Provision > Inventory > Actions > Provision > Assign Device to Site",
        "Assign each device to its site; or set slp_site (Global/...), and run again. Catalyst Center then pushes "
        "what licensing needs, including certificates.",
        "the device is at a site",
        done=done,
    )


def authorization_code(facts: Facts) -> Gate:
    """Return the gate of the SLAC, which the API does not install."""
    return make(
        facts,
        "center_authorization_code",
        "Install the authorization code",
        f"{_LICENSES} > Workflows (Install the Authorization Code and Enable the High Security License)",
        f"Select the product instances, and install the SLAC for {', '.join(facts.intent.features)}.",
        "an authorization code is installed on every member",
        done=not facts.slacs_missing,
    )


def first_report(facts: Facts, tells: bool, done: bool) -> Gate:
    """Return the gate of the first report. `tells`: this release of Catalyst Center shows when usage was reported."""
    told = f"Catalyst Center shows a usage report since {facts.since_when}"
    return make(
        facts,
        "center_first_report",
        "Report usage for the first time",
        f"{_LICENSES} > Reporting (Upload Resource Utilization Details to CSSM)",
        f"Select the product instances, the Smart Account {facts.intent.smart_account} and the virtual account "
        f"{facts.intent.virtual_account}, and upload. After that, Catalyst Center reports automatically.",
        told if tells else f"the device received an ACK since {facts.since_when}",
        done=done,
    )


def policy(facts: Facts) -> Gate:
    """Return the gate of the reporting interval."""
    wanted, shown = facts.intent["usage_interval"], facts.usage["push_interval_days"] or 0
    return make(
        facts,
        "center_license_policy",
        "Shorten the reporting interval",
        f"{_LICENSES} > Reporting (Modify License Policy)",
        f"Set it to {wanted} days. The shortest interval of several policies applies, so it can only become shorter.",
        f"the device shows a reporting interval of {wanted} days or less",
        done=0 < shown <= wanted,
    )


def level(facts: Facts, here: Mapping[str, Any]) -> Gate:
    """Return the gate of the level on a release whose API cannot change it. `here`: its data of the device."""
    wanted = facts.intent["license_level"]
    return make(
        facts,
        "center_license_level",
        "Change the licence level",
        f"{_LICENSES} > Workflows (Change License Level)",
        f"Select the product instances, and the level {wanted}.",
        "Catalyst Center shows this level",
        done=here["license_level"] == wanted,
    )
