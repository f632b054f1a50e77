# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the outputs that show the licence state in sections: show license all, show license status."""

from __future__ import annotations

from .._errors import ParseError
from .._state import State
from ._build import build_state, empty_state
from ._clock import parse_clock_text
from ._lines import clean_lines, time_source
from ._mode import find_mode
from ._sections import tag_lines
from ._template_engine import Template, compiled
from ._templates import LICENSE, NOISE

# What a whole output ends with; an output without it was cut on its way.
_LAST_SECTIONS = {
    "show license all": ("rum_summary", "purchased"),
    "show license status": ("trust_codes",),
}


def licence_template() -> Template:
    """Return the licence template, compiled on first use (a worker that is forked later has it at no cost)."""
    return compiled(LICENSE, tuple(NOISE.items()))


def parse_licence(command: str, text: str) -> State:
    """Read the output of C(command) into the state of one device.

    Of a device that is not in policy mode only the mode is told. Raises ParseError for an output that was cut: its
    last section is missing.
    """
    lines = list(clean_lines(text))
    preamble = [line for line in lines if time_source(line)]
    tagged = list(tag_lines(line for line in lines if line not in preamble))
    mode, evidence = find_mode(tagged)
    if mode != "policy":
        state = empty_state()
        state["mode"], state["mode_evidence"] = mode, evidence
        if evidence is None:
            raise ParseError(f"the output of '{command}' shows no licensing mode: it was cut, or it is another output")
        return state
    sections = {line.section for line in tagged}
    expected = _LAST_SECTIONS[command]
    if not sections.intersection(expected):
        raise ParseError(f"the output of '{command}' ends before its last section: it was cut")
    template = licence_template()
    state = build_state(template.matches(tagged))
    state["mode"], state["mode_evidence"] = mode, evidence
    state["unparsed"] = template.unparsed(tagged)
    if preamble:
        state["clock"] = parse_clock_text(preamble[-1])
    return state
