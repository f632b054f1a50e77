# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""cssm_slac: one request, one SLAC, whatever happens on the way."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost
from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import (
    AUTHORIZE,
    PLACE,
    POLL,
    TAG,
    Exchange,
    Service,
    finished,
    get,
    in_base64,
    not_yet,
    opening,
    post,
    reply,
    slac_file,
    sudi,
)

SN = "9ABCDEF1234"


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    return tmp_path / "edge1" / "slac.xml"


def wanted(dest: Path, **more: Any) -> dict[str, Any]:
    return {**PLACE, "udi": f"PID:C8000V,SN:{SN}", "entitlement_tag": TAG, "dest": str(dest), **more}


def taken() -> Exchange:
    return post(AUTHORIZE, {"status": "OK_POLL", "poll_id": 731})


def given(file: bytes) -> Exchange:
    return finished("authorizations", {"sudi": sudi(SN), "status": "SUCCESS", "smart_license": in_base64(file)})


def test_a_slac_is_requested_waited_for_and_written_for_its_owner_only(act: Act, dest: Path) -> None:
    service = Service([*opening(), taken(), not_yet(), not_yet(), given(slac_file(SN))])

    outcome = act("cssm_slac", service, **wanted(dest, hostname="edge1", count=2))

    assert outcome == {"changed": True, "udi": f"PID:C8000V,SN:{SN}", "dest": str(dest)}
    assert dest.read_bytes() == slac_file(SN)
    assert stat.S_IMODE(dest.stat().st_mode) == 0o600
    assert [path.name for path in dest.parent.iterdir()] == ["slac.xml"]
    assert service.pauses == [2, 3]
    (asked,) = service.bodies(AUTHORIZE)
    assert asked["data"]["licenses"] == [
        {"sudi": sudi(SN), "hostname": "edge1", "keys": [{"entitlement": TAG, "count": "2"}]}
    ]


def test_the_headers_say_where_it_belongs_and_who_asks(act: Act, dest: Path) -> None:
    service = Service([*opening(), taken(), given(slac_file(SN))])
    act("cssm_slac", service, **wanted(dest))

    for request in service.requests[2:]:
        assert request.headers["X-CSW-SMART-ACCOUNT-ID"] == "101"
        assert request.headers["X-CSW-VIRTUAL-ACCOUNT-ID"] == "2001"
        assert request.headers["X-CSW-REQUESTING-SYSTEM"] == f'{{"udi_pid":"C8000V","udi_serial_number":"{SN}"}}'


def test_every_request_has_a_nonce_and_a_time_of_its_own(act: Act, dest: Path) -> None:
    busy = post(POLL, Reply(503))
    service = Service([*opening(), taken(), busy, not_yet(), given(slac_file(SN))])
    act("cssm_slac", service, **wanted(dest))

    stamps = [body["data"] for body in [*service.bodies(AUTHORIZE), *service.bodies(POLL)]]
    assert len({stamp["nonce"] for stamp in stamps}) == 4
    assert [stamp["timestamp"] for stamp in stamps] == [1764590400000, 1764590400000, 1764590401000, 1764590403000]


def test_a_slac_that_is_there_is_not_asked_for(act: Act, dest: Path) -> None:
    dest.parent.mkdir()
    dest.write_bytes(slac_file(SN))

    assert act("cssm_slac", Service([]), **wanted(dest))["changed"] is False


@pytest.mark.parametrize("file", [slac_file("9OTHER"), slac_file(SN, tag="regid.other")])
def test_a_slac_for_something_else_is_replaced(act: Act, dest: Path, file: bytes) -> None:
    dest.parent.mkdir()
    dest.write_bytes(file)

    act("cssm_slac", Service([*opening(), taken(), given(slac_file(SN))]), **wanted(dest))

    assert dest.read_bytes() == slac_file(SN)


def test_a_file_of_another_kind_stays_as_it_is(act: Act, dest: Path) -> None:
    dest.parent.mkdir()
    dest.write_text("my notes")

    assert act("cssm_slac", Service([]), **wanted(dest))["reason"] == "invalid_value"
    assert dest.read_text() == "my notes"


def test_check_mode_requests_nothing(act: Act, dest: Path) -> None:
    assert act("cssm_slac", Service(opening()), check=True, **wanted(dest))["changed"] is True
    assert not dest.parent.exists()


def test_a_wait_that_ended_goes_on_in_the_next_run(act: Act, dest: Path) -> None:
    first = Service([*opening(), taken(), not_yet(), not_yet(), not_yet()])
    outcome = act("cssm_slac", first, **wanted(dest, poll_timeout=4))

    assert (outcome["reason"], outcome["poll_id"], first.pauses) == ("timeout", "731", [2, 2])
    assert not dest.exists()

    second = Service([*opening(), given(slac_file(SN))])
    assert act("cssm_slac", second, **wanted(dest))["changed"] is True
    assert second.bodies(POLL)[0]["data"]["poll_id"] == 731
    assert dest.read_bytes() == slac_file(SN)


def test_what_was_asked_for_another_tag_is_not_waited_for(act: Act, dest: Path) -> None:
    act("cssm_slac", Service([*opening(), taken(), not_yet()]), **wanted(dest, poll_timeout=0))
    other = slac_file(SN, tag="regid.other")

    service = Service([*opening(), taken(), given(other)])

    assert act("cssm_slac", service, **wanted(dest, entitlement_tag="regid.other"))["changed"] is True


def test_an_answer_that_was_lost_is_not_asked_for_again(act: Act, dest: Path) -> None:
    outcome = act("cssm_slac", Service([*opening(), post(AUTHORIZE, ReplyLost("reset"))]), **wanted(dest))

    assert outcome["reason"] == "connection_lost"
    assert "check there first" in outcome["msg"]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_is_not_a_reason_to_take_two(act: Act, dest: Path, status: int) -> None:
    outcome = act("cssm_slac", Service([*opening(), post(AUTHORIZE, Reply(status))]), **wanted(dest))

    assert outcome["reason"] == "api_failed"


def test_a_request_that_is_refused_at_once_is_told(act: Act, dest: Path) -> None:
    refused = post(AUTHORIZE, {"status": "FAILED", "message": "Not enough licenses."})

    outcome = act("cssm_slac", Service([*opening(), refused]), **wanted(dest))

    assert outcome["reason"] == "slac_denied"
    assert "Not enough licenses." in outcome["msg"]


@pytest.mark.parametrize(
    "result",
    [
        finished("authorizations", {"sudi": sudi(SN), "status": "FAILED", "status_message": "out of stock"}),
        post(POLL, {"status": "FAILED", "message": "out of stock"}),
    ],
)
def test_a_request_that_is_refused_later_is_told_and_asked_anew(act: Act, dest: Path, result: Exchange) -> None:
    outcome = act("cssm_slac", Service([*opening(), taken(), result]), **wanted(dest))

    assert outcome["reason"] == "slac_denied"
    assert "out of stock" in outcome["msg"]
    assert act("cssm_slac", Service([*opening(), taken(), given(slac_file(SN))]), **wanted(dest))["changed"] is True


@pytest.mark.parametrize("file", [slac_file("9OTHER"), slac_file(SN, tag="regid.other"), b"<html/>"])
def test_a_file_that_is_not_this_slac_is_not_kept(act: Act, dest: Path, file: bytes) -> None:
    outcome = act("cssm_slac", Service([*opening(), taken(), given(file)]), **wanted(dest))

    assert outcome["reason"] == "api_failed"
    assert not dest.exists()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"status": "PERHAPS"},
        {"status": "COMPLETE"},
        {"status": "COMPLETE", "data": {"authorizations": "none"}},
        {"status": "COMPLETE", "data": {"authorizations": [{"smart_license": "not base64!"}]}},
        {"status": "COMPLETE", "data": {"authorizations": [{"smart_license": 7}]}},
    ],
)
def test_nonsense_instead_of_a_result_is_a_failure(act: Act, dest: Path, answer: dict[str, Any]) -> None:
    outcome = act("cssm_slac", Service([*opening(), taken(), post(POLL, answer)]), **wanted(dest))

    assert outcome["reason"] == "api_failed"


@pytest.mark.parametrize("answer", [{}, {"poll_id": None}, {"poll_id": "../../etc"}, {"poll_id": {"a": 1}}])
def test_nonsense_instead_of_a_number_is_a_failure(act: Act, dest: Path, answer: dict[str, Any]) -> None:
    outcome = act("cssm_slac", Service([*opening(), post(AUTHORIZE, answer)]), **wanted(dest))

    assert outcome["reason"] == "api_failed"


def test_a_slac_is_returned_with_the_code_of_the_device(act: Act) -> None:
    service = Service([*opening(), taken(), finished("authorizations", {"sudi": sudi(SN), "status": "SUCCESS"})])

    outcome = act("cssm_slac", service, **PLACE, udi=f"P:C8000V,S:{SN}", state="absent", return_code="Cr9JHx-L1x5Rj")

    assert outcome == {"changed": True, "udi": f"PID:C8000V,SN:{SN}"}
    (asked,) = service.bodies(AUTHORIZE)
    assert asked["data"]["licenses"] == [{"sudi": sudi(SN), "hostname": SN, "keys": [], "remove_code": "Cr9JHx-L1x5Rj"}]


def test_a_return_code_that_is_refused_is_told(act: Act) -> None:
    refused = finished("authorizations", {"sudi": sudi(SN), "status": "FAILED", "status_message": "wrong code"})
    removal = {**PLACE, "udi": f"P:C8000V,S:{SN}", "state": "absent", "return_code": "wrong"}

    outcome = act("cssm_slac", Service([*opening(), taken(), refused]), **removal)

    assert outcome["reason"] == "slac_denied"
    assert "wrong code" in outcome["msg"]


def test_check_mode_returns_nothing(act: Act) -> None:
    removal = {**PLACE, "udi": f"P:C8000V,S:{SN}", "state": "absent", "return_code": "code"}

    assert act("cssm_slac", Service(opening()), check=True, **removal)["changed"] is True


@pytest.mark.parametrize("option", [{"udi": "9ABCDEF1234"}, {"udi": ""}, {"count": 0}])
def test_a_value_that_makes_no_sense_is_refused_before_anything_is_asked(
    act: Act, dest: Path, option: dict[str, Any]
) -> None:
    assert act("cssm_slac", Service([]), **{**wanted(dest), **option})["reason"] == "invalid_value"


def test_a_wrong_account_is_told_before_anything_is_requested(act: Act, dest: Path) -> None:
    outcome = act("cssm_slac", Service(opening()), **wanted(dest, virtual_account="Campus East"))

    assert outcome["reason"] == "invalid_value"
    assert "Campus West" in outcome["msg"]


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_requested(act: Act, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    outcome = act("cssm_slac", Service(opening()), **wanted(tmp_path / "file" / "slac.xml"))

    assert outcome["reason"] == "transfer_failed"


def test_a_login_can_end_between_two_polls(act: Act, dest: Path) -> None:
    ended = post(POLL, reply({}, 401))
    service = Service([*opening(), taken(), not_yet(), ended, opening()[0], given(slac_file(SN))])

    assert act("cssm_slac", service, **wanted(dest))["changed"] is True


def test_a_search_that_is_busy_is_waited_for(act: Act, dest: Path) -> None:
    busy = get("/v2/accounts/search", Reply(503, {"retry-after": "4"}))
    service = Service([opening()[0], busy, opening()[1], taken(), given(slac_file(SN))])

    assert act("cssm_slac", service, **wanted(dest))["changed"] is True
    assert service.pauses == [4]
