# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_transport: configure, see it in the state, save; nothing the second time."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils._run import diff_of
from tests.unit.conversation.twin import Pair, RpcError, Script, script_of
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import CSLU, INVALID, SMART, known, licence, read

NAME = "c8300-wan-untrusted"
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
    outcome = act(
        "slp_transport", script_of(BEFORE, ENTER, AFTER, ("write memory", "startup-config file open failed")), **OPTIONS
    )

    assert outcome["reason"] == "device_error"
    assert "not saved" in outcome["msg"]
    assert outcome["changed"] is True


def test_commands_that_the_state_does_not_show_afterwards(act: Act) -> None:
    unmoved = read("status", "config", text=licence(NAME, CSLU), running=RUNNING)
    outcome = act("slp_transport", script_of(BEFORE, ENTER, unmoved), **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert "type is 'cslu' instead of 'smart'" in outcome["msg"]
    assert outcome["commands"] == LINES


def test_a_line_that_the_device_refuses(act: Act) -> None:
    script = script_of(BEFORE, ("configure terminal", ""), (LINES[0], INVALID), ("end", ""))
    outcome = act("slp_transport", script, **OPTIONS)

    assert outcome["reason"] == "device_error"
    assert outcome["refused_command"] == LINES[0]


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
