# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Determine the progress of a product instance in its workflow. See the module of the same name for its options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleConnectionFailure
from ansible.module_utils.connection import ConnectionError
from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess import assess, facts_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.assessment import Assessment
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.facts import Facts
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.on_disk import seen_on_disk
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import (
    failed_result,
    read_result,
    result_of,
    shown,
    write_result,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import Device
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.support import read_supported
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.known import known_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans import before
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.settings import settings_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError, split_reason
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import all_workflows
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.read_host import unreached
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.confirmed_gates import confirmed_gates
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.task_session import task_session
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.variables.role_variables import role_variables

preload()

# What a device shows a little later than what it follows from.
_SETTLING = frozenset({"account", "next_report", "policy"})


class ActionModule(ActionBase):
    """Read the device, assess it, write the result; or write that the workflow failed."""

    _supports_check_mode = True
    argument_spec: ClassVar[dict[str, Any]] = {
        "workflow": {"type": "str", "required": True, "choices": all_workflows()},
        "seen": {"type": "dict", "default": {}},
        "settle": {"type": "int", "default": 0},
        "smart_licensing": {"type": "dict"},
        "failure": {"type": "dict"},
    }

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the assessment, or the failure with its `reason`; `result.json` is written in either case."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        self._variables: dict[str, Any] = task_vars or {}
        _validation, options = self.validate_argument_spec(argument_spec=self.argument_spec)
        self._workflow: str = options["workflow"]
        self._host = str(self._variables["inventory_hostname"])
        if options["failure"] is not None:
            return {**result, **self._failed(options["failure"])}
        try:
            return {**result, "changed": False, **self._assess(options)}
        except LicensingError as error:
            failure = {"reason": error.reason, "msg": f"{error.reason}: {error.message}"}
        except AnsibleConnectionFailure as error:
            failure = unreached(error)
        return {**result, "failed": True, "changed": False, **self._failed(failure)}

    def _assess(self, options: dict[str, Any]) -> dict[str, Any]:
        variables = role_variables(self._workflow, self._variables, self._templar)
        address = self._templar.template(self._variables.get("ansible_host") or self._host)
        intent = Intent(self._workflow, self._host, str(address), variables)
        confirmed = confirmed_gates(intent["confirmed_gates"] or [])
        earlier = read_result(self._root, self._host)
        seen = {**seen_on_disk(intent, self._root), **options["seen"]}
        state = known_state(options["smart_licensing"])
        device = None
        if state is None:
            device = Device(Conversation(lambda: task_session(self._connection), ConnectionError))
            state = self._read(device, intent)
        facts, way = facts_of(intent, state, earlier, confirmed, seen)
        assessment = assess(facts)
        if device is not None and options["settle"]:

            def settled() -> bool:
                nonlocal facts, way, assessment
                missing = {proof.step for proof in assessment.proofs if not proof.proved}
                if not missing or missing - _SETTLING:
                    return True
                facts, way = facts_of(intent, self._read(device, intent), earlier, confirmed, seen)
                assessment = assess(facts)
                return False

            device.clock.wait(settled, options["settle"])
        if assessment.changes and not self._task.check_mode:
            before.keep(self._root, self._host, state, settings_of(state))
        changed = self._changed()
        written = result_of(facts, way, assessment, changed)
        return {
            **(self._kept(written) if assessment.final else {"result": shown(written)}),
            **_told(facts, assessment, str(intent["gate_mode"] or "report")),
        }

    def _read(self, device: Device, intent: Intent) -> State:
        by_netconf = intent.workflow == "catalyst_center"
        reachability = ["reachability"] if by_netconf or intent["reachability"] else []
        controlled = intent.workflow == "sdwan_manager"
        parts = ("licence", "clock", "config", "platform", *reachability)
        return read_supported(device, *parts, controller_mode=controlled)

    def _failed(self, failure: Mapping[str, Any]) -> dict[str, Any]:
        failure = _cause(failure)
        message = str(failure.get("msg") or "the task failed without a message")
        # A task that fails for one host what another did for all has only its words.
        reason = failure.get("reason") or split_reason(message)[0]
        known = read_result(self._root, self._host)
        written = failed_result(self._host, self._workflow, reason, message, self._changed(), known)
        return {**self._kept(written), "reason": reason, "msg": message}

    def _kept(self, result: dict[str, Any]) -> dict[str, Any]:
        if not self._task.check_mode:
            write_result(self._root, result)
        public = shown(result)
        stats = {"data": {f"slp_result_{self._host}": public}, "per_host": False, "aggregate": False}
        return {"result": public, "ansible_stats": stats}

    @property
    def _root(self) -> Path:
        folder = self._templar.template(self._variables.get("slp_artifact_dir") or "slp_artifacts")
        return Path(str(folder)).expanduser().absolute()

    def _changed(self) -> bool:
        """Return whether a step of this run changed anything: they register what they did as `slp_..._done`."""
        return any(
            name.startswith("slp_")
            and name.endswith("_done")
            and isinstance(done, Mapping)
            and bool(done.get("changed"))
            for name, done in self._variables.items()
        )


def _cause(failure: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the item of a loop that failed; its task says no more than that one did."""
    items = failure.get("results")
    failed = (
        [item for item in items if isinstance(item, Mapping) and item.get("failed")] if isinstance(items, list) else []
    )
    return failed[0] if failed else failure


def _told(facts: Facts, assessment: Assessment, mode: str) -> dict[str, Any]:
    return {
        "smart_licensing": facts.state,
        "due": assessment.due(mode),
        "gates": {step.file: assessment.asked(step) for step in assessment.steps if mode != "report"},
        "options": assessment.options,
        "changes": assessment.changes,
        # It should have reported, and did not: what leads to its server may be wrong.
        "unheard": facts.silent and assessment.reports,
        "missing_slacs": facts.slacs_missing,
        # As a list, also where they were given as text: -e slp_slac_features=hseck9.
        "slac_features": facts.intent.features,
        "saves_when_proved": facts.intent.pushes,
    }
