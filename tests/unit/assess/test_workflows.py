# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each workflow makes of a device: the steps that are due, the gates, and what is proved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.assess.devices import (
    ACCOUNTS,
    BEFORE_THE_ACK,
    DIRECT,
    LEDGER,
    SEEN,
    assessed,
    changed_at,
    device,
    missing,
    open_gates,
)

PROVED = {"config__last_change": changed_at(BEFORE_THE_ACK)}
TRUST, SLAC = "step_3_establishment_of_trust_with_cssm", "step_4_authorization_code_installation"


def direct(changes: dict[str, Any], **variables: Any) -> Any:
    """Return the assessment of a device that is complete but for the changes."""
    assessment, _result = assessed("direct", device(**{**PROVED, **changes}), **{**DIRECT, **ACCOUNTS, **variables})
    return assessment


def test_a_complete_device_has_nothing_due_in_any_mode_of_the_gates() -> None:
    assessment = direct({})

    assert assessment.complete
    assert [assessment.due(mode) for mode in ("report", "pause", "fail")] == [[], [], []]


def test_a_device_in_another_account_is_moved_by_force_when_a_token_is_given_else_a_gate_says_so() -> None:
    elsewhere = {"account__virtual_account": "Campus"}

    moved = direct(elsewhere, slp_id_token="a-token")
    assert moved.due("report") == [TRUST, "result"] and moved.options["trust_force"]

    without = direct(elsewhere)
    assert without.due("report") == [] and open_gates(without) == ["smart_account_set_up", "generate_token"]
    assert "in the virtual account Campus of Lab Industries" in without.gates[1]["what"]
    assert missing(without) == ["account"]
    assert without.due("fail") == [TRUST, "result"], "the step asks for the token there"


def test_force_asks_for_trust_codes_younger_than_the_workflow_and_not_again_afterwards() -> None:
    old = direct({"config__last_change": changed_at("2026-11-24T04:00:00")}, slp_trust_force=True, slp_id_token="t")
    assert TRUST in old.due("report") and old.options["trust_force"]

    fresh = direct({"trust_codes.0.installed_on".replace(".", "__"): "Nov 24 05:00:00 2026 UTC"}, slp_trust_force=True)
    assert TRUST not in fresh.due("report")


def test_an_untrusted_device_needs_a_token_or_the_api_that_gives_one() -> None:
    untrusted = {"trust_codes__0__installed": False}
    assert direct(untrusted).due("report") == []

    api = {"slp_cssm_client_id": "id", "slp_cssm_client_secret": "secret"}
    by_api = direct(untrusted, **api)
    assert by_api.due("report") == [TRUST, "result"]
    assert by_api.options == {"trust_force": False, "token_account": ["Lab Industries", "WAN"]}
    assert direct(untrusted, **api, slp_virtual_account=None).due("report") == [], "a token is of one virtual account"


def test_a_token_that_is_only_there_is_no_evidence_of_an_account() -> None:
    assert "smart_account_set_up" in open_gates(direct({"trust_codes__0__installed": False}, slp_id_token="expired?"))


def test_a_slac_is_requested_kept_or_returned_as_the_inventory_says() -> None:
    wanted = {"slp_slac_features": ["hseck9"]}
    none = {"authorizations": []}
    assert direct(none, **wanted).due("report") == [SLAC, "result"] and missing(direct(none, **wanted)) == [
        "authorization"
    ]
    assert direct({}, **wanted).complete
    assert direct({}).complete, "an installed SLAC is not returned"
    returned = direct({}, slp_slac_return=True)
    assert returned.due("report") == [SLAC, "result"] and missing(returned) == ["authorization"]


def test_utility_mode_is_proved_by_subscription_ids() -> None:
    utility = {"slp_utility": {"enabled": True}}
    assert "utility" in missing(direct({}, **utility))
    on = {"utility__enabled": True, "licenses__0__subscription_id": "Sub-1", "licenses__0__status": "IN USE"}
    licences = device()["licenses"]
    identified = {f"licenses__{index}__subscription_id": "Sub-1" for index in range(len(licences))}
    assert "utility" in missing(direct({"utility__enabled": True}, **utility))
    assert "utility" not in missing(direct({**on, **identified}, **utility))


def test_an_overdue_ack_asks_for_a_report_even_where_the_workflow_was_proved() -> None:
    overdue = direct({"usage_reporting__next_ack_deadline": "Nov 24 08:00:00 2026 UTC"})

    assert missing(overdue) == ["acknowledgement"] and overdue.due("report") == ["report_usage", "result"]


@pytest.mark.parametrize(
    ("workflow", "files"),
    [
        ("cslu_disconnected_product_instance_initiated", ["authorization_code"]),
        ("cslu_disconnected_cslu_initiated", ["authorization_code"]),
        ("cslu_initiated", ["authorization_code"]),
        ("ssm_on_prem_initiated", ["authorization_code"]),
        ("ssm_on_prem_product_instance_initiated", ["authorization_code"]),
        ("offline", ["authorization_code"]),
    ],
)
def test_a_slac_is_a_gate_wherever_a_person_has_to_do_with_it(workflow: str, files: list[str]) -> None:
    variables = {"slp_slac_features": ["hseck9"], "slp_ssm_url": "https://192.0.2.9/cslu/v1/pi/X-1"}
    assessment, _result = assessed(workflow, device(authorizations=[]), seen=SEEN, **variables)

    assert set(files) <= set(open_gates(assessment)) and "authorization" in missing(assessment)


def test_what_a_server_collected_counts_by_reports_that_wait_or_by_a_young_ack() -> None:
    _first, noted = assessed("cslu_initiated", device(transport__type="cslu", transport__url=None))
    collected = device(transport__type="cslu", transport__url=None, rum_reports__waiting_for_ack=2)
    assessment, _result = assessed("cslu_initiated", collected, noted)

    assert "add_product_instance" not in open_gates(assessment) and "reachability" not in open_gates(assessment)
    assert "collect_usage" in open_gates(assessment), "it was not acknowledged"


def test_offline_saves_again_when_the_interval_is_over_or_reports_wait() -> None:
    off = {**PROVED, "transport__type": "off", "transport__url": None, "config__usage_interval": None}
    meant = {"slp_from_cssm": "from_cssm", "slp_save": True, "slp_since": "2026-11-20 08:00:00"}
    idle, _result = assessed("offline", device(**off), seen=SEEN, **meant)
    assert idle.complete and idle.due("report") == []

    waiting, _result = assessed(
        "offline", device(**off), seen={**SEEN, "ledger": {**LEDGER, "waiting_for_ack": 1}}, **meant
    )
    assert waiting.due("report") == ["report", "result"] and missing(waiting) == ["reports"]

    files, _result = assessed("offline", device(**off), seen={**SEEN, "inbox": True}, **meant)
    assert files.due("report") == ["import", "result"]

    late, _result = assessed(
        "offline", device(**{**off, "clock__wall_clock": "2027-01-25T09:00:00"}), seen=SEEN, **meant
    )
    assert "report" in late.due("report")


def test_a_gate_is_confirmed_by_its_id_and_never_proves_anything() -> None:
    variables = {"slp_confirmed_gates": ["cslu_installation", "cslu_login", "cslu_account", "smart_account_set_up"]}
    assessment, result = assessed("cslu_product_instance_initiated", device(transport__type="cslu"), **variables)

    assert open_gates(assessment) == [] and not assessment.complete
    assert {gate["state"] for gate in result["closed_gates"]} == {"confirmed"}
