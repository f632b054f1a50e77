# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_info: one exchange, whatever is asked for."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import Event
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import append
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    RUNNING_COMMAND,
    STARTUP_COMMAND,
    VERSION_COMMAND,
)
from tests.unit.conversation.twin import RpcError, script_of
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import INVALID, licence, read, statistics
from tests.unit.parsers.captures import fixture

TRUSTED = licence("c8300-wan-trusted")


def test_the_default_parts_are_one_exchange(act: Act) -> None:
    script = script_of(
        read("licence", "clock", "config", "platform", text=TRUSTED, running="license smart transport smart\n")
    )
    outcome = act("slp_info", script)

    assert script.exchanges == [["show license all", "show clock", RUNNING_COMMAND, STARTUP_COMMAND, VERSION_COMMAND]]
    state = outcome["smart_licensing"]
    assert outcome["changed"] is False
    assert state["mode"] == "policy"
    assert state["clock"]["wall_clock"] == "2025-12-01T12:00:00"
    assert state["config"]["transport"] == "smart"
    assert state["config"]["saved"] is True
    assert state["platform"]["release"] == "17.12.04"
    assert state["communication"] == {}


def test_the_ledger_tells_where_the_reports_stand(act: Act, tmp_path: Path) -> None:
    append(tmp_path, Event(event="verified", at="2025-12-01T12:00:00+00:00", reports=["1", "2"], file="usage/a.xml"))
    append(tmp_path, Event(event="imported", at="2025-12-01T13:00:00+00:00", reports=["1"]))
    script = script_of(read("licence", text=TRUSTED))
    ledger = act("slp_info", script, gather_subset=["licence"], ledger=str(tmp_path))["ledger"]

    assert (ledger["reports"], ledger["waiting_for_upload"], ledger["done"]) == (2, 1, 1)
    assert ledger["last_event"] == "imported"


def test_parts_are_read_in_one_order_however_they_are_named(act: Act) -> None:
    script = script_of(read("licence", "communication", text=TRUSTED, communication=statistics(usage_reporting="x")))
    outcome = act("slp_info", script, gather_subset=["communication", "licence"])

    assert outcome["smart_licensing"]["communication"]["usage_reporting"]["fail"] == 1
    assert outcome["smart_licensing"]["config"] is None


def test_a_configuration_that_was_not_saved(act: Act) -> None:
    text = read("licence", "config", text=TRUSTED, running="license smart transport smart\n", startup="")

    assert (
        act("slp_info", script_of(text), gather_subset=["licence", "config"])["smart_licensing"]["config"]["saved"]
        is False
    )


def test_check_mode_reads_all_the_same(act: Act) -> None:
    outcome = act("slp_info", script_of(read("licence", text=TRUSTED)), check=True, gather_subset=["licence"])

    assert outcome["smart_licensing"]["product"]["sn"] == "FDO2250A0J5"


def test_a_classic_device_is_a_reading_and_no_failure(act: Act) -> None:
    outcome = act(
        "slp_info", script_of(read("licence", text=licence("csr1000v-old-untrusted"))), gather_subset=["licence"]
    )

    assert "failed" not in outcome
    assert outcome["smart_licensing"]["mode"] == "classic"


def test_an_output_that_was_cut_is_read_once_more(act: Act) -> None:
    cut = TRUSTED.partition("License Usage")[0]
    script = script_of(read("licence", text=cut), read("licence", text=TRUSTED))

    assert act("slp_info", script, gather_subset=["licence"])["smart_licensing"]["mode"] == "policy"


def test_an_output_that_is_cut_twice_is_a_parse_error(act: Act) -> None:
    cut = read("licence", text=TRUSTED.partition("License Usage")[0])
    outcome = act("slp_info", script_of(cut, cut), gather_subset=["licence"])

    assert (outcome["failed"], outcome["reason"], outcome["changed"]) == (True, "parse_error", False)


def test_a_session_that_is_lost_is_opened_once_more(act: Act) -> None:
    script = script_of(("show license all", RpcError("connection_lost: closed")), read("licence", text=TRUSTED))
    act("slp_info", script, gather_subset=["licence"])

    assert script.connects == 2


def test_a_command_that_the_device_refuses(act: Act) -> None:
    outcome = act("slp_info", script_of(("show license all", INVALID)), gather_subset=["licence"])

    assert outcome["reason"] == "device_error"
    assert outcome["refused_command"] == "show license all"
    assert outcome["commands"] == []


def test_a_part_that_another_output_shows_is_not_asked_for(act: Act) -> None:
    script = script_of(read("licence", text=TRUSTED))
    act("slp_info", script, gather_subset=["udi", "usage", "licence", "status", "summary", "authorization"])

    assert script.exchanges == [["show license all"]]


def test_parts_with_commands_of_their_own(act: Act) -> None:
    script = script_of(
        [
            ("show license tech support", fixture("show-license-tech-support", "c8300-wan-trusted")),
            ("show license rum id all", fixture("show-license-rum-id-all", "c8300-wan-trusted")),
            ("show license history message", fixture("show-license-history-message", "c8300-wan-trusted")),
        ]
    )
    state = act("slp_info", script, gather_subset=["history", "rum", "communication", "tech_support"])[
        "smart_licensing"
    ]

    assert state["mode"] == "policy"
    assert state["communication"]["trust_establishment"]["success"] == 1
    assert len(state["rum_reports"]["items"]) == state["rum_reports"]["total"]
    assert state["history"]["usage_reporting"] == []


def test_a_pasted_text_needs_no_device(act: Act) -> None:
    script = script_of()
    outcome = act("slp_info", script, parse_only=TRUSTED)

    assert (script.connects, outcome["changed"]) == (0, False)
    assert outcome["smart_licensing"]["product"]["sn"] == "FDO2250A0J5"
    assert outcome["parsed"] == [{"command": "show license all", "guessed": True}]


def test_a_pasted_text_of_something_else(act: Act) -> None:
    outcome = act("slp_info", script_of(), parse_only="hello")

    assert (outcome["failed"], outcome["reason"], outcome["changed"]) == (True, "parse_error", False)


def test_a_summary_is_a_part_and_no_state_to_plan_from(act: Act) -> None:
    summary = [("show license summary", fixture("show-license-summary", "c8300-wan-trusted"))]
    script = script_of([*read("config", "platform", text=TRUSTED), *summary])
    part = act("slp_info", script, gather_subset=["summary", "config", "platform"])["smart_licensing"]
    whole = script_of(read("licence", "config", "platform", text=TRUSTED))
    act("slp_transport", whole, check=True, type="smart", smart_licensing=part)

    assert part["mode"] == "policy"
    assert whole.connects == 1
