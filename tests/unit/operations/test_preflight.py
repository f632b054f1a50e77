# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_preflight: at most two exchanges, nothing but looks, and no failure for what could not be told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.conversation.twin import Pair, RpcError, script_of
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import INVALID, licence
from tests.unit.preflight.readings import CONTROLLER, NO_NTP, ORDER, outputs

PING = "ping smartreceiver.cisco.com repeat 2 timeout 2"
ANSWER = (
    "Type escape sequence to abort.\nSending 2, 100-byte ICMP Echos to 198.51.100.201, timeout is 2 seconds:\n!!\n"
    "Success rate is 100 percent (2/2), round-trip min/avg/max = 1/1/2 ms\n"
)


def told(**other: str) -> list[Pair]:
    return list(outputs(**other).items())


def statuses(outcome: dict[str, Any]) -> dict[str, str]:
    return {check["id"]: check["status"] for check in outcome["preflight"]["checks"]}


@pytest.mark.parametrize("check", [False, True])
def test_a_device_that_is_ready_costs_two_exchanges(act: Act, check: bool) -> None:
    script = script_of(told(), (PING, ANSWER))
    outcome = act("slp_preflight", script, check=check, topology="direct")

    assert script.exchanges == [ORDER, [PING]]
    assert script.connects == 1
    assert all(step["on_error"] == "go_on" for step in script.steps)
    assert outcome["changed"] is False
    assert outcome["preflight"]["status"] == "ok"
    assert list(statuses(outcome)) == [
        "mode",
        "topology",
        "release",
        "platform",
        "clock",
        "ntp",
        "name_resolution",
        "reachability",
        "certificates",
        "storage",
        "members",
    ]


@pytest.mark.parametrize("options", [{"topology": "offline"}, {"topology": "direct", "probe": False}, {}])
def test_where_there_is_nothing_to_probe_one_exchange_is_enough(act: Act, options: dict[str, Any]) -> None:
    script = script_of(told())
    act("slp_preflight", script, **options)

    assert script.exchanges == [ORDER]


def test_a_classic_device_is_told_so_and_not_probed(act: Act) -> None:
    outcome = act("slp_preflight", script_of(told(licence=licence("csr1000v-old-untrusted"))), topology="direct")

    assert outcome["preflight"]["mode"] == "classic"
    assert statuses(outcome)["mode"] == "error"
    assert "failed" not in outcome


def test_a_device_in_controller_mode_is_judged_although_it_does_not_show_its_licences(act: Act) -> None:
    script = script_of(told(licence=INVALID, version=CONTROLLER))
    outcome = act("slp_preflight", script, topology="controller", controller="sdwan_manager")

    assert statuses(outcome)["mode"] == "ok"
    assert statuses(outcome)["steps"] == "ok"


def test_a_ping_that_never_ends_is_not_known_and_no_failure(act: Act) -> None:
    slow = RpcError("timeout: no prompt within 90 s after 'ping'")
    outcome = act("slp_preflight", script_of(told(), (PING, slow)), topology="direct")

    assert statuses(outcome)["reachability"] == "unknown"
    assert PING in outcome["preflight"]["unread"]
    assert "failed" not in outcome


def test_a_device_that_refuses_everything_is_unknown_and_no_failure(act: Act) -> None:
    refused = dict.fromkeys(
        ("licence", "clock", "running", "version", "communication", "ntp", "trust_point", "directory"), INVALID
    )
    outcome = act("slp_preflight", script_of(told(**refused), (PING, INVALID)), topology="direct")

    assert set(statuses(outcome).values()) == {"unknown", "ok"}
    assert statuses(outcome)["topology"] == "ok"
    assert outcome["preflight"]["unread"]["show license all"].startswith("% Invalid input")


def test_a_refusal_in_the_middle_stops_nothing(act: Act) -> None:
    outcome = act("slp_preflight", script_of(told(ntp=NO_NTP)), topology="offline")

    assert statuses(outcome)["ntp"] == "warning"
    assert statuses(outcome)["storage"] == "ok"


def test_a_bad_value_is_refused_before_the_device_is_asked(act: Act) -> None:
    script = script_of()
    outcome = act("slp_preflight", script, topology="direct", vrf="a b")

    assert (outcome["reason"], script.connects) == ("invalid_value", 0)


def test_a_session_that_is_lost_is_a_failure(act: Act) -> None:
    lost = RpcError("connection_lost: closed")
    outcome = act("slp_preflight", script_of((ORDER[0], lost), (ORDER[0], lost)), topology="direct")

    assert (outcome["failed"], outcome["reason"], outcome["changed"]) == (True, "connection_lost", False)
