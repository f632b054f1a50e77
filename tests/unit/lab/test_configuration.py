# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the running configuration shows of what was typed, and what it hides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.device.device import Device
from tests.lab.estate import Estate

from .conftest import Conversation

Login = Callable[[str], Conversation]
Find = Callable[[str], Device]
SMART = "https://smartreceiver.cisco.com/licservice/license"


def licence_lines(talk: Conversation) -> list[str]:
    return talk.say("show running-config | include ^(no )?license smart").splitlines()


def configured(talk: Conversation, *lines: str) -> list[str]:
    talk.say("configure terminal", *lines, "end")
    return licence_lines(talk)


def test_the_default_transport_is_hidden(login: Login) -> None:
    talk = login("c8300-wan")
    assert configured(talk) == []
    assert configured(talk, "license smart transport smart") == ["license smart transport smart"]
    assert configured(talk, "license smart transport cslu") == []


def test_an_upgraded_switch_hides_callhome_and_shows_cslu(login: Login) -> None:
    talk = login("c9300-campus")
    assert "  Type: Callhome" in talk.say("show license status")
    assert configured(talk, "license smart transport cslu") == ["license smart transport cslu"]
    assert configured(talk, "no license smart transport") == []


def test_url_default_is_stored_expanded_in_two_lines(login: Login) -> None:
    lines = configured(login("c8300-wan"), "license smart transport smart", "license smart url default")
    assert lines == [f"license smart url {SMART}", f"license smart url smart {SMART}", "license smart transport smart"]


def test_the_url_lines_stay_when_the_transport_changes(login: Login) -> None:
    talk = login("c8300-wan")
    configured(talk, "license smart transport smart", "license smart url default")
    assert len(configured(talk, "no license smart transport")) == 2
    assert configured(talk, "no license smart url smart") == [f"license smart url {SMART}"]


@pytest.mark.parametrize(
    ("line", "undo", "shown"),
    [
        ("license smart proxy address proxy.example", "no license smart proxy address", True),
        ("license smart proxy port 3128", "no license smart proxy port 3128", True),
        ("license smart vrf Mgmt-intf", "no license smart vrf Mgmt-intf", True),
        ("license smart usage interval 7", "no license smart usage interval", True),
        ("license smart usage interval 30", "no license smart usage interval", False),
        ("license smart usage customer-tags tag1 Plant 7", "no license smart usage customer-tags tag1", True),
        ("license smart privacy hostname", "no license smart privacy hostname", True),
        ("license smart utility", "no license smart utility", True),
        ("license smart utility customer_info city Graz", "no license smart utility customer_info city", True),
        ("license smart url cslu http://192.0.2.7:8182/cslu/v1/pi", "no license smart url cslu", True),
    ],
)
def test_each_line_comes_and_goes(login: Login, line: str, undo: str, shown: bool) -> None:
    talk = login("c8300-wan")
    assert configured(talk, line) == ([line] if shown else [])
    assert configured(talk, undo) == []


def test_the_identity_check_shows_only_when_it_is_off(login: Login) -> None:
    talk = login("c8300-wan")
    assert configured(talk, "no license smart server-identity-check") == ["no license smart server-identity-check"]
    assert configured(talk, "license smart server-identity-check") == []


def test_utility_mode_and_call_home_exclude_each_other(login: Login) -> None:
    talk = login("c8300-wan")
    talk.say("configure terminal", "license smart utility")
    assert "Utility" in talk.say("license smart transport callhome")
    talk.say("no license smart utility", "license smart transport callhome")
    assert "does not support" in talk.say("license smart utility")


def test_the_call_home_block_shows_what_was_typed(login: Login) -> None:
    talk = login("c8500-dmz")
    talk.say("configure terminal", "call-home", "contact-email-addr net@lab.example")
    talk.say('http-proxy "192.0.2.80" port 3128', "profile CiscoTAC-1", "no destination transport-method email")
    talk.say("destination address http https://tools.cisco.com/its/service/oddce/services/DDCEService", "end")
    block = talk.say("show running-config | section ^call-home").splitlines()
    assert block[3:] == [
        " contact-email-addr net@lab.example",
        ' http-proxy "192.0.2.80" port 3128',
        ' profile "CiscoTAC-1"',
        "  active ",
        "  destination transport-method http",
        "  no destination transport-method email",
        "  destination address http https://tools.cisco.com/its/service/oddce/services/DDCEService",
    ]


def test_names_clock_and_interfaces_are_kept(login: Login) -> None:
    talk = login("c8300-wan")
    lines = [
        "clock timezone CET 1 0",
        "ip name-server vrf Mgmt 192.0.2.1 192.0.2.2",
        "ip domain lookup source-interface Gi1",
        "ip host cslu-local 192.0.2.9",
        "ip http client source-interface Gi1",
        "ntp server 192.0.2.77",
    ]
    talk.say("configure terminal", *lines, "interface Gi1", "ip address 192.0.2.3 255.255.255.0", "end")
    shown = talk.say("show running-config").splitlines()
    assert set(lines) <= set(shown)
    assert shown[shown.index("interface Gi1") + 1] == " ip address 192.0.2.3 255.255.255.0"
    assert talk.say("show clock") == "13:00:00.000 CET Mon Dec 1 2025\n"


def test_changes_reach_the_startup_configuration_only_when_saved(login: Login) -> None:
    talk = login("c8300-wan")
    talk.say("configure terminal", "license smart vrf Blue", "end")
    assert "license smart vrf" not in talk.say("show startup-config")
    talk.say("write memory")
    assert "license smart vrf Blue" in talk.say("show startup-config")


def header(talk: Conversation) -> list[str]:
    return talk.say("show running-config | section ^! (Last|NVRAM)").splitlines()


def test_the_header_says_who_changed_and_saved_and_when(login: Login, estate: Estate) -> None:
    talk = login("c8300-wan")
    assert header(talk) == ["! Last configuration change at 12:00:00 UTC Mon Dec 1 2025"]
    estate.clock.advance(60)
    talk.say("configure terminal", "license smart vrf Blue", "end")
    estate.clock.advance(60)
    talk.say("write memory")
    assert header(talk) == [
        "! Last configuration change at 12:01:00 UTC Mon Dec 1 2025 by admin",
        "! NVRAM config last updated at 12:02:00 UTC Mon Dec 1 2025 by admin",
    ]
    assert "\n".join(header(talk)) in talk.say("show startup-config")


def test_a_look_into_configuration_mode_is_a_change_to_the_header(login: Login, estate: Estate) -> None:
    talk = login("c8300-wan")
    estate.clock.advance(60)
    talk.say("configure terminal", "end")
    assert header(talk) == ["! Last configuration change at 12:01:00 UTC Mon Dec 1 2025 by admin"]


def test_a_clock_that_is_set_back_moves_no_time_that_was_noted(login: Login, device: Find, estate: Estate) -> None:
    talk = login("c8300-wan")
    talk.say("configure terminal", "license smart vrf Blue", "end")
    estate.clock.advance(60)
    device("c8300-wan").faults.skew_seconds = -7200
    assert talk.say("show clock") == "10:01:00.000 UTC Mon Dec 1 2025\n"
    assert header(talk) == ["! Last configuration change at 12:00:00 UTC Mon Dec 1 2025 by admin"]
    talk.say("configure terminal", "no license smart vrf Blue", "end")
    assert header(talk) == ["! Last configuration change at 10:01:00 UTC Mon Dec 1 2025 by admin"]


def test_a_device_may_print_no_header(login: Login, device: Find) -> None:
    device("c8300-wan").faults.no_config_header = True
    assert header(login("c8300-wan")) == []
