# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No Connectivity to CSSM and No CSLU: files are carried by hand, or through the API of CSSM.

`Facts.seen`: `ledger` (the row of `files.ledger.summary`) and `inbox` (whether files from CSSM lie there).
"""

from __future__ import annotations

from ..state.ack import acknowledged
from . import gates, proofs
from .assessment import Assessment, Proof, Step
from .facts import Facts
from .gate import Gate

_WAITING = ("waiting_for_fetch", "copied_to_url", "waiting_for_upload", "waiting_for_ack", "waiting_for_import")


def assess(facts: Facts) -> Assessment:
    """Return the steps of the workflow, due or not, and what proves it."""
    waiting = sum(facts.seen["ledger"][stage] for stage in _WAITING)
    reports = bool(waiting) or not _acknowledged(facts) or bool(facts.intent["sync_now"])
    steps = [
        Step(
            "step_1_smart_account_set_up",
            gates=[
                gates.smart_account_set_up(
                    facts,
                    f"the device received an ACK since {facts.since_when}",
                    done=facts.heard and facts.account_fits is not False,
                )
            ],
        ),
        Step("step_2_product_instance_configuration", due=facts.configuration_is_due),
        # Before the next step, which asks for what did not come.
        Step("import", routine=True, due=facts.seen["inbox"]),
        Step(
            "step_3_authorization_code_installation",
            due=facts.slac_is_due,
            gates=[_authorization(facts)] if facts.intent.features else [],
            asks=["authorization_code"],
        ),
        Step(
            "report",
            routine=True,
            due=reports,
            gates=[_upload(facts, waiting)],
            asks=[] if facts.intent.has_cssm_api else ["upload_usage"],
        ),
    ]
    proved = [
        proofs.configuration(facts),
        *proofs.account(facts),
        proofs.policy(facts),
        *proofs.authorization(facts),
        *proofs.utility(facts),
        proofs.acknowledgement(facts),
        Proof("reports", not waiting, f"{waiting} reports without an ACK" if waiting else "an ACK for every report"),
    ]
    # A device that reported everything elsewhere lists nothing to save; saving all closes the reports that it collects.
    return Assessment(steps, proved, {"usage_scope": "unreported" if waiting or facts.acked else "all"})


def _acknowledged(facts: Facts) -> bool:
    return facts.acked and acknowledged(facts.state, facts.usage["push_interval_days"])


def _upload(facts: Facts, waiting: int) -> Gate:
    folder = facts.intent["from_cssm"]
    return gates.make(
        facts,
        "upload_usage",
        "Upload the usage to CSSM",
        "CSSM web UI, Reports > Usage Data Files > Upload Usage Data",
        f"Upload it. When its status shows an acknowledgement, download it, put it unchanged into the folder {folder}, "
        "and run again. If CSSM already has these reports, download the acknowledgement of the earlier upload from "
        "the same page.",
        f"an ACK for every report was imported since {facts.since_when}",
        done=facts.acked and not waiting,
        file=facts.seen.get("to_carry") or None,
    )


def _by_hand(facts: Facts) -> list[dict[str, str]]:
    """Return the missing SLACs that are not requested from CSSM's API."""
    if not facts.intent.has_cssm_api or facts.intent["slac_by_request"]:
        return facts.slacs_missing
    known = facts.intent["slac_entitlements"] or {}
    return [slac for slac in facts.slacs_missing if slac["feature"] not in known]


def _authorization(facts: Facts) -> Gate:
    missing, requests = _by_hand(facts), facts.seen.get("slac_requests")
    udis = " and ".join(dict.fromkeys(slac["udi"] for slac in missing)) or facts.udi
    features = ", ".join(dict.fromkeys(slac["feature"] for slac in missing)) or ", ".join(facts.intent.features)
    where, what = (
        ("CSSM web UI, Reports > Usage Data Files > Upload Usage Data", "Upload each file,")
        if requests
        else (
            "CSSM web UI, Inventory > Product Instances > Authorize License-Enforced Features",
            f"Enter {udis}, choose {features},",
        )
    )
    return gates.make(
        facts,
        "authorization_code",
        "Generate a SLAC",
        where,
        f"{what} download the file that CSSM returns, put it into the folder {facts.intent['from_cssm']}, and run "
        "again.",
        "an authorization code is installed on every member",
        done=not missing,
        file=requests or None,
    )
