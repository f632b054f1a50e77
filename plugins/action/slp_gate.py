# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How one gate of one host stands. See the module of the same name for its options."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from typing import Any, ClassVar

from ansible import constants as C
from ansible.errors import AnsiblePromptInterrupt, AnsiblePromptNoninteractive
from ansible.utils.display import Display

from ansible_collections.netops.smart_licensing.plugins.module_utils._gates import Gate, state_of, told
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._controller_action import ControllerAction

display = Display()


class ActionModule(ControllerAction):
    """Tell how the gate stands, and stop the host there when told to."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "id": {"type": "str", "required": True},
        "title": {"type": "str", "required": True},
        "where": {"type": "str", "required": True},
        "what": {"type": "str", "required": True},
        "evidence": {"type": "str", "required": True},
        "done": {"type": "bool", "default": False},
        "file": {"type": "str"},
        "mode": {"type": "str", "choices": ["report", "pause", "fail"], "default": "report"},
        "confirmed": {"type": "list", "elements": "str", "default": []},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return the gate with its state; failed where it is open and the mode is fail."""
        gate = Gate(
            **{key: options[key] for key in ("id", "title", "where", "what", "evidence", "file")},  # type: ignore[typeddict-item]
            state=state_of(options["done"], options["id"], options["confirmed"]),
        )
        if gate["state"] == "open" and options["mode"] == "pause" and not self._task.check_mode and _asked(told(gate)):
            gate["state"] = "confirmed"
        result: dict[str, Any] = {"gate": gate}
        if gate["state"] == "open" and options["mode"] == "fail":
            result |= {"failed": True, "msg": f"{told(gate)} Then name it in slp_confirmed_gates, or run again."}
        return result


def _asked(text: str) -> bool:
    """Ask the operator, once for all hosts that stand at the same gate; False where nobody can be asked."""
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    path = os.path.join(C.DEFAULT_LOCAL_TMP, f"slp_gate_{name}")
    with open(path, "a+", encoding="utf-8") as answer:
        fcntl.flock(answer, fcntl.LOCK_EX)
        answer.seek(0)
        known = answer.read()
        if not known:
            known = "confirmed" if _enter_was_pressed(text) else "open"
            answer.write(known)
    return known == "confirmed"


def _enter_was_pressed(text: str) -> bool:
    with contextlib.suppress(AnsiblePromptNoninteractive, AnsiblePromptInterrupt):
        display.prompt_until(f"{text} Press Enter when it is done, Ctrl-C to leave it open: ")
        return True
    return False
