# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show license history message: the messages to the server and the imported files, kind by kind."""

from __future__ import annotations

import re

from ..state.state import State
from ..words.errors import ParseError
from .build import empty_state
from .clock import without_clock
from .lines import holds_message, is_rest

_TITLE = re.compile(r"(?:Import )?Message History \(oldest to newest\):")
_KIND = re.compile(r"(?P<kind>[A-Z][A-Za-z /\-]*):")
_NOTHING = ("No past history", "No past Import history")


def parse_history(text: str) -> State:
    """Read into history: by kind in snake case (trust_establishment, import_policy ...) its lines, oldest first.

    An entry is kept as its lines are printed (blanks stripped): their content differs from release to release.
    Raises ParseError when the text holds no history.
    """
    lines, clock = without_clock(text)
    state: State = {**empty_state(), "clock": clock}
    history: dict[str, list[str]] = {}
    current: list[str] | None = None
    seen = False
    broken = False
    for line in lines:
        rest, broken = broken and is_rest(line), holds_message(line)
        kind = _KIND.fullmatch(line)
        if broken or rest:
            # It may have been the name of the kind.
            current = current if line.startswith(" ") else None
            state["unparsed"].append(line.strip())
        elif _TITLE.fullmatch(line):
            seen, current = True, None
        elif kind and seen:
            current = history.setdefault(kind["kind"].lower().replace(" ", "_"), [])
        elif current is not None and line.startswith(" "):
            # The text may end inside these words.
            if not any(words.startswith(line.strip()) for words in _NOTHING):
                current.append(line.strip())
        elif line.strip("=-"):
            state["unparsed"].append(line.strip())
    if not seen:
        raise ParseError("there is nothing in this text that 'show license history message' prints")
    state["history"] = history
    return state
