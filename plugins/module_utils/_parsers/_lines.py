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
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
_SYSLOG = re.compile(
    rf"(?:\d+: )?[*.]?(?:{MONTHS}) [ \d]\d (?:\d{{4}} )?\d\d:\d\d:\d\d(?:\.\d+)?(?: \w+)?: %[A-Z0-9_]+-\d-"
)
_ECHO = re.compile(r"(?:[\w.\-/]{1,63}(?:\([\w\-]+\))?[>#] ?)?(?:sh|sho|show)\s+\S.*|[\w.\-/]{1,63}[>#]|#\s*")
_LOAD = "Load for five secs: "
_TIME_SOURCE = re.compile(
    r"(?:Time source is (?P<source>[\w \-]+?), |No time source, )(?P<clock>[*.]?\d\d:\d\d:\d\d.*)"
)
# The end of a syslog line to which a line of the output was glued: its indentation, its colon, or a bare title.
_GLUED = re.compile(
    r"\S  +\S|:$|Trust Code Installed:|UDI: PID:|(?:License (?:Usage|Authorizations|Certificates)|Product Information"
    r"|Agent Version|(?:HA|Reservation|Other) Info|Upcoming Scheduled Jobs)$"
)
_LONGEST = 2000


def clean_lines(text: str) -> Iterator[str]:
    """Yield the lines of C(text) without what belongs to the terminal.

    Dropped: ANSI sequences, control characters, pager remains, trailing blanks, echoed show commands, prompts,
    whole syslog lines, the load line. A line that the device wrote is never altered in its middle.
    """
    plain = _CONTROL.sub("", _MORE.sub("", _ANSI.sub("", text.replace("\r\n", "\n")))).replace("\t", " ")
    for raw in plain.split("\n"):
        line = raw.rstrip()
        if line and not (_is_of_the_terminal(line) or _is_syslog(line)):
            yield line


def is_damaged(line: str) -> bool:
    """Say whether a syslog message was written into a line, or the line is longer than any that a device prints."""
    return (": %" in line and _SYSLOG.search(line) is not None) or len(line) > _LONGEST


def _is_of_the_terminal(line: str) -> bool:
    # Only such a line can be an echo or a prompt: the pattern is not tried on the others.
    if ("#" in line or ">" in line or line.startswith("sh")) and _ECHO.fullmatch(line):
        return True
    return line.startswith(_LOAD)


def _is_syslog(line: str) -> bool:
    if ": %" not in line:
        return False
    match = _SYSLOG.match(line)
    # With the rest of an output line at its end it is a damaged line of the output, and no message to drop.
    return match is not None and _GLUED.search(line, match.end()) is None


def time_source(line: str) -> tuple[str, str] | None:
    """Read the line that C(terminal exec prompt timestamp) puts before output: (source, clock text)."""
    match = _TIME_SOURCE.fullmatch(line)
    if match is None:
        return None
    return match["source"] or "", match["clock"]
