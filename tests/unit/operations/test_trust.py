# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_trust: a token, a wait, a trust code on every member; or the reason why not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.unit.conversation.twin import Pair, RpcError, Script, script_of
from tests.unit.operations.conftest import Act, Waiting
from tests.unit.operations.texts import known, licence, looks, looks_in_vain, read, statistics

TOKEN = "NmEzZDE0MTctT0xE"
ALL = ("licence", "clock", "config", "platform", "communication")
MOVING = ("status", "clock", "communication")
SEND: Pair = (f"license smart trust idtoken {TOKEN} all", "")
MASKED = "license smart trust idtoken ******** all"
UNTRUSTED = licence("c9300-campus-untrusted")
TRUSTED = licence("c9300-campus-trusted")


def first(**other: str) -> list[Pair]:
    """Return the exchange before anything is sent."""
    return read(*ALL, text=UNTRUSTED, **other)


def test_trust_is_there_after_some_looks(act: Act, waiting: Waiting) -> None:
    script = script_of(first(), SEND, looks("status", UNTRUSTED, UNTRUSTED, TRUSTED))
    outcome = act("slp_trust", script, id_token=TOKEN)

    assert outcome["changed"] is True
    assert outcome["commands"] == [MASKED]
    assert outcome["before"]["trust_codes"] == []
    assert [code["installed"] for code in outcome["after"]["trust_codes"]] == [True, True, True]
    assert outcome["policy"]["name"] == "SLE Policy"
    assert waiting.pauses == [0.5, 0.8]


def test_a_stack_is_trusted_when_its_last_member_is(act: Act) -> None:
    head, tail = TRUSTED.split("  Member: PID:C9300-48T,SN:FCW2139A0AC\n    INSTALLED on ", 1)
    partly = f"{head}  Member: PID:C9300-48T,SN:FCW2139A0AC\n    NOT INSTALLED\n{tail.split(chr(10), 1)[1]}"
    script = script_of(first(), SEND, looks("status", partly, TRUSTED))

    assert act("slp_trust", script, id_token=TOKEN)["changed"] is True


def test_local_scope_waits_for_the_active_member(act: Act) -> None:
    script = script_of(first(), (f"license smart trust idtoken {TOKEN} local", ""), looks("status", TRUSTED))

    assert act("slp_trust", script, id_token=TOKEN, scope="local")["changed"] is True


def test_local_scope_is_content_with_the_code_of_the_active_supervisor(act: Act) -> None:
    head, tail = licence("c9600-core-trusted").split("  Standby: PID:C9606R,SN:FXS2210A0CC\n    INSTALLED on ", 1)
    half = f"{head}  Standby: PID:C9606R,SN:FXS2210A0CC\n    NOT INSTALLED\n{tail.split(chr(10), 1)[1]}"

    assert act("slp_trust", script_of(read(*ALL, text=half)), id_token=TOKEN, scope="local")["changed"] is False
    assert act("slp_trust", script_of(read(*ALL, text=half)), check=True, id_token=TOKEN)["changed"] is True


def test_local_scope_is_not_content_with_the_code_of_the_other_supervisor(act: Act) -> None:
    head, tail = licence("c9600-core-trusted").split("  Active: PID:C9606R,SN:FXS2210A0CC\n    INSTALLED on ", 1)
    half = f"{head}  Active: PID:C9606R,SN:FXS2210A0CC\n    NOT INSTALLED\n{tail.split(chr(10), 1)[1]}"
    outcome = act("slp_trust", script_of(read(*ALL, text=half)), check=True, id_token=TOKEN, scope="local")

    assert outcome["changed"] is True


def test_the_second_run_sends_nothing(act: Act) -> None:
    outcome = act("slp_trust", script_of(read(*ALL, text=TRUSTED)), id_token=TOKEN)

    assert outcome["changed"] is False
    assert outcome["commands"] == []


def test_a_trusted_device_needs_no_token(act: Act) -> None:
    assert act("slp_trust", script_of(read(*ALL, text=TRUSTED)))["changed"] is False


def test_a_known_state_with_all_codes_costs_nothing(act: Act) -> None:
    script = Script([])

    assert act("slp_trust", script, id_token=TOKEN, smart_licensing=known(TRUSTED))["changed"] is False
    assert script.connects == 0


def test_before_a_known_state_is_acted_on_what_moves_is_read_again(act: Act) -> None:
    script = script_of(read(*MOVING, text=UNTRUSTED), SEND, looks("status", UNTRUSTED, TRUSTED))
    outcome = act("slp_trust", script, id_token=TOKEN, smart_licensing=known(UNTRUSTED))

    assert (outcome["changed"], outcome["commands"]) == (True, [MASKED])
    assert [code["installed"] for code in outcome["after"]["trust_codes"]] == [True, True, True]


def test_trust_that_came_since_the_known_state_is_not_asked_for_again(act: Act) -> None:
    script = script_of(read(*MOVING, text=TRUSTED))
    outcome = act("slp_trust", script, id_token=TOKEN, smart_licensing=known(UNTRUSTED))

    assert (outcome["changed"], outcome["commands"]) == (False, [])


def test_the_code_of_a_single_device_is_recognised_where_its_status_names_no_udi(act: Act) -> None:
    before, after = licence("c8300-wan-untrusted"), licence("c8300-wan-trusted")
    script = script_of(read(*MOVING, text=before), (SEND[0].replace(" all", " local"), ""), looks("status", after))
    outcome = act("slp_trust", script, id_token=TOKEN, scope="local", smart_licensing=known(before))

    assert [(code["pid"], code["installed"]) for code in outcome["after"]["trust_codes"]] == [("C8300-1N1S-4T2X", True)]


def test_with_force_a_known_state_is_no_shortcut(act: Act) -> None:
    renewed = TRUSTED.replace("    INSTALLED on Nov 24", "    INSTALLED on Nov 25")
    forced = (f"license smart trust idtoken {TOKEN} all force", "")
    script = script_of(read(*MOVING, text=TRUSTED), forced, looks("status", renewed))

    assert act("slp_trust", script, id_token=TOKEN, force=True, smart_licensing=known(TRUSTED))["changed"] is True


def test_the_clock_that_counts_is_the_one_read_just_before(act: Act, waiting: Waiting) -> None:
    waiting.now += dt.timedelta(hours=3)
    script = script_of(
        read(*MOVING, text=UNTRUSTED, clock="15:00:00.000 UTC Mon Dec 1 2025\n"), SEND, looks("status", TRUSTED)
    )
    ago = known(UNTRUSTED)

    assert act("slp_trust", script, id_token=TOKEN, smart_licensing=ago)["changed"] is True

    outcome = act("slp_trust", script_of(read(*MOVING, text=UNTRUSTED)), id_token=TOKEN, smart_licensing=ago)
    assert (outcome["reason"], outcome["commands"]) == ("clock_skew", [])


def test_check_mode_only_reads_and_predicts_a_code_on_each_member(act: Act) -> None:
    outcome = act("slp_trust", script_of(first()), check=True, id_token=TOKEN)

    assert outcome["changed"] is True
    assert outcome["commands"] == [MASKED]
    assert [(code["sn"], code["installed"]) for code in outcome["after"]["trust_codes"]] == [
        ("FCW2303A0AA", True),
        ("FHH2043A0AB", True),
        ("FCW2139A0AC", True),
    ]


def test_force_sends_although_trust_is_there_and_waits_for_other_dates(act: Act) -> None:
    renewed = TRUSTED.replace("    INSTALLED on Nov 24", "    INSTALLED on Nov 25")
    script = script_of(
        read(*ALL, text=TRUSTED),
        (f"license smart trust idtoken {TOKEN} all force", ""),
        looks("status", TRUSTED, renewed),
    )
    outcome = act("slp_trust", script, id_token=TOKEN, force=True)

    assert outcome["changed"] is True
    assert outcome["commands"] == [f"{MASKED} force"]


def test_without_a_token_the_members_are_named_and_nothing_is_sent(act: Act) -> None:
    outcome = act("slp_trust", script_of(first()))

    assert outcome["reason"] == "trust_failed"
    assert "SN:FCW2303A0AA" in outcome["msg"] and "New Token" in outcome["msg"]
    assert outcome["commands"] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Unable to resolve server hostname/domain name", "communication_failed"),
        ("Received empty response from server", "communication_failed"),
        ("Communications failure", "communication_failed"),
        ("Fail to send out Call Home HTTP message: connect timed out", "communication_failed"),
        ("The clock of the product instance differs from that of the server", "clock_skew"),
        ("Time mismatch between the product instance and CSSM", "clock_skew"),
        ("The token has expired", "trust_failed"),
        ("Trust code already installed", "trust_failed"),
        (None, "trust_failed"),
    ],
)
def test_a_failure_is_told_by_the_reason_of_the_device(act: Act, text: str | None, reason: str) -> None:
    outcome = act(
        "slp_trust",
        script_of(first(), SEND, looks("status", *[UNTRUSTED] * 3, trust_establishment=text)),
        id_token=TOKEN,
    )

    assert outcome["reason"] == reason
    assert (text or "gives no reason") in outcome["msg"]
    assert outcome["changed"] is True
    assert outcome["commands"] == [MASKED]


def test_a_failure_from_before_is_not_taken_for_this_one(act: Act) -> None:
    before = read(*ALL, text=UNTRUSTED, communication=statistics(trust_establishment="The token has expired"))
    later = looks("status", *[UNTRUSTED] * 3, TRUSTED, trust_establishment="The token has expired")
    script = script_of(before, SEND, later)

    assert act("slp_trust", script, id_token=TOKEN)["changed"] is True


def test_nothing_happens_until_the_time_is_over(act: Act, waiting: Waiting) -> None:
    vain = looks_in_vain("status", UNTRUSTED, 5)
    outcome = act("slp_trust", script_of(first(), SEND, vain), id_token=TOKEN, timeout=4)

    assert outcome["reason"] == "timeout"
    assert "SN:FCW2303A0AA" in outcome["msg"] and "4 s" in outcome["msg"]
    assert sum(waiting.pauses) == pytest.approx(4)


def test_a_clock_that_is_off_is_refused_before_anything_is_sent(act: Act, waiting: Waiting) -> None:
    waiting.now += dt.timedelta(hours=2)
    outcome = act("slp_trust", script_of(first()), id_token=TOKEN)

    assert outcome["reason"] == "clock_skew"
    assert "-2.0 hours" in outcome["msg"]
    assert outcome["commands"] == []


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "what?", "x" * 256])
def test_a_token_that_is_none_is_refused_and_not_shown(act: Act, token: str) -> None:
    script = Script([])
    outcome = act("slp_trust", script, id_token=token)

    assert outcome["reason"] == "invalid_value"
    assert (outcome["commands"], script.connects) == ([], 0)


def test_what_the_device_prints_decides_nothing_and_is_kept_without_the_token(act: Act) -> None:
    script = script_of(first(), (SEND[0], f"Trust with {TOKEN} begins.\n"), looks("status", UNTRUSTED, TRUSTED))
    outcome = act("slp_trust", script, id_token=TOKEN)

    assert outcome["changed"] is True
    assert outcome["device_messages"] == [{"command": MASKED, "text": "Trust with ******** begins."}]


def test_what_the_device_prints_stands_in_the_error_where_no_trust_comes(act: Act) -> None:
    begin = [*first(), (SEND[0], f"Bad token {TOKEN}\n")]
    outcome = act("slp_trust", script_of(begin, looks_in_vain("status", UNTRUSTED, 3)), id_token=TOKEN, timeout=1)

    assert outcome["reason"] == "timeout"
    assert "Bad token ********" in outcome["msg"]


def test_it_stands_in_the_error_of_a_failure_too(act: Act) -> None:
    script = script_of(
        first(), (SEND[0], "Busy, queued.\n"), looks("status", *[UNTRUSTED] * 3, trust_establishment="Invalid token")
    )
    outcome = act("slp_trust", script, id_token=TOKEN)

    assert outcome["reason"] == "trust_failed"
    assert "Invalid token" in outcome["msg"] and "Busy, queued." in outcome["msg"]


def test_a_request_whose_session_is_lost_is_not_sent_again(act: Act) -> None:
    script = script_of(first(), (SEND[0], RpcError(f"connection_lost: at {SEND[0]}")))
    outcome = act("slp_trust", script, id_token=TOKEN)

    assert outcome["reason"] == "connection_lost"
    assert script.connects == 1
    assert outcome["commands"] == [MASKED]


def test_a_device_that_refuses_the_command(act: Act) -> None:
    outcome: dict[str, Any] = act("slp_trust", script_of(first(), (SEND[0], "% Incomplete command.\n")), id_token=TOKEN)

    assert outcome["reason"] == "device_error"
    assert outcome["refused_command"] == MASKED


def test_a_secret_in_an_error_that_is_no_refusal_is_masked(act: Act) -> None:
    leak = looks("status", *[UNTRUSTED] * 3, trust_establishment=f"Token {TOKEN} has expired")
    outcome = act("slp_trust", script_of(first(), SEND, leak), id_token=TOKEN)

    assert "Token ******** has expired" in outcome["msg"]
