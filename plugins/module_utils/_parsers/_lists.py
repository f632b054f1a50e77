# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read an output that is one list, without sections: every line is of the same kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._errors import ParseError
from .._state import State
from ._build import empty_state
from ._clock import parse_clock_text
from ._lines import clean_lines, is_damaged, is_rest, time_source
from ._matches import Matches
from ._sections import DAMAGED, Tagged
from ._template_engine import Template


def state_and_lines(text: str) -> tuple[State, list[str]]:
    """Return a state that holds the clock in front of the output, if any, and the other lines."""
    state, lines = empty_state(), []
    for line in clean_lines(text):
        told = parse_clock_text(line) if time_source(line) else None
        if told is None:
            lines.append(line)
        else:
            state["clock"] = told
    return state, lines


def read_list(
    command: str, template: Template, kind: str, text: str, record: str | None = None
) -> tuple[State, Matches]:
    """Return a state with its unparsed lines, and what the template matched.

    C(record) is the word that begins a record of several lines. Raises ParseError when no line is one that C(command)
    prints.
    """
    state, lines = state_and_lines(text)
    tagged = list(_tagged(kind, [line for line in lines if line.strip().strip("=-")], record))
    matches, state["unparsed"] = template.read(tagged)
    if len(state["unparsed"]) == len(tagged):
        raise ParseError(f"there is nothing in this text that '{command}' prints")
    return state, matches


def _tagged(kind: str, lines: Iterable[str], record: str | None) -> Iterator[Tagged]:
    """Tag the damaged lines, and those behind one that belong to nobody: up to the next record, or the next line."""
    before, ownerless = "", False
    for line in lines:
        text = line.strip()
        begins = record is not None and text.startswith(record)
        # The rest of an indented line may look like the first line of a record.
        rest = before != "" and is_rest(line) and not (begins and not before.startswith(" "))
        damaged = is_damaged(line)
        before = line if damaged else ""
        ownerless = damaged or rest or (ownerless and record is not None and not begins)
        yield Tagged(DAMAGED if ownerless else kind, text)
