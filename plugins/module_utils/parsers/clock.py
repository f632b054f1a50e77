# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show clock, and the same text where it precedes other output."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ..words.errors import ParseError
from .lines import clean_lines, time_source

_CLOCK = re.compile(
    r"(?P<mark>[*.]?)(?P<time>\d\d:\d\d:\d\d)(?:\.\d+)? (?P<zone>\S+) "
    r"[A-Z][a-z]{2} (?P<date>[A-Z][a-z]{2} +\d{1,2} \d{4})"
)


def parse_clock(text: str) -> dict[str, Any]:
    """Read the output of show clock; raises ParseError when there is no clock in it."""
    for line in clean_lines(text):
        found = parse_clock_text(line)
        if found is not None:
            return found
    raise ParseError("the output of 'show clock' holds no clock")


def without_clock(text: str) -> tuple[list[str], dict[str, Any] | None]:
    """Return the clean lines of an output, and the clock that `terminal exec prompt timestamp` put among them."""
    lines, clock = [], None
    for line in clean_lines(text):
        told = parse_clock_text(line) if time_source(line) else None
        if told is None:
            lines.append(line)
        else:
            clock = told
    return lines, clock


def parse_clock_text(line: str) -> dict[str, Any] | None:
    """Return {text, wall_clock (ISO, no zone), zone, synchronized, source}, or None when it is no clock.

    The mark in front is the device's own doubt: `*` never set, `.` set once but not synchronised now.
    """
    sourced = time_source(line)
    source, text = sourced or ("", line.strip())
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    try:
        moment = dt.datetime.strptime(f"{' '.join(match['date'].split())} {match['time']}", "%b %d %Y %H:%M:%S")
    except ValueError:
        return None
    return {
        "text": text.strip(),
        "wall_clock": moment.isoformat(),
        "zone": match["zone"],
        "synchronized": match["mark"] == "",
        "source": source or None,
    }
