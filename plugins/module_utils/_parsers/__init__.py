# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From show output to values: one function for every command that the collection reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._errors import ParseError
from ._build import empty_state
from ._clock import parse_clock
from ._communication import COMMUNICATION_COMMAND, parse_communication
from ._licence import licence_template, parse_licence
from ._running import RUNNING_COMMAND, STARTUP_COMMAND, parse_running
from ._version import VERSION_COMMAND, parse_version

# By the command without its pipe.
_PARSERS: dict[str, Callable[[str], Any]] = {
    "show license all": lambda text: parse_licence("show license all", text),
    "show license status": lambda text: parse_licence("show license status", text),
    "show license tech support": parse_communication,
    "show clock": parse_clock,
    "show running-config": parse_running,
    "show startup-config": parse_running,
    "show version": parse_version,
}

__all__ = [
    "COMMUNICATION_COMMAND",
    "RUNNING_COMMAND",
    "STARTUP_COMMAND",
    "VERSION_COMMAND",
    "commands",
    "empty_state",
    "parse_show",
    "warm_up",
]


def commands() -> list[str]:
    """Return the commands whose output can be read."""
    return sorted(_PARSERS)


def parse_show(command: str, text: str) -> Any:
    """Read the output of a show command (a pipe behind it is allowed) into plain JSON types; raises ParseError."""
    bare = " ".join(command.split("|")[0].split()).lower()
    parser = _PARSERS.get(bare)
    if parser is None:
        raise ParseError(f"no parser for '{command}'; there are parsers for: {', '.join(commands())}")
    return parser(text)


def warm_up() -> None:
    """Compile the large template now: a process that is about to fork shares it with its children."""
    licence_template()
