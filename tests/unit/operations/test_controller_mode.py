# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device in SD-WAN controller mode that may be touched: one transaction, committed whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import VERSION_COMMAND
from tests.unit.conversation.twin import Pair, RpcError, Stays, script_of
from tests.unit.operations.conftest import Act, Waiting
from tests.unit.operations.files_on_flash import FAILURES, SCP_IS_OFF, directory, listing, rum
from tests.unit.operations.test_import import TAKEN, ack, name_on_device
from tests.unit.operations.texts import CSLU, INVALID, SMART, known, licence, looks, read

VERSION = "Cisco IOS XE Software, Version 17.09.04\nRouter operating mode: Controller-Managed\n"
NAME = "c8300-wan-untrusted"
RUNNING = "license smart transport smart\nlicense smart url smart https://smartreceiver.cisco.com/licservice/license\n"
LINES = ["license smart transport smart", "license smart url default"]
BEFORE = read("licence", "config", "platform", text=licence(NAME, CSLU), version=VERSION)
AFTER = read("status", "config", text=licence(NAME, SMART), running=RUNNING, startup="")
OPEN: Pair = ("config-transaction", "\nadmin connected from 127.0.0.1 using ssh on router\n")
ENTER: list[Pair] = [OPEN, *((line, "") for line in LINES)]
COMMIT: Pair = ("commit", "Commit complete.\n")
SAVE: Pair = ("write memory", "Building configuration...\n[OK]")
ABORT: Pair = ("abort", "")
OPTIONS: dict[str, Any] = {"type": "smart", "url": "default", "state": "replaced", "controller_mode": True}
SYNTAX = "----------------------------^\nsyntax error: unknown argument\n"


@pytest.mark.parametrize("saved", [SAVE[1], INVALID], ids=["a save is known", "a save is refused"])
def test_lines_are_committed_and_either_answer_to_a_save_will_do(act: Act, saved: str) -> None:
    script = script_of(BEFORE, ENTER, [COMMIT, ("end", "")], AFTER, [("write memory", saved)])
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["changed"] is True and "failed" not in outcome
    assert outcome["commands"] == ["config-transaction", *LINES, "commit", "write memory"]
    assert outcome["after"]["type"] == "smart"
    assert script.exchanges[1:5] == [["config-transaction"], LINES, ["commit"], ["end"]]


def test_check_mode_predicts_what_the_run_then_does(act: Act) -> None:
    predicted = act("slp_transport", script_of(BEFORE), check=True, **OPTIONS)

    assert predicted["commands"] == ["config-transaction", *LINES, "commit", "write memory"]
    assert predicted["changed"] is True


def test_the_second_run_changes_nothing_whatever_the_startup_configuration_shows(act: Act) -> None:
    now = read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING, startup="", version=VERSION)
    outcome = act("slp_transport", script_of(now), **OPTIONS)

    assert (outcome["changed"], outcome["commands"]) == (False, [])


def test_without_save_there_is_the_commit_alone(act: Act) -> None:
    outcome = act("slp_transport", script_of(BEFORE, ENTER, [COMMIT, ("end", "")], AFTER), save=False, **OPTIONS)

    assert outcome["commands"] == ["config-transaction", *LINES, "commit"]


def test_a_line_that_is_refused_aborts_all_of_it(act: Act) -> None:
    script = script_of(BEFORE, [OPEN, (LINES[0], ""), (LINES[1], SYNTAX), ABORT])
    outcome = act("slp_transport", script, **OPTIONS)

    assert (outcome["reason"], outcome["refused_command"]) == ("device_error", LINES[1])
    assert "syntax error" in outcome["msg"]
    assert (outcome["changed"], outcome["commands"]) == (False, [])


def test_lines_after_a_refused_one_are_in_the_same_transaction_that_is_aborted(act: Act) -> None:
    script = script_of(BEFORE, [OPEN, (LINES[0], SYNTAX), (LINES[1], ""), ABORT])

    assert act("slp_transport", script, **OPTIONS)["refused_command"] == LINES[0]


@pytest.mark.parametrize(
    "answer",
    [
        "The following warnings were generated:\n  overwritten later\nProceed? [yes,no] no\nAborted: by user\n",
        "",
        "% Ambiguous command\n",
    ],
)
def test_a_commit_that_is_refused_leaves_nothing_behind(act: Act, answer: str) -> None:
    script = script_of(BEFORE, ENTER, [("commit", answer), ABORT])
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert " ".join(answer.split()) in outcome["msg"] and "Nothing was changed" in outcome["msg"]
    assert (outcome["changed"], outcome["commands"]) == (False, [])
    commit = next(step for step in script.steps if step["command"] == "commit")
    assert (commit["prompt"], commit["answer"]) == (r"\[yes[,/]no", "no")


def test_a_configuration_that_somebody_else_locks_is_waited_for(act: Act, waiting: Waiting) -> None:
    locked = ("commit", "Aborted: the configuration database is locked by session 21 vmanage-admin\n")
    held = [*ENTER, locked, ABORT]
    outcome = act(
        "slp_transport", script_of(BEFORE, held, held, ENTER, [COMMIT, ("end", "")], AFTER, [SAVE]), **OPTIONS
    )

    assert outcome["changed"] is True
    assert len(waiting.pauses) == 2


def test_a_lock_that_stays_is_busy_and_says_who_holds_it(act: Act, waiting: Waiting) -> None:
    held = [("config-transaction", Stays("Error: locked by session 21 vmanage-admin\n"))] * 12
    outcome = act("slp_transport", script_of(BEFORE, held), **OPTIONS)

    assert outcome["reason"] == "busy"
    assert "session 21 vmanage-admin" in outcome["msg"]
    assert (outcome["changed"], outcome["commands"], sum(waiting.pauses)) == (False, [], 60)


def test_what_somebody_else_committed_meanwhile_is_no_failure(act: Act) -> None:
    nothing: Pair = ("commit", "% No modifications to commit.\n")
    outcome = act("slp_transport", script_of(BEFORE, ENTER, [nothing, ("end", "")], AFTER, [SAVE]), **OPTIONS)

    assert outcome["after"]["type"] == "smart"


def test_a_commit_that_took_no_line_is_seen_in_the_state(act: Act) -> None:
    nothing: Pair = ("commit", "% No modifications to commit.\n")
    unmoved = read("status", "config", text=licence(NAME, CSLU))
    outcome = act("slp_transport", script_of(BEFORE, ENTER, [nothing, ("end", "")], unmoved * 2), **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert "does not show them" in outcome["msg"]


def test_a_session_that_is_lost_at_the_commit_may_have_changed_something(act: Act) -> None:
    lost = RpcError("connection_lost: the device closed the session")
    script = script_of(BEFORE, ENTER, [("commit", lost), ABORT])
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["reason"] == "connection_lost"
    assert outcome["changed"] is True and outcome["commands"][-1] == "commit"


@pytest.mark.parametrize("answer", [INVALID, Stays("Error: access denied\n")])
def test_a_device_that_opens_no_transaction_is_told_nothing_more(act: Act, answer: str) -> None:
    outcome = act("slp_transport", script_of(BEFORE, [("config-transaction", answer)]), **OPTIONS)

    assert (outcome["reason"], outcome["refused_command"]) == ("device_error", "config-transaction")


@pytest.mark.parametrize("value", ["http://a\ncommit", "http://a?b\x1a", "http://a b"])
def test_a_value_becomes_no_second_line_of_a_transaction(act: Act, value: str) -> None:
    outcome = act("slp_transport", script_of(), **{**OPTIONS, "url": value})

    assert outcome["reason"] == "invalid_value"


@pytest.mark.parametrize(
    ("name", "options"),
    [("slp_transport", {"type": "smart"}), ("slp_trust", {"id_token": "T0ken"}), ("slp_slac", {})],
)
def test_a_known_state_in_controller_mode_needs_the_option_too(act: Act, name: str, options: dict[str, Any]) -> None:
    state = known(licence(NAME), version=VERSION)

    assert act(name, script_of(), smart_licensing=state, **options)["reason"] == "unsupported_mode"


def test_trust_is_established_as_on_any_device(act: Act) -> None:
    before = read("licence", "clock", "config", "platform", "communication", text=licence(NAME), version=VERSION)
    trust: Pair = ("license smart trust idtoken T0kenT0ken all force", "")
    script = script_of(before, [trust], looks("status", licence("c8300-wan-trusted")))
    outcome = act("slp_trust", script, id_token="T0kenT0ken", force=True, controller_mode=True)

    assert outcome["commands"] == ["license smart trust idtoken ******** all force"]


def test_scp_goes_on_and_off_in_transactions(act: Act, tmp_path: Path) -> None:
    file = tmp_path / "ACK.xml"
    file.write_text(ack(1001))
    name = name_on_device(file)

    def reading(state: str) -> list[Pair]:
        text = licence("c8300-wan-trusted")
        return [("show license all", text), (VERSION_COMMAND, VERSION), ("show license rum id all", rum(state))]

    def transaction(line: str) -> list[Pair]:
        return [OPEN, (line, ""), COMMIT, ("end", "")]

    script = script_of(
        reading("UNACK"),
        listing(scp=SCP_IS_OFF),
        transaction("ip scp server enable"),
        [(f"scp to flash:{name}", ""), ("dir flash:", directory({name: file.stat().st_size}))],
        transaction("no ip scp server enable"),
        [(FAILURES, ""), (f"license smart import flash:{name}", TAKEN)],
        reading("ACK"),
        [(FAILURES, "")],
    )
    outcome = act("slp_import", script, src=str(file), enable_scp=True, controller_mode=True)

    assert outcome["changed"] is True, outcome
    assert outcome["commands"].count("commit") == 2


def test_an_import_refuses_the_mode_without_the_option(act: Act, tmp_path: Path) -> None:
    file = tmp_path / "ACK.xml"
    file.write_text(ack(1001))
    reading: list[Pair] = [
        ("show license all", licence(NAME)),
        (VERSION_COMMAND, VERSION),
        ("show license rum id all", rum()),
    ]

    assert act("slp_import", script_of(reading), src=str(file))["reason"] == "unsupported_mode"
