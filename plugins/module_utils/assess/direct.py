# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connected Directly to CSSM."""

from __future__ import annotations

from . import gates, proofs
from .assessment import Assessment, Step
from .facts import Facts


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it."""
    trust = facts.trust_is_due
    can_trust = facts.can_trust
    has_way_in = facts.trusted or can_trust
    steps = [
        Step(
            "step_1_smart_account_set_up",
            gates=[
                gates.smart_account_set_up(
                    facts,
                    "every member has a trust code of these accounts",
                    done=facts.trusted and facts.account_fits is not False,
                )
            ],
            asks=[] if has_way_in else ["smart_account_set_up"],
        ),
        Step(
            "step_2_product_instance_configuration",
            due=facts.configuration_is_due,
        ),
        Step(
            "step_3_establishment_of_trust_with_cssm",
            due=trust and can_trust,
            gates=[gates.generate_token(facts, done=not trust)],
            asks=[] if can_trust else ["generate_token"],
        ),
        Step("step_4_authorization_code_installation", due=facts.slac_is_due and has_way_in),
        Step("report_usage", routine=True, due=facts.report_is_due and has_way_in),
        Step("save", routine=True, due=facts.save_is_due and has_way_in),
    ]
    proved = [
        proofs.configuration(facts),
        proofs.trust(facts),
        *proofs.account(facts),
        proofs.policy(facts),
        *proofs.authorization(facts),
        *proofs.utility(facts),
        proofs.acknowledgement(facts),
        *proofs.next_report(facts),
    ]
    meant = facts.intent
    fetches = trust and can_trust and meant["id_token"] is None
    options = {
        # A device that has its trust codes is moved to another account by force only.
        "trust_force": facts.trusted and trust,
        "token_account": [meant["smart_account"], meant["virtual_account"]] if fetches else [],
    }
    return Assessment(steps, proved, options)
