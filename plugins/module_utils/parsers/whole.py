# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell a whole output from one that was cut on its way. What its command prints last must be there.

Each function is of one command, from a device in policy mode or of unknown mode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..state.state import State
from .sections import Tagged
from .templates import DATE

Lines = Sequence[Tagged]
ShowsItsEnd = Callable[[Lines, State], bool]
_INSTALLED = re.compile(rf"NOT INSTALLED|INSTALLED(?: on {DATE})?(?: +Valid on .+)?$")
_NONE_IN_USE = "No licenses in use"


def _has(lines: Lines, *sections: str) -> bool:
    return any(line.section in sections for line in lines)


def all_sections(lines: Lines, _state: State) -> bool:
    """The purchased licences, or the usage report summary."""
    return _has(lines, "rum_summary", "purchased")


def status(lines: Lines, _state: State) -> bool:
    """Below the last UDI of the trust list stands what is installed there: the date whole, or that nothing is."""
    trust = [line.text for line in lines if line.section == "trust_codes" and line.text]
    if not _has(lines, "trust_codes"):
        return False
    udis = [index for index, text in enumerate(trust) if ": PID:" in text]
    # Another section behind it shows that nothing was cut, whatever a new release says of a UDI.
    if not udis or lines[-1].section != "trust_codes":
        return True
    return any(_INSTALLED.match(text) for text in trust[udis[-1] + 1 :])


def tech_support(lines: Lines, _state: State) -> bool:
    """The platform's mapping table, or the last line of Other Info."""
    return any(
        line.section == "mapping" or (line.section == "other" and line.text.startswith("Overall Trust:"))
        for line in lines
    )


def summary(lines: Lines, state: State) -> bool:
    """A row, or that there is none."""
    return bool(state["licenses"]) or any(line.text == _NONE_IN_USE for line in lines)


def usage(lines: Lines, state: State) -> bool:
    """The last line of the last licence, or that there is none."""
    if not state["licenses"]:
        return any(line.text == _NONE_IN_USE for line in lines)
    return state["licenses"][-1]["license_type"] is not None


def udi(_lines: Lines, state: State) -> bool:
    """A UDI."""
    return state["product"]["pid"] is not None


def authorization(lines: Lines, _state: State) -> bool:
    """The purchased licences."""
    return _has(lines, "purchased")
