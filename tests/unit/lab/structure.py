# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The structure of an output: its lines with dates, numbers and moods of the moment taken out."""

from __future__ import annotations

import re

_DATE = re.compile(r"[A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2} \d{4} \w+")
_MASKS = (
    (_DATE, "<date>"),
    (re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d+ \w+"), "<date>"),
    (re.compile(r"(?<=: )(<date> +\(.*\)|Expired Not Rescheduled|Not Available)$"), "<job>"),
    (re.compile(r"(?<=: )(True|False)$"), "<flag>"),
    # Classic licensing is one fixed state in the lab.
    (re.compile(r"(?<=Virtual Account: )[^<].*"), "<name>"),
    (re.compile(r"(?<=Last Renewal Attempt: ).*"), "<attempt>"),
    (re.compile(r"(?<=Status: )(AUTHORIZED|OUT OF COMPLIANCE)(?= on )"), "<status>"),
    # So are the features of IOS 15.
    (re.compile(r"(?<=        License )(Count|State): .*"), r"\1: <value>"),
    # What the table of layouts says nothing about: the platform's names, and how the agent fares at the moment.
    (re.compile(r"(?<=hseck9: )regid\S+"), "<tag>"),
    (
        re.compile(
            r"(?<=^)((Software ID|Event log current size|Data Channel|Product Analytics|Not Available Reason): ).*"
        ),
        r"\1<value>",
    ),
    (re.compile(r"\d+"), "N"),
)


def masked(line: str) -> str:
    """Indentation, labels, words and trailing blanks stay."""
    for pattern, instead in _MASKS:
        line = pattern.sub(instead, line)
    return line


def without_frame(text: str) -> list[str]:
    """The lines of a capture without prompts, the time stamp banner, and the blanks around them."""
    lines = text.replace("\r", "").split("\n")
    before = re.compile(r"\s*$|\S+[#>] ?sh|sh\w* lic|Load for |Time source |No time source")
    while lines and before.match(lines[0]):
        lines.pop(0)
    while lines and re.fullmatch(r"\s*|\S+[#>]", lines[-1]):
        lines.pop()
    return lines


def unpadded(lines: list[str]) -> list[str]:
    """Some collectors put a blank on each empty line; a longer row of blanks is what `--More--` leaves."""
    empty = [line for line in lines if not line.strip()]
    padded = bool(empty) and all(line == " " for line in empty)
    return ["" if not line.strip() and (padded or len(line) > 1) else line for line in lines]


def structure(lines: list[str], trailing: bool = True) -> list[str]:
    """`trailing`: whether blanks at the end of a line count. On the last line they never do."""
    kept = [line if trailing else line.rstrip() for line in lines]
    return [masked(line) for line in [*kept[:-1], *(line.rstrip() for line in kept[-1:])]]


def keeps_trailing_blanks(lines: list[str]) -> bool:
    """Some editors take them all away."""
    return any(line != line.rstrip() for line in lines[:-1])
