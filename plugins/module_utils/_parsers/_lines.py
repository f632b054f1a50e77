# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean what a terminal adds to show output, before anything is read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# The pager rubs itself out, with blanks between backspaces or returns; blanks behind that are the next line's own.
_MORE = re.compile(r" ?--More-- ?(?:[\x08\r]+ *[\x08\r]+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SYSLOG = re.compile(
    rf"(?:\d+: )?[*.]?(?:{MONTHS}) [ \d]\d (?:\d{{4}} )?\d\d:\d\d:\d\d(?:\.\d+)?(?: \w+)?: %[A-Z0-9_]+-\d-"
)
_ECHO = re.compile(r"(?:[\w.\-/]{1,63}(?:\([\w\-]+\))?[>#] ?)?(?:sh|sho|show)\s+\S.*|[\w.\-/]{1,63}[>#]|#\s*")
_LOAD = re.compile(r"Load for five secs: ")
_TIME_SOURCE = re.compile(
    r"(?:Time source is (?P<source>[\w \-]+?), |No time source, )(?P<clock>[*.]?\d\d:\d\d:\d\d.*)"
)


def clean_lines(text: str) -> Iterator[str]:
    """Yield the lines of C(text) without what belongs to the terminal.

    Dropped: ANSI sequences, control characters, pager remains, trailing blanks, echoed show commands, prompts,
    whole syslog lines, the load line. A line that the device wrote is never altered in its middle.
    """
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = _CONTROL.sub("", _MORE.sub("", _ANSI.sub("", raw))).replace("\t", " ").rstrip()
        if not line or _SYSLOG.match(line) or _ECHO.fullmatch(line) or _LOAD.match(line):
            continue
        yield line


def time_source(line: str) -> tuple[str, str] | None:
    """Read the line that C(terminal exec prompt timestamp) puts before output: (source, clock text)."""
    match = _TIME_SOURCE.fullmatch(line)
    if match is None:
        return None
    return match["source"] or "", match["clock"]
