# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSM On-Prem of the lab: whom it lets through, what it tells CSSM and when, and its web server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.device.device import Device
from tests.lab.estate import Estate

from .conftest import Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
NAME = "c8300-wan"
GOOD = "https://127.0.0.1/cslu/v1/pi/Lab%20Local-1"


def through(url: str, kind: str = "cslu") -> tuple[str, ...]:
    return ("configure terminal", f"license smart transport {kind}", f"license smart url {kind} {url}", "end")


@pytest.fixture
def wan(device: Find) -> Device:
    found = device(NAME)
    found.on_prem.relay.virtual_account = "WAN"
    return found


@pytest.fixture
def talk(wan: Device, login: Login) -> Conversation:
    return login(NAME)


def states(device: Device) -> set[str]:
    device.tick()
    return {report.state for report in device.agent.reports}


def udi(device: Device) -> str:
    return str(device.profile.udi)


def test_reports_wait_for_the_synchronization_and_then_come_back_acknowledged(
    talk: Conversation, wan: Device, estate: Estate
) -> None:
    talk.say(*through(GOOD), "license smart sync local")
    estate.clock.advance(10)
    assert states(wan) == {"UNACK", "OPEN"}
    assert wan.cssm.usage.known == {} and wan.cslus[0].instances == {}
    assert estate.on_prem.truth()["instances"][udi(wan)]["alert"] == "Usage report from product instance"

    estate.on_prem.synchronize(estate.clock.now())
    estate.clock.advance(3700)
    assert states(wan) == {"ACK", "OPEN"}
    assert wan.agent.trusted


@pytest.mark.parametrize(
    ("url", "kind", "said"),
    [
        (GOOD.removesuffix("-1"), "cslu", "Received empty response from server"),
        (GOOD.replace("%20", "-"), "cslu", "Received empty response from server"),
        (GOOD, "smart", "Received empty response from server"),
        (GOOD.replace("127.0.0.1", "192.0.2.9"), "cslu", "Unable to resolve server hostname/domain name"),
    ],
)
def test_what_is_not_meant_for_it_does_not_get_through(
    talk: Conversation, wan: Device, estate: Estate, url: str, kind: str, said: str
) -> None:
    talk.say(*through(url, kind), "license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    assert estate.on_prem.relay.instances == {}
    assert any(said in line for line in wan.log)


def test_only_without_a_revocation_check_a_device_gets_through_when_no_list_comes(
    talk: Conversation, wan: Device, estate: Estate
) -> None:
    wan.faults.crl_unreachable = True
    talk.say(*through(GOOD), "license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    assert estate.on_prem.relay.instances == {} and any("Communications failure" in line for line in wan.log)

    talk.say("configure terminal", "crypto pki trustpoint SLA-TrustPoint", "revocation-check none", "end")
    talk.say("license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    assert list(estate.on_prem.relay.instances) == [udi(wan)]


def test_what_is_not_validated_or_not_connected_is_not_told_to_cssm(
    talk: Conversation, wan: Device, estate: Estate
) -> None:
    on_prem, now = estate.on_prem, estate.clock.now
    talk.say(*through(GOOD), "license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    on_prem.validation = True
    on_prem.synchronize(now())
    with pytest.raises(ValueError, match="nothing to export"):
        on_prem.relay.export(now())
    assert wan.cssm.usage.known == {}

    on_prem.validated.add(udi(wan))
    on_prem.connected = False
    with pytest.raises(ValueError, match="no connection"):
        on_prem.synchronize(now())
    assert on_prem.relay.export(now())[1]


def test_an_authorization_code_is_for_what_was_added(talk: Conversation, wan: Device, estate: Estate) -> None:
    on_prem = estate.on_prem
    with pytest.raises(ValueError, match="was not added"):
        on_prem.authorize(udi(wan), "hseck9", estate.clock.now())
    talk.say(*through(GOOD), "license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    assert on_prem.authorize(udi(wan), "hseck9", estate.clock.now()) == ""
    estate.clock.advance(10)
    talk.say("license smart authorization request add hseck9 local", "license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    assert wan.agent.authorizations[0].feature == "hseck9"


def test_a_pull_is_due_after_a_minute_and_told_once(estate: Estate) -> None:
    now = estate.clock.now()
    estate.on_prem.pull(["PID:A,SN:B"], now)
    assert estate.on_prem.due_pulls(now + 59) == []
    assert estate.on_prem.due_pulls(now + 60) == ["PID:A,SN:B"]
    assert estate.on_prem.due_pulls(now + 61) == []


def test_a_device_that_moved_away_does_not_ask_there_any_more(talk: Conversation, wan: Device, estate: Estate) -> None:
    talk.say(*through(GOOD), "license smart sync local")
    estate.clock.advance(10)
    wan.tick()
    contact = estate.on_prem.relay.instances[udi(wan)].last_contact
    talk.say(*through("http://127.0.0.1:8182/cslu/v1/pi"), "license smart sync local")
    estate.clock.advance(7300)
    wan.tick()
    assert estate.on_prem.relay.instances[udi(wan)].last_contact == contact
    assert udi(wan) in wan.cslus[0].instances
