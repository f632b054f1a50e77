# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Know an IOS error when it is one: at the start of a line, and before or instead of output.

For the commands of this collection, which are answered by output or by nothing: any line that begins as an error is
one.

Licence output is full of lines that hold words such as "not found" or "failed"; none of these is an error.
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
