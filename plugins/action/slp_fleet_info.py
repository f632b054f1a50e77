# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence state of all hosts of a play, read in one task. See the module of the same name for its options."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any, ClassVar

from ansible import context
from ansible.module_utils.connection import ConnectionError as RpcError

from ansible_collections.netops.smart_licensing.plugins.module_utils._cli import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils._device import Device
from ansible_collections.netops.smart_licensing.plugins.module_utils._errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils._operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils._parsers import warm_up
from ansible_collections.netops.smart_licensing.plugins.module_utils._run import perform
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._children import Died, each
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._own_session import OwnSession
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._session_process import Watch

preload()
with contextlib.suppress(LicensingError):
    warm_up()

_INFO = OPERATIONS["slp_info"]


class ActionModule(ControllerAction):
    """One child for each host, so many at a time as Ansible has forks."""

    BYPASS_HOST_LOOP = True
    argument_spec: ClassVar[dict[str, Any]] = {
        "gather_subset": _INFO.argument_spec["gather_subset"],
        "at_once": {"type": "int"},
        "host_timeout": {"type": "int", "default": 300},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return C(hosts), what slp_info would return for each, with C(unreachable) where nobody could log in."""
        params = {"gather_subset": options["gather_subset"], "parse_only": None, "ledger": None}
        at_once = max(1, options["at_once"] or context.CLIARGS["forks"])
        done = each(variables["ansible_play_hosts"], self._reader(params, variables), at_once, options["host_timeout"])
        results = {host: _unreached(outcome) if isinstance(outcome, Died) else outcome for host, outcome in done}
        return {"hosts": {host: results[host] for host in variables["ansible_play_hosts"]}}

    def _reader(self, params: dict[str, Any], variables: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
        task, loader, hostvars = self._task, self._loader, variables["hostvars"]
        playbook = os.getppid()

        def read(name: str) -> dict[str, Any]:
            own = hostvars._variable_manager.get_vars(
                play=task.get_play(), host=hostvars._inventory.get_host(name), task=task, include_hostvars=False
            )

            def connect() -> OwnSession:
                return OwnSession(task, name, own, loader, Watch(playbook))

            try:
                session = connect()
            except RpcError as error:
                return _unreached(error)
            waiting = [session]
            conversation = Conversation(lambda: waiting.pop() if waiting else connect(), RpcError)
            try:
                return perform(_INFO, params, Device(conversation), check_mode=False)
            finally:
                session.close()

        return read


def _unreached(error: Exception) -> dict[str, Any]:
    reason = "timeout" if isinstance(error, Died) and error.late else "connection_lost"
    return {"failed": True, "unreachable": True, "reason": reason, "msg": f"{reason}: {error}", "changed": False}
