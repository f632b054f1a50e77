# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line in SD-WAN controller mode: nothing is configured before its commit, nothing stays after abort."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.device.device import Device
from tests.lab.estate import Estate
from tests.unit.lab.conftest import Conversation

Login = Callable[[str], Conversation]
EDGE = "c8300-sdwan"
LINE = "license smart transport smart"


@pytest.fixture
def edge(device: Callable[[str], Device]) -> Device:
    return device(EDGE)


def lines(device: Device) -> list[str]:
    return [line for line in device.config.lines() if line.startswith("license smart")]


def test_a_commit_configures_and_saves(login: Login, edge: Device) -> None:
    session = login(EDGE)
    assert f"connected from 127.0.0.1 using ssh on {EDGE}" in session.say("config-transaction")
    assert session.prompt == f"{EDGE}(config)# "
    assert session.say(LINE, "license smart url default") == ""
    assert lines(edge) == []

    assert session.say("commit") == "Commit complete.\n"
    assert LINE in lines(edge) and edge.saved
    assert session.say("end") == "" and session.prompt == f"{EDGE}#"
    assert edge.counters.transactions_open == 0


@pytest.mark.parametrize("way_out", ["abort", "end"])
def test_what_was_not_committed_is_gone(login: Login, edge: Device, way_out: str) -> None:
    session = login(EDGE)
    session.say("config-transaction", LINE, way_out)
    if way_out == "end":
        assert session.prompt == "Uncommitted changes found, commit them? [yes/no/CANCEL] "
        session.say("no")

    assert session.prompt == f"{EDGE}#"
    assert lines(edge) == [] and edge.counters.transactions_open == 0


def test_a_wrong_line_leaves_the_transaction_open_without_it(login: Login, edge: Device) -> None:
    session = login(EDGE)
    session.say("config-transaction", LINE)
    text = session.say("license smart transport pigeon")

    marker, error = text.splitlines()
    assert marker == f"{'-' * len(f'{EDGE}(config)# license smart transport ')}^"
    assert error.startswith("syntax error:")
    session.say("commit")
    assert LINE in lines(edge)


def test_a_commit_without_a_change_says_so(login: Login) -> None:
    assert login(EDGE).say("config-transaction", "commit") == "% No modifications to commit.\n"


def test_a_refused_commit_leaves_the_transaction_open(login: Login, edge: Device) -> None:
    edge.faults.commit_refused = "the configuration database is locked by session 21 vmanage-admin"
    session = login(EDGE)

    assert session.say("config-transaction", LINE, "commit").startswith("Aborted: the configuration database is locked")
    assert session.prompt == f"{EDGE}(config)# "
    assert lines(edge) == [] and edge.counters.transactions_open == 1


@pytest.mark.parametrize(("answer", "committed"), [("no", False), ("yes", True)])
def test_a_warning_asks_before_the_commit(login: Login, edge: Device, answer: str, committed: bool) -> None:
    edge.faults.commit_warning = "'license smart': the controller will overwrite this"
    session = login(EDGE)
    session.say("config-transaction", LINE, "commit")
    assert session.prompt == "Proceed? [yes,no] "

    session.say(answer)

    assert (LINE in lines(edge)) is committed


def test_a_save_is_refused_or_known(login: Login, edge: Device) -> None:
    assert "% Invalid input" in login(EDGE).say("write memory")

    edge.faults.save_in_controller_mode = True

    assert "[OK]" in login(EDGE).say("write memory")


def test_there_is_no_other_way_to_configure(login: Login) -> None:
    session = login(EDGE)

    assert "%" not in session.say("configure terminal")
    assert session.prompt == f"{EDGE}#"
    assert "% Invalid input" in login("c8300-wan").say("config-transaction")


def test_it_sends_no_usage_reports_whatever_it_is_told(
    login: Login, edge: Device, estate: Estate, token: Callable[[str], str]
) -> None:
    session = login(EDGE)
    session.say("config-transaction", LINE, "license smart url default", "commit", "end")
    session.say(f"license smart trust idtoken {token('valid-wan')} all force")
    estate.clock.advance(60)
    edge.tick()
    assert edge.agent.trusted
    session.say("license smart sync all")
    estate.clock.advance(40 * 86400)
    edge.tick()

    assert edge.agent.usage.last_push is None and edge.agent.usage.next_push is None
    assert estate.cssm.usage.known == {}
