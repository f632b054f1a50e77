# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From show output to values: one function for every command that the collection reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .._state import State
from ._build import empty_state
from ._call_home import parse_call_home
from ._clock import parse_clock
from ._commands import COMMUNICATION_COMMAND, Command, names, resolve
from ._events import parse_event_log
from ._history import parse_history
from ._licence import licence_template, parse_licence, parse_tech_support, support_template
from ._merge import merge
from ._pasted import outputs
from ._reachability import (
    REACHABILITY_COMMAND,
    REACHABILITY_STARTUP_COMMAND,
    empty_reachability,
    parse_reachability,
)
from ._rum import parse_rum_detail, parse_rum_table
from ._running import RUNNING_COMMAND, STARTUP_COMMAND, parse_running
from ._version import VERSION_COMMAND, parse_version

# The outputs in sections: read with the name of their command, for each must be whole in its own way.
_BY_SECTION = {"show license tech support": parse_tech_support}
_BY_COMMAND: dict[str, Callable[[str], Any]] = {
    "show license rum id all": parse_rum_table,
    "show license rum id": parse_rum_detail,
    "show license history message": parse_history,
    "show license eventlog": parse_event_log,
    "show call-home smart-licensing": parse_call_home,
    "show clock": parse_clock,
    "show running-config": parse_running,
    "show startup-config": parse_running,
    "show version": parse_version,
}

__all__ = [
    "COMMUNICATION_COMMAND",
    "REACHABILITY_COMMAND",
    "REACHABILITY_STARTUP_COMMAND",
    "RUNNING_COMMAND",
    "STARTUP_COMMAND",
    "VERSION_COMMAND",
    "commands",
    "empty_reachability",
    "empty_state",
    "parse_outputs",
    "parse_pasted",
    "parse_show",
    "warm_up",
]


def commands() -> list[str]:
    """Return the commands whose output can be read."""
    return names()


def parse_show(command: str, text: str) -> Any:
    """Read the output of a show command into plain JSON types; raises ParseError.

    The command may be cut short as IOS allows it (C(sh lic sum)). With a pipe its output is a part, of which nothing
    is demanded. Licence commands give a state (see docs/state.md), show clock, version and running-config a mapping.
    """
    return parse_command(resolve(command), text)


def parse_command(command: Command, text: str) -> Any:
    """Read the output of a command that is already resolved; as parse_show."""
    parser = _BY_COMMAND.get(command.name)
    if parser is not None:
        return parser(text)
    by_section = _BY_SECTION.get(command.name, parse_licence)
    return by_section(f"{command.name} |" if command.piped else command.name, text)


def parse_outputs(texts: Mapping[str, str]) -> State:
    """Read the outputs of one device, by command, into one state; raises ParseError."""
    # Another part of the same command: what it shows is told by the lines that were asked for.
    reach = (REACHABILITY_COMMAND, REACHABILITY_STARTUP_COMMAND)
    others = [(resolve(command), text) for command, text in texts.items() if command not in reach]
    state = merge((command.name, parse_command(command, text)) for command, text in others)
    if REACHABILITY_COMMAND in texts:
        running = parse_reachability(texts[REACHABILITY_COMMAND])
        startup = texts.get(REACHABILITY_STARTUP_COMMAND)
        state["reachability"] = {
            **running,
            "saved": None if startup is None else running == parse_reachability(startup),
        }
    return state


def parse_pasted(text: str) -> tuple[State, list[dict[str, Any]]]:
    """Read a pasted text of one device: several outputs behind their commands, or one without.

    Returns the state and what was read: [{command, guessed}]. Raises ParseError when nothing can be read, or when an
    output was cut.
    """
    found = outputs(text)
    state = merge((output.command.name, parse_command(output.command, output.text)) for output in found)
    return state, [{"command": output.command.name, "guessed": output.guessed} for output in found]


def warm_up() -> None:
    """Compile the large templates now: a process that is about to fork shares them with its children."""
    licence_template()
    support_template()
    # The first date that is read makes Python import its calendar.
    parse_clock("00:00:00.000 UTC Thu Jan 1 1970")
