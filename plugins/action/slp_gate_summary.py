# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left to do by hand in a play, in one place. See the module of the same name for its options."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.module_utils._artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils._gates import checklist, registered, summary

ARGUMENT_SPEC: dict[str, Any] = {"path": {"type": "path"}}


class ActionModule(ActionBase):
    """Show each open gate once with its hosts, and write the checklist."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return C(msg), a line for each open gate, and C(open), their number."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        _validation, options = self.validate_argument_spec(argument_spec=ARGUMENT_SPEC)
        variables = task_vars or {}
        gates = {host: registered(variables["hostvars"][host]) for host in variables["ansible_play_hosts_all"]}
        lines = summary(gates)
        if options["path"] and not self._task.check_mode:
            write_whole(options["path"], checklist(gates))
        # A list of what is left to do changes nothing that the play is about.
        return {**result, "changed": False, "open": len(lines), "msg": lines, "_ansible_verbose_always": bool(lines)}
