# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message that was written into a line of the output: the line is listed, and nothing behind it is misread."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils._parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils._state import State
from tests.unit.parsers.captures import CORPUS, fixture

STACK = fixture("show-license-all", "c9300-campus-trusted")
MESSAGE = (
    ".Mar 31 17:29:43.447 CST: %SMART_LIC-6-REPORTING_REQUIRED: A Usage report acknowledgement will be required in"
)


def read(text: str) -> State:
    state: State = parse_show("show license all", text)
    return state


@pytest.mark.parametrize(
    "remains", ["  Status: DISABLED", "    Report on change (days): 1 (X)", "Policy:", "License Usage"]
)
def test_the_end_of_a_line_behind_a_message(remains: str) -> None:
    state = read(STACK.replace("\nTransport:\n", f"\n{MESSAGE}{remains}\nTransport:\n"))

    assert state["unparsed"] == [f"{MESSAGE}{remains}"]
    assert {**state, "unparsed": []} == read(STACK)


def test_a_message_in_the_middle_of_a_value() -> None:
    state = read(STACK.replace("  Policy name: SLE Policy", f"  Policy name: SLE {MESSAGE} 3 days."))

    assert state["policy"]["name"] is None
    assert state["unparsed"] == [f"Policy name: SLE {MESSAGE} 3 days."]
    assert state["policy"]["ack_required"] is True


def test_what_stands_under_a_damaged_heading_is_listed_and_belongs_to_nobody() -> None:
    state = read(STACK.replace("\nUtility:\n  Status: DISABLED", f"\nUtil{MESSAGE} 3 days.\n  Status: ENABLED"))

    assert state["utility"]["enabled"] is None
    assert state["export_features"] == []
    assert state["unparsed"] == [f"Util{MESSAGE} 3 days.", "Status: ENABLED"]


def test_a_damaged_udi_lends_its_trust_code_to_no_other_member() -> None:
    whole = read(STACK)
    udi = f"  Standby: PID:{whole['members'][1]['pid']},SN:{whole['members'][1]['sn']}\n    INSTALLED"
    state = read(STACK.replace(udi, f"  Standby: PID{MESSAGE} 3 days.\n    INSTALLED", 1))

    assert state["trust_codes"][0] == whole["trust_codes"][0]
    assert whole["trust_codes"][1] not in state["trust_codes"]
    assert f"Standby: PID{MESSAGE} 3 days." in state["unparsed"]


def test_a_damaged_heading_of_a_nested_block() -> None:
    heading = "  Enforced (Perpetual/Subscription) License Attributes:"
    state = read(STACK.replace(heading, f"{heading[:20]}{MESSAGE} 3 days."))
    attributes = state["policy"]["attributes"]

    assert attributes["enforced"]["first_report_days"] is None
    assert attributes["unenforced_subscription"] == read(STACK)["policy"]["attributes"]["unenforced_subscription"]


def test_the_captured_splice() -> None:
    captured = CORPUS / "console-logs" / "syslog-spliced-into-show-output.txt"
    lines = captured.read_text().splitlines() if captured.is_file() else [f"{MESSAGE}    Layer 1 Status:"]
    damaged = next(line for line in lines if "%SMART_LIC" in line)
    state = read(STACK.replace("\nTransport:\n", f"\n{damaged}\nTransport:\n"))

    assert state["unparsed"] == [damaged]
    assert state["transport"] == read(STACK)["transport"]


def test_a_line_longer_than_any_that_a_device_prints() -> None:
    state = read(STACK.replace("  Policy name: SLE Policy", "  Policy name: " + "x (" * 2000))

    assert state["policy"]["name"] is None
    assert len(state["unparsed"]) == 1
