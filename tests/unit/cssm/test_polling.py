# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM is asked when it said that it wants to be, by the id that it gave, until it has finished or given up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import (
    AUTHORIZE,
    PLACE,
    POLL,
    REPORT,
    TAG,
    Exchange,
    Service,
    ack_file,
    finished,
    in_base64,
    opening,
    post,
    shown,
    slac_file,
    sudi,
    usage_file,
)

SN = "9ABCDEF1234"
RECORDED_ID = 77412347487202314


def submitted(path: str, **more: Any) -> Exchange:
    """Return the recorded answer to a request."""
    answer = {
        "status": "OK_POLL",
        "message_code": None,
        "message": None,
        "timestamp": 1644340472292,
        "nonce": "random1234",
        "type": None,
        "poll_id": RECORDED_ID,
        "poll_interval": 300,
    }
    return post(path, answer | more)


def waiting(**more: Any) -> Exchange:
    return post(POLL, {"status": "OK_POLL", "message": None, "poll_interval": 300} | more)


def slac() -> Exchange:
    return finished(
        "authorizations",
        {
            "sudi": sudi(SN),
            "smart_license": in_base64(slac_file(SN)),
            "auth_status": [],
            "error_code": "None",
            "status": "SUCCESS",
            "status_message": "None",
        },
    )


def ack() -> Exchange:
    found = {"sudi": sudi(SN), "software_tag_identifier": "C8000V", "smart_license": in_base64(ack_file(SN, "1"))}
    return finished("acknowledgements", found)


@pytest.fixture
def wanted(tmp_path: Path) -> dict[str, Any]:
    return {**PLACE, "udi": f"PID:C8000V,SN:{SN}", "entitlement_tag": TAG, "dest": str(tmp_path / "slac.xml")}


@pytest.fixture
def upload(tmp_path: Path) -> dict[str, Any]:
    usage = tmp_path / "usage.xml"
    usage.write_bytes(usage_file([(SN, "1")]))
    return {**PLACE, "files": [str(usage)], "dest": str(tmp_path / "acks")}


def test_the_first_question_and_the_next_come_when_they_were_told_to(act: Act, wanted: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(AUTHORIZE), waiting(poll_interval=120), slac()])

    assert act("cssm_slac", service, **wanted)["changed"] is True
    assert service.pauses == [300, 120]


def test_usage_waits_as_it_was_told_to(act: Act, upload: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(REPORT), ack()])

    assert shown(act("cssm_usage_report", service, **upload)) == {f"{SN} 1": "accepted"}
    assert service.pauses == [300]


def test_the_end_of_the_patience_is_the_last_moment_to_ask(act: Act, upload: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(REPORT), waiting(), ack()])

    assert act("cssm_usage_report", service, **upload, poll_timeout=400)["counts"]["accepted"] == 1
    assert service.pauses == [300, 100]


def test_an_interval_of_ones_own_goes_before_that_of_cssm(act: Act, wanted: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(AUTHORIZE), waiting(), waiting(), slac()])

    assert act("cssm_slac", service, **wanted, poll_interval=20)["changed"] is True
    assert service.pauses == [20, 20, 20]


@pytest.mark.parametrize("told", [0, -5, None, "300", True, [300]])
def test_an_interval_that_is_none_is_passed_over(act: Act, wanted: dict[str, Any], told: Any) -> None:
    service = Service([*opening(), submitted(AUTHORIZE, poll_interval=told), waiting(poll_interval=told), slac()])

    assert act("cssm_slac", service, **wanted)["changed"] is True
    assert service.pauses == [2]


@pytest.mark.parametrize("told", [901, 10**400, float("inf")])
def test_an_interval_that_is_too_long_is_bounded(act: Act, wanted: dict[str, Any], told: float) -> None:
    service = Service([*opening(), submitted(AUTHORIZE, poll_interval=told), slac()])

    assert act("cssm_slac", service, **wanted, poll_timeout=100_000)["changed"] is True
    assert service.pauses == [900]


@pytest.mark.parametrize("given", [RECORDED_ID, str(RECORDED_ID), "a3f-9"])
def test_the_id_goes_back_as_it_came_also_in_the_next_run(act: Act, upload: dict[str, Any], given: Any) -> None:
    first = Service([*opening(), submitted(REPORT, poll_id=given), waiting()])
    second = Service([*opening(), ack()])

    outcome = act("cssm_usage_report", first, **upload, poll_timeout=1)
    act("cssm_usage_report", second, **upload)

    assert (outcome["reason"], outcome["poll_ids"]) == ("timeout", [str(given)])
    assert [body["data"]["poll_id"] for body in (*first.bodies(POLL), *second.bodies(POLL))] == [given, given]


def test_to_wait_with_a_message_is_a_failure_and_not_waited_for(act: Act, upload: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(REPORT), waiting(message_code="E1042", message="Processing failed")])

    outcome = act("cssm_usage_report", service, **upload)

    assert (outcome["reason"], shown(outcome)) == ("api_failed", {f"{SN} 1": "failed"})
    assert "Processing failed E1042" in outcome["msg"]
    assert service.pauses == [300]


def test_a_slac_that_cssm_gave_up_is_told_and_asked_for_anew(act: Act, wanted: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(AUTHORIZE), waiting(message_code="E1042", message="Processing failed")])

    outcome = act("cssm_slac", service, **wanted)

    assert outcome["reason"] == "slac_denied"
    assert "Processing failed E1042" in outcome["msg"]
    again = Service([*opening(), submitted(AUTHORIZE), slac()])
    assert act("cssm_slac", again, **wanted)["changed"] is True


def test_a_request_that_is_taken_with_a_message_is_refused(act: Act, wanted: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(AUTHORIZE, message_code="E7", message="No such pool")])

    outcome = act("cssm_slac", service, **wanted)

    assert outcome["reason"] == "slac_denied"
    assert "No such pool E7" in outcome["msg"]


def test_words_for_nothing_are_no_message(act: Act, upload: dict[str, Any]) -> None:
    service = Service([*opening(), submitted(REPORT, message=" ", message_code=""), waiting(message=""), ack()])

    assert act("cssm_usage_report", service, **upload)["counts"]["accepted"] == 1


def test_an_interval_of_none_is_an_invalid_value(act: Act, wanted: dict[str, Any]) -> None:
    assert act("cssm_slac", Service([]), **wanted, poll_interval=0)["reason"] == "invalid_value"
