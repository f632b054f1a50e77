# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A product instance a day after it was brought to its topology, and what was changed about it."""

from __future__ import annotations

from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess import assess, facts_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.assessment import Assessment
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import result_of
from tests.unit.compliance.healthy import change, healthy

# The fixture: a report at 03:11:36 on Nov 24, its ACK two seconds later. Its clock says Nov 25, 09:00.
BEFORE_THE_ACK, AFTER_THE_ACK = "2026-11-24T03:00:00", "2026-11-24T12:00:00"
DIRECT = {"slp_transport": "smart", "slp_usage_interval": 7, "slp_first_sync": True, "slp_save": True}
ACCOUNTS = {"slp_smart_account": "Lab Industries", "slp_virtual_account": "WAN"}
LEDGER = dict.fromkeys(
    ("waiting_for_fetch", "copied_to_url", "waiting_for_upload", "waiting_for_ack", "waiting_for_import"), 0
)
SEEN = {"ledger": LEDGER, "inbox": False}


def device(**changes: Any) -> dict[str, Any]:
    """Return its state; a change is named by its path, with __ for the dots."""
    state = healthy()
    state["config"] = {"saved": True, "usage_interval": 7, "last_change": None, "urls": {}, "call_home": {}}
    change(state, {path.replace("__", "."): value for path, value in changes.items()})
    return state


def changed_at(wall_clock: str) -> dict[str, str]:
    """Return a last configuration change as the state has it."""
    return {"at": f"(as printed) {wall_clock}", "by": "netops", "wall_clock": wall_clock}


def assessed(
    workflow: str,
    state: dict[str, Any],
    earlier: dict[str, Any] | None = None,
    seen: dict[str, Any] | None = None,
    **variables: Any,
) -> tuple[Assessment, dict[str, Any]]:
    """Return the assessment, and the result that a run would write."""
    intent = Intent(workflow, "rtr-1", "192.0.2.1", variables)
    confirmed = variables.get("slp_confirmed_gates", [])
    facts, way = facts_of(intent, state, earlier, confirmed, seen or {})  # type: ignore[arg-type]
    assessment = assess(facts)
    return assessment, result_of(facts, way, assessment, changed=False)


def missing(assessment: Assessment) -> list[str]:
    """Return the steps that are not proved."""
    return [proof.step for proof in assessment.proofs if not proof.proved]


def open_gates(assessment: Assessment) -> list[str]:
    """Return the ids of the open gates."""
    return [gate["id"] for gate in assessment.gates if gate["state"] == "open"]
