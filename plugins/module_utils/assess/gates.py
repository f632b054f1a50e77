# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates that workflows share."""

from __future__ import annotations

from .assessment import gate
from .facts import Facts
from .gate import Gate


def make(facts: Facts, *texts: str, done: bool, file: str | None = None) -> Gate:
    """Return a gate from its id, title, where, what and evidence; see `assessment.gate`."""
    gate_id, title, where, what, evidence = texts
    return gate(gate_id, title, where, what, evidence, done, facts.confirmed, file)


def smart_account_set_up(facts: Facts, evidence: str, done: bool) -> Gate:
    """Return the gate with which each workflow begins."""
    intent = facts.intent
    utility = "Utility mode needs the licences with their subscription IDs." if intent.wants_utility else ""
    return make(
        facts,
        "smart_account_set_up",
        "Set up the Smart Account",
        "CSSM web UI",
        f"Make sure that your user role gives access to the Smart Account {intent.smart_account} and the virtual "
        f"account {intent.virtual_account}. {utility}",
        evidence,
        done=done,
    )


def generate_token(facts: Facts, done: bool) -> Gate:
    """Return the gate of a token for trust codes."""
    account = facts.intent.virtual_account
    return make(
        facts,
        "generate_token",
        "Generate a token for the virtual account",
        "CSSM web UI, Inventory > General > New Token",
        f"{_other_account(facts)} Generate one token for the virtual account {account} (valid for all devices of that "
        "account), set slp_id_token, for example in a vault, and run again.",
        "every member has a trust code, and the device shows this account",
        done=done,
    )


def _other_account(facts: Facts) -> str:
    if facts.account_fits is not False:
        return ""
    shown = facts.state["account"]
    return f"The device is in the virtual account {shown['virtual_account']} of {shown['smart_account']}."


def cslu_installation(facts: Facts) -> Gate:
    """Return the gate of the server itself."""
    pushes = facts.intent.pushes
    return make(
        facts,
        "cslu_installation",
        "Install CSLU",
        "a machine with Windows 10 or Linux",
        "Download it from Smart Software Manager > Smart Licensing Utility, and install it where "
        f"{'the devices reach it on TCP port 8182' if pushes else 'it reaches the devices'}.",
        f"CSLU received a report from the device since {facts.since_when}",
        done=facts.reached,
    )


def add_product_instance(facts: Facts) -> Gate:
    """Return the gate of a device that CSLU collects from; a device that initiates contact appears there by itself."""
    return make(
        facts,
        "add_product_instance",
        "Add the product instance",
        "CSLU, Inventory > Add Single Product",
        f"Enter {facts.udi} with its address ({facts.intent.address} here), the connect method REST API, and a user of "
        "privilege 15 with its password.",
        f"CSLU collected reports since {facts.since_when}",
        done=facts.reached,
        file=facts.seen.get("bulk_file"),
    )


def reachable_for_cslu(facts: Facts) -> Gate:
    """Return the gate of what CSLU needs on a device that it collects from."""
    return make(
        facts,
        "reachability",
        "Let CSLU reach the product instance",
        "the device",
        "CSLU needs an address of the device and a route to it, a local user of privilege 15, and on the device: aaa "
        "new-model, aaa authentication login default local, aaa authorization exec default local, ip http server, ip "
        "http authentication local, ip http secure-server, ip http max-connections 16 (slp_reachability configures "
        "them). The command show ip http server session-module must show SL_HTTP active.",
        f"CSLU collected reports since {facts.since_when}",
        done=facts.reached,
    )


def authorization_code(facts: Facts, title: str, where: str, then: str) -> Gate:
    """Return the gate of a SLAC that a server brings. `then`: what to do once the product instances are chosen."""
    udis = " and ".join(dict.fromkeys(slac["udi"] for slac in facts.slacs_missing))
    features = ", ".join(dict.fromkeys(slac["feature"] for slac in facts.slacs_missing))
    return make(
        facts,
        "authorization_code",
        title,
        where,
        f"Select the product instance ({udis or facts.udi}), for {features or ', '.join(facts.intent.features)}, "
        f"{then}",
        "an authorization code is installed on every member",
        done=not facts.slacs_missing,
    )
