# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the outputs that show the licence state in sections: show license all, status, usage, tech support ..."""

from __future__ import annotations

from .._errors import ParseError
from .._state import State
from ._build import build_state, empty_state
from ._clock import parse_clock_text
from ._lines import clean_lines, time_source
from ._mode import find_mode
from ._sections import tag_lines
from ._template_engine import Template, compiled
from ._templates import LICENSE
from ._templates_support import SUPPORT
from ._whole import require_whole

# These show the mode whenever they are whole.
_TELL_THE_MODE = frozenset({"show license", "show license all", "show license status", "show license tech support"})


def licence_template() -> Template:
    """Return the licence template, compiled on first use (a worker that is forked later has it at no cost)."""
    return compiled(LICENSE)


def support_template() -> Template:
    """Return the template of the licence sections and of those that only show license tech support prints."""
    return compiled(LICENSE + SUPPORT)


def parse_licence(command: str, text: str) -> State:
    """Read the output of C(command) into the state of one device.

    Of a device that is not in policy mode only the mode is told. Raises ParseError for an output that was cut: its
    last section is missing. A command with a pipe shows a part: of that nothing is demanded.
    """
    return _parse(licence_template(), command, text)


def parse_tech_support(command: str, text: str) -> State:
    """Read the output of show license tech support, or a part of it; as parse_licence."""
    return _parse(support_template(), command, text)


def _parse(template: Template, command: str, text: str) -> State:
    lines, clock = [], None
    for line in clean_lines(text):
        told = parse_clock_text(line) if time_source(line) else None
        if told is None:
            lines.append(line)
        else:
            clock = told
    tagged = list(tag_lines(lines))
    mode, evidence = find_mode(tagged)
    if mode in ("classic", "unsupported"):
        return {**empty_state(), "mode": mode, "mode_evidence": evidence}
    if mode is None and command in _TELL_THE_MODE:
        raise ParseError(f"the output of '{command}' shows no licensing mode: it was cut, or it is another output")
    matches, unparsed = template.read(tagged)
    state = build_state(matches)
    require_whole(command, tagged, state)
    return {
        **state,
        "mode": mode,
        "mode_evidence": evidence,
        "clock": clock,
        "unparsed": unparsed,
    }
