# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of one fixture of each kind, field by field."""

from __future__ import annotations

from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State, udis, without_trust
from tests.unit.parsers.captures import fixture

SMART_URL = "https://smartreceiver.cisco.com/licservice/license"


def show_all(name: str) -> State:
    state: State = parse_show("show license all", fixture("show-license-all", name))
    return state


def days(first: int, frequency: int, change: int) -> dict[str, int]:
    return {"first_report_days": first, "reporting_frequency_days": frequency, "report_on_change_days": change}


def numbers(attributes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in attributes.items() if key.endswith("_days")}


def test_a_single_trusted_router() -> None:
    state = show_all("c8300-wan-trusted")

    assert state["mode"] == "policy"
    assert state["status"] == {"enabled": True, "reporting_mode": None}
    assert state["utility"]["enabled"] is False
    assert state["conversion"] == {
        "automatic": False,
        "status": None,
        "last_data_push": None,
        "last_file_export": None,
    }
    assert state["export_features"] == []
    assert state["custom_id"] is None
    assert state["account"]["smart_account"] == "Lab Industries"
    assert state["account"]["virtual_account"] == "WAN"
    assert state["account"]["as_of"].endswith(" UTC")
    assert state["privacy"] == {
        "sending_hostname": True,
        "hostname": False,
        "callhome_hostname": False,
        "version": False,
    }
    assert state["transport"] == {
        "type": "smart",
        "url": SMART_URL,
        "cslu_address": None,
        "proxy": None,
        "vrf": None,
        "trust_point": None,
        "ip_mode": None,
        "server_identity_check": None,
    }
    assert state["product"] == {"pid": "C8300-1N1S-4T2X", "sn": "FDO2250A0J5"}
    assert state["members"] == []
    assert state["agent_version"] == "5.10.3_rel/9"
    assert state["enforcement_state"] is None
    assert state["clock"] is None


def test_the_policy_of_a_trusted_router() -> None:
    policy = show_all("c8300-wan-trusted")["policy"]

    assert policy["in_use"] == f"Installed On {policy['installed_on']}"
    assert policy["name"] == "SLE Policy"
    assert policy["ack_required"] is True
    assert policy["ack_source"] == "Customer Policy"
    assert numbers(policy["attributes"]["unenforced_perpetual"]) == days(30, 60, 60)
    assert numbers(policy["attributes"]["unenforced_subscription"]) == days(120, 111, 111)
    assert numbers(policy["attributes"]["enforced"]) == days(0, 90, 60)
    assert numbers(policy["attributes"]["export"]) == days(0, 30, 30)
    assert policy["attributes"]["unenforced_perpetual"]["source"] == "Customer Policy"
    assert policy["attributes"]["enforced"]["source"] is None
    assert policy["attributes"]["enforced"]["sources"] == {
        "first_report": "CISCO default",
        "reporting_frequency": "Customer Policy",
        "report_on_change": "Customer Policy",
    }


def test_usage_licences_and_reports_of_a_trusted_router() -> None:
    state = show_all("c8300-wan-trusted")

    assert state["usage_reporting"]["push_interval_days"] == 7
    assert state["usage_reporting"]["next_ack_push_check"] is None
    assert state["usage_reporting"]["last_report_file_write"] is None
    assert [(entry["name"], entry["entitlement_tag"], entry["count"]) for entry in state["licenses"]] == [
        ("network-advantage_T2", "NWSTACK_T2_A", 1),
        ("dna-advantage_T2", "DSTACK_T2_A", 1),
        ("hseck9", "DNA_HSEC", 0),
    ]
    assert state["licenses"][2] == {
        "name": "hseck9",
        "description": "hseck9",
        "count": 0,
        "version": "1.0",
        "status": "NOT IN USE",
        "export_status": "RESTRICTED - ALLOWED",
        "feature_name": "hseck9",
        "feature_description": "hseck9",
        "enforcement_type": "EXPORT RESTRICTED",
        "license_type": "Export",
        "entitlement_tag": "DNA_HSEC",
        "subscription_id": None,
        "status_code": None,
        "status_time": None,
        "request_time": None,
        "handle": None,
        "counts": None,
        "day_0_verification": None,
        "soft_enforced": None,
        "measurement": None,
        "application_ha": None,
    }
    assert state["rum_reports"] == {
        "total": 8,
        "purged": 0,
        "acknowledged": 6,
        "waiting_for_ack": 0,
        "available": 0,
        "collecting": 2,
        "maximum_display": None,
        "in_storage": None,
        "mia": None,
        "in_brackets": {"purged": None, "waiting_for_ack": None, "mia": None},
        "module_status": None,
        "items": [],
        "details": [],
    }
    assert state["telemetry"]["data_channel"] == "AVAILABLE"
    assert state["telemetry"]["reports_on_disk"] == 0


def test_one_date_speaks_for_the_single_device() -> None:
    state = show_all("c8300-wan-trusted")
    (code,) = state["trust_codes"]

    assert (code["role"], code["pid"], code["sn"]) == (None, "C8300-1N1S-4T2X", "FDO2250A0J5")
    assert code["installed"] is True
    assert code["installed_on"] == state["policy"]["installed_on"]
    assert without_trust(state) == []


def test_the_slac_of_a_router_with_its_entitlement() -> None:
    (member,) = show_all("c8300-wan-trusted")["authorizations"]

    assert member["role"] == "Active"
    assert member["installed"] is True
    assert member["status"].startswith("SMART AUTHORIZATION INSTALLED on ")
    assert member["confirmation_code"]
    assert member["return_code"] is None
    assert member["entitlements"] == [
        {
            "name": "Router US Export Lic. for DNA",
            "tag": "DNA_HSEC",
            "description": "U.S. Export Restriction Compliance license for DNA based Routers",
            "count": 1,
            "type": "SMART AUTHORIZATION INSTALLED",
            "license_type": "PERPETUAL",
            "start_date": None,
            "end_date": None,
            "subscription_id": None,
            "available_count": 1,
            "reserved_count": None,
            "enforcement_type": "EXPORT RESTRICTED",
        }
    ]


def test_a_router_without_trust_has_no_codes_no_account_and_the_default_policy() -> None:
    state = show_all("c8300-wan-untrusted")

    assert state["trust_codes"] == []
    assert state["account"]["virtual_account"] is None
    assert state["transport"]["type"] == "cslu"
    assert state["transport"]["cslu_address"] is None
    assert state["policy"]["in_use"] == "Merged from multiple sources."
    assert state["policy"]["installed_on"] is None
    assert state["policy"]["name"] is None
    assert without_trust(state) == ["PID:C8300-1N1S-4T2X,SN:FDO2250A0J5"]


def test_a_stack_of_three() -> None:
    state = show_all("c9300-campus-trusted")
    stack = [
        ("Active", "C9300-24UX", "FCW2303A0AA"),
        ("Standby", "C9300-24U", "FHH2043A0AB"),
        ("Member", "C9300-48T", "FCW2139A0AC"),
    ]

    for entries in (state["members"], state["trust_codes"], state["authorizations"], udis(state)):
        assert [(entry["role"], entry["pid"], entry["sn"]) for entry in entries] == stack
    assert [code["installed"] for code in state["trust_codes"]] == [True, True, True]
    assert [entry["installed"] for entry in state["authorizations"]] == [False, False, False]
    assert [entry["status"] for entry in state["authorizations"]] == ["NOT INSTALLED"] * 3
    assert [entry["count"] for entry in state["licenses"]] == [2, 2, 1, 1]
    assert state["usage_reporting"]["push_interval_days"] == 14
    assert without_trust(state) == []


def test_two_supervisors_that_share_a_udi_are_two_entries() -> None:
    state = show_all("c9600-core-trusted")
    pair = [("Active", "C9606R", "FXS2210A0CC"), ("Standby", "C9606R", "FXS2210A0CC")]

    assert [(member["role"], member["pid"], member["sn"]) for member in state["members"]] == pair
    assert [(code["role"], code["pid"], code["sn"]) for code in state["trust_codes"]] == pair
    assert [code["installed"] for code in state["trust_codes"]] == [True, True]
    assert state["transport"]["type"] == "callhome"
    assert state["transport"]["url"] is None
    assert state["clock"] is not None
    assert state["clock"]["source"] == "NTP"


def test_the_newest_layout_says_until_when_a_trust_code_is_valid() -> None:
    state = show_all("c9350-access-trusted")
    active, standby = state["trust_codes"]

    assert state["agent_version"] == "6.3.10/58086906e"
    assert state["status"]["reporting_mode"] == "STANDARD"
    assert (active["role"], active["sn"]) == ("Active", "FOC2705A0EE")
    assert (standby["role"], standby["sn"]) == ("Standby", "FOC2705A0EF")
    for code in (active, standby):
        assert code["installed"] is True
        assert code["installed_on"].endswith(" 2026 UTC")
        assert code["valid_on"].endswith(" 2026 UTC")
        assert code["valid_on"] < code["installed_on"]
        assert code["expires_on"] == "Jan 01 00:00:00 1970 UTC"
        assert code["type"] == "CSSM"
        assert code["attributes"] is None
    assert state["enforcement_state"] == "NOT APPLICABLE"
    assert state["telemetry"]["product_analytics"] == "AVAILABLE"
    assert state["telemetry"]["not_available_reason"] is None
    assert state["telemetry"]["product_analytics_reports"] == 0


def test_the_layout_of_17_3_2_prints_less_and_none_of_it_is_invented() -> None:
    state = show_all("isr4331-branch-trusted")

    assert state["agent_version"] == "5.1.26_rel/120"
    assert state["product"] == {"pid": "ISR4331/K9", "sn": "FDO2139A1BC"}
    assert state["account"] == {"smart_account": None, "virtual_account": None, "as_of": None}
    assert state["transport"]["vrf"] is None
    assert [entry["name"] for entry in state["licenses"]] == ["appxk9", "securityk9"]
    assert [code["installed"] for code in state["trust_codes"]] == [True]
    assert {key for key, found in state["rum_reports"].items() if found is not None} == {
        "items",
        "details",
        "in_brackets",
    }
    assert state["telemetry"]["data_channel"] is None


def test_a_wireless_controller_behind_a_vrf_in_a_zone_of_its_own() -> None:
    state = show_all("c9800-wlc-trusted")

    assert state["transport"]["vrf"] == "Mgmt-intf"
    assert state["usage_reporting"]["last_ack_received"].endswith(" IST")
    assert state["trust_codes"][0]["installed_on"].endswith(" IST")
    assert state["licenses"][0]["name"] == "air-network-advantage"
    assert state["licenses"][0]["count"] == 42


def test_classic_smart_licensing() -> None:
    state = show_all("csr1000v-old-untrusted")

    assert state["mode"] == "classic"
    assert state["mode_evidence"] == "Registration: Status: REGISTERED"
    assert state["product"]["pid"] is None
    assert state["licenses"] == []


def test_licences_of_ios_15() -> None:
    state = show_all("isr2911-old-untrusted")

    assert state["mode"] == "unsupported"
    assert state["mode_evidence"] == "License Store: Primary License Storage"
    assert state["product"]["pid"] is None
