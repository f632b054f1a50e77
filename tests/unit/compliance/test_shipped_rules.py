# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule that ships finds its fault, alone, on a device that has nothing else wrong."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import compiled, shipped
from tests.unit.compliance.healthy import change, found, healthy

OTHER_MEMBER = {"role": "Standby", "pid": "C8300-1N1S-4T2X", "sn": "FDO2250A0J6"}
CODE = healthy()["trust_codes"][0]
AUTHORIZATION = healthy()["authorizations"][0]
MEMBERS = [{"role": "Active", "pid": CODE["pid"], "sn": CODE["sn"]}, OTHER_MEMBER]

# What is different about the healthy device, in its state and in what is intended; and the message, in part.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "inventory_mistake": ({}, {"mistakes": ["slp_utility is not a dictionary"]}, "slp_utility is not a dictionary"),
    "classic_mode": ({"mode": "classic", "mode_evidence": "Registration: Status: REGISTERED"}, {}, "REGISTERED"),
    "unsupported_release": ({"mode": "unsupported", "mode_evidence": "License Store"}, {}, "License Store"),
    "ack_overdue": (
        {"usage_reporting.next_ack_deadline": "Nov 20 03:11:38 2026 UTC"},
        {},
        "due on Nov 20 03:11:38 2026 UTC",
    ),
    "ack_due_soon": ({"usage_reporting.next_ack_deadline": "Dec 01 09:00:00 2026 UTC"}, {}, "in 6 days"),
    "never_reported": (
        {"usage_reporting.last_ack_received": None, "usage_reporting.last_report_push": None},
        {},
        "No report was pushed",
    ),
    "report_overdue": ({"usage_reporting.last_report_push": "Nov 10 03:11:36 2026 UTC"}, {}, "interval is 7 days"),
    "reports_wait": (
        {"usage_reporting.last_ack_received": "Nov 12 03:11:38 2026 UTC", "rum_reports.waiting_for_ack": 2},
        {},
        "2 reports wait",
    ),
    "reports_pile_up": ({"rum_reports.available": 300}, {}, "300 were never sent"),
    "accumulation_defect": ({"platform.release": "17.6.4"}, {}, "Release 17.6.4"),
    "no_trust_code": ({"trust_codes.0.installed": False}, {}, CODE["sn"]),
    "trust_on_some_members": ({"members": MEMBERS, "trust_codes.0.role": "Active"}, {}, OTHER_MEMBER["sn"]),
    "trust_expired": ({"trust_codes.0.expires_on": "Nov 20 03:11:38 2026 UTC"}, {}, "Nov 20 03:11:38 2026"),
    "trust_expires": ({"trust_codes.0.expires_on": "Nov 30 09:00:00 2026 UTC"}, {}, "in 5 days"),
    "policy_not_intended": ({"policy.name": "Cisco default"}, {}, "SLE Policy is intended"),
    "smart_account_differs": ({"account.smart_account": "Somebody Else"}, {}, "in Somebody Else"),
    "virtual_account_differs": ({"account.virtual_account": "DEFAULT"}, {}, "WAN is intended"),
    "transport_differs": ({"transport.type": "callhome"}, {}, "callhome; smart"),
    "url_differs": ({"transport.url": "https://elsewhere.example/"}, {}, "elsewhere"),
    "proxy_differs": ({}, {"proxy": {"address": "proxy.example", "port": 3128}}, "unknown port unknown; proxy.example"),
    "vrf_differs": ({}, {"vrf": "Mgmt-intf"}, "Mgmt-intf is intended"),
    "clear_text": ({"transport.url": "http://a.example/"}, {"url": "http://a.example/"}, "http://a.example/"),
    "slac_missing": ({"platform.licensing.throughput_kbps": 500_000, "authorizations": []}, {}, "500000 kbps"),
    "slac_not_as_intended": ({"authorizations": []}, {"slac_features": ["hseck9"]}, "hseck9 on PID:C8300"),
    "slac_on_some_members": (
        {
            "members": MEMBERS,
            "trust_codes": [CODE, CODE | OTHER_MEMBER],
            "authorizations": [AUTHORIZATION, AUTHORIZATION | OTHER_MEMBER | {"installed": False}],
        },
        {},
        OTHER_MEMBER["sn"],
    ),
    "utility_without_ack": (
        {"utility.enabled": True, "usage_reporting.last_ack_received": "Oct 01 03:11:38 2026 UTC"},
        {},
        "Oct 01",
    ),
    "utility_off": ({}, {"utility": True}, "Utility mode is off"),
    "clock_skew": ({"clock.wall_clock": "2026-11-25T07:00:00"}, {}, "09:00:00.000 UTC"),
    "hostname_privacy": ({"privacy.hostname": True}, {}, "intended: no"),
    "not_saved": ({"config": {"saved": False, "clock": None}}, {}, "and startup configuration differ"),
    "offline_report_overdue": (
        {"transport.type": "off", "usage_reporting.last_report_file_write": "Sep 01 00:00:00 2026 UTC"},
        {"topology": "offline", "transport": "off"},
        "Sep 01",
    ),
    "server_not_reached": (
        {"communication": {"usage_reporting": {"last_response": "NO REPLY"}}},
        {},
        "usage_reporting",
    ),
    "unknown_lines": ({"unparsed": ["Moon phase: full"]}, {}, "Moon phase: full"),
    "conversion_pending": ({"conversion.automatic": True}, {}, "was not reported"),
}


# The same, of usage reports that files carry.
CARRIED = {"reports": 6, "done": 4, "refused": 0, "waiting_since": "2026-11-20T09:00:00+00:00"}
OF_LEDGER: dict[str, tuple[dict[str, Any], str]] = {
    "files_wait": ({"waiting_since": "2026-11-01T09:00:00+00:00"}, "2 reports were fetched"),
    "files_refused": ({"refused": 1}, "CSSM refused 1 reports"),
}


def test_nothing_is_wrong_with_the_healthy_device() -> None:
    assert found(healthy()) == []


def test_every_rule_that_ships_has_a_case() -> None:
    assert {*CASES, *OF_LEDGER, "unreachable", "workflow_not_proved"} == {entry["id"] for entry in shipped()}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_its_fault_and_no_other_rule_does(name: str) -> None:
    changes, intent, said = CASES[name]
    state = healthy()
    change(state, changes)

    (finding,) = found(state, intent=intent)

    assert finding["rule"] == name
    assert said in finding["message"]
    assert "{" not in finding["message"] + finding["remedy"]


@pytest.mark.parametrize("name", OF_LEDGER)
def test_a_rule_finds_what_is_wrong_with_the_files_of_a_device(name: str) -> None:
    change, said = OF_LEDGER[name]

    (finding,) = found(healthy(), ledger=CARRIED | change)

    assert finding["rule"] == name
    assert said in finding["message"]


def test_a_workflow_that_is_not_proved_is_found_with_what_is_missing() -> None:
    missing = ["acknowledgement: no ACK since Nov 24 10:15:00 2026 (the run that first saw it)"]

    (finding,) = found(healthy(), workflow={"name": "cslu_initiated", "complete": False, "missing": missing})

    assert finding["rule"] == "workflow_not_proved"
    assert "cslu_initiated is not complete" in finding["message"] and "no ACK since Nov 24" in finding["message"]
    assert found(healthy(), workflow={"name": "direct", "complete": True, "missing": []}) == []


@pytest.mark.parametrize("since", [CARRIED["waiting_since"], None, "2026-11-20T09:00:00Z", "yesterday", "2026-11-20"])
def test_nothing_is_wrong_with_files_that_were_fetched_a_few_days_ago(since: str | None) -> None:
    assert found(healthy(), ledger=CARRIED | {"waiting_since": since}) == []


def test_files_wait_also_where_the_device_cannot_be_read() -> None:
    error = {"reason": "connection_lost", "msg": "connection_lost: no route to host"}

    findings = found(None, error=error, ledger=CARRIED | OF_LEDGER["files_wait"][0])

    assert [finding["rule"] for finding in findings] == ["unreachable", "files_wait"]


def test_a_device_that_could_not_be_read_is_a_finding() -> None:
    (finding,) = found(None, error={"reason": "connection_lost", "msg": "connection_lost: no route to host"})

    assert (finding["rule"], finding["severity"]) == ("unreachable", "error")
    assert finding["message"] == "connection_lost: no route to host"


def test_an_expression_that_fits_no_device_is_a_finding_of_its_own() -> None:
    own = {"id": "not_saved", "when": "starts_with(facts.members, 'x')"}

    (finding,) = found(healthy(), compiled([own]))

    assert (finding["rule"], finding["severity"]) == ("not_saved", "warning")
    assert "cannot be evaluated" in finding["message"]


def test_a_trust_code_that_never_expires_has_not_expired() -> None:
    state = healthy()
    change(state, {"trust_codes.0.expires_on": "Jan 01 00:00:00 1970 UTC"})

    assert found(state) == []


def test_the_gravest_comes_first() -> None:
    state = healthy()
    change(state, {"unparsed": ["x"], "account.virtual_account": "DEFAULT", "account.smart_account": "Else"})

    assert [finding["severity"] for finding in found(state)] == ["error", "warning", "info"]


def test_dates_of_a_device_without_a_clock_say_nothing() -> None:
    state = healthy()
    change(state, {"clock": None, "usage_reporting.next_ack_deadline": "Nov 20 03:11:38 2020 UTC"})

    assert found(state) == []
