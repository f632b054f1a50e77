# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connected to CSSM Through CSLU: the product instance initiates contact, or CSLU does."""

from __future__ import annotations

from . import gates
from .assessment import Assessment, Step
from .facts import Facts
from .gate import Gate
from .proofs import through_a_server


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it."""
    acknowledged = facts.acknowledged_here
    preferences = [_login(facts, acknowledged), _account(facts, acknowledged)]
    collecting = [] if facts.intent.pushes else [gates.add_product_instance(facts)]
    steps = [
        Step(
            "step_1_smart_account_set_up",
            gates=[gates.smart_account_set_up(facts, "an ACK came through CSLU", done=facts.heard)],
            asks=["smart_account_set_up"],
        ),
        Step("step_2_cslu_installation", gates=[gates.cslu_installation(facts)], asks=["cslu_installation"]),
        Step(
            "step_3_cslu_preference_settings",
            routine=True,
            due=bool(collecting) and not facts.reached,
            gates=[*preferences, *collecting],
            asks=["cslu_login", "cslu_account", "add_product_instance"],
        ),
        Step(
            "step_4_product_instance_configuration",
            due=facts.configuration_is_due,
            gates=[] if facts.intent.pushes else [gates.reachable_for_cslu(facts)],
            asks=["reachability"],
        ),
        Step(
            "step_5_usage_synchronization",
            routine=True,
            due=facts.intent.pushes and facts.report_is_due,
            gates=[] if facts.intent.pushes else [_collect(facts, acknowledged)],
            asks=["collect_usage"],
        ),
        Step(
            "authorization_code",
            due=facts.slac_is_due and facts.intent.pushes,
            gates=_authorization(facts),
            asks=["authorization_code"],
        ),
        Step("save", routine=True, due=facts.save_is_due),
    ]
    return Assessment(steps, through_a_server(facts))


def _login(facts: Facts, acknowledged: bool) -> Gate:
    return gates.make(
        facts,
        "cslu_login",
        "Log CSLU into Cisco",
        "CSLU, Preferences",
        "Turn on Cisco Connectivity, and log in with a Cisco account that has access to the Smart Account "
        f"{facts.intent.smart_account}.",
        facts.acknowledged_when,
        done=facts.heard,
    )


def _account(facts: Facts, acknowledged: bool) -> Gate:
    return gates.make(
        facts,
        "cslu_account",
        "Select the accounts in CSLU",
        "CSLU, Preferences",
        f"Select the Smart Account {facts.intent.smart_account} and the virtual account "
        f"{facts.intent.virtual_account}, spelled as in CSSM.",
        f"{facts.acknowledged_when}, for these accounts",
        done=facts.heard and facts.account_fits is not False,
    )


def _collect(facts: Facts, acknowledged: bool) -> Gate:
    return gates.make(
        facts,
        "collect_usage",
        "Collect the usage reports",
        "CSLU, Inventory > Product Instances",
        "Select the product instances, then Actions for Selected > Collect Usage. CSLU sends the reports to CSSM, and "
        "the ACK to the device.",
        facts.acknowledged_when,
        done=acknowledged,
    )


def _authorization(facts: Facts) -> list[Gate]:
    if facts.intent.pushes or not facts.intent.features:
        return []
    return [
        gates.authorization_code(
            facts,
            "Get a SLAC through CSLU",
            "CSLU, Inventory > Product Instances",
            "then Actions for Selected > Authorization Code Request. CSLU gets the code from CSSM, and installs it "
            "with its next update.",
        )
    ]
