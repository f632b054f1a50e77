# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the next batch of a rollout may begin. See the module of the same name."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.rollout import Lane, stopped, unproved
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction

# The tag of whatever has a device report.
_REPORT = "report"


class ActionModule(ControllerAction):
    """Judge the batches before this one by what their hosts registered, and look for the stop file."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "plan": {"type": "dict", "required": True},
        "stop_file": {"type": "path", "required": True},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `not_begun`, by host of this batch the reason, and a line for each reason."""
        plan = options["plan"]
        index = _batch_of(variables["inventory_hostname"], plan)
        stop = Path(options["stop_file"]).absolute()
        word = "" if self._task.check_mode or not stop.exists() else _halted(stop, plan, index)
        not_begun: dict[str, str] = {}
        for lane in (Lane(**lane) for lane in plan["lanes"].values()):
            hosts = lane.batches[index] if index < len(lane.batches) else []
            why = hosts and (_earlier(lane, index, variables) or word or _judged(lane, index, variables))
            not_begun |= dict.fromkeys(hosts, why) if why else {}
        if word and index == 0:
            # Whoever has only routine to do.
            not_begun |= {host: word for host in variables["ansible_play_batch"] if host not in not_begun}
        lines = list(dict.fromkeys(not_begun.values()))
        return {"not_begun": not_begun, "msg": lines, "_ansible_verbose_always": bool(lines)}


def _earlier(lane: Lane, index: int, variables: Mapping[str, Any]) -> str | None:
    """Return why a batch before this one was not begun: a rollout stays stopped, whatever became of the file."""
    hosts = itertools.chain(*lane.batches[:index])
    brakes = ((host, variables["hostvars"][host].get("slp_brake") or {}) for host in hosts)
    return next((brake["not_begun"][host] for host, brake in brakes if host in brake.get("not_begun", {})), None)


def _judged(lane: Lane, index: int, variables: Mapping[str, Any]) -> str | None:
    hostvars, reported = variables["hostvars"], _runs(_REPORT, variables)
    begun = [{host: _unproved(hostvars[host], reported=reported) for host in batch} for batch in lane.batches[:index]]
    return stopped(lane, begun)


def _unproved(own: Mapping[str, Any], *, reported: bool) -> str | None:
    failed = own.get("slp_failed") or {}
    return unproved(failed if failed.get("result") else None, own["slp_assessed"], reported=reported)


def _batch_of(host: str, plan: Mapping[str, Any]) -> int:
    """Return the index of the batch that a host is in."""
    position = plan["hosts"].index(host)
    return next(index for index, end in enumerate(itertools.accumulate(plan["serial"])) if position < end)


def _halted(stop: Path, plan: Mapping[str, Any], index: int) -> str:
    done = sum(plan["serial"][:index])
    return (
        f"the file {stop} stops the rollout after {done} of {len(plan['hosts'])} hosts. Remove it and run again to go "
        "on; hosts that are complete are not touched."
    )


def _runs(tag: str, variables: Mapping[str, Any]) -> bool:
    """Return whether the tags of this run let tasks of a tag run."""
    chosen, skipped = variables.get("ansible_run_tags") or ["all"], variables.get("ansible_skip_tags") or []
    return tag not in skipped and bool({"all", "tagged", tag} & set(chosen))
