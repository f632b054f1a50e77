# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSLU Disconnected from CSSM: files travel between CSLU and CSSM by hand."""

from __future__ import annotations

from . import gates
from .assessment import Assessment, Step
from .facts import Facts
from .gate import Gate
from .proofs import through_a_server


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it."""
    acknowledged, pushes = facts.acknowledged_here, facts.intent.pushes
    files = [_export(facts, acknowledged), _upload(facts, acknowledged), _import(facts, acknowledged)]
    collecting = [] if pushes else [gates.add_product_instance(facts)]
    fetches = pushes and facts.pushed and not facts.acked and "import_from_cssm" in facts.confirmed
    steps = [
        Step(
            "step_1_smart_account_set_up",
            gates=[gates.smart_account_set_up(facts, "an ACK came through CSLU", done=facts.heard)],
            asks=["smart_account_set_up"],
        ),
        Step("step_2_cslu_installation", gates=[gates.cslu_installation(facts)], asks=["cslu_installation"]),
        Step(
            "step_3_cslu_preference_settings",
            gates=[_preferences(facts, acknowledged), *collecting],
            asks=["cslu_preferences", "add_product_instance"],
        ),
        Step(
            "step_4_product_instance_configuration",
            due=facts.configuration_is_due,
            gates=[] if pushes else [gates.reachable_for_cslu(facts)],
            asks=["reachability"],
        ),
        Step(
            "step_5_usage_synchronization",
            routine=True,
            due=pushes and facts.report_is_due,
            gates=[] if pushes else [_collect(facts)],
            asks=["collect_usage"],
        ),
        Step("authorization_code", due=_requests_slac(facts), gates=_authorization(facts), asks=["authorization_code"]),
        Step("save", routine=True, due=facts.save_is_due),
        Step(
            "step_5_files",
            routine=True,
            due=fetches,
            gates=files,
            asks=["export_to_cssm", "upload_usage", "import_from_cssm"],
        ),
    ]
    return Assessment(steps, through_a_server(facts))


def _requests_slac(facts: Facts) -> bool:
    return facts.slac_is_due and facts.intent.pushes and "authorization_code" in facts.confirmed


def _preferences(facts: Facts, acknowledged: bool) -> Gate:
    return gates.make(
        facts,
        "cslu_preferences",
        "Set the preferences of CSLU",
        "CSLU, Preferences",
        'Turn off Cisco Connectivity (CSLU then shows "Cisco Is Not Available"), and enter the Smart Account '
        f"{facts.intent.smart_account} and the virtual account {facts.intent.virtual_account}, spelled as in CSSM.",
        f"{facts.acknowledged_when}, for these accounts",
        done=facts.heard and facts.account_fits is not False,
    )


def _collect(facts: Facts) -> Gate:
    return gates.make(
        facts,
        "collect_usage",
        "Collect the usage reports",
        "CSLU, Inventory > Product Instances",
        "Select the product instances, then Actions for Selected > Collect Usage.",
        f"more reports wait for an ACK than before, or {facts.acknowledged_when}",
        done=facts.collected,
    )


def _export(facts: Facts, acknowledged: bool) -> Gate:
    return gates.make(
        facts,
        "export_to_cssm",
        "Export the usage reports for CSSM",
        "CSLU, Product Instances > Export to CSSM",
        "Save the file (UD_SA_....tar.gz) with the reports of all devices, and take it to a workstation that can "
        "reach CSSM.",
        facts.acknowledged_when,
        done=acknowledged,
    )


def _upload(facts: Facts, acknowledged: bool) -> Gate:
    return gates.make(
        facts,
        "upload_usage",
        "Upload the usage to CSSM",
        "CSSM web UI, Reports > Usage Data Files > Upload Usage Data",
        "Upload the file that CSLU exported. When its status shows an acknowledgement, download it.",
        facts.acknowledged_when,
        done=acknowledged,
    )


def _import(facts: Facts, acknowledged: bool) -> Gate:
    then = "CSLU sends the ACK to the device with its next update."
    if facts.intent.pushes:
        then = "The device fetches its ACK at its next contact; to get it now, confirm this gate (slp_confirmed_gates)."
    return gates.make(
        facts,
        "import_from_cssm",
        "Import the acknowledgement into CSLU",
        "CSLU, Product Instances > Import from CSSM",
        f"Import the file unchanged. {then}",
        facts.acknowledged_when,
        done=acknowledged,
    )


def _authorization(facts: Facts) -> list[Gate]:
    if not facts.intent.features:
        return []
    then = "CSLU installs the code with its next update."
    if facts.intent.pushes:
        then = "Then confirm this gate (slp_confirmed_gates): the device fetches the code."
    return [
        gates.authorization_code(
            facts,
            "Carry a SLAC from CSSM to CSLU",
            "CSLU, Inventory > Product Instances",
            "then Actions for Selected > Authorization Code Request. Upload the file to CSSM, download the codes, "
            f"and import them: Product Instances > Import from CSSM. {then}",
        )
    ]
