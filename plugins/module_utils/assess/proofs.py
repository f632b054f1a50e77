# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proofs that workflows share: each says what it rests on, and since when."""

from __future__ import annotations

from ..state.state import udis, without_trust
from .assessment import Proof
from .facts import Facts


def configuration(facts: Facts) -> Proof:
    """Prove that the device is configured as the workflow wants it."""
    transport = facts.state["transport"]
    url = transport["url"] or transport["cslu_address"]
    shown = f"transport {transport['type']}{f', {url}' if url else ''}"
    at = ((facts.state["config"] or {}).get("last_change") or {}).get("at")
    if facts.configured and not facts.saved:
        return Proof("configuration", False, f"not saved, because nothing proves it yet: {shown}", at)
    return Proof("configuration", facts.configured, shown if facts.configured else f"not as intended: {shown}", at)


def trust(facts: Facts) -> Proof:
    """Prove that every member has a trust code."""
    missing = without_trust(facts.state)
    first = next((code.get("installed_on") for code in facts.state["trust_codes"]), None)
    members = len(udis(facts.state)) or 1
    return Proof(
        "trust", not missing, f"no trust code on {', '.join(missing)}" if missing else f"{members} trust codes", first
    )


def account(facts: Facts) -> list[Proof]:
    """Prove that the device is in the intended accounts, if it shows any; otherwise return no proof."""
    if facts.account_fits is None:
        return []
    shown = facts.state["account"]
    found = f"{shown['smart_account'] or 'no Smart Account'}, {shown['virtual_account'] or 'no virtual account'}"
    meant = f"{facts.intent.smart_account}, {facts.intent.virtual_account}"
    by = found if facts.account_fits else f"{found} instead of {meant}"
    return [Proof("account", facts.account_fits, by, shown["as_of"])]


def policy(facts: Facts) -> Proof:
    """Prove that a policy is in use."""
    policy = facts.state["policy"]
    name = policy["name"] or policy["in_use"]
    return Proof("policy", name is not None, f"policy {name}" if name else "no policy", policy["installed_on"])


def acknowledgement(facts: Facts) -> Proof:
    """Prove that a report of this workflow was acknowledged."""
    ack = facts.usage["last_ack_received"]
    if facts.overdue:
        return Proof("acknowledgement", False, f"an ACK was due by {facts.usage['next_ack_deadline']}", ack)
    by = f"an ACK since {facts.since_when}" if facts.acked else f"no ACK since {facts.since_when}"
    return Proof("acknowledgement", facts.acked, by, ack)


def next_report(facts: Facts) -> list[Proof]:
    """Prove that the next report is scheduled, where the device pushes and its policy wants reports."""
    if not facts.intent.pushes or facts.usage["push_interval_days"] == 0:
        return []
    push = facts.usage["next_report_push"]
    return [
        Proof("next_report", push is not None, f"next report push {push}" if push else "no report push scheduled", push)
    ]


def authorization(facts: Facts) -> list[Proof]:
    """Prove that each SLAC that is wanted is installed, and none that is to be returned."""
    if facts.intent.features:
        missing = ", ".join(f"{slac['feature']} on {slac['udi']}" for slac in facts.slacs_missing)
        return [Proof("authorization", not missing, f"no SLAC for {missing}" if missing else "SLAC installed")]
    if facts.intent["slac_return"]:
        left = facts.slacs_not_wanted
        return [Proof("authorization", not left, f"not returned on {', '.join(left)}" if left else "no SLAC installed")]
    return []


def utility(facts: Facts) -> list[Proof]:
    """Prove that utility mode is on, and that an ACK brought the subscription IDs."""
    if not facts.intent.wants_utility:
        return []
    used = [licence for licence in facts.state["licenses"] if (licence["status"] or "").startswith("IN USE")]
    without = [licence["name"] for licence in used if not licence.get("subscription_id")]
    if not facts.state["utility"]["enabled"]:
        return [Proof("utility", False, "utility mode is off")]
    by = f"no subscription ID for {', '.join(map(str, without))}" if without else "subscription IDs for all in use"
    return [Proof("utility", not without, by)]


def through_a_server(facts: Facts) -> list[Proof]:
    """Return the proofs of a workflow in which another server than CSSM has to do with the device.

    No trust code is required: not every release gets one that way, and the server vouches for its devices.
    """
    return [
        configuration(facts),
        *account(facts),
        policy(facts),
        *authorization(facts),
        *utility(facts),
        acknowledgement(facts),
        *next_report(facts),
    ]
