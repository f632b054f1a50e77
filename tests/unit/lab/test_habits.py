# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices with habits of their own: they say more, later, in other words; what they then are is the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import asyncssh
import pytest

from tests.lab.clock import LabClock
from tests.lab.device.device import Device
from tests.lab.device.habits import Habits, habits_of
from tests.lab.estate import load_estate
from tests.lab.server import Lab
from tests.unit.lab.conftest import NOON, Conversation

SEEDS = range(1, 40)
Login = Callable[[str], Conversation]
Find = Callable[[str], Device]


def seed_where(name: str, wanted: Callable[[Habits], object]) -> int:
    """Return the first seed by which a device has a habit."""
    return next(seed for seed in SEEDS if wanted(habits_of(seed, name)))


def test_seed_0_has_no_habits_and_the_others_have_the_same_each_time() -> None:
    assert habits_of(0, "a") == Habits()
    assert habits_of(7, "a") == habits_of(7, "a") != habits_of(8, "a")


def test_every_habit_is_met_by_some_device_of_few_seeds() -> None:
    found = [habits_of(seed, f"device-{number}") for seed in (1, 2) for number in range(20)]

    for habit in ("remarks", "action", "late_ok", "lock", "lock_question", "bare_return_code", "asks_before_return"):
        assert {bool(getattr(one, habit)) for one in found} >= {True}, habit
    assert {"Completed" in one.imported for one in found} == {True, False}


def test_a_line_that_says_something_is_entered_all_the_same(login: Login, device: Find) -> None:
    device("c9300-campus").faults.awkward = seed_where("c9300-campus", lambda habits: not habits.lock)
    printed = login("c9300-campus").say("configure terminal", "ip http secure-server")

    assert printed.startswith("% Generating 1024 bit RSA keys")
    assert "ip http secure-server" in device("c9300-campus").config.lines()


def test_configuration_mode_is_locked_for_a_while(login: Login, device: Find) -> None:
    wan = device("c8300-wan")
    wan.faults.awkward = seed_where("c8300-wan", lambda habits: habits.lock and habits.lock_question)
    talk = login("c8300-wan")

    assert talk.say("configure terminal").strip() == wan.habits.lock_text
    assert talk.prompt == "Do you want to kill that session and continue [no]: "
    talk.say("no")
    assert talk.prompt == "c8300-wan#"
    wan.clock.advance(2)
    talk.say("configure terminal")
    assert talk.prompt == "c8300-wan(config)#"


def test_a_return_asks_and_prints_its_code_bare(login: Login, device: Find) -> None:
    name = "c8300-wan"
    wan = device(name)
    wan.agent.codes.install(0, "hseck9", "a1b2c3d4", NOON)
    wan.faults.awkward = seed_where(name, lambda habits: habits.bare_return_code and habits.asks_before_return)
    talk = login(name)
    talk.say("license smart authorization return all online")

    assert talk.prompt == "Do you want to continue? [yes/no]: "
    head, _udi, code = talk.say("yes").splitlines()
    assert head == "Enter this return code in Cisco Smart Software Manager portal:"
    assert code == wan.agent.authorizations[0].return_code


@pytest.mark.parametrize("stays", [True, False])
def test_a_late_ok_comes_behind_the_prompt_and_the_save_with_it(stays: bool) -> None:
    estate = load_estate(devices=1, clock=LabClock(NOON))
    wan = estate.placements[0].device
    wan.faults.awkward = seed_where(wan.name, lambda habits: habits.late_ok)
    wan.config.domain_lookup = not wan.config.domain_lookup

    async def story() -> None:
        options = {"username": wan.account.username, "password": wan.account.password, "known_hosts": None}
        async with Lab(estate) as lab, asyncssh.connect("127.0.0.1", lab.ports[wan.name], **options) as client:
            process = await client.create_process(term_type="vt100")
            await process.stdout.readuntil(f"{wan.name}#")
            process.stdin.write("write memory\r")
            assert "[OK]" not in await process.stdout.readuntil(f"...\r\n{wan.name}#")
            assert not wan.saved
            if stays:
                await process.stdout.readuntil("[OK]")
                assert wan.saved
            process.stdin.write("exit\r")
            await process.wait_closed()

    asyncio.run(asyncio.wait_for(story(), 20))
    assert wan.saved
