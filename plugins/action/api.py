# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One action plugin for all API modules: it runs them inside the worker.

A module has a process of its own, which reads its options, secrets too, from a file, and outlives a playbook that is
killed. Here there is neither.
"""

from __future__ import annotations

from typing import Any

from ansible.module_utils.common.parameters import remove_values
from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.module_utils.catalyst_center.operations import (
    OPERATIONS as CATALYST_CENTER,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.cssm.operations import OPERATIONS as CSSM
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.operation import http_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.sdwan_manager.operations import (
    OPERATIONS as SDWAN_MANAGER,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.ssm_on_prem.operations import (
    OPERATIONS as SSM_ON_PREM,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.secrets import secrets_in, shown
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import (
    end_worker_with_playbook,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.in_worker import checked_options, environment

OPERATIONS = CSSM | CATALYST_CENTER | SDWAN_MANAGER | SSM_ON_PREM
# A task keeps the name that it was written with, also where meta/runtime.yml redirects it.
_NAMES_BEFORE = {
    "catalyst_center_register": "catalyst_center_device",
    "sdwan_manager_licensing_info": "sdwan_manager_info",
}


class ActionModule(ActionBase):
    """Validate the options as a module would, perform the operation, return its result."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the result of the task; see ServerOperation.perform."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        written = self._task.action.rpartition(".")[2]
        name = _NAMES_BEFORE.get(written, written)
        operation = OPERATIONS[name]
        params = checked_options(name, self._task.args, operation.argument_spec, operation.constraints)
        end_worker_with_playbook()
        clock = Clock()
        with environment(self._environment()):
            outcome = operation.perform(params, lambda: http_of(params, clock), clock, self._task.check_mode)
        result["invocation"] = {"module_args": shown(operation.argument_spec, params)}
        return {**result, **remove_values(outcome, secrets_in(operation.argument_spec, params))}

    def _environment(self) -> dict[str, Any]:
        """Return what the task and those around it say under `environment`, the innermost last."""
        variables: dict[str, Any] = {}
        for part in self._task.environment or ():
            variables |= self._templar.template(part) or {}
        return variables
