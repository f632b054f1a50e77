# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Summarize a workflow: one line per host, and the gates of the whole fleet. See the module of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.gate import checklist, summary
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import FILE, read_file
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.workflow_lines import line_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction

# What the tasks of a workflow register, the last one first.
_REGISTERED = ("slp_failed", "slp_assessed")


class ActionModule(ControllerAction):
    """Show each host and each open gate once, and write the checklist of all hosts that have a result."""

    argument_spec: ClassVar[dict[str, Any]] = {"artifact_dir": {"type": "path", "required": True}}

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `msg`, a line for each host and each open gate, and `open`, the number of these."""
        results: dict[str, Any] = {}
        not_begun: dict[str, list[str]] = {}
        for host in variables["ansible_play_hosts_all"]:
            own = variables["hostvars"][host]
            found = next((own[name]["result"] for name in _REGISTERED if "result" in (own.get(name) or {})), None)
            why = ((own.get("slp_brake") or {}).get("not_begun") or {}).get(host)
            if found is not None:
                results[host] = found
            if why:
                not_begun.setdefault(why, []).append(host)
        lines = summary({host: result["open_gates"] for host, result in results.items()})
        if not self._task.check_mode:
            self._write(Path(options["artifact_dir"]), results, variables["groups"]["all"])
        left = {host for hosts in not_begun.values() for host in hosts}
        told = [line_of(result) for host, result in sorted(results.items()) if host not in left]
        told += [f"not begun: {', '.join(sorted(hosts))}; {why}" for why, hosts in not_begun.items()]
        # A list of what is left to do changes nothing that the play is about.
        return {"open": len(lines), "msg": [*told, *lines], "_ansible_verbose_always": True}

    def _write(self, root: Path, results: dict[str, Any], inventory: list[str]) -> None:
        """Write the gates of every host of the inventory: those of this run, and those of others as they were left."""
        files = sorted(root.glob(f"*/{FILE}")) if root.is_dir() else []
        earlier = {found["host"]: found for file in files if (found := read_file(file)) is not None}
        known = {host: result for host, result in {**earlier, **results}.items() if host in inventory}
        write_whole(str(root / "gates.md"), checklist(known))
