# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two protocols for a device over the JSON-RPC of a persistent connection.

The connection of this collection takes a whole exchange at once. The stock network_cli first gets this device's exact
prompt, because its own pattern takes `Last ACK received: <none>` at the end of a chunk for a prompt and cuts there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from .ios_error import ios_error, known_refusal

# IOS shortens a long host name in the prompts of configuration modes.
_PROMPT_NAME_LENGTH = 20
_CONFIGURATION_PROMPT = re.compile(r"\([^()\s]+\)# ?$")
_GLOBAL_PROMPT = re.compile(r"\(config\)# ?$")

Asked: TypeAlias = "str | tuple[str, ...] | None"


@dataclass(frozen=True)
class Step:
    """One command of an exchange; `prompt` (a pattern) and `answer` for a command that asks back.

    Of a command that asks several things, both are tuples: what is asked in this order, and not more than once each.
    `go_on`: its refusal does not stop the exchange; `seconds`: how long it may take, where that is not the usual.
    `shows`: it is answered by output, so a line that begins as an error is one; of any other command only a known
    refusal is. `stays`: a line after which the device must still be in a configuration mode, `enters`: in one
    of its own, to which the next line belongs; elsewhere nothing more is sent. `deeper`: it belongs to a mode itself.
    """

    command: str
    prompt: Asked = None
    answer: Asked = None
    go_on: bool = False
    seconds: int | None = None
    shows: bool = False
    stays: bool = False
    enters: bool = False
    deeper: bool = False

    @property
    def mode(self) -> dict[str, bool]:
        """Return what `lost_its_mode` asks of a line."""
        return {"stays": self.stays, "enters": self.enters, "deeper": self.deeper}


@dataclass(frozen=True)
class Reply:
    """What the device printed, the line of it that is an error, and the prompt that it came back with."""

    output: str
    error: str | None
    prompt: str = ""

    @property
    def configures(self) -> bool:
        """Return whether the device is in a configuration mode after this command, according to its prompt."""
        return _CONFIGURATION_PROMPT.search(self.prompt) is not None


def lost_its_mode(step: Mapping[str, Any], prompt: str, before: str) -> bool:
    """Return whether a line left the mode that the next one belongs to.

    `step`: `stays`, `enters`, `deeper` of a Step; `before`: the prompt before it. Two blocks one after the other
    have the same prompt, so that says something only where the line stands deeper than the one before.
    """
    if step.get("stays") and not _CONFIGURATION_PROMPT.search(prompt):
        return True
    unchanged = bool(step.get("deeper")) and prompt == before
    return bool(step.get("enters")) and (unchanged or _GLOBAL_PROMPT.search(prompt) is not None)


class Rpc(Protocol):
    """The remote side of a persistent connection: its methods are called by name."""

    def __getattr__(self, name: str) -> Callable[..., Any]: ...


def exchange_at_once(rpc: Rpc, steps: Sequence[Step], mask: Callable[[str], str]) -> list[Reply]:
    replies = rpc.converse(
        [
            {
                "command": step.command,
                "prompt": step.prompt,
                "answer": step.answer,
                "secret": mask(step.command) != step.command,
                "shows": step.shows,
                **step.mode,
                **({"on_error": "go_on"} if step.go_on else {}),
                **({"timeout": step.seconds} if step.seconds else {}),
            }
            for step in steps
        ]
    )
    return [Reply(reply["output"], reply["error"], reply["prompt"]) for reply in replies]


def exchange_stock(rpc: Rpc, steps: Sequence[Step]) -> list[Reply]:
    """Send the steps through cisco.ios and network_cli, one by one where a refusal must stop the rest."""
    _teach_exact_prompt(rpc)
    replies: list[Reply] = []
    shows_only = all(step.command.startswith("show ") for step in steps)
    for batch in [list(steps)] if shows_only else [[step] for step in steps]:
        outputs = rpc.run_commands(commands=[_stock_command(step) for step in batch], check_rc=False)
        prompt = "" if shows_only else str(rpc.get_prompt()).strip()
        replies += [
            Reply(output, ios_error(output) if step.shows else known_refusal(output), prompt)
            for step, output in zip(batch, outputs, strict=True)
        ]
        if replies[-1].error is not None and not batch[-1].go_on:
            break
        if lost_its_mode(batch[-1].mode, prompt, replies[-2].prompt if len(replies) > 1 else ""):
            break
    return replies


def _stock_command(step: Step) -> dict[str, Any]:
    command: dict[str, Any] = {"command": step.command}
    if step.prompt is not None:
        command |= {"prompt": step.prompt, "answer": step.answer or ""}
    if isinstance(step.prompt, tuple):
        command["check_all"] = True
    return command


def _teach_exact_prompt(rpc: Rpc) -> None:
    # A save can go on behind its prompt, and says so there.
    name = re.split(r"[(>#]", str(rpc.get_prompt()).strip())[0]
    known = re.escape(name[:_PROMPT_NAME_LENGTH])
    prompt = rf"(?:^|[\r\n]){known}[^\s()>#]*(?:\([^)\r\n]*\))?[>#] ?(?:\s*\[OK\]\s*)?$"
    rpc.set_option("terminal_stdout_re", [{"pattern": prompt}])
    # Errors are found in the answers, where IOS prints them; nothing in the middle of output is one.
    rpc.set_option("terminal_stderr_re", [{"pattern": r"(?!)"}])
