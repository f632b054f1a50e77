# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Device output as text: without terminal codes, pager and log; and the error line.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re

PAGER_AND_ITS_REMOVAL = re.compile(rb" ?--More-- ?(?:\x08+ +\x08+|\r +\r)?")
TERMINAL_CODES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\x00\x07]")
SYSLOG = re.compile(
    rb"(?:\d+: )?(?:[\w.-]+: )?(?:[*.]?(?:\w{3} +\d+|\d+[wdhy:])[^%\r\n]{0,50}: )?"  # number, host, time
    rb"%[A-Z0-9_]+(?:-[A-Z0-9_]+)*-[0-7]-[A-Z0-9_]+: "
)
_LINE_END = re.compile(rb"\r+\n?|\n")
# Tried once for each row of them: from every one of ten million, it would not come to an end.
_SEVERAL_RETURNS = re.compile(rb"(?<!\r)\r+\n")
_MARKER = re.compile(r"\s*\^\s*\Z")
# IOS prints these before it knows that a command fails.
_PREFACE = re.compile(r"(?:Translating|Accessing|Loading|Writing) ", re.IGNORECASE)
_ERROR = re.compile(
    r"""
    %\ ?(?:
        Invalid | Ambiguous\ command | Incomplete\ command | Unknown\ command | Unrecognized | Bad\ | Error |
        Access\ denied | Login\ invalid | Authorization\ failed | Command\ authorization\ failed | Not\ authorized |
        Connection\ timed\ out | Destination\ unreachable | Permission\ denied |
        General\ session\ commands\ not\ allowed | SNMP\ agent\ not\ enabled | IPv6\ routing\ not\ enabled |
        You\ must\ disable\ VTPv1 | \S+\ ?overlaps\ with | \S+\ ?(?:Error|Informational):
    )
    | Command\ (?:authorization\ failed|rejected) | Bad\ mask | Bad\ passwords | Error: | Error\ in\b
    | '[^']*'\ +returned\ error\ code:
    """,
    re.IGNORECASE | re.VERBOSE,
)


def clean(raw: bytes) -> str:
    """Return terminal output as text: no pager, no terminal codes, `\\n` line ends, no blank lines around it."""
    text = PAGER_AND_ITS_REMOVAL.sub(b"", TERMINAL_CODES.sub(b"", raw))
    return _without_blank_lines_around(_with_newlines(text).decode("utf-8", errors="replace"))


def _with_newlines(raw: bytes) -> bytes:
    """`\\r\\n`, with any number of `\\r`, ends one line; each other `\\r` ends one as well."""
    return _SEVERAL_RETURNS.sub(b"\n", raw.replace(b"\r\n", b"\n")).replace(b"\r", b"\n")


def _without_blank_lines_around(text: str) -> str:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", len(text.rstrip()))
    return text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]


def line_end_after(raw: bytes | bytearray, start: int) -> int | None:
    """Return where the first line end at or after `start` is over, or None if the line continues."""
    found = _LINE_END.search(raw, start)
    if found is None:
        return None
    return found.end() if found[0].endswith(b"\n") else found.start() + 1


def find_error(output: str) -> str | None:
    """Return the line by which IOS refuses a command of anybody's, or None.

    Only the first lines count (after the `^` marker and what IOS says while it looks a name up): a licence report
    may contain any words further down. The modules of cisco.ios ask for things that may not be there, so "% Network not
    in table" is an answer to them; for what this collection sends, such a line is a refusal (see device/ios_error.py).
    """
    for line in output.split("\n"):
        if not line.strip() or _MARKER.match(line) or _PREFACE.match(line):
            continue
        return line.strip() if _ERROR.match(line) else None
    return None


def without_syslog(output: str) -> str:
    """Return `output` without complete syslog lines."""
    return "\n".join(line for line in output.split("\n") if not SYSLOG.match(line.encode()))
