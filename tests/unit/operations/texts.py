# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the device of a story prints, and the exchanges of show commands in which it prints it."""

from __future__ import annotations

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.device import assemble
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    COMMUNICATION_COMMAND,
    RUNNING_COMMAND,
    STARTUP_COMMAND,
    SUBSETS,
    VERSION_COMMAND,
)
from tests.unit.conversation.twin import Pair
from tests.unit.parsers.captures import fixture

CLOCK = "12:00:00.000 UTC Mon Dec 1 2025\n"
VERSION = "Cisco IOS XE Software, Version 17.12.04\nRouter operating mode: Autonomous\n"
_NO_PROXY = "  Proxy:\n    Not Configured\n  VRF: <empty>"
SMART = f"  Type: Smart\n  URL: https://smartreceiver.cisco.com/licservice/license\n{_NO_PROXY}"
CSLU = f"  Type: cslu\n  Cslu address: <empty>\n{_NO_PROXY}"
INVALID = "        ^\n% Invalid input detected at '^' marker.\n\n"
_MESSAGES = ("Trust Establishment", "Usage Reporting", "Authorization Request", "Authorization Return")


def licence(name: str, transport: str | None = None, last_ack: str | None = None) -> str:
    """Return show license all of a fixture, with another transport block or another date of the last ACK."""
    text = fixture("show-license-all", name)
    if transport is not None:
        head, rest = text.split("\nTransport:\n", 1)
        text = f"{head}\nTransport:\n{transport}\n\nMiscellaneous:\n{rest.split('Miscellaneous:' + chr(10), 1)[1]}"
    if last_ack is not None:
        head, rest = text.split("Last ACK received: ", 1)
        text = f"{head}Last ACK received: {last_ack}\n{rest.split(chr(10), 1)[1]}"
    return text


def statistics(**failed: str | None) -> str:
    """Return communication statistics in which the named messages failed once, for the reason given."""
    lines = ["Communication Statistics:", "=" * 23, "Communication Level Allowed: DIRECT", "Overall State: <empty>"]
    for message in _MESSAGES:
        reason = failed.get(message.lower().replace(" ", "_"), "")
        fail = 0 if reason == "" else 1
        lines += [
            f"{message}:",
            f"  Attempts: Total={fail}, Success=0, Fail={fail}  Ongoing Failure: Overall={fail} Communication=0",
            "  Last Response: <none>",
            f"    Failure Reason: {reason or '<none>'}",
            "  Last Success Time: <none>",
            "  Last Failure Time: <none>",
        ]
    return "\n".join([*lines, ""])


def known(text: str, running: str = "", **other: str) -> dict[str, object]:
    """Return the state that slp_info gave earlier in the play, with all its parts."""
    pairs = read("licence", "clock", "config", "platform", text=text, running=running, **other)
    return {**assemble({command: answer for command, answer in pairs if isinstance(answer, str)})}


def read(*subsets: str, text: str, running: str = "", startup: str | None = None, **other: str) -> list[Pair]:
    """Return the pairs of one exchange that reads the subsets.

    `text`: show license all, from which its parts are cut; `startup` is as `running` unless it is given.
    """
    answers = {
        "show license all": text,
        "show license status": text[text.find("Utility:\n") : text.find("License Usage\n")],
        "show license authorization": text[text.find("Overall status:\n") : text.find("Usage Report Summary:\n")],
        "show clock": other.get("clock", CLOCK),
        RUNNING_COMMAND: running,
        STARTUP_COMMAND: running if startup is None else startup,
        VERSION_COMMAND: other.get("version", VERSION),
        COMMUNICATION_COMMAND: other.get("communication", statistics()),
    }
    return [(command, answers[command]) for subset in subsets for command in SUBSETS[subset]]


def looks(part: str, *texts: str, **failed: str | None) -> list[Pair]:
    """Return the exchanges that look for an effect, one for each text; every third looks at the statistics too."""
    pairs: list[Pair] = []
    for number, text in enumerate(texts, start=1):
        parts = (part,) if number % 3 else (part, "communication")
        pairs += read(*parts, text=text, communication=statistics(**failed))
    return pairs


def looks_in_vain(part: str, text: str, number: int) -> list[Pair]:
    """Return the exchanges of so many looks, and of the one that is taken when the time is over."""
    return looks(part, *[text] * number) + read(part, "communication", text=text)
