# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocks that no fixture prints, put into a fixture: proxies, newer transport lines, odd licences, a returned SLAC."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from tests.unit.parsers.captures import CORPUS, fixture

ROUTER = fixture("show-license-all", "c8300-wan-trusted")
NO_PROXY = "  Proxy:\n    Not Configured\n  VRF: <empty>\n"


def read(old: str, new: str) -> State:
    assert old in ROUTER
    state: State = parse_show("show license all", ROUTER.replace(old, new, 1))
    assert state["unparsed"] == []
    return state


def test_a_proxy_with_the_lines_of_the_newest_release() -> None:
    transport = read(
        NO_PROXY,
        "  Proxy:\n    Address: proxy.example.com\n    Port: 3128\n    Username: <empty>\n    Password: <empty>\n"
        "  Server Identity Check: True\n  VRF: Mgmt-intf\n  IP Mode: IPv4 ONLY\n  Trust Point: SLA-TrustPoint\n",
    )["transport"]

    assert transport["proxy"] == {"address": "proxy.example.com", "port": 3128}
    assert transport["server_identity_check"] is True
    assert transport["vrf"] == "Mgmt-intf"
    assert transport["ip_mode"] == "IPv4 ONLY"
    assert transport["trust_point"] == "SLA-TrustPoint"
    assert transport["url"] == "https://smartreceiver.cisco.com/licservice/license"


def test_a_vrf_that_is_indented_under_the_proxy() -> None:
    transport = read(NO_PROXY, "  Proxy:\n    Not Configured\n    VRF: Mgmt-intf\n")["transport"]

    assert transport["proxy"] is None
    assert transport["vrf"] == "Mgmt-intf"


@pytest.mark.parametrize(
    "block",
    [
        "Proxy:\n  Address: proxy.example.com\n  Port: 3128\n  Username: <empty>\n  VRF: Mgmt-intf\n",
        "  Proxy:\n  Address: proxy.example.com\n  Port: 3128\n  Username: <empty>\n  VRF: Mgmt-intf\n",
        "Proxy:\n    Address: proxy.example.com\n    Port: 3128\n  VRF: Mgmt-intf\n",
    ],
    ids=["all of it", "only its lines", "only its heading"],
)
def test_a_proxy_that_is_not_indented_as_it_should(block: str) -> None:
    state = read(NO_PROXY, block)

    assert state["transport"]["proxy"] == {"address": "proxy.example.com", "port": 3128}
    assert state["transport"]["vrf"] == "Mgmt-intf"
    assert state["unparsed"] == []


def test_no_proxy_that_is_not_indented_as_it_should() -> None:
    state = read(NO_PROXY, "Proxy:\n  Not Configured\n")

    assert state["transport"]["proxy"] is None
    assert state["unparsed"] == []


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("cslu", "cslu"),
        ("Smart", "smart"),
        ("Callhome", "callhome"),
        ("Transport Off", "off"),
        ("Automatic", "automatic"),
    ],
)
def test_the_names_of_transport_types(printed: str, meant: str) -> None:
    assert read("  Type: Smart\n", f"  Type: {printed}\n")["transport"]["type"] == meant


def test_an_interval_of_zero_says_no_reporting() -> None:
    assert read("interval: 7  days", "interval: 0 (no reporting)")["usage_reporting"]["push_interval_days"] == 0


def test_a_policy_from_the_factory_has_no_installation_date() -> None:
    text = ROUTER.split("Policy in use: ", 1)[1].split("\n", 1)[0]
    policy = read(text, "Purchased on factory")["policy"]

    assert policy["in_use"] == "Purchased on factory"
    assert policy["installed_on"] is None


def test_utility_and_privacy_that_are_on() -> None:
    state = read("Utility:\n  Status: DISABLED", "Utility:\n  Status: ENABLED")

    assert state["utility"]["enabled"] is True
    assert read("hostname privacy: DISABLED\n    Smart", "hostname privacy: DISABLED\n    Smart")["utility"] == {
        "enabled": False,
        "report": None,
        "customer_info": {},
    }
    assert read("Version privacy: DISABLED", "Version privacy: ENABLED")["privacy"]["version"] is True


def test_what_a_utility_customer_told() -> None:
    utility = read(
        "Utility:\n  Status: DISABLED",
        "Utility:\n  Status: ENABLED\n  Utility report:\n    Last success: <none>\n    Last attempt: FAILED\n"
        "  Customer Information:\n    Id: C-17\n    Name: <empty>\n    Postal Code: 95134",
    )["utility"]

    assert utility == {
        "enabled": True,
        "report": {"last_success": None, "last_attempt": "FAILED", "next_attempt": None},
        "customer_info": {"id": "C-17", "postalcode": "95134"},
    }


def test_features_of_an_export_key_are_a_list() -> None:
    state = read("  Features Authorized:\n    <none>", "  Features Authorized:\n    hseck9\n    throughput")

    assert state["export_features"] == ["hseck9", "throughput"]


def test_a_licence_without_a_name_keeps_its_tag() -> None:
    state = read("hseck9 (DNA_HSEC):", "(DNA_HSEC):")

    assert state["licenses"][2]["name"] is None
    assert state["licenses"][2]["entitlement_tag"] == "DNA_HSEC"
    assert state["licenses"][1]["name"] == "dna-advantage_T2"


def test_a_name_with_brackets_of_its_own_is_not_cut_in_two() -> None:
    state = read("hseck9 (DNA_HSEC):", "C9300 48P (new) Advantage (C9300-48P (DNA)):")

    assert len(state["licenses"]) == 3
    assert state["licenses"][2]["status"] == "NOT IN USE"


def test_no_licences_in_use() -> None:
    head, rest = ROUTER.split("network-advantage_T2 (", 1)
    tail = rest.split("Product Information", 1)[1]
    state = parse_show("show license all", f"{head}No licenses in use\n\nProduct Information{tail}")

    assert state["licenses"] == []
    assert state["unparsed"] == []


def test_the_application_that_shares_a_licence() -> None:
    state = read(
        "  License type: Export\n",
        "  License type: Export\n  Application HA Info:\n    Application Name: CUBE\n    Application Id: 1\n"
        "    Application Role: Active\n",
    )

    assert state["licenses"][2]["application_ha"] == {"name": "CUBE", "id": "1", "role": "Active", "peers": []}
    assert state["licenses"][0]["application_ha"] is None


def test_the_peer_of_the_application_that_shares_a_licence() -> None:
    state = read(
        "  License type: Export\n",
        "  License type: Export\n  Application HA Info:\n    Application Name: CUBE\n    Application Id: 1\n"
        "    Application Role: Standby\n    Peer Info:\n      Application Name: CUBE\n      Application Id: 2\n"
        "      Application Role: Active\n      Hostname: cube-2\n      PIID: 7261db73-a8b6-490c-a1b6-94790a871e7e\n"
        "      UDI: P:C8200L-1N-4T,S:FGL2435XXXX\n      Smart Account Name: 'nullPtr'\n"
        "      Virtual Account Name: WAN\n",
    )

    assert state["unparsed"] == []
    assert state["licenses"][2]["application_ha"] == {
        "name": "CUBE",
        "id": "1",
        "role": "Standby",
        "peers": [
            {
                "name": "CUBE",
                "id": "2",
                "role": "Active",
                "hostname": "cube-2",
                "piid": "7261db73-a8b6-490c-a1b6-94790a871e7e",
                "pid": "C8200L-1N-4T",
                "sn": "FGL2435XXXX",
                "smart_account": None,
                "virtual_account": "WAN",
            }
        ],
    }


def test_a_conversion_that_was_not_started() -> None:
    before = "  Automatic Conversion Enabled: False\n"
    state = read(before, f"{before}  Status: Not started\n")

    assert state["conversion"]["status"] == "Not started"
    assert state["unparsed"] == []


def test_the_telemetry_summary_under_its_short_name() -> None:
    summary = "\n \nTelemetry Report Summary:\n=========\nData Channel: AVAILABLE\nReports on disk: 3\n"
    state = parse_show("show license all", ROUTER + summary)

    assert state["telemetry"] == {**state["telemetry"], "data_channel": "AVAILABLE", "reports_on_disk": 3}
    assert state["unparsed"] == []


def test_a_slac_with_its_term() -> None:
    state = read(
        "        License type: PERPETUAL\n",
        "        License type: TERM\n        Start Date: Nov 24 2026 UTC\n        End Date: Nov 24 2029 UTC\n"
        "        Subscription ID: 917\n",
    )
    (entitlement,) = state["authorizations"][0]["entitlements"]

    assert state["unparsed"] == []
    assert (entitlement["license_type"], entitlement["subscription_id"]) == ("TERM", "917")
    assert (entitlement["start_date"], entitlement["end_date"]) == ("Nov 24 2026 UTC", "Nov 24 2029 UTC")


def test_a_slac_that_was_returned() -> None:
    status = ROUTER.split("Overall status:\n", 1)[1].split("\n\n", 1)[0]
    (member,) = read(
        status,
        "  Active: PID:C8300-1N1S-4T2X,SN:FDO2250A0J5\n      Status: NOT INSTALLED\n"
        "      Last return code: CGj6Ls-eFzM",
    )["authorizations"]

    assert member["installed"] is False
    assert member["return_code"] == "CGj6Ls-eFzM"


def test_a_trust_code_that_one_supervisor_has_and_the_other_has_not() -> None:
    text = fixture("show-license-all", "c9600-core-trusted")
    standby = "  Standby: PID:C9606R,SN:FXS2210A0CC\n    INSTALLED on "
    before, after = text.split(standby, 1)
    state = parse_show("show license all", f"{before}{standby[:-13]}NOT INSTALLED\n{after.split(chr(10), 1)[1]}")

    assert [code["installed"] for code in state["trust_codes"]] == [True, False]
    assert [code["installed_on"] is None for code in state["trust_codes"]] == [False, True]
    assert state["unparsed"] == []


def test_the_newest_trust_block_of_a_tech_support() -> None:
    """The state part of show license tech support is laid out as that of show license all; a copy stands here."""
    captured = CORPUS / "show-license-tech-support" / "genieparser-golden_output_18.txt"
    text = captured.read_text() if captured.is_file() else fixture("show-license-all", "c9350-access-trusted")
    codes = parse_show("show license status", text.split("License Usage\n", 1)[0])["trust_codes"]

    assert [code["role"] for code in codes] == ["Active", "Standby"]
    assert [code["type"] for code in codes] == ["CSSM", "CSSM"]
    assert [code["expires_on"] for code in codes] == ["Jan 01 00:00:00 1970 UTC"] * 2
    assert all(code["installed"] and f"Valid on {code['valid_on']}" in text for code in codes)
