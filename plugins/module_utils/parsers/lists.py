# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read an output that is one list, without sections: every line is of the same kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..state.state import State
from ..words.errors import ParseError
from .build import empty_state
from .clock import without_clock
from .lines import is_damaged, is_rest
from .matches import Matches
from .sections import DAMAGED, Tagged
from .template_engine import compiled


@dataclass(frozen=True)
class ListParser:
    """How the output of `command` is read: a template whose lines are all of the section `list`.

    fill: puts what the template matched into a state. record: the word that begins a record of several lines.
    """

    command: str
    template: str
    fill: Callable[[State, Matches], None]
    record: str | None = None

    def __call__(self, text: str) -> State:
        """Return a state with the list, and with the clock in front of it, if any.

        Raises ParseError when no line is one that the command prints.
        """
        lines, clock = without_clock(text)
        tagged = list(_tagged([line for line in lines if line.strip().strip("=-")], self.record))
        matches, unparsed = compiled(self.template).read(tagged)
        if len(unparsed) == len(tagged):
            raise ParseError(f"there is nothing in this text that '{self.command}' prints")
        state: State = {**empty_state(), "clock": clock, "unparsed": unparsed}
        self.fill(state, matches)
        return state


def _tagged(lines: Iterable[str], record: str | None) -> Iterator[Tagged]:
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
        yield Tagged(DAMAGED if ownerless else "list", text)
