# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""In which batches a rollout goes. See the module of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.rollout import (
    Candidate,
    batches_of,
    lanes_of,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """Look at what the assessments say is due, and dial no device."""

    argument_spec: ClassVar[dict[str, Any]] = {}

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return the plan, and a line for each workflow that goes in more than one batch."""
        candidates = list(self._candidates(variables))
        lanes = lanes_of(candidates)
        batches = batches_of(candidates, lanes)
        plan = {
            "hosts": [host for batch in batches for host in batch],
            "serial": [len(batch) for batch in batches],
            "lanes": {name: {"batches": lane.batches, "allowed": lane.allowed} for name, lane in lanes.items()},
        }
        lines = [
            f"{name}: {lane.size} hosts to change, in batches of {', '.join(str(len(b)) for b in lane.batches)}"
            for name, lane in lanes.items()
            if len(lane.batches) > 1
        ]
        return {"plan": plan, "msg": lines, "_ansible_verbose_always": bool(lines)}

    def _candidates(self, variables: dict[str, Any]) -> Iterator[Candidate]:
        for host in variables["ansible_play_hosts_all"]:
            own = variables["hostvars"][host]
            assessed = own.get("slp_assessed") or {}
            if not assessed.get("due") or (own.get("slp_failed") or {}).get("result"):
                continue
            # A check run changes nothing, and predicts all at once.
            changes = bool(assessed["changes"]) and not self._task.check_mode
            workflow = assessed["result"]["workflow"]
            yield Candidate(host, workflow, changes, own.get("slp_batch"), own.get("slp_max_failures"))
