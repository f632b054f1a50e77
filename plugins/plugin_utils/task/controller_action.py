# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The common part of all actions that run on the controller, without a device."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import (
    end_worker_with_playbook,
)


class ControllerAction(ActionBase):
    """Checks options, reports a LicensingError with its reason; a subclass defines `argument_spec` and `perform`."""

    _supports_check_mode = True
    _requires_connection = False
    argument_spec: ClassVar[dict[str, Any]] = {}

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what `perform` returns; nothing is changed unless it says so."""
        end_worker_with_playbook()
        result: dict[str, Any] = super().run(tmp, task_vars)
        _validation, options = self.validate_argument_spec(argument_spec=self.argument_spec)
        try:
            done = self.perform(options, task_vars or {})
        except LicensingError as error:
            # With the cause, core would repeat its text behind ours. It names the file and line of what is given.
            raise AnsibleActionFail(
                f"{error.reason}: {error.message}",
                result={"reason": error.reason},
                obj=getattr(error, "given", None),
            ) from None
        return {**result, "changed": False, **done}

    @abstractmethod
    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return the result of the task from its options and the variables of its host. Raises LicensingError."""
