# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The communication statistics: how each message to the server went."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import COMMUNICATION_COMMAND, parse_show
from tests.unit.parsers.captures import found

BLOCK = """\
Communication Statistics:
=======================
Communication Level Allowed: DIRECT
Overall State: <empty>
Trust Establishment:
  Attempts: Total=3, Success=1, Fail=2  Ongoing Failure: Overall=1 Communication=1
  Last Response: OK on Apr 22 05:01:33 2025 UTC
    Failure Reason: Unable to resolve server hostname/domain name
  Last Success Time: Apr 22 05:01:33 2025 UTC
  Last Failure Time: Apr 22 05:02:33 2025 UTC
Usage Reporting:
  Attempts: Total=0, Success=0, Fail=0  Ongoing Failure: Overall=0 Communication=0
  Last Response: <none>
    Failure Reason: <none>
  Last Success Time: <none>
  Last Failure Time: <none>

License Certificates
====================
Production Cert: True
"""
WITH_STATISTICS = [
    path for path in found("show-license-tech-support") if "Communication Statistics:" in path.read_text()
]


def messages_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = parse_show(COMMUNICATION_COMMAND, text)["communication"]
    return found


def test_what_the_channel_allows() -> None:
    assert parse_show(COMMUNICATION_COMMAND, BLOCK)["channel"] == {"level_allowed": "DIRECT", "overall_state": None}


def test_a_message_that_nobody_knows_yet_is_a_message_too() -> None:
    text = BLOCK.replace("Usage Reporting:", "Quantum Sync:")

    assert messages_of(text)["quantum_sync"] == messages_of(BLOCK)["usage_reporting"]


def test_each_message_with_its_counts_and_its_reason() -> None:
    assert messages_of(BLOCK) == {
        "trust_establishment": {
            "total": 3,
            "success": 1,
            "fail": 2,
            "ongoing_overall": 1,
            "ongoing_communication": 1,
            "last_response": "OK on Apr 22 05:01:33 2025 UTC",
            "failure_reason": "Unable to resolve server hostname/domain name",
            "last_success": "Apr 22 05:01:33 2025 UTC",
            "last_failure": "Apr 22 05:02:33 2025 UTC",
        },
        "usage_reporting": {
            "total": 0,
            "success": 0,
            "fail": 0,
            "ongoing_overall": 0,
            "ongoing_communication": 0,
            "last_response": None,
            "failure_reason": None,
            "last_success": None,
            "last_failure": None,
        },
    }


def test_a_single_message_is_a_mapping_too() -> None:
    head = BLOCK.partition("Usage Reporting:")[0]

    assert list(messages_of(head)) == ["trust_establishment"]


def test_an_output_without_statistics_is_empty() -> None:
    assert messages_of("router#\n") == {}


def test_what_stands_before_and_behind_the_block_is_left_alone() -> None:
    text = f"Usage Reporting:\n  Last Response: of another section\n\n{BLOCK}Other:\n  Last Response: 7\n"

    assert messages_of(text) == messages_of(BLOCK)


@pytest.mark.parametrize("path", WITH_STATISTICS or [None], ids=lambda path: path.stem if path else "own")
def test_a_capture_has_as_many_messages_as_attempts(path: Path | None) -> None:
    text = path.read_text() if path else BLOCK
    block = text[text.index("Communication Statistics:") :]
    totals = [int(number) for number in re.findall(r"(?m)^  Attempts: Total=(\d+)", block)]

    messages = messages_of(text)

    assert [message["total"] for message in messages.values()] == totals
    assert "trust_establishment" in messages
