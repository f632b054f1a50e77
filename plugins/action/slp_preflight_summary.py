# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Summarize the preflight checks of all hosts of a play. See the module of the same name for its options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.check import STATUSES
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.kept import FILE, as_text, merged
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.report import (
    Host,
    counted,
    host_of,
    lines,
    markdown,
    spreadsheet,
    worst_of,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import workflow
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.role_variables import (
    entry_of,
    mistakes_in,
)

# By what is a failure of the play, the statuses that are one.
_FAILURES = {"never": (), "error": ("error",), "warning": ("error", "warning")}


class ActionModule(ControllerAction):
    """Show the counts and what to fix first, write the report, and fail the play if requested."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "directory": {"type": "path"},
        "fail_on": {"type": "str", "choices": list(_FAILURES), "default": "never"},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `msg` in one line, `report`, the lines for the terminal, and `hosts`, the number by status."""
        names = [
            name for name in variables["ansible_play_hosts_all"] if not _passed_over(name, variables["hostvars"][name])
        ]
        hosts = [_host(name, variables["hostvars"][name], self._templar) for name in names]
        files: list[str] = []
        if options["directory"] and not self._task.check_mode:
            folder = Path(options["directory"])
            files = _write(folder, merged(folder, hosts, variables["groups"]["all"]))
        return {
            "msg": counted(hosts),
            "hosts": {status: sum(host.status == status for host in hosts) for status in STATUSES},
            "report": lines(hosts),
            "files": files,
            "failed": worst_of(hosts) in _FAILURES[options["fail_on"]],
            "_ansible_verbose_always": True,
        }


def _host(name: str, variables: Mapping[str, Any], templar: Any) -> Host:
    mistakes = [(mistake.found, mistake.remedy) for mistake in mistakes_in(_entry(variables), variables, templar)]
    return host_of(name, variables.get("slp_preflight_read"), str(variables.get("slp_topology") or ""), mistakes)


def _entry(variables: Mapping[str, Any]) -> str:
    """Return who will take the variables of a host; where they name no workflow, the preflight itself."""
    words = (str(variables.get(name) or "") for name in ("slp_topology", "slp_initiated_by", "slp_controller"))
    try:
        return entry_of(workflow(*words))
    except InvalidValue:
        return "preflight"


def _passed_over(name: str, variables: Mapping[str, Any]) -> bool:
    return name in (variables.get("slp_scope") or {}).get("passed_over", {})


def _write(folder: Path, hosts: Sequence[Host]) -> list[str]:
    """Write the files, each atomically, and return their paths."""
    contents = {"preflight.md": markdown(hosts), "preflight.csv": spreadsheet(hosts), FILE: as_text(hosts)}
    paths = {str(folder / name): content for name, content in contents.items()}
    for path, content in paths.items():
        write_whole(path, content)
    return list(paths)
