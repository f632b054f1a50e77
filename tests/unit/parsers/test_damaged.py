# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message that was written into a line of the output: the line is listed, and nothing behind it is misread."""

from __future__ import annotations

import time

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
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


def test_the_rest_of_a_broken_line_on_a_line_of_its_own() -> None:
    state = read(STACK.replace("  Features Authorized:", f"  F{MESSAGE} 3 days.\neatures Authorized:"))

    assert state["export_features"] == []
    assert state["unparsed"] == [f"F{MESSAGE} 3 days.", "eatures Authorized:"]
    assert {**state, "unparsed": []} == read(STACK)


@pytest.mark.parametrize("rest", ["Description: other", " Description: other"])
def test_the_rest_of_a_broken_line_that_looks_like_another_line(rest: str) -> None:
    state = read(
        STACK.replace("  Feature Description: C9300-24 Net", f"  Feature{MESSAGE} 3 days.\n{rest} C9300-24 Net")
    )

    assert state["licenses"][0]["feature_description"] is None
    assert state["licenses"][0]["description"] == read(STACK)["licenses"][0]["description"]


REPORT = """\
Report Id: {id}
  Metric Name: ENTITLEMENT
  Previous Report Id: 1,    Next Report Id: 4
  Storage State: EXIST
"""


def test_a_broken_first_line_of_a_usage_report_lends_its_words_to_no_other_report() -> None:
    broken = REPORT.format(id=3).replace("Report Id: 3", f"Report{MESSAGE} 3 days.\nId: 3").replace("EXIST", "DELETED")
    state = parse_show("show license rum id 2", REPORT.format(id=2) + broken + REPORT.format(id=5))

    assert [detail["id"] for detail in state["rum_reports"]["details"]] == [2, 5]
    assert [detail["storage_state"] for detail in state["rum_reports"]["details"]] == ["EXIST", "EXIST"]
    assert "Storage State: DELETED" in state["unparsed"]


def test_the_rest_of_a_broken_line_begins_no_usage_report() -> None:
    text = REPORT.format(id=2).replace("Next Report Id: 4", f"Next{MESSAGE} 3 days.\n Report Id: 4")
    state = parse_show("show license rum id 2", text)

    assert [detail["id"] for detail in state["rum_reports"]["details"]] == [2]


def test_a_message_in_an_event() -> None:
    events = '2021-11-17 03:31:32.920 UTC SAEVT_PLATFORM eventSource="INFRA"\n'
    broken = events.replace("INFRA", f"IN{MESSAGE}FRA")
    state = parse_show("show license eventlog", events + broken)

    assert [event["attributes"] for event in state["events"]] == [{"eventSource": "INFRA"}]
    assert state["unparsed"] == [broken.strip()]


def test_a_message_in_the_name_of_a_kind_of_history() -> None:
    title = "Message History (oldest to newest):\n"
    text = f"{title}Trust Sync:\n  No past history\nUsage{MESSAGE} Reporting:\n  REQUEST: Dec 01 12:00:20 2025 UTC\n"
    state = parse_show("show license history message", text)

    assert state["history"] == {"trust_sync": []}
    assert state["unparsed"] == [f"Usage{MESSAGE} Reporting:", "REQUEST: Dec 01 12:00:20 2025 UTC"]


def test_a_message_in_a_configuration_refuses_it() -> None:
    with pytest.raises(ParseError, match="read it again"):
        parse_show("show running-config", f"license smart transport sm{MESSAGE}art\n")


def test_a_message_in_the_lines_of_show_version() -> None:
    text = f"Cisco IOS XE Software, Version 17.12.04\nAIR{MESSAGE} 3 days.\nLicense Level: AIR Advantage\n"

    assert parse_show("show version", text)["licensing"]["levels"] == []


def test_a_message_in_the_time_in_front_of_an_output() -> None:
    state = read(f"Time source is NTP, .05:02:23.993 UTC {MESSAGE} Tue Apr 22 2025\n{STACK}")

    assert state["clock"] is None
    assert len(state["unparsed"]) == 1


def test_a_gap_wider_than_any_that_a_device_prints() -> None:
    state = read(STACK.replace("  Policy name: SLE Policy", "  Policy name: SLE" + " " * 400 + "Policy"))

    assert state["policy"]["name"] is None
    assert len(state["unparsed"]) == 1


def test_a_long_run_of_digits_costs_no_more_than_another_line() -> None:
    start = time.process_time()
    state = read(STACK + "9" * 200_000 + ": %\n")

    assert time.process_time() - start < 5
    assert len(state["unparsed"]) == 1


@pytest.mark.parametrize("line", ["Data Channel: AVAILABLE", "Smart Agent for Licensing: 5.7.15_rel/44"])
def test_a_line_of_the_margin_behind_a_message_is_listed(line: str) -> None:
    state = read(STACK.replace(f"\n{line}", f"\n{MESSAGE}{line}"))

    assert state["unparsed"][0] == f"{MESSAGE}{line}"


def test_the_title_of_the_mapping_table_behind_a_message() -> None:
    text = fixture("show-license-tech-support", "c9300-campus-trusted")
    title = "Platform Provided Mapping Table"
    state = parse_show("show license tech support", text.replace(f"\n{title}", f"\n{MESSAGE}{title}"))

    assert state["mapping"]["platforms"] == []
    assert state["other"] == parse_show("show license tech support", text)["other"]
