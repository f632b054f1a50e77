# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Select the hosts of the play, and check the requirements. See the module of the same name.

As the first task of a play it has a second use: the strategy loads it before any worker is forked, and with it the
connection, which every worker would load for itself where the first task is of another collection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.scope import VARIABLES, passed_over
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import require_writable
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import all_workflows
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import workflow as workflow_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.requirements import found, shortfalls

preload()


class ActionModule(ControllerAction):
    """Look at the variables of every host, and dial none."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "workflow": {"type": "str", "choices": all_workflows()},
        "artifact_dir": {"type": "path"},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `passed_over` and `mistakes`, the reasons by host, and `msg`, a line for each skipped host."""
        if options["artifact_dir"] and not self._task.check_mode:
            require_writable(Path(options["artifact_dir"]))
        missing = shortfalls(found())
        if missing:
            return {"failed": True, "msg": "; ".join(missing)}
        workflow = options["workflow"]
        why: dict[str, str] = {}
        mistakes: dict[str, str] = {}
        unset: list[str] = []
        for host in variables["ansible_play_hosts_all"]:
            own = variables["hostvars"][host]
            known = {name: own[name] for name in VARIABLES if name in own}
            known["slp_force_topology"] = boolean(known.get("slp_force_topology") or False)
            reason = passed_over(known, workflow)
            if reason:
                why[host] = reason
            elif workflow is None:
                mistakes |= _mistake(host, known)
            elif not known.get("slp_topology"):
                unset.append(host)
        lines = [f"{host} is skipped: {reason}" for host, reason in why.items()]
        if unset:
            lines.append(f"slp_topology is not set, included in {workflow}: {', '.join(unset)}")
        return {"passed_over": why, "mistakes": mistakes, "msg": lines, "_ansible_verbose_always": bool(lines)}


def _mistake(host: str, known: dict[str, Any]) -> dict[str, str]:
    """Return why nothing can be done for a host where every topology is taken; empty if its words fit."""
    words = [str(known.get(name) or "") for name in ("slp_topology", "slp_initiated_by", "slp_controller")]
    try:
        workflow_of(*words)
    except InvalidValue as error:
        return {host: f"{error.reason}: {error.message}"}
    return {}
