# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell a whole output from one that was cut on its way. What its command prints last must be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .._errors import ParseError
from .._state import State
from ._sections import Tagged
from ._templates import DATE

Lines = Sequence[Tagged]
_INSTALLED = re.compile(rf"NOT INSTALLED|INSTALLED(?: on {DATE})?(?: +Valid on .+)?$")
_NONE_IN_USE = "No licenses in use"


def require_whole(command: str, lines: Lines, state: State) -> None:
    """Raise ParseError when the output of C(command), from a device in policy mode or of unknown mode, was cut.

    A command that is not known here (one with a pipe, which asks for a part) demands nothing.
    """
    shows_its_end = _ENDS.get(command)
    if shows_its_end is not None and not shows_its_end(lines, state):
        raise ParseError(f"the output of '{command}' ends before its last section: it was cut")


def _has(lines: Lines, *sections: str) -> bool:
    return any(line.section in sections for line in lines)


def _all(lines: Lines, _state: State) -> bool:
    return _has(lines, "rum_summary", "purchased")


def _status(lines: Lines, _state: State) -> bool:
    """Below the last UDI of the trust list stands what is installed there: the date whole, or that nothing is."""
    trust = [line.text for line in lines if line.section == "trust_codes" and line.text]
    if not _has(lines, "trust_codes"):
        return False
    udis = [index for index, text in enumerate(trust) if ": PID:" in text]
    # Another section behind it shows that nothing was cut, whatever a new release says of a UDI.
    if not udis or lines[-1].section != "trust_codes":
        return True
    return any(_INSTALLED.match(text) for text in trust[udis[-1] + 1 :])


def _tech_support(lines: Lines, _state: State) -> bool:
    return any(
        line.section == "mapping" or (line.section == "other" and line.text.startswith("Overall Trust:"))
        for line in lines
    )


def _summary(lines: Lines, state: State) -> bool:
    return bool(state["licenses"]) or any(line.text == _NONE_IN_USE for line in lines)


def _usage(lines: Lines, state: State) -> bool:
    if not state["licenses"]:
        return any(line.text == _NONE_IN_USE for line in lines)
    return state["licenses"][-1]["license_type"] is not None


def _udi(_lines: Lines, state: State) -> bool:
    return state["product"]["pid"] is not None


def _authorization(lines: Lines, _state: State) -> bool:
    return _has(lines, "purchased")


_ENDS: dict[str, Callable[[Lines, State], bool]] = {
    "show license all": _all,
    "show license status": _status,
    "show license tech support": _tech_support,
    "show license summary": _summary,
    "show license usage": _usage,
    "show license udi": _udi,
    "show license authorization": _authorization,
}
