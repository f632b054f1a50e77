# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalyst Center: from the state of a device and what the Center says, to the steps, gates and proofs."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

from .controllers import HOST, UDI, Runs, due, open_gates, router, unproved, with_slac

STEP_1, STEP_2A = "step_1_product_instance_configuration", "step_2a_smart_account_and_virtual_account"
STEP_2B, LAST = "step_2b_inventory_and_site", "first_report_policy_and_level"
SECRETS = {"username": "center", "password": "lab"}
MEANT: dict[str, Any] = {
    "slp_catalyst_center_url": "https://center.example",
    "slp_catalyst_center_device_secrets": SECRETS,
    "slp_site": "Global/Berlin",
    "slp_smart_account": "Example",
    "slp_virtual_account": "WAN",
    "slp_save": True,
}
THERE: dict[str, Any] = {
    "id": "id-1",
    "address": "192.0.2.11",
    "hostname": HOST,
    "managed": True,
    "collection": "Managed",
    "error": None,
    "site": "Global/Berlin",
    "virtual_account": None,
    "slac_installed": None,
    "last_usage_report": None,
    "tells_usage_reports": True,
    "license_level": "advantage",
    "problem": None,
}
UNKNOWN = {**dict.fromkeys(THERE), "managed": False, "tells_usage_reports": False}
OLD, NEW = "2026-11-20T08:00:00+00:00", "2026-11-24T10:30:00+00:00"
LATER = "2026-11-24T11:00:00"
SMART = {"transport": {"type": "smart", "url": "https://smartreceiver.cisco.com/licservice/license"}}


def center(device: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Return what was seen: a Center that knows the device as in `THERE`, but for what is named."""
    account = {"id": "1", "name": "Example", "domain": "example.com", "active": True}
    known = {
        "problem": {},
        "release": "3.2.3",
        "license_api": "network_device_licenses",
        "settings": {
            "connection_mode": "direct",
            "on_prem_host": None,
            "on_prem_account": None,
            "smart_account_id": "1",
            "virtual_account_id": "11",
        },
        "smart_accounts": [{**account, "virtual_accounts": [{"id": "11", "name": "WAN"}]}],
        "accounts_problem": None,
        "device": {**THERE, **(device or {})},
    }
    return {"center": {**known, **changes}}


def runs(**variables: Any) -> Runs:
    return Runs("catalyst_center", {**MEANT, **variables})


def test_before_the_center_was_asked_an_assessment_says_only_what_to_look_up() -> None:
    first = runs()
    assessment = first.assess(router(), {})

    assert assessment.options["device"] == {
        "name": HOST, "serial_numbers": [UDI["sn"]], "address": "192.0.2.11"
    }  # fmt: skip
    assert not assessment.complete and due(assessment) == [] and first.result is None


@pytest.mark.parametrize(
    ("state", "device", "variables", "steps", "gates"),
    [
        ({}, {}, {}, [], ["center_first_report"]),
        ({"reachability": {"netconf": False, "saved": True}}, {}, {}, [STEP_1], ["center_first_report"]),
        ({"reachability": {"netconf": True, "saved": False}}, {}, {}, [STEP_1], ["center_first_report"]),
        ({}, UNKNOWN, {}, [STEP_2B], ["center_first_report"]),
        ({}, {"managed": False, "collection": "Partial"}, {}, [STEP_2B], ["center_first_report"]),
        ({}, {"site": None}, {}, [STEP_2B], ["center_first_report"]),
        (SMART, UNKNOWN, {}, [STEP_1, STEP_2B], ["center_first_report"]),
        (SMART, {"site": None}, {}, [STEP_1, STEP_2B], ["center_first_report"]),
        # This run does not hand it over.
        (
            SMART,
            UNKNOWN,
            {"slp_catalyst_center_device_secrets": {}, "slp_site": ""},
            [],
            ["center_inventory", "center_site", "center_first_report"],
        ),
        # What it pushed to a device that it manages is its own, as far as anybody knows.
        (SMART, {}, {}, [], ["center_first_report"]),
        ({}, {}, {"slp_slac_features": ["hseck9"]}, [], ["center_authorization_code", "center_first_report"]),
        (with_slac(), {}, {"slp_slac_features": ["hseck9"]}, [], ["center_first_report"]),
        ({}, {}, {"slp_catalyst_center_connection_mode": "direct"}, [], ["center_first_report"]),
        ({}, {}, {"slp_catalyst_center_connection_mode": "on_prem"}, [STEP_2A], ["center_first_report"]),
        ({}, {}, {"slp_catalyst_center_auto_account": "WAN"}, [], ["center_first_report"]),
        ({}, {}, {"slp_catalyst_center_auto_account": "Campus"}, [STEP_2A], ["center_first_report"]),
        ({}, {}, {"slp_catalyst_center_register": True}, [STEP_2B], ["center_first_report"]),
        ({}, {}, {"slp_license_level": "advantage"}, [], ["center_first_report"]),
        ({}, {}, {"slp_license_level": "essentials"}, [LAST], ["center_first_report"]),
        ({}, {}, {"slp_usage_interval": 7}, [], ["center_first_report", "center_license_policy"]),
        ({"usage_reporting": {"push_interval_days": 7}}, {}, {"slp_usage_interval": 7}, [], ["center_first_report"]),
    ],
)
def test_the_steps_that_are_due_and_the_gates_that_are_open(
    state: dict[str, Any], device: dict[str, Any], variables: dict[str, Any], steps: list[str], gates: list[str]
) -> None:
    changes = {key: values for key, values in state.items() if key != "reachability"}
    found = router(**changes)
    found["reachability"] |= state.get("reachability", {})

    assessment = runs(**variables).assess(found, center(device))

    assert (due(assessment), open_gates(assessment)) == (steps, gates)


def test_accounts_that_the_center_does_not_see_are_a_gate_and_nothing_is_set() -> None:
    meant = runs(slp_catalyst_center_connection_mode="smart_proxy")
    assessment = meant.assess(router(), center(smart_accounts=[], accounts_problem="No login."))

    gate = assessment.gates[0]
    assert gate["id"] == "center_cssm_login" and gate["state"] == "open" and gate["what"].endswith("No login.")
    assert STEP_2A not in due(assessment)


def test_the_level_is_a_gate_where_the_api_cannot_change_it() -> None:
    meant = runs(slp_license_level="essentials")
    assessment = meant.assess(router(), center(license_api="device_summary"))

    assert due(assessment) == [] and "center_license_level" in open_gates(assessment)
    assert "license_level" in unproved(assessment)


def test_a_new_device_is_complete_with_the_first_report_that_the_center_tells_of() -> None:
    meant = runs()
    assert unproved(meant.assess(router(), center(UNKNOWN))) == ["inventory", "site", "usage_report"]
    assert unproved(meant.assess(router("2026-11-24T10:05:00"), center())) == ["usage_report"]

    reported = meant.assess(router(LATER), center({"last_usage_report": NEW, "virtual_account": "WAN"}))

    assert reported.complete and due(reported) == []


def test_a_report_of_an_earlier_stay_proves_nothing_until_the_center_tells_of_another() -> None:
    meant = runs()
    old = center({"last_usage_report": OLD})
    assert open_gates(meant.assess(router(), old)) == ["center_first_report"]
    assert unproved(meant.assess(router(LATER), old)) == ["usage_report"], "the next run as well"

    assert meant.assess(router(LATER), center({"last_usage_report": NEW})).complete


def test_a_date_that_the_center_shows_only_once_it_knows_the_device_again_is_held_against_the_beginning() -> None:
    meant = runs()
    meant.assess(router(), center(UNKNOWN))

    assert not meant.assess(router(LATER), center({"last_usage_report": OLD})).complete


@pytest.mark.parametrize(
    ("zone", "report", "complete"),
    [
        ("UTC", "2026-11-24T09:30:00+00:00", True),
        ("UTC", "2026-11-24T08:30:00+00:00", False),
        # The offset of this device's clock from UTC is unknown.
        ("CET", "2026-11-24T09:30:00+00:00", False),
        ("CET", "2026-11-24T21:30:00+00:00", True),
        ("UTC", "yesterday", False),
    ],
)
def test_what_the_operator_says_dates_the_report(zone: str, report: str, complete: bool) -> None:
    meant = runs(slp_since="2026-11-24 09:00:00")
    assessment = meant.assess(router("2026-11-25T10:00:00", zone), center({"last_usage_report": report}))

    assert assessment.complete is complete


def test_a_release_that_tells_of_no_reports_leaves_it_to_an_ack_on_the_device() -> None:
    meant, silent = runs(), center({"tells_usage_reports": False})
    before = {"usage_reporting": {"last_ack_received": "Nov 20 08:00:00 2026 UTC"}}
    assert open_gates(meant.assess(router(**before), silent)) == ["center_first_report"]

    after = {"usage_reporting": {"last_ack_received": "Nov 24 10:30:00 2026 UTC"}}
    assert meant.assess(router(LATER, **after), silent).complete


def test_an_overdue_ack_is_no_proof() -> None:
    meant = runs()
    meant.assess(router(), center())
    late = {"usage_reporting": {"next_ack_deadline": "Nov 24 10:45:00 2026 UTC"}}

    assert not meant.assess(router(LATER, **late), center({"last_usage_report": NEW})).complete


def test_a_device_that_comes_back_from_another_topology_is_freed_of_its_transport_once() -> None:
    direct = Runs("direct", {"slp_transport": "smart", "slp_save": True})
    direct.assess(router(**SMART), {})
    back = Runs("catalyst_center", MEANT, direct.result)

    first = back.assess(router(**SMART), center({"last_usage_report": OLD}))
    assert due(first) == [STEP_1] and first.options["takes_over"] and "configuration" in unproved(first)

    freed = back.assess(router(), center({"last_usage_report": OLD}))
    assert due(freed) == [] and unproved(freed) == ["usage_report"]
    # From here on the transport is the Center's business.
    assert due(back.assess(router(LATER, **SMART), center({"last_usage_report": OLD}))) == []


def test_another_account_than_intended_is_not_proved() -> None:
    meant = runs()
    meant.assess(router(), center())
    assessment = meant.assess(router(LATER), center({"last_usage_report": NEW, "virtual_account": "Campus"}))

    assert unproved(assessment) == ["account"]


@pytest.mark.parametrize(
    ("variables", "seen", "reason", "said"),
    [
        ({"slp_slac_features": ["uhpsec"]}, {}, "invalid_value", "slp_slac_features"),
        ({"slp_slac_features": ["hseck9"]}, center(release="2.2.1"), "unsupported_release", "2.2.2"),
        ({"slp_utility": {"enabled": True}}, {}, "invalid_value", "slp_utility"),
        ({}, center({"problem": "another device"}), "invalid_value", "another device"),
        (
            {},
            {"center": {"problem": {"reason": "communication_failed", "msg": "communication_failed: nobody answers"}}},
            "communication_failed",
            "nobody answers",
        ),
        ({}, {"center": {"problem": {"reason": None, "msg": "no reason"}}}, "api_failed", "no reason"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(
    variables: dict[str, Any], seen: dict[str, Any], reason: str, said: str
) -> None:
    with pytest.raises(LicensingError) as refusal:
        runs(**variables).assess(router(), seen)

    assert refusal.value.reason == reason and said in refusal.value.message
    assert not refusal.value.message.startswith(reason)


def test_at_a_console_the_steps_with_open_gates_are_due() -> None:
    bare = runs(slp_catalyst_center_device_secrets={}, slp_site="")
    assessment = bare.assess(router(), center(UNKNOWN))

    assert assessment.due("pause") == [STEP_2B, LAST, "result"]
    confirmed = bare.assess(router(), center(UNKNOWN), "center_inventory", "center_site", "center_first_report")
    assert confirmed.due("pause") == [] and not confirmed.complete
