# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of CSSM's API: what each answers, and everything that it refuses."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.lab import cssm_calls as calls
from tests.lab.clock import DAY
from tests.lab.cssm import Cssm
from tests.lab.cssm_answers import ENTITLEMENTS, read_answer
from tests.lab.rum import sudi

from .conftest import NOON
from .usage import BRANCH, CAMPUS, small_cssm, text

LATER = NOON + 2
HSEC = ENTITLEMENTS["hseck9"]


class Client:
    """Says things to CSSM as a program would, with fresh nonces and the right headers unless told otherwise."""

    def __init__(self, cssm: Cssm) -> None:
        self.cssm = cssm
        self._count = 0

    def call(self, data: Any, udi: str = BRANCH, account: str = "WAN", now: float = NOON, **headers: str) -> calls.Call:
        self._count += 1
        known = {
            "x-csw-smart-account-id": self.cssm.smart_account_id,
            "x-csw-virtual-account-id": self.cssm.virtual_accounts[account],
            "x-csw-requesting-system": json.dumps(sudi(udi)),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if isinstance(data, dict):
            data = {"timestamp": int(now * 1000), "nonce": f"n{self._count}", **data}
        return calls.Call(known, json.dumps({"data": data}).encode(), now, now)

    def report(self, *entries: Any, **more: Any) -> dict[str, Any]:
        return calls.report_usage(self.cssm, self.call({"reports": list(entries)}, **more))

    def authorize(self, *entries: Any, **more: Any) -> dict[str, Any]:
        return calls.request_authorizations(self.cssm, self.call({"licenses": list(entries)}, **more))

    def poll(self, number: int, action: str = "acknowledgements", now: float = LATER, **more: Any) -> dict[str, Any]:
        return calls.poll(self.cssm, self.call({"poll_id": number, "action": action}, now=now, **more))

    def results(self, number: int, action: str = "acknowledgements", **more: Any) -> list[dict[str, Any]]:
        answer = self.poll(number, action, **more)
        assert answer["status"] == "COMPLETE"
        found: list[dict[str, Any]] = answer["data"][action]
        return found


@pytest.fixture
def client() -> Client:
    return Client(small_cssm())


def reports(udi: str, *report_ids: int) -> dict[str, Any]:
    content = [json.loads(text(udi, report_id)) for report_id in report_ids]
    return {"sudi": sudi(udi), "usage": [{key: found[key] for key in ("payload", "signature")} for found in content]}


def licence(udi: str, *tags: str, count: str = "1", **more: str) -> dict[str, Any]:
    keys = [{"entitlement": tag, "count": count} for tag in tags]
    return {"sudi": sudi(udi), "hostname": "h", "keys": keys, **more}


# -- logins ---------------------------------------------------------------------------------------------------------


def test_a_login_lasts_as_long_as_it_was_told(client: Client) -> None:
    client.cssm.faults.token_life = 60
    form = {"grant_type": "client_credentials", "client_id": "lab-client", "client_secret": "lab-Client-Secret-1"}
    granted = calls.log_in(client.cssm, form, NOON)
    assert granted["expires_in"] == 60
    headers = {"authorization": f"Bearer {granted['access_token']}"}
    calls.check_login(client.cssm, headers, NOON + 59)
    with pytest.raises(calls.ApiRefusal, match="expired") as refused:
        calls.check_login(client.cssm, headers, NOON + 60)
    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("change", "status"),
    [({"grant_type": "password"}, 400), ({"client_id": "other"}, 401), ({"client_secret": "guessed"}, 401)],
)
def test_a_wrong_login_is_refused(client: Client, change: dict[str, str], status: int) -> None:
    form = {"grant_type": "client_credentials", "client_id": "lab-client", "client_secret": "lab-Client-Secret-1"}
    with pytest.raises(calls.ApiRefusal) as refused:
        calls.log_in(client.cssm, form | change, NOON)
    assert refused.value.status == status


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer made-up", "Basic abc"])
def test_no_call_without_a_login(client: Client, value: str) -> None:
    with pytest.raises(calls.ApiRefusal):
        calls.check_login(client.cssm, {"authorization": value}, NOON)


# -- accounts and registration tokens -------------------------------------------------------------------------------


def test_accounts_name_their_virtual_accounts(client: Client) -> None:
    own, other = calls.search_accounts(client.cssm)["accounts"]
    assert own["domain"] == "industries.lab.example" and other["virtual_accounts"] == []
    assert [found["name"] for found in own["virtual_accounts"]] == ["Campus", "WAN"]


def test_a_new_token_is_listed_and_establishes_trust_until_it_ends(client: Client) -> None:
    body = json.dumps({"description": "night", "expiresAfterDays": 2, "exportControlled": "Not Allowed"}).encode()
    place = ("industries.lab.example", "WAN")
    made = calls.create_token(client.cssm, *place, calls.Call({}, body, NOON, NOON))["tokenInfo"]
    assert made["expirationDate"] == "2025-12-03T12:00:00Z" and made["exportControlled"] == "Not Allowed"
    assert made in calls.list_tokens(client.cssm, *place)["tokens"]
    assert client.cssm.establish_trust([BRANCH], made["token"], NOON, NOON) == "WAN"
    with pytest.raises(Exception, match="expired"):
        client.cssm.establish_trust([BRANCH], made["token"], NOON + 2 * DAY, NOON + 2 * DAY)


def test_tokens_are_listed_by_virtual_account_with_their_dates(client: Client) -> None:
    listed = calls.list_tokens(client.cssm, "industries.lab.example", "Campus")["tokens"]
    dates = {found["description"]: found["expirationDate"] for found in listed}
    assert dates == {"valid": "2029-12-29T00:00:00Z", "expired": "2020-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    "body", [b"?", b"[]", b"{}", b'{"expiresAfterDays": 0}', b'{"expiresAfterDays": 9, "exportControlled": "Yes"}']
)
def test_a_token_that_cannot_be_made_is_refused(client: Client, body: bytes) -> None:
    with pytest.raises(calls.ApiRefusal) as refused:
        calls.create_token(client.cssm, "industries.lab.example", "WAN", calls.Call({}, body, NOON, NOON))
    assert refused.value.status == 400


@pytest.mark.parametrize("place", [("elsewhere.example", "WAN"), ("industries.lab.example", "Attic")])
def test_tokens_of_an_unknown_account_are_refused(client: Client, place: tuple[str, str]) -> None:
    with pytest.raises(calls.ApiRefusal) as refused:
        calls.list_tokens(client.cssm, *place)
    assert refused.value.status == 404


# -- usage reports --------------------------------------------------------------------------------------------------


def test_reports_of_many_devices_go_in_one_call_and_come_back_as_one_ack_each(client: Client) -> None:
    number = client.report(reports(BRANCH, 1, 2), reports(CAMPUS, 3))["poll_id"]
    assert client.poll(number, now=LATER - 0.5)["status"] == "OK_POLL"
    first, second = client.results(number)
    assert (first["sudi"], "status" in first) == (sudi(BRANCH), False)
    acks = [read_answer(base64.b64decode(found["smart_license"])).acknowledged for found in (first, second)]
    assert acks == [((BRANCH, "1"), (BRANCH, "2")), ((CAMPUS, "3"),)]


def test_all_duplicates_fail_as_a_whole_and_leave_nothing_to_poll(client: Client) -> None:
    client.report(reports(BRANCH, 1))
    again = client.report(reports(BRANCH, 1))
    assert again["status"] == "FAILED" and "duplicates" in again["message"] and "poll_id" not in again


def test_some_duplicates_fail_alone(client: Client) -> None:
    client.report(reports(BRANCH, 1))
    (found,) = client.results(client.report(reports(BRANCH, 1, 2))["poll_id"])
    assert found["error_code"] == "DUPLICATE" and "status" not in found
    assert [(refused["report_id"], refused["status"]) for refused in found["usage"]] == [("1", "FAILED")]
    assert read_answer(base64.b64decode(found["smart_license"])).acknowledged == ((BRANCH, "2"),)


def test_an_altered_payload_fails_while_others_pass(client: Client) -> None:
    spoiled = json.loads(json.dumps(reports(BRANCH, 1, 2)))
    spoiled["usage"][0]["payload"] = spoiled["usage"][0]["payload"].replace('"1"', '"0"')
    (found,) = client.results(client.report(spoiled)["poll_id"])
    assert "signature" in found["usage"][0]["status_message"] and found["error_code"] == "INVALID_REPORT"
    assert read_answer(base64.b64decode(found["smart_license"])).acknowledged == ((BRANCH, "2"),)


def test_a_payload_that_was_serialised_anew_fails(client: Client) -> None:
    rewritten = reports(BRANCH, 1)
    rewritten["usage"][0]["payload"] = json.dumps(json.loads(rewritten["usage"][0]["payload"]))
    (found,) = client.results(client.report(rewritten)["poll_id"])
    assert (found["status"], found["smart_license"]) == ("FAILED", None)


def test_reports_under_the_name_of_another_device_fail(client: Client) -> None:
    number = client.report({**reports(BRANCH, 1), "sudi": sudi(CAMPUS)}, udi=CAMPUS)["poll_id"]
    (found,) = client.results(number, udi=CAMPUS)
    assert found["status"] == "FAILED" and client.cssm.usage.known == {}


def test_a_device_of_another_virtual_account_fails(client: Client) -> None:
    client.cssm.register([BRANCH], "Campus")
    (found,) = client.results(client.report(reports(BRANCH, 1))["poll_id"])
    assert found["status_message"] == calls.ELSEWHERE and client.cssm.usage.known == {}


def test_a_web_upload_cannot_be_polled_nor_one_of_another_kind(client: Client) -> None:
    number = client.report(reports(BRANCH, 1))["poll_id"]
    assert client.poll(number, "authorizations")["status"] == "FAILED"
    assert client.poll(12345)["status"] == "FAILED"


def test_a_poll_is_for_a_device_of_the_upload(client: Client) -> None:
    number = client.report(reports(BRANCH, 1))["poll_id"]
    with pytest.raises(calls.ApiRefusal, match="no part"):
        client.poll(number, udi=CAMPUS)


# -- polling --------------------------------------------------------------------------------------------------------


def test_a_request_is_taken_with_the_keys_that_are_recorded(client: Client) -> None:
    taken = client.report(reports(BRANCH, 1))
    keys = "status message_code message timestamp nonce type poll_id poll_interval action"
    assert list(taken) == keys.split()
    assert (taken["status"], taken["message"], taken["action"]) == ("OK_POLL", None, "acknowledgements")


def test_a_request_that_is_given_up_is_waited_for_in_vain_with_a_message(client: Client) -> None:
    client.cssm.faults.give_up = 1
    answer = client.poll(client.report(reports(BRANCH, 1))["poll_id"], now=LATER)
    assert (answer["status"], answer["message_code"]) == ("OK_POLL", "INTERNAL_ERROR") and answer["message"]


def test_who_asks_sooner_than_told_is_counted(client: Client) -> None:
    client.cssm.faults.poll_interval = 60
    number = client.report(reports(BRANCH, 1))["poll_id"]
    for seconds in (61, 90, 151):
        client.poll(number, now=NOON + seconds)
    (job,) = client.cssm.truth(LATER)["uploads"]
    assert job["early_polls"] == 1


# -- authorization codes --------------------------------------------------------------------------------------------


def test_a_slac_comes_from_the_stock_and_goes_back_to_it(client: Client) -> None:
    (found,) = client.results(client.authorize(licence(BRANCH, HSEC))["poll_id"], "authorizations")
    assert read_answer(base64.b64decode(found["smart_license"])).grants[0].entitlements == {HSEC: 1}
    assert client.cssm.stock["WAN"]["hseck9"] == 2
    back = client.authorize(licence(BRANCH, remove_code="AAAAAA-BBBBBB"))
    (found,) = client.results(back["poll_id"], "authorizations")
    assert (found["status"], found["smart_license"]) == ("SUCCESS", None)
    assert client.cssm.stock["WAN"]["hseck9"] == 3


def test_a_slac_asked_for_again_takes_nothing_more(client: Client) -> None:
    for _ in range(2):
        (found,) = client.results(client.authorize(licence(BRANCH, HSEC))["poll_id"], "authorizations")
        assert found["status"] == "SUCCESS"
    assert client.cssm.stock["WAN"]["hseck9"] == 2


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (licence(BRANCH, "regid.unknown"), "Unknown entitlement"),
        (licence(BRANCH), "Unknown entitlement"),
        (licence(BRANCH, HSEC, count="2"), "one license"),
        (licence(BRANCH, remove_code="AAAAAA-BBBBBB"), "no authorization code to return"),
    ],
)
def test_a_slac_that_cannot_be_given_fails_in_the_end(client: Client, entry: dict[str, Any], why: str) -> None:
    (found,) = client.results(client.authorize(entry)["poll_id"], "authorizations")
    assert found["status"] == "FAILED" and why in found["status_message"]


def test_a_return_code_has_a_shape(client: Client) -> None:
    client.authorize(licence(BRANCH, HSEC))
    (found,) = client.results(client.authorize(licence(BRANCH, remove_code="short"))["poll_id"], "authorizations")
    assert found["status"] == "FAILED" and client.cssm.stock["WAN"]["hseck9"] == 2


def test_an_empty_stock_says_so(client: Client) -> None:
    client.cssm.stock["WAN"]["hseck9"] = 0
    (found,) = client.results(client.authorize(licence(BRANCH, HSEC))["poll_id"], "authorizations")
    assert "Not enough" in found["status_message"]


# -- what surrounds every call --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"x_csw_smart_account_id": "1"}, 403),
        ({"x_csw_virtual_account_id": "1"}, 403),
        ({"x_csw_virtual_account_id": ""}, 403),
        ({"x_csw_requesting_system": ""}, 400),
        ({"x_csw_requesting_system": "[]"}, 400),
        ({"x_csw_requesting_system": "{}"}, 400),
        ({"x_csw_requesting_system": json.dumps(sudi(CAMPUS))}, 403),
    ],
)
def test_headers_that_do_not_match_are_refused(client: Client, headers: dict[str, str], status: int) -> None:
    with pytest.raises(calls.ApiRefusal) as refused:
        client.report(reports(BRANCH, 1), **headers)
    assert refused.value.status == status and client.cssm.usage.known == {}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"timestamp": None},
        {"timestamp": int((NOON - 3600) * 1000)},
        {"timestamp": int(NOON)},
        {"nonce": ""},
        {"nonce": 5},
        {"reports": []},
        {"reports": {}},
        {"reports": [{}]},
        {"reports": [{"sudi": {}, "usage": []}]},
        {"reports": [{"sudi": sudi(BRANCH), "usage": []}]},
        {"reports": [{"sudi": sudi(BRANCH), "usage": [{"payload": {}, "signature": {"value": "x"}}]}]},
        {"reports": [reports(BRANCH, 1), "?"]},
    ],
)
def test_a_body_that_is_not_as_it_should_be_is_refused(client: Client, data: Any) -> None:
    body = {"reports": [reports(BRANCH, 1)], **data} if isinstance(data, dict) else data
    with pytest.raises(calls.ApiRefusal) as refused:
        calls.report_usage(client.cssm, client.call(body))
    assert refused.value.status == 400 and client.cssm.usage.known == {}


def test_a_nonce_is_good_once(client: Client) -> None:
    call = client.call({"reports": [reports(BRANCH, 1)]})
    calls.report_usage(client.cssm, call)
    with pytest.raises(calls.ApiRefusal, match="nonce"):
        calls.report_usage(client.cssm, call)
