# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_transport: configure, see it in the state, save; nothing the second time."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.action.slp import diff_of
from tests.unit.conversation.twin import Leaves, Pair, RpcError, Script, Stays, script_of
from tests.unit.operations.conftest import Act, Waiting
from tests.unit.operations.texts import CSLU, INVALID, SMART, known, licence, read

NAME = "c8300-wan-untrusted"
AGENT = "Smart Agent for Licensing: 5.10.3_rel/9"
RUNNING = "license smart transport smart\nlicense smart url smart https://smartreceiver.cisco.com/licservice/license\n"
LINES = ["license smart transport smart", "license smart url default"]
BEFORE = read("licence", "config", "platform", text=licence(NAME, CSLU))
AFTER = read("status", "config", text=licence(NAME, SMART), running=RUNNING, startup="")
ENTER: list[Pair] = [("configure terminal", ""), *((line, "") for line in LINES), ("end", "")]
SAVE: Pair = ("write memory", "Building configuration...\n[OK]")
OPTIONS: dict[str, Any] = {"type": "smart", "url": "default", "state": "replaced"}


def test_the_first_run_configures_looks_and_saves(act: Act) -> None:
    outcome = act("slp_transport", script_of(BEFORE, ENTER, AFTER, SAVE), **OPTIONS)

    assert outcome["changed"] is True
    assert outcome["commands"] == [*LINES, "write memory"]
    assert (outcome["before"]["type"], outcome["after"]["type"]) == ("cslu", "smart")
    assert diff_of(outcome)[1]["prepared"] == f"commands:\n+ {LINES[0]}\n+ {LINES[1]}\n+ write memory\n"


def test_the_second_run_only_reads(act: Act) -> None:
    script = script_of(read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING))
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["changed"] is False
    assert outcome["commands"] == []
    assert outcome["before"] == outcome["after"]
    assert diff_of(outcome) == []


def test_check_mode_only_reads_and_predicts_what_the_run_then_does(act: Act) -> None:
    predicted = act("slp_transport", script_of(BEFORE), check=True, **OPTIONS)
    done = act("slp_transport", script_of(BEFORE, ENTER, AFTER, SAVE), **OPTIONS)

    assert predicted == done


def test_a_configuration_that_was_not_saved_is_saved(act: Act) -> None:
    unsaved = read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING, startup="")
    outcome = act("slp_transport", script_of(unsaved, SAVE), **OPTIONS)

    assert outcome["changed"] is True
    assert outcome["commands"] == ["write memory"]
    assert act("slp_transport", script_of(unsaved), check=True, **OPTIONS)["commands"] == ["write memory"]
    assert act("slp_transport", script_of(unsaved), save=False, **OPTIONS)["changed"] is False


def test_without_save_nothing_is_saved(act: Act) -> None:
    outcome = act("slp_transport", script_of(BEFORE, ENTER, AFTER), save=False, **OPTIONS)

    assert outcome["commands"] == LINES


def test_a_save_that_fails_says_so(act: Act) -> None:
    failed = ("write memory", "startup-config file open failed")
    unsaved = read("config", text="", running=RUNNING, startup="") * 9
    outcome = act("slp_transport", script_of(BEFORE, ENTER, AFTER, failed, unsaved), **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert "not saved" in outcome["msg"] and "file open failed" in outcome["msg"]
    assert outcome["changed"] is True


@pytest.mark.parametrize("printed", ["Building configuration...\n", ""])
def test_a_save_whose_ok_comes_late_is_seen_in_the_startup_configuration(act: Act, printed: str) -> None:
    still = read("config", text="", running=RUNNING, startup="")
    saved = read("config", text="", running=RUNNING)
    outcome = act("slp_transport", script_of(BEFORE, ENTER, AFTER, ("write memory", printed), still, saved), **OPTIONS)

    assert outcome["changed"] is True
    assert "failed" not in outcome


def test_commands_that_the_state_does_not_show_afterwards(act: Act) -> None:
    unmoved = read("status", "config", text=licence(NAME, CSLU))
    told = [("configure terminal", ""), (LINES[0], "% Transport is managed elsewhere\n"), (LINES[1], ""), ("end", "")]
    outcome = act("slp_transport", script_of(BEFORE, told, unmoved, unmoved), **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert "type is 'cslu' instead of 'smart'" in outcome["msg"]
    assert "Transport is managed elsewhere" in outcome["msg"]
    assert (outcome["commands"], outcome["rolled_back"], outcome["changed"]) == (LINES, [], False)


def test_a_line_that_the_device_refuses(act: Act) -> None:
    unmoved = read("status", "config", text=licence(NAME, CSLU))
    script = script_of(BEFORE, ("configure terminal", ""), (LINES[0], INVALID), ("end", ""), unmoved)
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert outcome["refused_command"] == LINES[0]
    assert outcome["rolled_back"] == []


@pytest.mark.parametrize(
    "printed",
    [
        "% Generating 1024 bit RSA keys, keys will be non-exportable...[OK]\n",
        "%Informational, with no blank\n",
        "Profile cannot enable more than one transport method\n",
        "SECURITY WARNING - Module: HTTP\n",
    ],
)
def test_what_the_device_prints_to_a_line_that_it_takes_is_kept(act: Act, printed: str) -> None:
    told = [("configure terminal", ""), (LINES[0], printed), (LINES[1], ""), ("end", "")]
    outcome = act("slp_transport", script_of(BEFORE, told, AFTER, SAVE), **OPTIONS)

    assert outcome["changed"] is True
    assert outcome["device_messages"] == [{"command": LINES[0], "text": printed.strip()}]


REFUSED_VRF: list[Pair] = [
    ("configure terminal", ""),
    *((line, "") for line in LINES),
    ("license smart vrf Red", INVALID),
    ("end", ""),
]
BACK = [
    "license smart transport cslu",
    "no license smart url smart https://smartreceiver.cisco.com/licservice/license",
]


def test_what_was_entered_before_a_refused_line_is_taken_back_and_not_saved(act: Act) -> None:
    back: list[Pair] = [("configure terminal", ""), *((line, "") for line in BACK), ("end", "")]
    as_before = read("status", "config", text=licence(NAME, CSLU))
    outcome = act("slp_transport", script_of(BEFORE, REFUSED_VRF, AFTER, back, as_before), vrf="Red", **OPTIONS)

    assert (outcome["reason"], outcome["refused_command"]) == ("device_error", "license smart vrf Red")
    assert (outcome["rolled_back"], outcome["changed"]) == (BACK, False)
    assert "not_rolled_back" not in outcome
    assert outcome["commands"] == [*LINES, "license smart vrf Red", *BACK]


def test_what_could_not_be_taken_back_is_named(act: Act) -> None:
    back: list[Pair] = [("configure terminal", ""), (BACK[0], ""), (BACK[1], ""), ("end", "")]
    left = read("status", "config", text=licence(NAME, CSLU), running=RUNNING)
    outcome = act("slp_transport", script_of(BEFORE, REFUSED_VRF, AFTER, back, left), vrf="Red", **OPTIONS)

    assert (outcome["rolled_back"], outcome["not_rolled_back"]) == (BACK[:1], BACK[1:])
    assert outcome["changed"] is True
    assert "not_rolled_back" in outcome["msg"]


def test_a_device_without_the_command_for_a_vrf_is_told_nothing(act: Act) -> None:
    old = licence(NAME, CSLU).replace(AGENT, "Smart Agent for Licensing: 5.1.26_rel/120")
    outcome = act("slp_transport", script_of(read("licence", "config", "platform", text=old)), vrf="Red", **OPTIONS)

    assert (outcome["reason"], outcome["commands"]) == ("unsupported_release", [])
    assert "slp_vrf" in outcome["msg"]


def test_the_result_names_the_lines_that_would_take_the_change_back(act: Act) -> None:
    outcome = act("slp_transport", script_of(BEFORE, ENTER, AFTER, SAVE), **OPTIONS)
    again = script_of(read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING))

    assert outcome["rollback"] == [*BACK, "no license smart url https://smartreceiver.cisco.com/licservice/license"]
    assert act("slp_transport", again, **OPTIONS)["rollback"] == []


@pytest.mark.parametrize(
    "locked",
    [
        "Configuration mode is locked by process '484' user 'NETCONF' from terminal '64'. Please try later.\n",
        "Config mode cannot be entered during the upgrade\n",
        "Configuration mode is in use by vty1. Do you want to kill that session and continue [no] no\n",
    ],
)
def test_a_lock_is_waited_for_and_no_line_is_sent_before_the_prompt_says_so(
    act: Act, waiting: Waiting, locked: str
) -> None:
    held = ("configure terminal", Stays(locked))
    script = script_of(BEFORE, held, held, ENTER, AFTER, SAVE)
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["commands"] == [*LINES, "write memory"]
    assert waiting.pauses == [0.5, 0.8]
    question = next(step for step in script.steps if step["command"] == "configure terminal")
    assert re.search(question["prompt"], "Do you want to kill that session and continue [no]")
    assert question["answer"] == "no"


def test_a_lock_that_stays_is_busy_and_says_who_holds_it(act: Act, waiting: Waiting) -> None:
    held = ("configure terminal", Stays("Configuration mode is locked by process '484' user 'NETCONF'.\n"))
    outcome = act("slp_transport", script_of(BEFORE, *[held] * 12), **OPTIONS)

    assert (outcome["reason"], outcome["commands"], outcome["changed"]) == ("busy", [], False)
    assert "process '484' user 'NETCONF'" in outcome["msg"]
    assert sum(waiting.pauses) == 60


def test_a_mode_that_is_not_entered_for_another_reason_fails_at_once(act: Act) -> None:
    outcome = act("slp_transport", script_of(BEFORE, ("configure terminal", Stays("Not supported\n"))), **OPTIONS)

    assert (outcome["reason"], outcome["commands"]) == ("device_error", [])
    assert "did not enter configuration mode" in outcome["msg"]


def test_a_mode_that_the_device_leaves_by_itself_is_noticed(act: Act) -> None:
    thrown_out = [("configure terminal", ""), (LINES[0], Leaves("")), (LINES[1], ""), ("end", "")]
    unmoved = read("status", "config", text=licence(NAME, CSLU))
    outcome = act("slp_transport", script_of(BEFORE, thrown_out, unmoved), **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert "left configuration mode" in outcome["msg"]


def test_a_session_lost_while_configuring_is_not_opened_again(act: Act) -> None:
    lost = RpcError("connection_lost: closed")
    script = script_of(BEFORE, ("configure terminal", ""), (LINES[0], lost), ("end", lost))
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["reason"] == "connection_lost"
    assert script.connects == 1


def test_a_known_state_that_is_as_asked_costs_nothing(act: Act) -> None:
    state = known(licence(NAME, SMART), running=RUNNING)
    script = Script([])
    outcome = act("slp_transport", script, smart_licensing=state, **OPTIONS)

    assert outcome["changed"] is False
    assert script.connects == 0


def test_a_known_state_that_is_not_as_asked_is_read_again(act: Act) -> None:
    state = known(licence(NAME, CSLU))
    script = script_of(read("status", "config", text=licence(NAME, SMART), running=RUNNING))

    assert act("slp_transport", script, smart_licensing=state, **OPTIONS)["changed"] is False


def test_a_known_state_without_its_configuration_is_no_shortcut(act: Act) -> None:
    reading = act("slp_info", script_of(read("licence", text=licence(NAME, SMART))), gather_subset=["licence"])
    script = script_of(read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING))

    act("slp_transport", script, smart_licensing=reading["smart_licensing"], **OPTIONS)
    assert script.connects == 1


def test_a_known_state_without_its_licence_part_is_no_shortcut(act: Act) -> None:
    parts = ["clock", "config", "platform"]
    reading = act("slp_info", script_of(read(*parts, text="", running=RUNNING)), gather_subset=parts)
    script = script_of(read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING))
    outcome = act("slp_transport", script, smart_licensing=reading["smart_licensing"], **OPTIONS)

    assert outcome["changed"] is False
    assert "failed" not in outcome


def test_rendered_asks_no_device(act: Act) -> None:
    script = Script([])
    outcome = act("slp_transport", script, type="smart", url="default", state="rendered", vrf="Mgmt-intf")

    assert outcome["changed"] is False
    assert outcome["commands"] == [*LINES, "license smart vrf Mgmt-intf"]
    assert script.connects == 0


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"type": "smart", "url": "https://a b"}, "url"),
        ({"type": "smart", "vrf": "Red\nreload"}, "vrf"),
        ({"type": "smart", "vrf": "Red Blue"}, "vrf"),
        ({"type": "callhome", "call_home": {"contact_email": "a\x03@b"}}, "call_home.contact_email"),
        ({"customer_tags": {"tag1": "what?"}}, "customer_tags.tag1"),
        ({"utility": {"customer_info": {"city": "x" * 128}}}, "utility.customer_info.city"),
    ],
)
def test_a_value_that_must_not_be_sent(act: Act, options: dict[str, Any], named: str) -> None:
    script = Script([])
    outcome = act("slp_transport", script, **options)

    assert outcome["reason"] == "invalid_value"
    assert outcome["msg"].startswith(f"invalid_value: {named}:")
    assert (outcome["commands"], script.connects) == ([], 0)


def test_utility_mode_with_call_home_is_refused(act: Act) -> None:
    outcome = act("slp_transport", script_of(BEFORE), type="callhome", utility={"enabled": True})

    assert outcome["reason"] == "invalid_value"
    assert "utility mode is not supported" in outcome["msg"]
    assert outcome["commands"] == []


@pytest.mark.parametrize("state", ["merged", "replaced"])
def test_what_is_not_asked_for_is_left_alone(act: Act, state: str) -> None:
    script = script_of(read("licence", "config", "platform", text=licence(NAME, SMART), running=RUNNING))

    assert act("slp_transport", script, type="smart", state=state)["changed"] is False
