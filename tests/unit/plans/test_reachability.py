# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing for a device and its server to reach each other, read from a configuration, line by line."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netops.smart_licensing.plugins.module_utils.operations import OPERATIONS
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.reachability import (
    REACHABILITY_COMMAND,
    REACHABILITY_STARTUP_COMMAND,
    empty_reachability,
    parse_reachability,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.reachability import needs, taking_back
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue, ParseError

CONFIG = """\
aaa new-model
aaa authentication login default group ISE local
aaa authorization exec default group ISE local
ip host cslu-local 192.0.2.10
ip host vrf Mgmt-vrf licence.example 192.0.2.11 192.0.2.12
ip name-server 192.0.2.53 192.0.2.54
ip name-server vrf Mgmt-vrf 192.0.2.55
ip domain lookup vrf Mgmt-vrf source-interface GigabitEthernet0
ip domain name example.com
crypto pki trustpoint SLA-TrustPoint
 enrollment pkcs12
 revocation-check crl none
crypto pki trustpoint OTHER
 revocation-check none
username admin privilege 15 secret 9 $9$abc$def
username reader password 7 0822455D0A16
no ip http server
ip http authentication local
ip http secure-server
ip http client source-interface Vlan10
ip http max-connections 16
ip route 0.0.0.0 0.0.0.0 198.51.100.1
ip route vrf Mgmt-vrf 0.0.0.0 0.0.0.0 198.51.100.9 250
logging host 192.0.2.99
netconf-yang
restconf
"""


def params(**wanted: Any) -> dict[str, Any]:
    wanted = {"allow_management_changes": True, **wanted}
    validated = ArgumentSpecValidator(OPERATIONS["slp_reachability"].argument_spec).validate(wanted)
    assert validated.error_messages == []
    options: dict[str, Any] = validated.validated_parameters
    return options


def missing(config: str = "", me: str | None = "admin", **wanted: Any) -> list[str]:
    """Return the lines that would be entered by that user."""
    found = needs(params(**wanted), parse_reachability(config), me)
    return [line for need in found if not need.met for line in need.lines]


def test_the_lines_are_read_and_no_password_is_kept() -> None:
    found = parse_reachability(CONFIG)

    assert found["hosts"][1]["addresses"] == ["192.0.2.11", "192.0.2.12"]
    assert found["name_servers"][2] == {"vrf": "Mgmt-vrf", "address": "192.0.2.55"}
    assert found["revocation_checks"] == {"SLA-TrustPoint": ["crl", "none"], "OTHER": ["none"]}
    assert found["http"] == {"plain": False, "secure": True, "authentication": "local", "max_connections": 16}
    assert [(user["name"], user["privilege"], user["password"]) for user in found["users"]] == [
        ("admin", 15, True),
        ("reader", 1, True),
    ]
    assert (found["restconf"], found["netconf"], found["logging_hosts"]) == (True, True, ["192.0.2.99"])
    assert "$9$" not in str(found)
    assert "0822455D0A16" not in str(found)


@pytest.mark.parametrize("command", [REACHABILITY_COMMAND, REACHABILITY_STARTUP_COMMAND])
def test_ios_takes_the_command_in_one_line_and_is_not_asked_for_help(command: str) -> None:
    assert len(command) < 250
    assert "?" not in command


def test_a_configuration_without_such_lines_is_the_empty_one() -> None:
    assert parse_reachability("") == empty_reachability()


def test_a_line_that_a_message_broke_is_not_read() -> None:
    with pytest.raises(ParseError):
        parse_reachability("ip host cslu-lo*Nov 24 03:11:06.123: %SYS-5-CONFIG_I: Configured from console\n")


def test_a_server_that_sets_the_clock_already_is_not_entered_again() -> None:
    config = "ntp server vrf Mgmt-vrf time.example.com prefer\nntp server 192.0.2.123\n"

    assert missing(config, ntp_servers=["192.0.2.123"]) == []
    assert missing(config, ntp_servers=["Time.example.com"], vrf="Mgmt-vrf") == []
    assert missing(config, ntp_servers=["time.example.com"]) == ["ntp server time.example.com"]


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ({"name_servers": ["192.0.2.53"]}, ["ip name-server 192.0.2.53"]),
        ({"name_servers": ["192.0.2.53"], "vrf": "Mgmt-vrf"}, ["ip name-server vrf Mgmt-vrf 192.0.2.53"]),
        ({"domain_lookup": False}, ["no ip domain lookup"]),
        ({"domain_lookup_source_interface": "Vlan10"}, ["ip domain lookup source-interface Vlan10"]),
        ({"domain_name": "example.com"}, ["ip domain name example.com"]),
        ({"hosts": [{"name": "cslu-local", "addresses": ["192.0.2.10"]}]}, ["ip host cslu-local 192.0.2.10"]),
        ({"http_client_source_interface": "Vlan10"}, ["ip http client source-interface Vlan10"]),
        (
            {"routes": [{"prefix": "192.0.2.0", "mask": "255.255.255.0", "next_hop": "198.51.100.1"}]},
            ["ip route 192.0.2.0 255.255.255.0 198.51.100.1"],
        ),
        ({"revocation_check": ["none"]}, ["crypto pki trustpoint SLA-TrustPoint", " revocation-check none", " exit"]),
        ({"https_server": True}, ["ip http secure-server"]),
        (
            {"http_authentication": "local", "http_max_connections": 16},
            ["ip http authentication local", "ip http max-connections 16"],
        ),
        ({"restconf": True, "netconf": True}, ["restconf", "netconf-yang"]),
        ({"logging_hosts": ["192.0.2.99"]}, ["logging host 192.0.2.99"]),
        ({"ntp_servers": ["192.0.2.123"], "vrf": "Mgmt-vrf"}, ["ntp server vrf Mgmt-vrf 192.0.2.123"]),
    ],
)
def test_what_is_missing_is_entered(wanted: dict[str, Any], lines: list[str]) -> None:
    assert missing(**wanted) == lines


@pytest.mark.parametrize(
    "wanted",
    [
        {"name_servers": ["192.0.2.54", "192.0.2.53"], "domain_lookup": True, "domain_name": "example.com"},
        {"name_servers": ["192.0.2.55"], "vrf": "Mgmt-vrf", "domain_lookup_source_interface": "GigabitEthernet0"},
        {"hosts": [{"name": "cslu-local", "addresses": ["192.0.2.10"]}]},
        {"hosts": [{"name": "licence.example", "addresses": ["192.0.2.11", "192.0.2.12"], "vrf": "Mgmt-vrf"}]},
        {"routes": [{"prefix": "0.0.0.0", "mask": "0.0.0.0", "next_hop": "198.51.100.9", "vrf": "Mgmt-vrf"}]},
        {"revocation_check": ["crl", "none"]},
        {"http_server": False, "https_server": True, "http_authentication": "local", "http_max_connections": 16},
        {"restconf": True, "netconf": True, "logging_hosts": ["192.0.2.99"]},
        {"user_name": "admin", "user_password": "any", "aaa": True},
    ],
)
def test_what_is_there_is_left_alone(wanted: dict[str, Any]) -> None:
    assert missing(CONFIG, **wanted) == []


def test_a_name_that_moved_loses_its_old_address() -> None:
    assert missing(CONFIG, hosts=[{"name": "cslu-local", "addresses": ["192.0.2.77"]}]) == [
        "no ip host cslu-local 192.0.2.10",
        "ip host cslu-local 192.0.2.77",
    ]


@pytest.mark.parametrize("wanted", [{"user_name": "cslu", "user_password": "S3cret"}, {"aaa": True}])
def test_who_may_log_in_is_changed_only_when_that_is_allowed(wanted: dict[str, Any]) -> None:
    config = "username admin privilege 15 secret 9 $9$abc$def\n"

    with pytest.raises(InvalidValue, match="decide who may log in") as refused:
        missing(config, **wanted)
    assert "S3cret" not in refused.value.message
    assert missing(config, **wanted, allow_access_changes=True) != []


@pytest.mark.parametrize(
    ("config", "me"),
    [
        ("username reader privilege 1 secret 9 x\n", "reader"),
        ("username admin privilege 15 secret 9 x\n", "operator"),
        ("username admin privilege 15 nopassword\n", "admin"),
        ("username admin privilege 15 secret 9 x\n", None),
        ("", "admin"),
    ],
)
def test_aaa_that_would_lock_this_sessions_user_out_is_refused(config: str, me: str | None) -> None:
    with pytest.raises(InvalidValue, match="could no longer log in"):
        missing(config, me, aaa=True, allow_access_changes=True)


def test_aaa_with_servers_is_not_taken_over() -> None:
    config = "username admin privilege 15 secret 9 x\naaa new-model\naaa authentication login default group ISE\n"

    with pytest.raises(InvalidValue, match="'group ISE', and is not replaced"):
        missing(config, aaa=True, allow_access_changes=True)


def test_the_user_comes_before_aaa() -> None:
    wanted = {"user_name": "admin", "user_password": "9", "aaa": True, "allow_access_changes": True}

    assert missing(**wanted) == [
        "username admin privilege 15 secret 0 9",
        "aaa new-model",
        "aaa authentication login default local",
        "aaa authorization exec default local",
    ]


def test_a_user_who_is_there_keeps_the_password() -> None:
    config = "username cslu privilege 1 secret 9 x\n"
    wanted = {"user_name": "cslu", "user_password": "S3cret", "allow_access_changes": True}

    assert missing(config, **wanted) == ["username cslu privilege 15"]


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        ("ip http client source-interface GigabitEthernet0/0\n", {"http_client_source_interface": "Gi0/0"}),
        ("ip name-server 2001:DB8::53\n", {"name_servers": ["2001:db8:0::53"]}),
        ("ip host CSLU-local 192.0.2.10\n", {"hosts": [{"name": "cslu-local", "addresses": ["192.0.2.10"]}]}),
        ("ip http authentication aaa login-authentication WEB\n", {"http_authentication": "aaa"}),
        ("", {"http_server": False}),
        ("ip http max-connections\n", {}),
    ],
)
def test_what_is_spelt_another_way_is_there_all_the_same(config: str, wanted: dict[str, Any]) -> None:
    assert missing(config, **wanted) == []


@pytest.mark.parametrize(
    "line", ["username z privilege 15 view v secret 9 q", "username z one-time privilege 15 secret 9 q"]
)
def test_what_else_stands_in_the_line_of_a_user_is_passed_over(line: str) -> None:
    assert parse_reachability(f"{line}\n")["users"] == [{"name": "z", "privilege": 15, "password": True}]


def test_a_password_may_look_like_a_privilege() -> None:
    (user,) = parse_reachability("username x password 0 my privilege 15\n")["users"]

    assert user["privilege"] == 1


def test_a_password_is_not_among_what_is_shown() -> None:
    wanted = params(user_name="cslu", user_password="S3cret", verify_only=True)

    (need,) = needs(wanted, empty_reachability())

    assert need.shown == ("username cslu privilege 15 secret 0 ********",)


@pytest.mark.parametrize(
    "wanted",
    [
        {"name_servers": ["192.0.2.53\nreload"]},
        {"domain_name": "example.com ?"},
        {"hosts": [{"name": "a b", "addresses": ["192.0.2.1"]}]},
        {"hosts": [{"name": "a", "addresses": []}]},
        {"routes": [{"prefix": "0.0.0.0", "mask": "0.0.0.0", "next_hop": "1.1.1.1\rreload"}]},
        {"trust_point": "a b", "revocation_check": ["none"]},
        {"name_servers": ["vrf"]},
        {"routes": [{"prefix": "10.0.0.0", "mask": "0.255.255.255", "next_hop": "198.51.100.1"}]},
        {"routes": [{"prefix": "10.0.0.1", "mask": "255.0.0.0", "next_hop": "198.51.100.1"}]},
        {"http_max_connections": 0},
        {"user_name": "a b", "user_password": "x"},
        {"user_name": "a", "user_password": "x\ny"},
        {"vrf": "a b", "name_servers": ["192.0.2.53"]},
    ],
)
def test_a_value_never_becomes_a_second_command(wanted: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        missing(**wanted, allow_access_changes=True)


def back(before: str, now: str, **wanted: Any) -> list[str]:
    """Return the lines that lead from the one configuration back to the other."""
    return taking_back(params(**wanted), parse_reachability(before), parse_reachability(now))


@pytest.mark.parametrize(
    ("wanted", "before", "now", "lines"),
    [
        ({"name_servers": ["192.0.2.53"]}, "", "ip name-server 192.0.2.53\n", ["no ip name-server 192.0.2.53"]),
        ({"domain_lookup": True}, "no ip domain lookup\n", "", ["no ip domain lookup"]),
        (
            {"domain_name": "b.example"},
            "ip domain name a.example\n",
            "ip domain name b.example\n",
            ["ip domain name a.example"],
        ),
        (
            {"http_client_source_interface": "Vlan10"},
            "",
            "ip http client source-interface Vlan10\n",
            ["no ip http client source-interface Vlan10"],
        ),
        (
            {"hosts": [{"name": "c", "addresses": ["192.0.2.2"]}]},
            "ip host c 192.0.2.1\n",
            "ip host c 192.0.2.2\n",
            ["no ip host c 192.0.2.2", "ip host c 192.0.2.1"],
        ),
        (
            {"hosts": [{"name": "c", "addresses": ["192.0.2.2"]}]},
            "ip host c 192.0.2.1\n",
            "",
            ["ip host c 192.0.2.1"],
        ),
        (
            {"revocation_check": ["none"]},
            "crypto pki trustpoint SLA-TrustPoint\n revocation-check crl\n",
            "crypto pki trustpoint SLA-TrustPoint\n revocation-check none\n",
            ["crypto pki trustpoint SLA-TrustPoint", " revocation-check crl", " exit"],
        ),
        (
            {"revocation_check": ["none"]},
            "crypto pki trustpoint SLA-TrustPoint\n",
            "crypto pki trustpoint SLA-TrustPoint\n revocation-check none\n",
            ["crypto pki trustpoint SLA-TrustPoint", " no revocation-check none", " exit"],
        ),
        ({"http_server": False}, "ip http server\n", "no ip http server\n", ["ip http server"]),
        ({"https_server": True}, "", "ip http secure-server\n", ["no ip http secure-server"]),
        (
            {"http_max_connections": 9},
            "ip http max-connections 5\n",
            "ip http max-connections 9\n",
            ["ip http max-connections 5"],
        ),
        ({"netconf": False}, "netconf-yang\n", "", ["netconf-yang"]),
        (
            {"aaa": True, "user_name": "c", "user_password": "p"},
            "",
            "username c privilege 15 secret 9 x\naaa new-model\naaa authentication login default local\n",
            ["no aaa authentication login default local", "no aaa new-model", "no username c"],
        ),
        ({"aaa": True}, "aaa new-model\n", "aaa new-model\n", []),
        ({"name_servers": ["192.0.2.53"]}, "", "ip name-server 192.0.2.99\n", []),
    ],
)
def test_what_was_entered_is_taken_back_and_nothing_else(
    wanted: dict[str, Any], before: str, now: str, lines: list[str]
) -> None:
    assert back(before, now, **wanted) == lines


ROUTE = {"prefix": "0.0.0.0", "mask": "0.0.0.0", "next_hop": "198.51.100.254"}


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ({"routes": [ROUTE]}, "ip route 0.0.0.0 0.0.0.0 198.51.100.254"),
        ({"https_server": False}, "no ip http secure-server"),
        ({"http_authentication": "aaa"}, "ip http authentication aaa"),
        ({"netconf": False}, "no netconf-yang"),
        ({"restconf": False}, "no restconf"),
    ],
)
def test_what_can_cut_the_management_off_is_refused_with_the_variable_that_allows_it(
    wanted: dict[str, Any], line: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        missing(CONFIG, allow_management_changes=False, **wanted)

    assert line in refused.value.message and "allow_management_changes: true" in refused.value.message
    assert missing(CONFIG, **wanted) == [line]


def test_what_opens_a_way_in_or_is_there_already_needs_no_such_word() -> None:
    known = {"routes": [{"prefix": "0.0.0.0", "mask": "0.0.0.0", "next_hop": "198.51.100.1"}], "http_server": False}
    opened = {"https_server": True, "http_authentication": "local", "netconf": True, "restconf": True}

    assert missing(CONFIG, allow_management_changes=False, **known) == []
    assert len(missing("", allow_management_changes=False, **opened)) == 4
