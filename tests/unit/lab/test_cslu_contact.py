# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations with devices that report through CSLU by themselves, with and without its way to CSSM."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.clock import DAY
from tests.lab.device.device import Device
from tests.lab.estate import Estate

from .conftest import Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
NAME = "c8300-wan"
URL = "http://127.0.0.1:8182/cslu/v1/pi"


def through(url: str) -> tuple[str, ...]:
    return ("configure terminal", "license smart transport cslu", f"license smart url cslu {url}", "end")


@pytest.fixture
def wan(device: Find) -> Device:
    found = device(NAME)
    found.cslus[0].virtual_account = "WAN"
    return found


@pytest.fixture
def talk(wan: Device, login: Login) -> Conversation:
    return login(NAME)


def states(device: Device) -> list[str]:
    device.tick()
    return [report.state for report in device.agent.reports]


def test_a_connected_cslu_brings_trust_policy_and_ack(talk: Conversation, wan: Device, estate: Estate) -> None:
    wan.cslus[0].connected = True
    talk.say(*through(URL))
    assert talk.say("license smart sync all") == ""
    estate.clock.advance(10)
    assert states(wan) == ["ACK"] * 4 + ["OPEN"] * 2
    status = talk.say("show license status")
    assert "Last report push: Dec 01 12:00:02 2025 UTC" in status
    assert "Last ACK received: Dec 01 12:00:04 2025 UTC" in status
    assert "Trust Code Installed: Dec 01 12:00:04 2025 UTC" in status
    assert "Virtual Account: WAN" in status


def test_the_first_report_goes_a_minute_after_the_address_is_known(
    talk: Conversation, wan: Device, estate: Estate
) -> None:
    talk.say(*through(URL))
    estate.clock.advance(61)
    assert states(wan) == ["UNACK"] * 4 + ["OPEN"] * 2
    assert wan.cslus[0].instances[str(wan.profile.udi)].sent == set()


def test_without_cssm_the_answer_comes_with_a_later_contact(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say(*through(URL), "license smart sync all")
    estate.clock.advance(30)
    assert "Next ACK push check: Dec 01 13:00:04 2025 UTC" in talk.say("show license status")
    wan.cslus[0].connect(estate.clock.now())
    estate.clock.advance(10)
    talk.say("license smart sync all")
    estate.clock.advance(10)
    assert states(wan)[:4] == ["ACK"] * 4


def test_an_agent_that_waits_for_its_ack_asks_every_hour(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say(*through(URL), "license smart sync all")
    estate.clock.advance(30)
    wan.tick()
    wan.cslus[0].connect(estate.clock.now())
    estate.clock.advance(2 * 3600)
    assert states(wan)[:4] == ["ACK"] * 4
    assert wan.agent.usage.next_ack_check is None


def test_cslu_knows_each_report_once(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say(*through(URL))
    for _ in range(3):
        talk.say("license smart sync all")
        estate.clock.advance(5)
        wan.tick()
    numbers = [str(report.number) for report in wan.agent.reports_in("UNACK")]
    assert sorted(wan.cslus[0].instances[str(wan.profile.udi)].reports) == sorted(numbers)


def test_an_authorization_code_comes_the_same_way(talk: Conversation, wan: Device, estate: Estate) -> None:
    wan.cslus[0].connected = True
    talk.say(*through(URL), "license smart authorization request add hseck9 local")
    estate.clock.advance(10)
    assert "SMART AUTHORIZATION INSTALLED" in talk.say("show license authorization")
    assert wan.agent.pending_request is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://cslu.example:8182/cslu/v1/pi", "Unable to resolve server hostname/domain name"),
        ("http://192.0.2.7:8182/cslu/v1/pi", "Unable to resolve server hostname/domain name"),
        ("http://127.0.0.1:8182/", "<none>"),
    ],
)
def test_another_address_leads_nowhere(talk: Conversation, wan: Device, estate: Estate, url: str, reason: str) -> None:
    talk.say(*through(url), "license smart sync all")
    estate.clock.advance(10)
    text = talk.say("show license tech support | section ^Usage Reporting:")
    assert "Last Response: NO REPLY" in text
    assert f"Failure Reason: {reason}" in text
    assert "Cisco Smart License Utility (CSLU)" in talk.say("show logging | include COMM_FAILED")
    assert states(wan) == ["CLOSED", "CLOSED", "OPEN", "OPEN"]


def test_a_name_of_the_host_table_leads_to_it(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say("configure terminal", "ip host cslu-local 127.0.0.1", "license smart transport cslu", "end")
    talk.say("license smart sync all")
    estate.clock.advance(10)
    wan.tick()
    assert str(wan.profile.udi) in wan.cslus[0].instances


def test_a_cslu_that_does_not_run_is_tried_again(talk: Conversation, wan: Device, estate: Estate) -> None:
    wan.cslus[0].running = False
    talk.say(*through(URL))
    estate.clock.advance(120)
    assert states(wan) == ["CLOSED", "CLOSED", "OPEN", "OPEN"]
    wan.cslus[0].running = True
    estate.clock.advance(3600)
    assert states(wan)[:4] == ["UNACK"] * 4


def test_a_token_is_of_no_use_to_cslu(talk: Conversation, token: Callable[[str], str], estate: Estate) -> None:
    talk.say(*through(URL), f"license smart trust idtoken {token('valid-wan')} all")
    estate.clock.advance(10)
    assert "The transport type needed is not configured" in talk.say("show logging | include TRUST_INSTALL_FAILED")


def test_a_release_before_17_7_1_reports_without_trust(login: Login, device: Find, estate: Estate) -> None:
    branch = device("isr4331-branch")
    branch.cslus[0].connected, branch.cslus[0].virtual_account = True, "WAN"
    talk = login("isr4331-branch")
    talk.shell.privilege = 15
    talk.say(*through(URL), "license smart sync all")
    estate.clock.advance(DAY)
    assert not branch.agent.trusted
    assert states(branch)[:4] == ["ACK"] * 4
