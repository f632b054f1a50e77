# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations of somebody who looks around before a change: ping, NTP, the trustpoint of licensing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.device.device import Device

from .conftest import Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
SMART = "smartreceiver.cisco.com"
WAN, WLC, EDGE, BRANCH, CAMPUS = "c8300-wan", "c9800-wlc", "c8500-edge", "isr4331-branch", "c9300-campus"


def rate(text: str) -> str:
    return text.splitlines()[-1].split("(")[-1].split(")")[0]


def test_a_name_is_looked_up_and_pinged(login: Login) -> None:
    lines = login(WAN).say(f"ping {SMART} repeat 2 timeout 1").splitlines()
    assert lines[0] == f'Translating "{SMART}"...domain server (192.0.2.53) [OK]'
    assert lines[-3:-1] == ["Sending 2, 100-byte ICMP Echos to 198.51.100.201, timeout is 1 seconds:", "!!"]
    assert rate("\n".join(lines)) == "2/2"


def test_a_ping_without_options_sends_five(login: Login) -> None:
    assert rate(login(WAN).say(f"ping {SMART}")) == "5/5"


@pytest.mark.parametrize("fault", ["drops_icmp", "cssm_unreachable"])
def test_who_is_down_and_who_drops_pings_look_the_same(login: Login, device: Find, fault: str) -> None:
    setattr(device(WAN).faults, fault, True)
    assert login(WAN).say(f"ping {SMART} repeat 2").endswith("..\nSuccess rate is 0 percent (0/2)\n")


def test_only_the_vrf_that_is_the_way_out_reaches_the_server(login: Login) -> None:
    talk = login(WLC)
    assert rate(talk.say(f"ping vrf Mgmt-intf {SMART}")) == "5/5"
    assert talk.say(f"ping {SMART}").endswith("% Unrecognized host or address, or protocol not running.\n")
    assert talk.say(f"ping vrf Other {SMART}") == "% VRF Other does not exist or is not configured.\n"
    assert rate(talk.say("ping 198.51.100.201")) == "0/5"


def test_behind_a_proxy_the_proxy_is_all_that_answers(login: Login) -> None:
    talk = login(EDGE)
    assert rate(talk.say("ping 192.0.2.80")) == "5/5"
    assert rate(talk.say("ping 198.51.100.201")) == "0/5"
    assert "domain server (255.255.255.255)" in talk.say(f"ping {SMART}")


def test_names_come_from_the_host_table_and_not_without_lookup(login: Login) -> None:
    talk = login(WAN)
    assert "% Unrecognized host" in talk.say("ping cslu-local")
    talk.say("configure terminal", "ip host cslu-local 127.0.0.1", "no ip domain lookup", "end")
    assert rate(talk.say("ping cslu-local")) == "5/5"
    assert talk.say(f"ping {SMART}").splitlines()[0] == f'Translating "{SMART}"'


def test_a_ping_can_be_slow(login: Login, device: Find) -> None:
    device(WAN).faults.probe_delay = 7.0
    assert login(WAN).shell.feed(f"ping {SMART}").delay == 7.0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (WAN, "Clock is synchronized, stratum 3, reference is 192.0.2.123"),
        (BRANCH, "Clock is unsynchronized, stratum 16, no reference clock"),
        (WLC, "%NTP is not enabled."),
    ],
)
def test_ntp_says_what_the_mark_of_the_clock_says(login: Login, device: Find, name: str, said: str) -> None:
    talk = login(name)
    if device(name).account.enable_secret:
        talk.say("enable", device(name).account.enable_secret)
    assert talk.say("show ntp status").splitlines()[0] == said


def test_a_clock_that_is_off_is_not_synchronized(login: Login, device: Find) -> None:
    device(WAN).faults.skew_seconds = 7200.0
    assert login(WAN).say("show ntp status").startswith("Clock is unsynchronized")


def test_the_trust_point_of_licensing(login: Login, device: Find) -> None:
    talk = login(WAN)
    command = "show crypto pki trustpoints SLA-TrustPoint status"
    assert "    Issuing CA authenticated ....... Yes\n" in talk.say(command)
    device(WAN).faults.trust_point_empty = True
    assert "    Issuing CA authenticated ....... No\n" in talk.say(command)
    assert login(WLC).say(command).startswith("% Trustpoint")
