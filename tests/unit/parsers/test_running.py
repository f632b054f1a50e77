# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licensing lines of running-configs, as they were seen on devices."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    RUNNING_COMMAND,
    STARTUP_COMMAND,
    parse_outputs,
    parse_show,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.running import empty_config

CALL_HOME = """\
service call-home
call-home
 ! If contact email address in call-home is configured as sch-smart-licensing@cisco.com
 ! the email address configured in Cisco Smart License Portal will be used as contact email address
to send SCH notifications.
 contact-email-addr sch-smart-licensing@cisco.com
 http-proxy "proxy.example.com" port 80
 no http secure server-identity-check
 source-interface GigabitEthernet1
 vrf Mgmt-intf
 profile "CiscoTAC-1"
  active\x20
  destination transport-method http
  no destination transport-method email
  destination address http https://tools.cisco.com/its/service/oddce/services/DDCEService
 profile spare
  destination transport-method email
"""


def read(text: str) -> Any:
    return parse_show(RUNNING_COMMAND, text)


def test_a_bare_device_shows_nothing() -> None:
    assert read("") == empty_config()
    assert read("router#\n") == empty_config()


@pytest.mark.parametrize("kind", ["off", "smart", "callhome", "automatic"])
def test_the_transport(kind: str) -> None:
    assert read(f"license smart transport {kind}\n")["transport"] == kind


def test_only_licensing_lines_count() -> None:
    assert (
        read(" transport input ssh\n  destination transport-method http\nlicense boot level network-advantage\n")
        == empty_config()
    )


def test_the_cslu_url_stands_without_its_transport() -> None:
    config = read(
        "license smart url cslu https://licensing.corporate/cslu/v1/pi/corporate.onprem\nlicense smart vrf Mgmt-intf\n"
    )

    assert config["transport"] is None
    assert config["urls"]["cslu"] == "https://licensing.corporate/cslu/v1/pi/corporate.onprem"
    assert config["url"] is None
    assert config["vrf"] == "Mgmt-intf"


def test_both_url_lines_of_smart_transport() -> None:
    url = "https://smartreceiver.cisco.com/licservice/license"
    config = read(f"license smart transport smart\nlicense smart url {url}\nlicense smart url smart {url}\n")

    assert config["url"] == url
    assert config["urls"] == {"smart": url, "cslu": None, "utility": None}


def test_the_proxy_is_two_lines() -> None:
    config = read("license smart proxy address proxy.example\nlicense smart proxy port 3128\n")

    assert config["proxy"] == {"address": "proxy.example", "port": 3128}


def test_customer_tags_keep_their_blanks() -> None:
    config = read("license smart usage customer-tags tag1 Data Center 1\nlicense smart usage customer-tags tag4 x\n")

    assert config["customer_tags"] == {"tag1": "Data Center 1", "tag4": "x"}


def test_utility_mode_and_its_customer() -> None:
    config = read(
        "license smart utility\nlicense smart utility customer_info city San Jose\n"
        "license smart utility customer_info country US\n"
    )

    assert config["utility"] == {"enabled": True, "customer_info": {"city": "San Jose", "country": "US"}}


def test_customer_info_alone_is_no_utility_mode() -> None:
    assert read("license smart utility customer_info city Rome\n")["utility"]["enabled"] is False


@pytest.mark.parametrize(
    ("line", "hostname", "version"),
    [
        ("license smart privacy all", True, True),
        ("license smart privacy hostname", True, False),
        ("license smart privacy version", False, True),
        ("no license smart privacy all", False, False),
    ],
)
def test_privacy(line: str, hostname: bool, version: bool) -> None:
    assert read(f"{line}\n")["privacy"] == {"hostname": hostname, "version": version}


def test_lines_that_begin_with_no_set_nothing() -> None:
    lines = [
        "no license smart enable",
        "no license smart transport",
        "no license smart url smart https://a.example/x",
        "no license smart vrf Mgmt-intf",
        "no license smart proxy address a.example",
        "no license smart usage customer-tags tag1 a",
        "no license smart utility",
    ]

    assert read("\n".join(lines)) == empty_config()
    assert read("no license smart server-identity-check\n")["server_identity_check"] is False
    assert read("license smart server-identity-check\n")["server_identity_check"] is True


def test_usage_interval_and_custom_id() -> None:
    config = read("license smart usage interval 14\nlicense smart custom_id site 7\n")

    assert config["usage_interval"] == 14
    assert config["custom_id"] == "site 7"


def test_call_home_with_comments_that_wrap() -> None:
    call_home = read(CALL_HOME)["call_home"]

    assert call_home == {
        "service": True,
        "contact_email": "sch-smart-licensing@cisco.com",
        "proxy": {"address": "proxy.example.com", "port": 80},
        "source_interface": "GigabitEthernet1",
        "vrf": "Mgmt-intf",
        "profiles": [
            {
                "name": "CiscoTAC-1",
                "active": True,
                "methods": ["http"],
                "addresses": ["https://tools.cisco.com/its/service/oddce/services/DDCEService"],
            },
            {"name": "spare", "active": False, "methods": ["email"], "addresses": []},
        ],
    }


def test_a_proxy_without_quotes() -> None:
    assert read("call-home\n http-proxy proxy.example.com port 8080\n")["call_home"]["proxy"] == {
        "address": "proxy.example.com",
        "port": 8080,
    }


@pytest.mark.parametrize(
    ("line", "name", "minutes"),
    [
        ("clock timezone IST 5 30", "IST", 330),
        ("clock timezone EST -5 0", "EST", -300),
        ("clock timezone NST -3 30", "NST", -210),
        ("clock timezone CET 1", "CET", 60),
    ],
)
def test_the_time_zone(line: str, name: str, minutes: int) -> None:
    clock = read(f"{line}\nclock summer-time CEST recurring\n")["clock"]

    assert clock == {"zone": name, "offset_minutes": minutes, "summer_zone": "CEST"}


def test_the_source_interface_of_the_http_client() -> None:
    assert read("ip http client source-interface Vlan 10\n")["http_client_source_interface"] == "Vlan 10"


def test_running_and_startup_are_read_alike() -> None:
    text = f"license smart transport callhome\n{CALL_HOME}"

    assert read(f"Using 4711 out of 33554432 bytes\n{text}") == parse_show(STARTUP_COMMAND, text)


HEADER = """\
! Last configuration change at 10:15:00 UTC Tue Nov 24 2026 by netops
! NVRAM config last updated at 10:15:30 UTC Tue Nov 24 2026 by netops
"""


def test_when_and_by_whom_it_was_changed_and_saved() -> None:
    config = read(HEADER)

    assert config["last_change"] == {
        "at": "10:15:00 UTC Tue Nov 24 2026",
        "by": "netops",
        "wall_clock": "2026-11-24T10:15:00",
    }
    assert config["last_saved"]["at"] == "10:15:30 UTC Tue Nov 24 2026"


def test_the_header_of_a_whole_configuration() -> None:
    text = f"Building configuration...\n\nCurrent configuration : 8645 bytes\n!\n{HEADER}!\nversion 17.12\n{CALL_HOME}"

    assert read(text) == {**read(CALL_HOME), **times(read(HEADER))}


def times(config: dict[str, Any]) -> dict[str, Any]:
    return {key: config[key] for key in ("last_change", "last_saved")}


@pytest.mark.parametrize(
    ("line", "at", "by"),
    [
        ("! Last configuration change at 01:16:53 MSK Thu Aug 6 2020", "01:16:53 MSK Thu Aug 6 2020", None),
        ("! Last configuration change at 13:30:36 CET Thu Feb 20 2025 by a b", "13:30:36 CET Thu Feb 20 2025", "a b"),
    ],
)
def test_a_change_in_another_zone_or_by_nobody(line: str, at: str, by: str | None) -> None:
    change = read(f"{line}\n")["last_change"]

    assert (change["at"], change["by"]) == (at, by)


@pytest.mark.parametrize(
    "line",
    [
        "! No configuration change since last restart",
        "! Last configuration change at an unknown time",
        "! Last configuration change at 10:15:00 UTC Tue Nov 31 2026 by netops",
        " ! Last configuration change at 10:15:00 UTC Tue Nov 24 2026 by netops",
    ],
)
def test_a_header_that_tells_no_time(line: str) -> None:
    assert read(f"{line}\n") == empty_config()


def test_the_header_says_nothing_about_what_is_saved() -> None:
    settings = "license smart transport smart\n"

    state = parse_outputs({RUNNING_COMMAND: HEADER + settings, STARTUP_COMMAND: settings})

    assert state["config"]["saved"] is True
    assert state["config"]["last_saved"]["by"] == "netops"


def test_each_command_is_one_that_ios_takes_whole() -> None:
    assert max(len(RUNNING_COMMAND), len(STARTUP_COMMAND)) < 254


def test_a_whole_configuration_with_its_marks_between_blocks() -> None:
    text = f"!\nversion 17.12\n!\n{CALL_HOME}!\ninterface GigabitEthernet2\n vrf forwarding Red\n!\nend\n"

    assert read(text) == read(CALL_HOME)


@pytest.mark.parametrize(
    "line", ["license smart proxy port :3128", "license smart usage interval often", "license smart proxy port \u00b2"]
)
def test_a_number_that_is_none(line: str) -> None:
    assert read(f"{line}\n") == empty_config()


@pytest.mark.parametrize("line", ["license smart proxy colour blue", "license smart privacy host"])
def test_a_word_that_nobody_knows(line: str) -> None:
    assert read(f"{line}\n") == empty_config()
