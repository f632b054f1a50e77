# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The twin of a persistent connection: it knows, in order, which commands will come and what the device answers.

A command that is missing, too many, or out of order fails the test that scripted it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.ios_error import ios_error, known_refusal

Answer = str | Exception
Pair = tuple[str, Answer]

METHOD_NOT_FOUND = -32601
_MODES = {"configure terminal": "router(config)#", "config-transaction": "router(config)#", "end": "router#"}


class Stays(str):
    """What a device prints to a command that would lead into another mode, and does not."""

    __slots__ = ()


class Leaves(str):
    """What a device prints when it ends configuration mode of its own accord."""

    __slots__ = ()


class RpcError(Exception):
    """What the remote side raises; `code` is that of JSON-RPC."""

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Script:
    """The pairs that are still to come, and what happened so far."""

    pairs: list[Pair]
    steps: list[dict[str, Any]] = field(default_factory=list)
    exchanges: list[list[str]] = field(default_factory=list)
    connects: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    prompt: str = "router#"

    def answer(self, step: dict[str, Any]) -> str:
        """Take the next pair: its command must be this one."""
        command = step["command"]
        assert self.pairs, f"{command!r} was sent, and nothing more was expected"
        expected, reply = self.pairs.pop(0)
        assert command == expected, f"{command!r} was sent where {expected!r} was expected"
        self.steps.append(step)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, Leaves):
            self.prompt = "router#"
        elif not isinstance(reply, Stays) and known_refusal(reply) is None:
            self.prompt = _MODES.get(command, self.prompt)
        return reply

    def finished(self) -> None:
        """Fail when a command that was expected was never sent."""
        assert not self.pairs, f"never sent: {[command for command, _reply in self.pairs]}"


class OurConnection:
    """Takes a whole exchange at once and stops it at the first refusal."""

    def __init__(self, script: Script) -> None:
        self.script = script

    def converse(self, steps: Sequence[dict[str, Any]]) -> list[dict[str, str | None]]:
        """Answer each step of an exchange."""
        self.script.exchanges.append([step["command"] for step in steps])
        replies: list[dict[str, str | None]] = []
        for step in steps:
            output = self.script.answer(step)
            error = ios_error(output) if step.get("shows", True) else known_refusal(output)
            replies.append({"output": output, "error": error, "prompt": self.script.prompt})
            if replies[-1]["error"] and step.get("on_error") != "go_on":
                break
        return replies

    def copy_file(self, source: str, destination: str, proto: str) -> None:
        """Take a file: the pair is the protocol with the destination, and nothing."""
        self.script.answer({"command": f"{proto} to {destination}"})
        self.script.files[destination] = Path(source).read_bytes()

    def get_file(self, source: str, destination: str, proto: str) -> None:
        """Give a file: the pair is the protocol with the source, and the content."""
        Path(destination).write_text(self.script.answer({"command": f"{proto} from {source}"}), encoding="utf-8")


class StockConnection:
    """The stock network_cli with the cliconf of cisco.ios: it has never heard of exchanges."""

    def __init__(self, script: Script, prompt: str = "router#") -> None:
        self.script = script
        script.prompt = prompt
        self.options: dict[str, list[dict[str, str]]] = {}

    def converse(self, _steps: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
        """Refuse, as every JSON-RPC server does with a method that it does not know."""
        raise RpcError("Method not found", METHOD_NOT_FOUND)

    def get_prompt(self) -> str:
        """Return the prompt that the device shows."""
        return self.script.prompt

    def set_option(self, name: str, value: list[dict[str, str]]) -> None:
        """Take the patterns that it is taught."""
        self.options[name] = value

    def run_commands(self, commands: Sequence[dict[str, str]], check_rc: bool) -> list[str]:
        """Send commands one after the other; with check_rc false a refusal stops nothing."""
        assert check_rc is False
        self.script.exchanges.append([command["command"] for command in commands])
        return [self.script.answer(command) for command in commands]


def script_of(*pairs: Pair | Iterable[Pair]) -> Script:
    """Return a script of pairs, and of runs of pairs."""
    flat: list[Pair] = []
    for pair in pairs:
        if isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str):
            flat.append(pair)
        else:
            flat.extend(pair)
    return Script(flat)
