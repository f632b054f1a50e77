# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An unknown line is reported, and its value never ends up in a known field."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from tests.unit.parsers.captures import COMMANDS, FIXTURES, fixture

STACK = fixture("show-license-all", "c9300-campus-trusted")
HEADINGS = ["Utility:", "Data Privacy:", "Transport:", "Policy:", "Usage Reporting:", "Trust Code Installed:"]
WHOLE = [
    pytest.param(COMMANDS[path.parent.name], path, id=f"{path.parent.name}/{path.stem}")
    for path in sorted(FIXTURES.glob("show-*/*.txt"))
    if path.parent.name in COMMANDS
]


@pytest.mark.parametrize(("command", "path"), WHOLE)
def test_nothing_is_left_over_in_our_own_fixtures(command: str, path: Path) -> None:
    assert parse_show(command, path.read_text())["unparsed"] == []


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_new_line_in_a_known_section_is_the_only_one_left_over(heading: str) -> None:
    whole = parse_show("show license all", STACK)
    state = parse_show("show license all", STACK.replace(f"\n{heading}\n", f"\n{heading}\n  Quantum Mode: ON\n", 1))

    assert state["unparsed"] == ["Quantum Mode: ON"]
    assert {**state, "unparsed": []} == whole


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_new_section_changes_nothing_that_is_known(heading: str) -> None:
    whole = parse_show("show license all", STACK)
    state = parse_show(
        "show license all", STACK.replace(f"\n{heading}\n", f"\nNew Thing:\n  Status: ENABLED\n{heading}\n", 1)
    )

    assert state["unparsed"] == ["New Thing:", "Status: ENABLED"]
    assert {**state, "unparsed": []} == whole


def test_a_new_section_with_known_words_gives_nothing_away() -> None:
    text = STACK.replace(
        "\nPolicy:\n", "\nShadow Policy:\n  Policy name: Other\n  Reporting ACK required: no\n\nPolicy:\n", 1
    )
    state = parse_show("show license all", text)

    assert state["policy"]["name"] == "SLE Policy"
    assert state["policy"]["ack_required"] is True
    assert state["unparsed"] == ["Shadow Policy:", "Policy name: Other", "Reporting ACK required: no"]


def test_a_new_attribute_block_of_the_policy_is_left_over() -> None:
    text = STACK.replace(
        "\nUsage Reporting:\n",
        "  Quantum License Attributes:\n    First report requirement (days): 7 (X)\n\nUsage Reporting:\n",
        1,
    )
    state = parse_show("show license all", text)

    assert "Quantum License Attributes:" in state["unparsed"]
    assert state["policy"]["attributes"] == parse_show("show license all", STACK)["policy"]["attributes"]


def test_a_new_line_of_a_licence_belongs_to_that_licence() -> None:
    text = STACK.replace("  Enforcement type:", "  Carbon: low\n  Enforcement type:", 1)
    state = parse_show("show license all", text)

    assert state["unparsed"] == ["Carbon: low"]
    assert [entry["license_type"] for entry in state["licenses"]] == ["Perpetual", "Subscription"] * 2
