# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_sync: report now, and see the ACK come in."""

from __future__ import annotations

import pytest

from tests.unit.conversation.twin import RpcError, Script, script_of
from tests.unit.operations.conftest import Act, Waiting
from tests.unit.operations.texts import known, licence, looks, looks_in_vain, read

ALL = ("licence", "clock", "platform", "communication")
SYNC = "license smart sync all"
NAME = "c8300-wan-trusted"
OLD = licence(NAME, last_ack="Nov 01 12:00:00 2025 UTC")
NEW = licence(NAME, last_ack="Dec 01 12:00:00 2025 UTC")
NEVER = licence(NAME, last_ack="<none>")


@pytest.mark.parametrize("before", [OLD, NEVER])
def test_the_date_of_the_last_ack_moves(act: Act, before: str) -> None:
    outcome = act("slp_sync", script_of(read(*ALL, text=before), (SYNC, ""), looks("status", before, NEW)))

    assert (outcome["changed"], outcome["commands"]) == (True, [SYNC])
    assert outcome["after"]["last_ack_received"] == "Dec 01 12:00:00 2025 UTC"
    assert outcome["before"] != outcome["after"]


def test_without_waiting_one_look_is_enough(act: Act, waiting: Waiting) -> None:
    script = script_of(read(*ALL, text=OLD), ("license smart sync local", ""), looks("status", OLD))

    assert act("slp_sync", script, wait_for="nothing", scope="local")["changed"] is True
    assert waiting.pauses == []


def test_waiting_for_the_push_alone(act: Act) -> None:
    label = "Last report push: "
    pushed = OLD.replace(f"{label}{OLD.split(label)[1].split(chr(10))[0]}", f"{label}Dec 01 12:00:00 2025 UTC")
    outcome = act("slp_sync", script_of(read(*ALL, text=OLD), (SYNC, ""), looks("status", pushed)), wait_for="push")

    assert outcome["after"]["last_report_push"] == "Dec 01 12:00:00 2025 UTC"


def test_a_young_ack_is_enough(act: Act) -> None:
    young = licence(NAME, last_ack="Nov 28 12:00:00 2025 UTC")

    assert act("slp_sync", script_of(read(*ALL, text=young)), max_age_days=7)["changed"] is False


def test_an_ack_of_just_that_age_is_too_old(act: Act) -> None:
    script = script_of(
        read(*ALL, text=licence(NAME, last_ack="Nov 24 12:00:00 2025 UTC")), (SYNC, ""), looks("status", NEW)
    )

    assert act("slp_sync", script, max_age_days=7)["changed"] is True


def test_a_known_state_with_a_young_ack_costs_nothing(act: Act) -> None:
    script = Script([])

    assert act("slp_sync", script, max_age_days=7, smart_licensing=known(NEW))["changed"] is False
    assert script.connects == 0


def test_a_known_ack_that_is_old_may_have_been_followed_by_another(act: Act) -> None:
    script = script_of(read("status", "clock", "communication", text=NEW))

    assert act("slp_sync", script, max_age_days=7, smart_licensing=known(OLD))["changed"] is False


def test_the_ack_must_be_newer_than_that_of_just_before_the_synchronization(act: Act) -> None:
    script = script_of(read("status", "clock", "communication", text=OLD), (SYNC, ""), looks("status", OLD, NEW))

    assert act("slp_sync", script, smart_licensing=known(NEVER))["changed"] is True


def test_a_known_state_without_a_clock_is_no_shortcut(act: Act) -> None:
    reading = act("slp_info", script_of(read("licence", text=NEW)), gather_subset=["licence"])
    script = script_of(read(*ALL, text=NEW))

    assert act("slp_sync", script, max_age_days=7, smart_licensing=reading["smart_licensing"])["changed"] is False
    assert script.connects == 1


@pytest.mark.parametrize(
    ("wait_for", "moves"), [("ack", "last_ack_received"), ("push", "last_report_push"), ("nothing", None)]
)
def test_check_mode_only_reads(act: Act, wait_for: str, moves: str | None) -> None:
    outcome = act("slp_sync", script_of(read(*ALL, text=OLD)), check=True, wait_for=wait_for)
    moved = [key for key in outcome["before"] if outcome["before"][key] != outcome["after"][key]]

    assert (outcome["changed"], outcome["commands"]) == (True, [SYNC])
    assert moved == ([moves] if moves else [])


def test_a_transport_that_is_off_is_told_before_anything_is_sent(act: Act) -> None:
    off = licence(NAME, transport="  Type: Transport Off", last_ack="<none>")
    outcome = act("slp_sync", script_of(read(*ALL, text=off)))

    assert outcome["reason"] == "communication_failed"
    assert outcome["commands"] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Unable to resolve server hostname/domain name", "communication_failed"),
        ("The clock is not in step with the server", "clock_skew"),
        ("Smart Account is not known", "communication_failed"),
        (None, "communication_failed"),
    ],
)
def test_a_report_that_fails(act: Act, text: str | None, reason: str) -> None:
    outcome = act(
        "slp_sync", script_of(read(*ALL, text=OLD), (SYNC, ""), looks("status", OLD, OLD, OLD, usage_reporting=text))
    )

    assert outcome["reason"] == reason
    assert (text or "gives no reason") in outcome["msg"]


def test_no_ack_until_the_time_is_over(act: Act, waiting: Waiting) -> None:
    vain = looks_in_vain("status", OLD, 4)
    outcome = act("slp_sync", script_of(read(*ALL, text=OLD), (SYNC, ""), vain), timeout=2)

    assert outcome["reason"] == "timeout"
    assert "no ack (it can take hours) within 2 s" in outcome["msg"]
    assert sum(waiting.pauses) == pytest.approx(2)


def test_pauses_grow_and_are_bounded(act: Act, waiting: Waiting) -> None:
    vain = looks_in_vain("status", OLD, 12)
    act("slp_sync", script_of(read(*ALL, text=OLD), (SYNC, ""), vain), timeout=60)

    assert waiting.pauses[:3] == pytest.approx([0.5, 0.8, 1.28])
    assert max(waiting.pauses) == 10
    assert sum(waiting.pauses) == pytest.approx(60)


def test_what_the_device_prints_decides_nothing(act: Act) -> None:
    script = script_of(read(*ALL, text=OLD), (SYNC, "Another synchronization is running\n"), looks("status", OLD, NEW))
    outcome = act("slp_sync", script)

    assert outcome["changed"] is True
    assert outcome["device_messages"] == [{"command": SYNC, "text": "Another synchronization is running"}]


def test_what_the_device_prints_stands_in_the_error_where_no_ack_comes(act: Act) -> None:
    begin = [*read(*ALL, text=OLD), (SYNC, "Another synchronization is running\n")]
    outcome = act("slp_sync", script_of(begin, looks_in_vain("status", OLD, 3)), timeout=1)

    assert outcome["reason"] == "timeout"
    assert "Another synchronization is running" in outcome["msg"]


def test_a_sync_whose_session_is_lost_is_not_sent_again(act: Act) -> None:
    script = script_of(read(*ALL, text=OLD), (SYNC, RpcError("connection_lost: closed")))

    assert act("slp_sync", script)["reason"] == "connection_lost"
    assert script.connects == 1
