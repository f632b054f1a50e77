# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_field_check: hold a device against what this collection believes of devices."""

from __future__ import annotations

from typing import Any

from ..device.device import Device, assemble
from ..field.beliefs import BELIEFS
from ..field.checks import CHECKS, COMMANDS
from ..parsers import SHARED_COMMANDS
from ..words.errors import ParseError
from .operation import DeviceOperation, Params, Result

ARGUMENT_SPEC: dict[str, Any] = {}


def run(_params: Params, device: Device, _check_mode: bool) -> Result:
    """Read all that a device shows; return the beliefs by what it says to them, and what nobody understands."""
    commands = [*SHARED_COMMANDS, *COMMANDS]
    replies = dict(zip(commands, device.conversation.look(commands), strict=True))
    # A refusal tells nothing but that the command is not known.
    outputs = {command: reply.output for command, reply in replies.items() if reply.error is None}
    unparsed, unreadable = _understood({command: outputs[command] for command in SHARED_COMMANDS if command in outputs})
    return {
        "changed": False,
        "beliefs": _held_against(outputs),
        "unparsed": unparsed,
        "unreadable": unreadable,
        "refused": [command for command in commands if command not in outputs],
    }


def _understood(outputs: dict[str, str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return by command the lines that no template knows, and why an output cannot be read at all."""
    unparsed: dict[str, list[str]] = {}
    unreadable: dict[str, str] = {}
    for command, output in outputs.items():
        try:
            lines = assemble({command: output})["unparsed"]
        except ParseError as error:
            unreadable[command] = error.message
        else:
            unparsed |= {command: lines} if lines else {}
    return unparsed, unreadable


def _held_against(outputs: dict[str, str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"confirmed": [], "contradicted": [], "open": []}
    for belief in BELIEFS:
        check = CHECKS.get(belief.id)
        verdict = check(outputs) if check else None
        if isinstance(verdict, str):
            told = {"id": belief.id, "text": belief.text, "evidence": verdict, "if_wrong": belief.if_wrong}
            found["contradicted"].append(told)
        else:
            found["confirmed" if verdict else "open"].append(belief.id)
    return found


OPERATION = DeviceOperation(ARGUMENT_SPEC, run)
