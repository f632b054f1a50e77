# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One action plugin for all device modules: it runs them inside the worker and hands them the connection.

What this file imports at its top is loaded in the parent, once, and shared by every worker.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible.module_utils.connection import Connection, ConnectionError
from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import Device
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.claim import claimed
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.operations.operation import KNOWN_STATE, Result
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.secrets import shown
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.read_host import unreached
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.in_worker import checked_options
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.rescue import has_rescue
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.task_session import task_session
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.workflow_record import (
    listener_for,
    told,
    write,
)

preload()


_ONLY_READ = ("slp_info", "slp_preflight", "slp_field_check", "slp_record")
# Seconds to wait for another play that works on the device.
_PATIENCE = 60.0


class ActionModule(ActionBase):
    """Validate the options as a module would, perform the operation, return its result."""

    _supports_check_mode = True

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the result of the task; see DeviceOperation.perform."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        name = self._task.action.rpartition(".")[2]
        operation = OPERATIONS[name]
        params = checked_options(name, self._task.args, operation.argument_spec, operation.constraints)
        secrets = operation.secrets(params)
        listener = listener_for(task_vars or {})
        overhear = listener.between if listener else _as_it_is
        device = Device(Conversation(lambda: overhear(task_session(self._connection)), ConnectionError, secrets))
        try:
            with self._claim(name, device, task_vars or {}):
                outcome = operation.perform(params, device, self._task.check_mode)
        except LicensingError as error:
            outcome = {
                "failed": True,
                "changed": False,
                "reason": error.reason,
                "msg": f"{error.reason}: {error.message}",
            }
        except AnsibleConnectionFailure as error:
            sent = {"changed": bool(device.commands), "commands": device.commands}
            # Ansible rescues failures alone: who keeps what failed, as the workflows do, would not hear of this one.
            rescued = has_rescue(self._task)
            return {**result, **unreached(error), "failed": rescued, "unreachable": not rescued, **sent}
        # The state that was handed in is long, and known.
        options = {name: value for name, value in params.items() if name not in KNOWN_STATE}
        if listener:
            write(listener, task_vars or {}, self._templar, secrets, told(name, options, outcome))
        if self._task.diff:
            result["diff"] = diff_of(outcome)
        result["invocation"] = {"module_args": shown(operation.argument_spec, options)}
        return {**result, **outcome}

    def _claim(self, name: str, device: Device, variables: dict[str, Any]) -> contextlib.AbstractContextManager[None]:
        """Return what keeps other plays off the device while a task of a workflow acts on it.

        Two plays that send the same token at a time would refuse each other. A module outside the workflows has no
        folder where plays could meet.
        """
        folder = variables.get("slp_artifact_dir")
        if not folder or self._task.check_mode or name in _ONLY_READ:
            return contextlib.nullcontext()
        root = Path(str(self._templar.template(folder)))
        return claimed(root.expanduser(), variables["inventory_hostname"], device.clock, _PATIENCE)


def diff_of(outcome: Result) -> list[dict[str, Any]]:
    """Return the diff of a result for Ansible: the state before and after, and the commands between them."""
    if not outcome.get("changed") or "before" not in outcome:
        return []
    commands = "".join(f"+ {command}\n" for command in outcome["commands"])
    return [{"before": outcome["before"], "after": outcome["after"]}, {"prepared": f"commands:\n{commands}"}]


def _as_it_is(rpc: Connection) -> Connection:
    return rpc
