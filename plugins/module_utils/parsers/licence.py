# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the outputs that show the licence state in sections: show license all, status, usage, tech support ..."""

from __future__ import annotations

from ..state.state import State
from ..words.errors import ParseError
from .build import build_state, empty_state
from .clock import without_clock
from .mode import find_mode
from .sections import tag_lines
from .template_engine import Template, compiled
from .templates import LICENSE
from .templates_support import SUPPORT
from .whole import ShowsItsEnd


def licence_template() -> Template:
    """Return the licence template, compiled on first use (a worker that is forked later has it at no cost)."""
    return compiled(LICENSE)


def support_template() -> Template:
    """Return the template of the licence sections, with the sections that only show license tech support prints."""
    return compiled(LICENSE + SUPPORT)


def parse_licence(
    template: Template, command: str, text: str, whole: ShowsItsEnd | None = None, *, tells_the_mode: bool = False
) -> State:
    """Read the output of `command` into the state of one device.

    Of a device that is not in policy mode only the mode is returned. Raises ParseError for an output that was cut:
    `whole` does not find its end, or it shows no mode though it `tells_the_mode`.
    """
    lines, clock = without_clock(text)
    tagged = list(tag_lines(lines))
    mode, evidence = find_mode(tagged)
    if mode in ("classic", "unsupported"):
        return {**empty_state(), "mode": mode, "mode_evidence": evidence}
    if mode is None and tells_the_mode:
        raise ParseError(f"the output of '{command}' shows no licensing mode: it was cut, or it is another output")
    matches, unparsed = template.read(tagged)
    state = build_state(matches)
    if whole is not None and not whole(tagged, state):
        raise ParseError(f"the output of '{command}' ends before its last section: it was cut")
    return {
        **state,
        "mode": mode,
        "mode_evidence": evidence,
        "clock": clock,
        "unparsed": unparsed,
    }
