# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read an output that is one list, without sections: every line is of the same kind."""

from __future__ import annotations

from .._errors import ParseError
from .._state import State
from ._build import empty_state
from ._clock import parse_clock_text
from ._lines import clean_lines, is_damaged, time_source
from ._matches import Matches
from ._sections import DAMAGED, Tagged
from ._template_engine import Template


def state_and_lines(text: str) -> tuple[State, list[str]]:
    """Return a state that holds the clock in front of the output, if any, and the other lines."""
    state, lines = empty_state(), []
    for line in clean_lines(text):
        if time_source(line):
            state["clock"] = parse_clock_text(line)
        else:
            lines.append(line)
    return state, lines


def read_list(command: str, template: Template, kind: str, text: str) -> tuple[State, Matches]:
    """Return a state with its unparsed lines, and what the template matched.

    Raises ParseError when no line is one that C(command) prints.
    """
    state, lines = state_and_lines(text)
    stripped = [line.strip() for line in lines]
    tagged = [Tagged(DAMAGED if is_damaged(line) else kind, line) for line in stripped if line.strip("=-")]
    matches, state["unparsed"] = template.read(tagged)
    if len(state["unparsed"]) == len(tagged):
        raise ParseError(f"there is nothing in this text that '{command}' prints")
    return state, matches
