# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations about trust, authorization codes and reports; time passes only when a test says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.device.device import Device
from tests.lab.estate import Estate

from .conftest import Conversation

Login = Callable[[str], Conversation]
Trusted = Callable[..., Conversation]  # a device name, and the name of its token
Token = Callable[[str], str]
Find = Callable[[str], Device]

SMART = ("configure terminal", "license smart transport smart", "license smart url default", "end")
DDCE = "https://tools.cisco.com/its/service/oddce/services/DDCEService"


def shown(talk: Conversation, *labels: str) -> list[str]:
    expression = "|".join(f"^ *{label}" for label in labels)
    return [line.strip() for line in talk.say(f"show license status | include {expression}").splitlines()]


def trust_statistics(talk: Conversation) -> dict[str, str]:
    text = talk.say("show license tech support | section ^Trust Establishment")
    pairs = (line.strip().partition(": ") for line in text.splitlines()[1:])
    return {label: value for label, _, value in pairs}


@pytest.fixture
def trusted(login: Login, token: Token, estate: Estate) -> Trusted:
    def bring(name: str, token_name: str = "valid-wan") -> Conversation:
        talk = login(name)
        talk.say(*SMART, f"license smart trust idtoken {token(token_name)} all")
        estate.clock.advance(5)
        return talk

    return bring


# -- trust --------------------------------------------------------------------------------------------------------


def test_trust_prints_nothing_and_appears_later(login: Login, token: Token, estate: Estate) -> None:
    talk = login("c8300-wan")
    talk.say(*SMART)
    assert talk.say(f"license smart trust idtoken {token('valid-wan')} local") == ""
    estate.clock.advance(1)
    assert shown(talk, "Trust Code") == ["Trust Code Installed: <none>"]
    estate.clock.advance(1)
    assert shown(talk, "Trust Code") == ["Trust Code Installed: Dec 01 12:00:02 2025 UTC"]
    assert shown(talk, "Policy in use", "Policy name") == [
        "Policy in use: Installed On Dec 01 12:00:02 2025 UTC",
        "Policy name: SLE Policy",
    ]


def test_the_account_is_known_only_after_a_further_message(login: Login, token: Token, estate: Estate) -> None:
    talk = login("c8300-wan")
    talk.say(*SMART, f"license smart trust idtoken {token('valid-wan')} local")
    estate.clock.advance(2)
    assert shown(talk, "Smart Account") == ["Smart Account: <none>"]
    estate.clock.advance(2)
    assert shown(talk, "Smart Account", "Virtual") == [
        "Smart Account: Lab Industries As of Dec 01 12:00:04 2025 UTC",
        "Virtual Account: WAN",
    ]


def test_with_all_every_member_of_a_stack_is_trusted(trusted: Trusted) -> None:
    talk = trusted("c9300-campus")
    assert talk.say("show license status | section ^Trust Code").splitlines() == [
        "Trust Code Installed:",
        "  Active: PID:C9300-24UX,SN:FCW2303A0AA",
        "    INSTALLED on Dec 01 12:00:02 2025 UTC",
        "  Standby: PID:C9300-24U,SN:FHH2043A0AB",
        "    INSTALLED on Dec 01 12:00:03 2025 UTC",
        "  Member: PID:C9300-48T,SN:FCW2139A0AC",
        "    INSTALLED on Dec 01 12:00:03 2025 UTC",
    ]


def test_with_local_only_the_active_member_is_trusted(login: Login, token: Token, estate: Estate) -> None:
    talk = login("c9300-campus")
    talk.say(*SMART, f"license smart trust idtoken {token('valid-campus')} local")
    estate.clock.advance(5)
    assert talk.say("show license status | count INSTALLED on").endswith("= 1\n")


def test_a_chassis_lists_the_same_udi_twice(trusted: Trusted) -> None:
    talk = trusted("c9600-core")
    text = talk.say("show license all | section ^Trust Code|^HA UDI")
    assert text.count("Active: PID:C9606R,SN:FXS2210A0CC") == 1
    assert text.count("Standby: PID:C9606R,SN:FXS2210A0CC") == 1
    assert "    Standby:PID:C9606R,SN:FXS2210A0CC" in text


def test_the_newest_agent_prints_its_odd_trust_block(trusted: Trusted) -> None:
    talk = trusted("c9350-access")
    lines = talk.say("show license status | begin ^Trust Code").splitlines()
    assert lines[:9] == [
        "Trust Code Installed:    Trust Code Type: CSSM",
        "    Attributes: <none>",
        "",
        "  Active: PID:C9350-24U,SN:FOC2705A0EE",
        "    INSTALLED on Dec 01 12:00:02 2025 UTC    Valid on Dec 01 11:55:00 2025 UTC",
        "    Expired on Jan 01 00:00:00 1970 UTC",
        "    Trust Code Type: CSSM",
        "    Attributes: <none>",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("expired", "has expired"), ("unknown", "is not valid")],
)
def test_a_bad_token_fails_later_with_its_reason(login: Login, estate: Estate, name: str, reason: str) -> None:
    value = next((known.value for known in estate.cssm.tokens.values() if known.name == name), "no-such-token")
    talk = login("c8300-wan")
    talk.say(*SMART)
    assert talk.say(f"license smart trust idtoken {value} all") == ""
    estate.clock.advance(3)
    assert shown(talk, "Trust Code") == ["Trust Code Installed: <none>"]
    found = trust_statistics(talk)
    assert "Success=0, Fail=1" in found["Attempts"]
    assert reason in found["Failure Reason"]
    assert reason in talk.say("show logging | include TRUST_INSTALL_FAILED")


def test_a_clock_off_by_more_than_an_hour_is_refused(login: Login, token: Token, estate: Estate, device: Find) -> None:
    device("c8300-wan").faults.skew_seconds = -7200
    talk = login("c8300-wan")
    assert talk.say("show clock") == "10:00:00.000 UTC Mon Dec 1 2025\n"
    talk.say(*SMART, f"license smart trust idtoken {token('valid-wan')} all")
    estate.clock.advance(3)
    assert "more than one hour" in trust_statistics(talk)["Failure Reason"]
    assert trust_statistics(talk)["Last Failure Time"] == "Dec 01 10:00:02 2025 UTC"


def test_an_unreachable_cssm_answers_nothing(login: Login, token: Token, estate: Estate, device: Find) -> None:
    device("c8300-wan").faults.cssm_unreachable = True
    talk = login("c8300-wan")
    talk.say(*SMART, f"license smart trust idtoken {token('valid-wan')} all")
    estate.clock.advance(3)
    found = trust_statistics(talk)
    assert found["Last Response"].startswith("NO REPLY on ")
    assert found["Failure Reason"] == "<none>"
    assert "COMM_FAILED: Communications failure with the Cisco Smart Software Manager (CSSM) : " in talk.say(
        "show logging"
    )


def test_without_its_vrf_the_controller_resolves_nothing(login: Login, token: Token, estate: Estate) -> None:
    talk = login("c9800-wlc")
    talk.say(*SMART, f"license smart trust idtoken {token('valid-campus')} all")
    estate.clock.advance(3)
    assert trust_statistics(talk)["Failure Reason"] == "Unable to resolve server hostname/domain name"
    talk.say("configure terminal", "license smart vrf Mgmt-intf", "end")
    talk.say(f"license smart trust idtoken {token('valid-campus')} all")
    estate.clock.advance(3)
    assert shown(talk, "Trust Code") == ["Trust Code Installed: Dec 01 17:30:05 2025 IST"]


@pytest.mark.parametrize("proxy", [("192.0.2.80", "3128"), ("192.0.2.80", "8080"), ("", "")])
def test_only_the_right_proxy_leads_out(login: Login, token: Token, estate: Estate, proxy: tuple[str, str]) -> None:
    talk = login("c8500-edge")
    talk.say(*SMART)
    if proxy[0]:
        talk.say("configure terminal", f"license smart proxy address {proxy[0]}")
        talk.say(f"license smart proxy port {proxy[1]}", "end")
    talk.say(f"license smart trust idtoken {token('valid-wan')} all")
    estate.clock.advance(3)
    assert (shown(talk, "Trust Code") != ["Trust Code Installed: <none>"]) is (proxy[1] == "3128")


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        ("", "<none>"),
        ("active", "The action failed because smart license transport is disabled in call-home profile"),
        (f"destination address http {DDCE}", "Fail to send out Call Home HTTP message."),
    ],
)
def test_call_home_needs_all_of_its_profile(
    login: Login, token: Token, estate: Estate, left_out: str, reason: str
) -> None:
    talk = login("c9600-core")
    lines = ["active", "destination transport-method http", f"destination address http {DDCE}"]
    talk.say("configure terminal", "license smart transport callhome", "call-home", "profile CiscoTAC-1", "no active")
    talk.say(*(line for line in lines if line != left_out), "end")
    talk.say(f"license smart trust idtoken {token('valid-campus')} all")
    estate.clock.advance(3)
    assert trust_statistics(talk)["Failure Reason"] == reason


def test_a_second_trust_waits_for_the_first(login: Login, token: Token) -> None:
    talk = login("c8300-wan")
    command = f"license smart trust idtoken {token('valid-wan')} all"
    talk.say(*SMART, command)
    assert talk.say(command) == "Smart agent id token registration is in progress\n"


def test_trust_that_exists_is_replaced_only_by_force(trusted: Trusted, token: Token, estate: Estate) -> None:
    talk = trusted("c8300-wan")
    talk.say(f"license smart trust idtoken {token('valid-wan')} all")
    estate.clock.advance(3)
    assert "already installed" in trust_statistics(talk)["Failure Reason"]
    assert shown(talk, "Trust Code") == ["Trust Code Installed: Dec 01 12:00:02 2025 UTC"]
    talk.say(f"license smart trust idtoken {token('valid-wan')} all force")
    estate.clock.advance(3)
    assert shown(talk, "Trust Code") == ["Trust Code Installed: Dec 01 12:00:10 2025 UTC"]


def test_a_partial_trust_leaves_members_out(trusted: Trusted, device: Find) -> None:
    device("c9300-campus").faults.trust_partial = True
    talk = trusted("c9300-campus")
    assert talk.say("show license status | count INSTALLED on").endswith("= 1\n")


# -- authorization codes --------------------------------------------------------------------------------------------


def test_an_authorization_code_arrives_and_is_returned(trusted: Trusted, estate: Estate, device: Find) -> None:
    talk = trusted("c8300-wan")
    assert talk.say("license smart authorization request add hseck9 local") == ""
    assert "NOT INSTALLED" in talk.say("show license authorization")
    estate.clock.advance(3)
    text = talk.say("show license authorization")
    assert "    Status: SMART AUTHORIZATION INSTALLED on Dec 01 12:00:07 2025 UTC\n" in text
    assert "Authorizations:\n  Router US Export Lic. for DNA (DNA_HSEC):\n" in text
    assert "Total available count: 1\n" in text
    assert estate.cssm.stock["WAN"]["hseck9"] == 2

    device("c8300-wan").faults.features_in_use = ["hseck9"]
    assert "in use" in talk.say("license smart authorization return local online")
    device("c8300-wan").faults.features_in_use = []
    assert "Return code: " in talk.say("license smart authorization return local online")
    assert "Last return code: " in talk.say("show license authorization")
    assert talk.say("license smart authorization return local online") == (
        "No reservation authorization code installed in device\n"
    )
    estate.clock.advance(3)
    device("c8300-wan").tick()
    assert estate.cssm.stock["WAN"]["hseck9"] == 3


def test_an_unknown_feature_is_not_found(trusted: Trusted) -> None:
    assert trusted("c8300-wan").say("license smart authorization request add nosuch local") == (
        "The requested item was not found\n"
    )


def test_an_empty_stock_denies_the_code(trusted: Trusted, estate: Estate) -> None:
    talk = trusted("c9300-campus", "valid-campus")
    talk.say("license smart authorization request add hseck9 all")
    estate.clock.advance(3)
    assert "Not enough" in talk.say("show license tech support | section ^Authorization Request")
    assert talk.say("show license authorization | count Status: SMART").endswith("= 1\n")


def test_without_trust_no_code_is_given(login: Login, estate: Estate) -> None:
    talk = login("c8300-wan")
    talk.say(*SMART, "license smart authorization request add hseck9 local")
    estate.clock.advance(3)
    assert "AUTHORIZATION_INSTALL_FAILED" in talk.say("show logging")
    assert "NOT INSTALLED" in talk.say("show license authorization")


# -- reports --------------------------------------------------------------------------------------------------------


def test_the_first_report_follows_trust_by_a_minute(trusted: Trusted, estate: Estate) -> None:
    talk = trusted("c8300-wan")
    assert shown(talk, "Next report push", "Last ACK") == [
        "Last ACK received: <none>",
        "Next report push: Dec 01 12:01:02 2025 UTC",
    ]
    estate.clock.advance(70)
    assert shown(talk, "Next report push", "Last", "Next ACK deadline") == [
        "Last ACK received: Dec 01 12:01:04 2025 UTC",
        "Next ACK deadline: Dec 31 12:01:04 2025 UTC",
        "Next report push: Dec 31 12:01:02 2025 UTC",
        "Last report push: Dec 01 12:01:02 2025 UTC",
        "Last report file write: <none>",
    ]


def test_sync_prints_nothing_and_brings_an_ack(trusted: Trusted, estate: Estate) -> None:
    talk = trusted("c8300-wan")
    assert talk.say("license smart sync all") == ""
    estate.clock.advance(2)
    assert shown(talk, "Last report push", "Last ACK", "Next ACK push") == [
        "Last ACK received: <none>",
        "Next ACK push check: Dec 01 12:00:09 2025 UTC",
        "Last report push: Dec 01 12:00:07 2025 UTC",
    ]
    estate.clock.advance(2)
    assert shown(talk, "Last ACK", "Smart Account") == [
        "Smart Account: Lab Industries As of Dec 01 12:00:09 2025 UTC",
        "Last ACK received: Dec 01 12:00:09 2025 UTC",
    ]
    assert talk.say("show license rum id all | include ACK").count("ACK") == 4


def test_the_policy_caps_the_configured_interval(trusted: Trusted) -> None:
    talk = trusted("c8300-wan")
    talk.say("configure terminal", "license smart usage interval 90", "end")
    assert shown(talk, "Reporting push interval") == ["Reporting push interval: 30  days"]
    assert "license smart usage interval 90" in talk.say("show running-config")


def test_nothing_to_save_is_not_found(login: Login) -> None:
    talk = login("c8300-wan")
    assert talk.say("license smart save usage rum-id 1 file bootflash:x") == "The requested item was not found\n"
    assert talk.say("license smart save usage all file bootflash:x") == ""


def test_history_is_empty_first_and_awkward_later(trusted: Trusted, login: Login) -> None:
    assert login("isr4331-branch").shell.device.agent.statistics["Trust Establishment"].history == []
    assert "  No past history" in login("c8300-wan").say("show license history message")
    text = trusted("c8300-wan").say("show license history message")
    assert max(len(line) for line in text.splitlines()) > 512


def test_reset_brings_a_device_back(trusted: Trusted, device: Find) -> None:
    talk = trusted("c8300-wan")
    device("c8300-wan").reset()
    assert shown(talk, "Trust Code", "Type") == ["Type: cslu", "Trust Code Installed: <none>"]
