# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the communication statistics of show license tech support: how each message to the server went.

An action prints nothing; here, and in the state, stands what became of it.
"""

from __future__ import annotations

from typing import Any

from ._lines import clean_lines
from ._sections import Tagged
from ._template_engine import compiled
from ._words import number, value

COMMUNICATION_COMMAND = "show license tech support | begin Communication Statistics"

_WORDS = ("last_response", "failure_reason", "last_success", "last_failure")
_TITLE = "Communication Statistics:"
_TEMPLATE = r"""
<group name="messages*">
message|{{ message | re(".+") | _start_ }}:
detail|Attempts: Total={{ total | DIGIT }}, Success={{ success | DIGIT }}, Fail={{ fail | DIGIT }}{{ rest | re(".*") }}
detail|Last Response: {{ last_response | re(".+") }}
detail|Failure Reason: {{ failure_reason | re(".+") }}
detail|Last Success Time: {{ last_success | re(".+") }}
detail|Last Failure Time: {{ last_failure | re(".+") }}
</group>
"""


def parse_communication(text: str) -> dict[str, dict[str, Any]]:
    """Return, by message name in snake case (trust_establishment, usage_reporting ...), its statistics.

    Each: {total, success, fail, last_response, failure_reason, last_success, last_failure}. Empty when the output has
    no such block.
    """
    found = compiled(_TEMPLATE, ()).matches(_block(text)).get("messages", [])
    entries = [found] if isinstance(found, dict) else found
    return {
        entry["message"].lower().replace(" ", "_"): {
            **{key: number(entry.get(key)) for key in ("total", "success", "fail")},
            **{key: value(entry.get(key)) for key in _WORDS},
        }
        for entry in entries
    }


def _block(text: str) -> list[Tagged]:
    lines: list[Tagged] = []
    inside = False
    for line in clean_lines(text):
        if line.startswith(_TITLE):
            inside = True
        elif inside and not line.startswith(("=", " ")):
            if ":" not in line:
                break
            lines.append(Tagged("message" if line.endswith(":") else "channel", line))
        elif inside and line.startswith(" "):
            lines.append(Tagged("detail", line.strip()))
    return lines
