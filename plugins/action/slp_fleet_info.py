# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence state of all hosts of a play, read in one task. See the module of the same name for its options."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.fleet import OPTIONS, Fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.read_host import INFO
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload

preload()


class ActionModule(ControllerAction):
    """One process for each host, so many at a time as Ansible has forks."""

    BYPASS_HOST_LOOP = True
    argument_spec: ClassVar[dict[str, Any]] = {"gather_subset": INFO.argument_spec["gather_subset"], **OPTIONS}

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `hosts`, the result of slp_info for each, with `unreachable` if the login failed."""
        fleet = Fleet(self._task, self._loader, variables, options)
        results = dict(fleet.each([options["gather_subset"]], lambda _host, _variables, reading: reading))
        return {"hosts": {host: results[host] for host in fleet.hosts}}
