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
_CONTROL: dict[int, str | None] = {**dict.fromkeys((*range(32), 127)), ord("\t"): " ", ord("\n"): "\n"}
_MESSAGE = rf"[*.]?(?:{MONTHS}) [ \d]\d (?:\d{{4}} )?\d\d:\d\d:\d\d(?:\.\d+)?(?: \w+)?: %[A-Z0-9_]+-\d-"
_SYSLOG = re.compile(rf"(?:\d+: )?{_MESSAGE}")
# Without its number: a search that began with one would try every digit of a long run as its first.
_INSIDE = re.compile(_MESSAGE)
_ECHO = re.compile(r"(?:[\w.\-/]{1,63}(?:\([\w\-]+\))?[>#] ?)?(?:sh|sho|show)\s+\S.*|[\w.\-/]{1,63}[>#]|#\s*")
_LOAD = "Load for five secs: "
_TIME_SOURCE = re.compile(
    r"(?:Time source is (?P<source>[\w \-]+?), |No time source, )(?P<clock>[*.]?\d\d:\d\d:\d\d.*)"
)
# The end of a syslog line to which a line of the output was glued: its indentation, its colon, or a bare title.
_GLUED = re.compile(
    r"\S  +\S|:$|Trust Code Installed:|UDI: PID:|(?:Smart Agent for Licensing|Data Channel|Reports on disk|Handle): \S"
    r"|(?:License (?:Usage|Authorizations|Certificates)|Product Information"
    r"|Agent Version|(?:HA|Reservation|Other) Info|Upcoming Scheduled Jobs"
    r"|Platform Provided Mapping Table)$"
)
_LONGEST = 2000
_WIDEST_GAP = " " * 200


def plain_lines(text: str) -> list[str]:
    """Return the lines of `text`, blank ones too, without colours, control characters and the remains of the pager.

    A lone carriage return ends a line as well.
    """
    printed = _ANSI.sub("", text.replace("\r\n", "\n"))
    # The pattern begins with a blank that may be missing: it is tried at every character.
    printed = _MORE.sub("", printed) if "--More--" in printed else printed
    return printed.replace("\r", "\n").translate(_CONTROL).split("\n")


def clean_lines(text: str) -> Iterator[str]:
    """Yield the lines of `text` without what belongs to the terminal.

    Dropped: ANSI sequences, control characters, pager remains, trailing blanks, echoed show commands, prompts,
    whole syslog lines, the load line. A line that the device wrote is never altered in its middle.
    """
    for raw in plain_lines(text):
        line = raw.rstrip()
        if line and not (_is_of_the_terminal(line) or _is_syslog(line)):
            yield line


def is_damaged(line: str) -> bool:
    """Say whether a syslog message was written into a line, or it is longer, or its gaps are, than a device prints."""
    wide = len(line) > len(_WIDEST_GAP) and (len(line) > _LONGEST or _WIDEST_GAP in line.strip())
    return wide or holds_message(line)


def holds_message(line: str) -> bool:
    """Say whether a syslog message was written into a line."""
    return ": %" in line and _INSIDE.search(line) is not None


def is_rest(line: str) -> bool:
    """Say whether a line behind a damaged one may be the rest of that: it does not stand where lines of a block do."""
    return not line.startswith("  ")


def whole_lines(text: str) -> Iterator[str]:
    """Yield the clean lines that are neither damaged nor the rest of a damaged one."""
    broken = False
    for line in clean_lines(text):
        rest, broken = broken and is_rest(line), is_damaged(line)
        if not (broken or rest):
            yield line


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
    """Read the line that `terminal exec prompt timestamp` puts before output: (source, clock text)."""
    match = _TIME_SOURCE.fullmatch(line)
    if match is None:
        return None
    return match["source"] or "", match["clock"]
