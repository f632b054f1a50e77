# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which blocks and labels appear at which agent version, and that every release serves what is read from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab import estate as estates
from tests.lab.clock import LabClock
from tests.lab.device.layout import TABLE, Layout, version
from tests.lab.estate import Placement, load_estate
from tests.lab.server import Lab

from .conftest import NOON, Conversation

Login = Callable[[str], Conversation]
RELEASES = Path(estates.__file__).with_name("releases.yml")
READ = (
    "show license all",
    "show license status",
    "show license summary",
    "show license usage",
    "show license udi",
    "show license authorization",
    "show license tech support",
    "show license rum id all",
    "show license history message",
    "show license eventlog",
    "show call-home smart-licensing",
    "show version",
    "show running-config",
)
CLASSIC_TOO = (*READ[:5], *READ[-3:])


@pytest.fixture
def releases() -> dict[str, Conversation]:
    """A session on a device of every agent version."""
    estate = load_estate(RELEASES, clock=LabClock(NOON, source=lambda: 0.0))
    lab = Lab(estate)
    return {placement.device.name: session(lab, placement) for placement in estate.placements}


def session(lab: Lab, placement: Placement) -> Conversation:
    talk = Conversation(lab.shell(placement.device))
    if placement.device.profile.login_privilege != 15:
        talk.say("enable", placement.device.account.enable_secret)
    return talk


def seen(releases: dict[str, Conversation], command: str, words: str) -> list[str]:
    """The agent versions whose output of the command has these words."""
    return [
        name.removeprefix("agent-").replace("-", ".") for name, talk in releases.items() if words in talk.say(command)
    ]


def test_every_release_serves_every_output_that_is_read(releases: dict[str, Conversation]) -> None:
    for name, talk in releases.items():
        for command in CLASSIC_TOO if name == "agent-4-8-5" else READ:
            text = talk.say(command)
            assert text.strip() and "% " not in text, f"{name}: {command}"


def test_a_report_is_shown_in_detail_by_its_number(releases: dict[str, Conversation]) -> None:
    for name, talk in releases.items():
        if name != "agent-4-8-5":
            number = talk.say("show license rum id all").splitlines()[-1].split()[0]
            text = talk.say(f"show license rum id {number}")
            assert f"Report Id: {number}\n  Metric Name: ENTITLEMENT\n" in text
            assert talk.say(f"show license rum id {number} detail") == text
            assert talk.say("show license rum id 17").endswith("The requested item was not found\n")


@pytest.mark.parametrize(
    ("command", "words", "first", "last"),
    [
        ("show license all", "Account Information:", "5.3.10", "6.3.10"),
        ("show license summary", "Account Information:", "5.3.10", "6.3.10"),
        ("show license tech support", "  VRF: ", "5.3.10", "6.3.10"),
        ("show license all", "Usage Report Summary:", "5.3.10", "6.3.10"),
        ("show license tech support", "Telemetry Reporting:", "5.7.6", "6.3.10"),
        ("show license all", "Device Telemetry Report Summary:", "5.7.6", "6.2.0"),
        ("show license all", "License Conversion:", "5.10.1", "6.3.10"),
        ("show license tech support", "Trust Code Installed:", "5.10.1", "6.3.10"),
        ("show license all", "Last File Export:", "5.10.3", "6.3.10"),
        ("show license status", "  Reporting Mode: STANDARD", "5.11.2", "6.3.10"),
        ("show license tech support", "  IP Mode: IPv4 ONLY", "6.0.1", "6.3.10"),
        ("show license all", "Device Enforcement State:", "6.3.7", "6.3.10"),
        ("show license all", "Product Analytics Report Summary:", "6.3.7", "6.3.10"),
        ("show license tech support", "  Day-0 Verification: NO", "6.3.7", "6.3.7"),
        ("show license tech support", "Authorization Renewal:", "5.1.26", "5.9.4"),
    ],
)
def test_a_block_is_printed_from_its_first_version_to_its_last(
    releases: dict[str, Conversation], command: str, words: str, first: str, last: str
) -> None:
    order = [name.removeprefix("agent-").replace("-", ".") for name in releases if name != "agent-4-8-5"]
    for talk in releases.values():
        talk.say("configure terminal", "license smart transport smart", "end")
    assert seen(releases, command, words) == order[order.index(first) : order.index(last) + 1]


def test_the_table_knows_no_block_that_is_gone_before_it_came() -> None:
    for rows in TABLE.values():
        for row in rows:
            assert row.before is None or row.since < row.before, row.name


def test_versions_are_read_with_and_without_a_release_mark() -> None:
    assert version("5.10.3_rel/9") == (5, 10, 3)
    assert version("6.3.10/58086906e") == (6, 3, 10)
    assert version("4.8.5.4_rel/22") == (4, 8, 5)
    assert version("0") == (0, 0, 0)


def test_a_label_that_the_table_does_not_know_is_an_error() -> None:
    with pytest.raises(KeyError):
        Layout((6, 3, 10)).prints("Reporting Mood")


BEFORE_TRUST = """\
Utility:
  Status: DISABLED

Smart Licensing Using Policy:
  Status: ENABLED

Data Privacy:
  Sending Hostname: yes
    Callhome hostname privacy: DISABLED
    Smart Licensing hostname privacy: DISABLED
  Version privacy: DISABLED

Transport:
  Type: cslu
  Cslu address: <empty>
  Proxy:
    Not Configured

Policy:
  Policy in use: Merged from multiple sources.
"""

AFTER_POLICY = """\
Usage Reporting:
  Last ACK received: <none>
  Next ACK deadline: Mar 01 12:00:00 2026 UTC
  Reporting push interval: 0 (no reporting)
  Next ACK push check: <none>
  Next report push: <none>
  Last report push: <none>
  Last report file write: <none>

Trust Code Installed: <none>
"""


def test_the_oldest_layout_has_no_account_no_vrf_and_no_summary(login: Login) -> None:
    talk = login("isr4331-branch")
    talk.say("enable", "lab-Enable-1")
    status = talk.say("show license status")
    assert status.startswith(BEFORE_TRUST)
    assert status.endswith(AFTER_POLICY)
    everything = talk.say("show license all")
    assert "Account Information" not in everything
    assert "Usage Report Summary" not in everything


def test_the_newest_layout_has_its_own_last_blocks(login: Login) -> None:
    text = login("c9350-access").say("show license all")
    assert "\nDevice Enforcement State:\nNOT APPLICABLE\n\nUsage Report Summary:\n" in text
    assert "Available to Report: 1  Collecting Data: 1  \n\nProduct Analytics Report Summary:\n" in text
    assert "Telemetry" not in text


def test_conversion_shows_from_5_10_and_the_reporting_mode_from_5_11(login: Login) -> None:
    texts = {name: login(name).say("show license all") for name in ("c9800-wlc", "c8300-wan", "c8500-edge")}
    assert ["License Conversion:" in text for text in texts.values()] == [False, True, True]
    assert ["  Reporting Mode: STANDARD" in text for text in texts.values()] == [False, False, True]


def test_licences_of_the_past_have_their_own_outputs(login: Login) -> None:
    old = login("isr2911-old")
    old.say("enable", "lab-Enable-1")
    assert old.say("show license").startswith("Index 1 Feature: ipbasek9                       \n")
    assert "License Operation Supported" in old.say("show license status")
    classic = login("csr1000v-old").say("show license all").splitlines()
    assert classic[2] == "" and classic[7:9] == [
        "  Smart Account: Lab Industries",
        "Virtual Account: WAN",
    ]
