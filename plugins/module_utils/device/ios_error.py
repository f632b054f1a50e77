# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recognize an IOS error.

A show command is answered by output, so any line that begins as an error, before or instead of output, is one. Licence
output is full of lines that hold words such as "not found" or "failed"; none of these is an error.

A configuration line or an action is answered by nothing, or by anything: IOS prints information with a % in front, and
refusals without one. Only what is known to be a refusal counts there; what the device shows afterwards decides.
"""

from __future__ import annotations

import re

_CARET = re.compile(r"\s*\^\s*")
_ERROR = re.compile(
    r"%\s?(?!%|Warning|Note|Informational)(?![A-Z0-9_]+-\d-)\S.*"
    r"|Command authorization failed.*|Command rejected.*|ERROR: .*",
    re.IGNORECASE,
)


def ios_error(output: str) -> str | None:
    """Return the line by which the device refused the command, or None when it did not refuse."""
    for line in output.splitlines():
        if not line.strip() or _CARET.fullmatch(line):
            continue
        return line.strip() if _ERROR.match(line) else None
    return None


# Whatever else an output contains, each of these says that the command was not executed.
_REFUSAL = re.compile(
    r"^.*(?:Error Message|HARDWARE_NOT_SUPPORTED|password/key will be truncated).*$"
    r"|^\s*%?\s*(?:Invalid input\b|Incomplete command|Ambiguous command|Command authorization failed|Command rejected)"
    r".*$",
    re.IGNORECASE | re.MULTILINE,
)
_LOG_LINE = re.compile(r"^.*%[A-Z0-9_]+(?:-[A-Z0-9_]+)*-[0-7]-[A-Z0-9_]+: .*$", re.MULTILINE)


def known_refusal(output: str) -> str | None:
    """Return the line by which the device refused a configuration line or an action; None for any other text."""
    found = _REFUSAL.search(output)
    return found[0].strip() if found else None


def without_log(output: str) -> str:
    """Return what a device printed, blanks stripped, without lines that the logging process put between."""
    return _LOG_LINE.sub("", output).strip()


def log_lines(output: str) -> list[str]:
    """Return the syslog lines in a device's output."""
    return [found[0].strip() for found in _LOG_LINE.finditer(output)]
