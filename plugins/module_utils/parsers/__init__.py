# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From show output to values: one function for every command that the collection reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..state.state import State
from .build import empty_state
from .clock import parse_clock
from .commands import commands, resolve
from .licence import licence_template, support_template
from .merge import merge
from .pasted import outputs
from .reachability import REACHABILITY_COMMAND, REACHABILITY_STARTUP_COMMAND, empty_reachability
from .running import RUNNING_COMMAND, STARTUP_COMMAND
from .shows import COMMUNICATION_COMMAND
from .subsets import DEFAULT_SUBSET, SHARED_COMMANDS, SUBSETS, fewest, keys_of, proofs_of
from .version import VERSION_COMMAND

__all__ = [
    "COMMUNICATION_COMMAND",
    "DEFAULT_SUBSET",
    "REACHABILITY_COMMAND",
    "REACHABILITY_STARTUP_COMMAND",
    "RUNNING_COMMAND",
    "SHARED_COMMANDS",
    "STARTUP_COMMAND",
    "SUBSETS",
    "VERSION_COMMAND",
    "commands",
    "empty_reachability",
    "empty_state",
    "fewest",
    "keys_of",
    "parse_outputs",
    "parse_pasted",
    "parse_show",
    "proofs_of",
    "warm_up",
]


def parse_show(command: str, text: str) -> Any:
    """Read the output of a show command into plain JSON types; raises ParseError.

    The command may be cut short as IOS allows it (`sh lic sum`). With a pipe its output is a part, of which nothing
    is demanded. Licence commands give a state (see docs/state.md), show clock, version and running-config a mapping.
    """
    show, part = resolve(command)
    return show.read(text, part=part)


def parse_outputs(texts: Mapping[str, str]) -> State:
    """Read the outputs of one device, by command, into one state; raises ParseError."""
    found = [(resolve(command), text) for command, text in texts.items()]
    return merge((show, show.read(text, part=part)) for (show, part), text in found)


def parse_pasted(text: str) -> tuple[State, list[dict[str, Any]]]:
    """Read a pasted text of one device: several outputs behind their commands, or one without.

    Returns the state and what was read: [{command, guessed}]. Raises ParseError when nothing can be read, or when an
    output was cut.
    """
    found = outputs(text)
    state = merge((show, show.read(output.text, part=part)) for output in found for show, part in [output.command])
    return state, [{"command": output.command.show.name, "guessed": output.guessed} for output in found]


def warm_up() -> None:
    """Compile the large templates now: a process that is about to fork shares them with its children."""
    licence_template()
    support_template()
    # The first date that is read makes Python import its calendar.
    parse_clock("00:00:00.000 UTC Thu Jan 1 1970")
