# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SD-WAN Manager: from the state of a device and what the Manager says, to the steps, gates and proofs."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

from .controllers import UDI, Runs, due, open_gates, router, unproved, with_slac

STEP_3, REPORTS = "step_3_manager_configuration", "usage_reports"
OPTION_1, OPTION_2 = "step_4_option_1_file", "step_4_option_2_online"
LICENCE = "Routing DNA Advantage: Tier 2"
UUID = f"{UDI['pid']}-{UDI['sn']}"
MEANT: dict[str, Any] = {
    "slp_sdwan_manager_url": "https://manager.example:8443",
    "slp_sdwan_license": LICENCE,
    "slp_smart_account": "Example",
    "slp_virtual_account": "WAN",
    "slp_slac_method": "file",
    "slp_from_cssm": "from_cssm",
    "slp_save": True,
}
ASSIGNED = {"tag": "regid.tier2,1.0_a", "display_name": LICENCE}
ROW: dict[str, Any] = {
    "uuid": UUID,
    "host_name": "edge",
    "system_ip": "10.0.0.1",
    "compliance_status": "In Compliance",
    "reason": "",
    "licenses": [ASSIGNED],
}
OUT = {"compliance_status": "Out Of Compliance", "reason": "unassignedDevice", "licenses": []}
EDGE = {"platform": {"release": "17.12.4", "operating_mode": "controller-managed"}}
OLD_EDGE = {"platform": {"release": "17.4.2", "operating_mode": "controller-managed"}}
SMART = {"transport": {"type": "smart", "url": "https://smartreceiver.cisco.com/licservice/license"}}
TRUSTED = {"trust_codes": [{"role": None, **UDI, "installed": True, "installed_on": None}]}
ONLINE = {"slp_slac_method": "online", "slp_slac_features": ["hseck9"]}
TOKEN = {"slp_id_token": "token"}
API = {"slp_cssm_client_id": "id", "slp_cssm_client_secret": "secret"}


def manager(row: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Return what was seen: a Manager that has the device as in `ROW`, but for what is named."""
    known = {
        "problem": {},
        "settings": {"mode": "online", "user": "licensing", "has_credentials": True, "multiple_entitlement": False},
        "compliance": {"status": "Out Of Compliance", "reasons": [{"status": "", "reason": "unassignedDevice"}]},
        "accounts": [],
        "rows": [{**ROW, **(row or {})}],
    }
    return {"manager": {**known, **changes}, "reports": None}


def runs(**variables: Any) -> Runs:
    return Runs("sdwan_manager", {**MEANT, **variables})


def test_before_the_manager_was_asked_an_assessment_says_only_what_to_look_up() -> None:
    first = runs(slp_sdwan_device="10.0.0.1", slp_ordered_licenses={LICENCE: 1})
    assessment = first.assess(router(**EDGE), {})

    assert assessment.options == {"has_api": True, "names": ["10.0.0.1", UUID], "asks_accounts": True}
    assert not assessment.complete and due(assessment) == [] and first.result is None


def test_a_licensed_edge_in_compliance_is_complete_and_nothing_is_due() -> None:
    assessment = runs().assess(router(**EDGE), manager())

    assert assessment.complete and due(assessment) == []
    assert [proof.step for proof in assessment.proofs] == ["overlay", "licence", "compliance"]


@pytest.mark.parametrize(
    ("state", "seen", "variables", "steps", "gates", "missing"),
    [
        (
            EDGE,
            manager(OUT),
            {},
            [STEP_3],
            ["smart_account_set_up", "manager_assign_licenses", "manager_compliance"],
            ["licence", "compliance"],
        ),
        # Who names no licence is content with any, and assigns it himself.
        (
            EDGE,
            manager(OUT),
            {"slp_sdwan_license": ""},
            [],
            ["smart_account_set_up", "manager_assign_licenses", "manager_compliance"],
            ["licence", "compliance"],
        ),
        (EDGE, manager(), {"slp_sdwan_license": "regid.tier2"}, [], [], []),
        (EDGE, manager(), {"slp_sdwan_license": "regid.tier2,1.0_a"}, [], [], []),
        (EDGE, manager(), {"slp_sdwan_license": "another"}, [STEP_3], ["manager_assign_licenses"], ["licence"]),
        (EDGE, manager(), {"slp_sdwan_force_sync": True}, [STEP_3], [], []),
        (EDGE, manager(), {"slp_sdwan_manager_mode": "on_prem"}, [STEP_3], [], []),
        (
            EDGE,
            manager(OUT, settings={"mode": "online", "has_credentials": False}),
            {},
            [],
            ["smart_account_set_up", "manager_cssm_login", "manager_assign_licenses", "manager_compliance"],
            ["licence", "compliance"],
        ),
        (EDGE, manager({"compliance_status": ""}), {}, [], ["manager_compliance"], ["compliance"]),
        (
            EDGE,
            manager(settings={"mode": "offline", "has_credentials": False}),
            {},
            [REPORTS],
            ["manager_upload_usage"],
            [],
        ),
        # In the list, but not in the mode; in the mode, but not in the list.
        ({}, manager(), {}, [], ["overlay_bring_up"], ["overlay"]),
        (
            EDGE,
            manager(rows=[]),
            {},
            [],
            ["smart_account_set_up", "overlay_bring_up", "manager_assign_licenses", "manager_compliance"],
            ["overlay", "licence", "compliance"],
        ),
        (OLD_EDGE, manager(), {}, [], [], ["compliance"]),
        (EDGE, manager(), {"slp_migrating": True}, [], ["ordered_licenses"], []),
        (EDGE, manager(), {"slp_slac_features": ["hseck9"]}, [OPTION_1], ["authorization_code"], ["authorization"]),
        ({**EDGE, **with_slac()}, manager(), {"slp_slac_features": ["hseck9"]}, [], [], []),
        # A device outside the overlay is another topology's.
        ({}, manager(), ONLINE, [], ["overlay_bring_up"], ["overlay", "authorization"]),
        (EDGE, manager(), ONLINE, [OPTION_2], ["generate_token"], ["authorization"]),
        ({**EDGE, **SMART}, manager(), ONLINE, [], ["generate_token"], ["authorization"]),
        ({**EDGE, **SMART}, manager(), {**ONLINE, **TOKEN}, [OPTION_2], ["generate_token"], ["authorization"]),
        ({**EDGE, **SMART, **TRUSTED}, manager(), ONLINE, [OPTION_2], [], ["authorization"]),
        ({**EDGE, **SMART, **TRUSTED, **with_slac()}, manager(), {**ONLINE, **TOKEN}, [], [], []),
        (
            {**EDGE, **SMART, **TRUSTED, **with_slac()},
            manager(),
            {"slp_slac_method": "online", "slp_slac_return": True},
            [OPTION_2],
            [],
            ["authorization"],
        ),
    ],
)
def test_the_steps_that_are_due_the_gates_that_are_open_and_what_is_not_proved(
    state: dict[str, Any],
    seen: dict[str, Any],
    variables: dict[str, Any],
    steps: list[str],
    gates: list[str],
    missing: list[str],
) -> None:
    assessment = runs(**variables).assess(router(**state), seen)

    assert (due(assessment), open_gates(assessment), unproved(assessment)) == (steps, gates, missing)


@pytest.mark.parametrize(
    ("variables", "account"),
    [(TOKEN, []), (API, ["Example", "WAN"]), ({**API, **TOKEN}, [])],
)
def test_a_token_is_fetched_where_none_is_given(variables: dict[str, Any], account: list[str]) -> None:
    assessment = runs(**ONLINE, **variables).assess(router(**EDGE), manager())

    assert assessment.options["trusts"] and assessment.options["token_account"] == account


def test_every_feature_is_asked_for() -> None:
    features = {**ONLINE, "slp_slac_features": ["hseck9", "uhpsec"], **TOKEN}
    assessment = runs(**features).assess(router(**EDGE, **SMART, **TRUSTED, **with_slac()), manager())

    assert assessment.options["requests"] and unproved(assessment) == ["authorization"]


@pytest.mark.parametrize(
    ("quantity", "done"),
    [(2, True), (3, True), (1, False)],
)
def test_what_was_ordered_is_held_against_the_books(quantity: int, done: bool) -> None:
    licences = [{"display_name": LICENCE, "quantity": quantity}]
    books = [{"name": "Example", "virtual_accounts": [{"name": "WAN", "licenses": licences}]}]
    meant = runs(slp_migrating=True, slp_ordered_licenses={LICENCE: 2})

    assert (open_gates(meant.assess(router(**EDGE), manager(accounts=books))) == []) is done


def test_without_the_api_a_person_can_confirm_the_gates_but_nothing_is_proved() -> None:
    blind = runs(slp_sdwan_manager_url="")
    assessment = blind.assess(
        router(**EDGE),
        {},
        "smart_account_set_up",
        "manager_cssm_login",
        "manager_assign_licenses",
        "manager_compliance",
    )

    assert open_gates(assessment) == [] and not assessment.complete
    assert unproved(assessment) == ["compliance"]


def test_the_reports_of_a_manager_without_a_connection_are_named_in_the_gate_until_there_are_none() -> None:
    offline = manager(settings={"mode": "offline", "has_credentials": False})
    (gate,) = [gate for gate in runs().assess(router(**EDGE), {**offline, "reports": ["a.txt"]}).gates if gate["file"]]
    assert (gate["id"], gate["file"]) == ("manager_upload_usage", "a.txt")

    assert runs().assess(router(**EDGE), {**offline, "reports": []}).complete


def test_what_it_says_of_the_device_and_of_all_stands_in_the_gate() -> None:
    gate = runs().assess(router(**EDGE), manager(OUT)).gates[-1]

    assert "Out Of Compliance (unassignedDevice). All its devices: Out Of Compliance" in gate["what"]


@pytest.mark.parametrize(
    ("variables", "seen", "reason", "said"),
    [
        ({"slp_sdwan_device": "edge-9"}, manager(rows=[]), "invalid_value", "edge-9"),
        ({**ONLINE, "slp_url": "https://a\ncommit"}, manager(), "invalid_value", "url"),
        ({"slp_utility": {"enabled": True}}, manager(), "invalid_value", "slp_utility"),
        (
            {},
            {"manager": {"problem": {"reason": "communication_failed", "msg": "communication_failed: it is down"}}},
            "communication_failed",
            "it is down",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(
    variables: dict[str, Any], seen: dict[str, Any], reason: str, said: str
) -> None:
    with pytest.raises(LicensingError) as refusal:
        runs(**variables).assess(router(**EDGE), seen)

    assert refusal.value.reason == reason and said in refusal.value.message
