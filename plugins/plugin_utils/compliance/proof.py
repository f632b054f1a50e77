# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the workflow of a host is proved: the assessment that its playbook makes, without the playbook.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess import assess, facts_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.on_disk import seen_on_disk
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import read_result
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import workflow
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.role_variables import role_variables

# Data that only a controller's API has; the last run of the playbook queried it.
_BY_CONTROLLER = ("catalyst_center", "sdwan_manager")


def proof_of(
    host: str, state: State, intent: Mapping[str, Any], variables: Mapping[str, Any], templar: Any, root: Path
) -> dict[str, Any] | None:
    """Return `name`, `complete` and `missing` (texts) of the workflow of a host.

    None if no workflow is named, or where neither an earlier run nor the device says since when it holds: then
    nothing can be proved from here, and nothing is known to be wrong. Raises LicensingError for a variable's mistake.
    """
    if not intent["topology"] or state["mode"] != "policy":
        return None
    name = workflow(intent["topology"], intent["initiated_by"] or "", str(variables.get("slp_controller") or ""))
    earlier = read_result(root, host)
    if name in _BY_CONTROLLER:
        return _as_written(name, earlier)
    meant = Intent(name, host, host, role_variables(name, variables, templar))
    facts, _way = facts_of(meant, state, earlier, meant["confirmed_gates"] or [], seen_on_disk(meant, root))
    if facts.since.baseline is not None and not _was_noted(name, earlier):
        return None
    found = assess(facts)
    missing = [f"{proof.step}: {proof.by}" for proof in found.proofs if not proof.proved]
    missing += [f"gate {gate['id']}: {gate['title']}" for gate in found.gates if gate["state"] == "open"]
    return {"name": name, "complete": found.complete, "missing": missing}


def _was_noted(name: str, earlier: Mapping[str, Any] | None) -> bool:
    return earlier is not None and earlier.get("workflow") == name


def _as_written(name: str, earlier: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if earlier is None or earlier.get("workflow") != name:
        return None
    try:
        missing = [f"{proof['step']}: {proof['by']}" for proof in earlier["proofs"] if not proof["proved"]]
        missing += [f"gate {gate['id']}: {gate['title']}" for gate in earlier["open_gates"]]
    except (KeyError, TypeError) as error:
        raise LicensingError(
            "parse_error", f"result.json of {earlier.get('host')} is not valid; run the playbook again"
        ) from error
    failed = [earlier["failed"]["msg"]] if earlier.get("failed") else []
    return {"name": name, "complete": earlier["complete"] is True, "missing": [*failed, *missing]}
