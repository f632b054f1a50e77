# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left to do by hand in a play, in one place. See the module of the same name for its options."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils._artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils._gates import checklist, registered, summary
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._controller_action import ControllerAction


class ActionModule(ControllerAction):
    """Show each open gate once with its hosts, and write the checklist."""

    argument_spec: ClassVar[dict[str, Any]] = {"path": {"type": "path"}}

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return C(msg), a line for each open gate, and C(open), their number."""
        gates = {host: registered(variables["hostvars"][host]) for host in variables["ansible_play_hosts_all"]}
        lines = summary(gates)
        if options["path"] and not self._task.check_mode:
            write_whole(options["path"], checklist(gates))
        # A list of what is left to do changes nothing that the play is about.
        return {"open": len(lines), "msg": lines, "_ansible_verbose_always": bool(lines)}
