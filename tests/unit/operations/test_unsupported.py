# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unsupported devices: nothing but show commands, and a message that says why."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import COMMUNICATION_COMMAND
from tests.unit.conversation.twin import Pair, script_of
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import INVALID, known, licence, read
from tests.unit.parsers.captures import fixture

READS = {
    "slp_transport": ("licence", "config", "platform"),
    "slp_trust": ("licence", "clock", "config", "platform", "communication"),
    "slp_slac": ("licence", "platform", "communication"),
    "slp_sync": ("licence", "clock", "platform", "communication"),
}
OPTIONS: dict[str, dict[str, Any]] = {"slp_transport": {"type": "smart"}, "slp_trust": {"id_token": "T0ken"}}
DEVICES = {"classic": ("csr1000v-old-untrusted", "convert it"), "ios15": ("isr2911-old-untrusted", "17.3.2")}
CONTROLLER = "Cisco IOS XE Software, Version 17.12.04\nRouter operating mode: Controller-Managed\n"


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize(("fixture", "advice"), DEVICES.values(), ids=DEVICES)
@pytest.mark.parametrize("check", [False, True])
def test_other_licensing_is_recognised(act: Act, name: str, fixture: str, advice: str, check: bool) -> None:
    outcome = act(name, script_of(read(*READS[name], text=licence(fixture))), check=check, **OPTIONS.get(name, {}))

    assert outcome["reason"] == "unsupported_mode"
    assert advice in outcome["msg"]
    assert (outcome["changed"], outcome["commands"]) == (False, [])


@pytest.mark.parametrize("name", [name for name, subsets in READS.items() if "communication" in subsets])
@pytest.mark.parametrize(("fixture", "advice"), DEVICES.values(), ids=DEVICES)
def test_its_mode_says_more_than_a_show_command_that_it_does_not_know(
    act: Act, name: str, fixture: str, advice: str
) -> None:
    text = licence(fixture)
    refused: list[Pair] = [
        (command, INVALID if command == COMMUNICATION_COMMAND else output)
        for command, output in read(*READS[name], text=text)
    ]
    outcome = act(name, script_of(refused, read("licence", "platform", text=text)), **OPTIONS.get(name, {}))

    assert outcome["reason"] == "unsupported_mode"
    assert advice in outcome["msg"]


def test_a_device_in_policy_mode_that_refuses_a_show_command_says_which(act: Act) -> None:
    text = licence("c8300-wan-trusted")
    refused: list[Pair] = [("show license all", text), ("show clock", INVALID)]
    outcome = act("slp_sync", script_of(refused, read("licence", "platform", text=text)))

    assert (outcome["reason"], outcome["refused_command"]) == ("device_error", "show clock")


@pytest.mark.parametrize("name", READS)
def test_controller_mode_belongs_to_its_controller(act: Act, name: str) -> None:
    text = licence("c8300-wan-untrusted")
    outcome = act(name, script_of(read(*READS[name], text=text, version=CONTROLLER)), **OPTIONS.get(name, {}))

    assert outcome["reason"] == "unsupported_mode"
    assert "controller" in outcome["msg"]
    assert outcome["commands"] == []


@pytest.mark.parametrize("name", READS)
def test_a_known_state_of_another_mode_is_refused_without_asking_again(act: Act, name: str) -> None:
    script = script_of()
    state = known(licence("csr1000v-old-untrusted"))
    outcome = act(name, script, smart_licensing=state, **OPTIONS.get(name, {}))

    assert outcome["reason"] == "unsupported_mode"
    assert (outcome["commands"], script.connects) == ([], 0)


def test_a_device_that_has_left_policy_mode_since_its_known_state_is_refused(act: Act) -> None:
    now = read("status", "clock", "communication", text=licence("c8300-wan-untrusted"))
    classic = [("show license status", fixture("show-license-status", "csr1000v-old-untrusted")), *now[1:]]
    outcome = act(
        "slp_trust", script_of(classic), id_token="T0ken", smart_licensing=known(licence("c8300-wan-untrusted"))
    )

    assert (outcome["reason"], outcome["commands"]) == ("unsupported_mode", [])
