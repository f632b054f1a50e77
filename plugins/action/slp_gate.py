# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Handle the open gates of a step: prompt at the console, or stop the host. See the module of the same name."""

from __future__ import annotations

import contextlib
from typing import Any, ClassVar

from ansible.errors import AnsiblePromptInterrupt, AnsiblePromptNoninteractive
from ansible.utils.display import Display

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.gate import told
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.confirmed_gates import ask_once
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction

display = Display()
_TEXTS = ("id", "title", "where", "what", "evidence")


class ActionModule(ControllerAction):
    """In mode report nothing happens: the open gates are in the result of the workflow."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "gates": {
            "type": "list",
            "elements": "dict",
            "options": {
                **{name: {"type": "str", "required": True} for name in _TEXTS},
                "file": {"type": "str"},
                "state": {"type": "str", "choices": ["done", "confirmed", "open"], "default": "open"},
            },
        },
        "mode": {"type": "str", "choices": ["report", "pause", "fail"]},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `confirmed` and `open`, ids of gates; failed if one is open and the mode is fail."""
        mode = options["mode"] or self._templar.template(variables.get("slp_gate_mode") or "report")
        gates = options["gates"] if options["gates"] is not None else self._of_the_step(variables)
        confirmed = [gate["id"] for gate in gates if gate["state"] == "confirmed"]
        left = [gate for gate in gates if gate["state"] == "open"]
        if mode == "pause" and not self._task.check_mode:
            asked = [gate for gate in left if ask_once(told(gate), lambda gate=gate: _enter_was_pressed(told(gate)))]
            confirmed += [gate["id"] for gate in asked]
            left = [gate for gate in left if gate not in asked]
        result: dict[str, Any] = {"confirmed": confirmed, "open": [gate["id"] for gate in left]}
        if left and mode == "fail":
            texts = " ".join(told(gate) for gate in left)
            result |= {
                "failed": True,
                "reason": "gate_open",
                "msg": f"gate_open: {texts} Then list it in slp_confirmed_gates, or run again.",
            }
        return result

    def _of_the_step(self, variables: dict[str, Any]) -> list[dict[str, Any]]:
        assessed: dict[str, Any] = variables.get("slp_assessed") or {}
        step = self._templar.template(variables.get("slp_step"))
        gates: list[dict[str, Any]] = (assessed.get("gates") or {}).get(step) or []
        return gates


def _enter_was_pressed(text: str) -> bool:
    with contextlib.suppress(AnsiblePromptNoninteractive, AnsiblePromptInterrupt):
        display.prompt_until(f"{text} Press Enter when it is done, Ctrl-C to leave it open: ")
        return True
    return False
