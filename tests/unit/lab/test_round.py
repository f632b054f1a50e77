# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files carried by hand between a device and CSSM's pages: what one writes, the other takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.cssm_web import download, upload
from tests.lab.device.device import Device
from tests.lab.estate import Estate

from .conftest import Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
Carry = Callable[[str], str]
NAME = "c9300-campus"
TAKEN = "Import Data Successful"


@pytest.fixture
def talk(login: Login) -> Conversation:
    found = login(NAME)
    found.say("configure terminal", "license smart transport off", "end")
    return found


@pytest.fixture
def carry(talk: Conversation, device: Find, estate: Estate) -> Carry:
    """Bring a file of the device to CSSM, and its answer back; returns the last line of the import."""

    def bring(name: str) -> str:
        flash = device(NAME).flash
        job = upload(estate.cssm, name, flash.read(name), "Campus", estate.clock.now())
        estate.clock.advance(60)
        _name, answer = download(estate.cssm, job, estate.clock.now())
        flash.write("answer.xml", answer, estate.clock.now())
        return talk.say("license smart import flash:answer.xml").splitlines()[-1]

    return bring


def test_usage_is_acknowledged(talk: Conversation, carry: Carry, device: Find) -> None:
    talk.say("license smart save usage all file flash:usage.xml")
    waiting = device(NAME).agent.reports_in("UNACK")
    assert carry("usage.xml") == TAKEN
    assert {report.state for report in waiting} == {"ACK"}
    assert talk.say("license smart save usage all file flash:usage.xml") == "The requested item was not found\n"


def test_every_member_is_trusted(talk: Conversation, carry: Carry) -> None:
    talk.say("license smart save trust-request flash:trust.xml")
    assert carry("trust.xml") == TAKEN
    assert talk.say("show license status | count INSTALLED on").endswith("= 3\n")


def test_usage_brings_trust_codes_along(talk: Conversation, carry: Carry) -> None:
    talk.say("license smart save usage all file flash:usage.xml")
    assert carry("usage.xml") == TAKEN
    assert talk.say("show license status | count INSTALLED on").endswith("= 3\n")


def test_every_member_of_a_stack_gets_its_code(talk: Conversation, carry: Carry, estate: Estate, device: Find) -> None:
    estate.cssm.stock["Campus"]["hseck9"] = 3
    talk.say("license smart authorization request add hseck9 all")
    talk.say("license smart authorization request save flash:request.xml")
    assert carry("request.xml") == TAKEN
    assert all(code.installed_at for code in device(NAME).agent.authorizations)


def test_a_switch_gets_its_code(talk: Conversation, carry: Carry, estate: Estate) -> None:
    talk.say("license smart authorization request add hseck9 local")
    talk.say("license smart authorization request save flash:request.xml")
    assert carry("request.xml") == TAKEN
    assert "SMART AUTHORIZATION INSTALLED" in talk.say("show license authorization")
    assert estate.cssm.stock["Campus"]["hseck9"] == 0
