# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show license eventlog: what the licensing agent did, one event a line."""

from __future__ import annotations

import re

from ..state.state import State
from ..words.errors import ParseError
from .build import empty_state
from .clock import without_clock
from .lines import holds_message

_TITLE = re.compile(r"\*+ Event Log \*+|No EventLog Found\.")
_EVENT = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [\w+\-:]+)?) "
    r"(?P<event>[A-Z][A-Z0-9_]+)(?: (?P<rest>.*))?"
)
# A value ends at the quote behind which another attribute, or nothing, follows: there are quotes inside some.
_ATTRIBUTE = re.compile(r'(?P<name>[\w.]+)="(?P<value>.*?)"(?: (?=[\w.]+=")|$)')


def parse_event_log(text: str) -> State:
    """Read into events: [{at, event, attributes: {name: value}}], as printed; raises ParseError for another text."""
    lines, clock = without_clock(text)
    state: State = {**empty_state(), "clock": clock}
    for line in lines:
        event = None if holds_message(line) else _EVENT.fullmatch(line.strip())
        attributes = _attributes((event["rest"] or "").strip()) if event else None
        if event and attributes is not None:
            state["events"].append({"at": event["at"], "event": event["event"], "attributes": attributes})
        elif not _TITLE.fullmatch(line.strip()):
            state["unparsed"].append(line.strip())
    if lines == [] or len(state["unparsed"]) == len(lines):
        raise ParseError("there is nothing in this text that 'show license eventlog' prints")
    return state


def _attributes(text: str) -> dict[str, str] | None:
    """Return the attributes; None when the text is anything else."""
    found: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if match is None:
            return None
        found[match["name"]] = match["value"]
        position = match.end()
    return found
