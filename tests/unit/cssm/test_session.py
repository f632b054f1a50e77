# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every conversation with CSSM: the login, patience where it helps, and the limits of patience."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import (
    NotSent,
    Reply,
    ReplyLost,
    ReplyTooLarge,
    Untrusted,
)
from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import ACCESS_TOKEN, SECRET, Exchange, Service, accounts, get, login, opening, post, reply

SEARCH = "/v2/accounts/search"
LOGIN = "https://login.example/token"
BUSY = reply({"message": "too many requests"}, 429)


def test_the_secret_goes_in_the_body_of_the_login_and_the_login_into_a_header(act: Act) -> None:
    service = Service(opening())

    assert act("cssm_account_info", service)["changed"] is False

    asked, searched = service.requests
    assert asked.body == f"grant_type=client_credentials&client_id=tests&client_secret={SECRET}".encode()
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert searched.headers["Authorization"] == f"Bearer {ACCESS_TOKEN}"


def test_a_request_does_not_show_its_secrets(act: Act) -> None:
    service = Service(opening())
    act("cssm_account_info", service)

    assert SECRET not in repr(service.requests)
    assert ACCESS_TOKEN not in repr(service.requests)


def test_a_login_that_ended_early_is_renewed_once(act: Act) -> None:
    service = Service([login("first"), get(SEARCH, reply({}, 401)), login(), accounts()])

    assert "failed" not in act("cssm_account_info", service)
    assert service.requests[-1].headers["Authorization"] == f"Bearer {ACCESS_TOKEN}"


def test_a_second_401_is_meant(act: Act) -> None:
    said = {"message": f"not with {ACCESS_TOKEN}"}
    service = Service([login(), get(SEARCH, reply({}, 401)), login(), get(SEARCH, reply(said, 401))])

    outcome = act("cssm_account_info", service)

    assert outcome["reason"] == "api_failed"
    assert "not with ********" in outcome["msg"]
    assert "client_id" in outcome["msg"]


def test_a_login_is_renewed_before_it_ends(act: Act) -> None:
    busy = get(SEARCH, reply({}, 429, retry_after="60"))
    service = Service([login(expires_in=60), busy, login(), accounts()])

    assert "failed" not in act("cssm_account_info", service)


def test_wrong_credentials_are_told(act: Act) -> None:
    refused = Exchange(f"POST {LOGIN}", reply({"error": "invalid_client", "error_description": f"no {SECRET}"}, 401))
    outcome = act("cssm_account_info", Service([refused]))

    assert outcome["reason"] == "api_failed"
    assert "login: CSSM answered with status 401: no ******** invalid_client. Check client_id" in outcome["msg"]


@pytest.mark.parametrize("answer", [{}, {"access_token": ""}, {"access_token": 7}, {"access_token": "a\r\nX-Other: b"}])
def test_a_login_without_a_usable_token_is_no_login(act: Act, answer: dict[str, object]) -> None:
    outcome = act("cssm_account_info", Service([Exchange(f"POST {LOGIN}", reply(answer))]))

    assert outcome["reason"] == "api_failed"
    assert "no access_token" in outcome["msg"]


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("Mon, 01 Dec 2025 12:00:42 GMT", 42), ("soon", 1), ("", 1), ("-5", 1)]
)
def test_retry_after_is_respected_in_both_spellings(act: Act, header: str, seconds: int) -> None:
    service = Service([login(), get(SEARCH, reply({}, 429, retry_after=header)), accounts()])

    assert "failed" not in act("cssm_account_info", service)
    assert service.pauses == [seconds]


def test_a_server_that_wants_an_hour_is_left_alone(act: Act) -> None:
    service = Service([login(), get(SEARCH, reply({}, 429, retry_after="3600"))])

    outcome = act("cssm_account_info", service)

    assert (outcome["reason"], service.pauses) == ("api_failed", [])
    assert "3600 seconds" in outcome["msg"]


def test_patience_has_an_end_and_grows_up_to_it(act: Act) -> None:
    service = Service([login(), *[get(SEARCH, BUSY)] * 4])

    outcome = act("cssm_account_info", service)

    assert (outcome["reason"], service.pauses) == ("api_failed", [1, 2, 4])
    assert "too many requests" in outcome["msg"]


def test_a_failing_login_is_tried_again(act: Act) -> None:
    down = Exchange(f"POST {LOGIN}", Reply(502, {"content-type": "text/html"}, b"<html>bad gateway</html>"))
    lost = Exchange(f"POST {LOGIN}", ReplyLost("reset"))

    assert "failed" not in act("cssm_account_info", Service([down, lost, *opening()]))


@pytest.mark.parametrize("trouble", [NotSent("refused"), ReplyLost("timed out"), Reply(503)])
def test_a_question_is_repeated(act: Act, trouble: Reply | Exception) -> None:
    service = Service([login(), get(SEARCH, trouble), accounts()])

    assert "failed" not in act("cssm_account_info", service)


def test_no_retries_means_one_attempt(act: Act) -> None:
    outcome = act("cssm_account_info", Service([login(), get(SEARCH, NotSent("refused"))]), retries=0)

    assert outcome["reason"] == "communication_failed"


def test_a_server_that_is_not_there_is_told_after_the_last_attempt(act: Act) -> None:
    service = Service([Exchange(f"POST {LOGIN}", NotSent("name unknown"))] * 4)

    outcome = act("cssm_account_info", service)

    assert outcome["reason"] == "communication_failed"
    assert "after 4 attempts (name unknown)" in outcome["msg"]


def test_an_unknown_ca_is_not_tried_twice(act: Act) -> None:
    outcome = act("cssm_account_info", Service([Exchange(f"POST {LOGIN}", Untrusted("self-signed certificate"))]))

    assert outcome["reason"] == "communication_failed"
    assert "ca_path" in outcome["msg"]


@pytest.mark.parametrize(
    "body", [b"", b"<html>maintenance</html>", b"[]", b'"text"', b'{"accounts": [', b"[" * 100_000, b"\xff\xfe"]
)
def test_nonsense_is_no_answer(act: Act, body: bytes) -> None:
    outcome = act("cssm_account_info", Service([login(), get(SEARCH, Reply(200, {"content-type": "text/html"}, body))]))

    assert outcome["reason"] == "api_failed"
    assert "expected a JSON object, got text/html" in outcome["msg"]


def test_an_answer_without_end_is_given_up(act: Act) -> None:
    outcome = act("cssm_account_info", Service([login(), get(SEARCH, ReplyTooLarge("more than 64 bytes"))]))

    assert outcome["reason"] == "api_failed"
    assert "too large" in outcome["msg"]


def test_what_the_server_says_stays_on_one_line(act: Act) -> None:
    said = reply({"message": "first\nsecond\x1b[31m" + "x" * 1000}, 400)

    outcome = act("cssm_account_info", Service([login(), get(SEARCH, said)]))

    assert "first second [31mx" in outcome["msg"]
    assert len(outcome["msg"]) < 500


def test_a_redirect_within_the_server_is_followed(act: Act) -> None:
    moved = get(SEARCH, Reply(302, {"location": "/v3/accounts"}))
    arrived = Exchange("GET /v3/accounts", accounts().answer)

    assert "failed" not in act("cssm_account_info", Service([login(), moved, arrived]))


@pytest.mark.parametrize(
    "location",
    ["https://else.example/accounts", "http://cssm.example/", "//else.example/", "https://[", "https://a:b/"],
)
def test_a_redirect_to_another_server_is_refused(act: Act, location: str) -> None:
    outcome = act("cssm_account_info", Service([login(), get(SEARCH, Reply(302, {"location": location}))]))

    assert outcome["reason"] == "api_failed"
    assert "redirects to" in outcome["msg"]


def test_a_circle_of_redirects_ends(act: Act) -> None:
    circle = [get(SEARCH, Reply(307, {"location": SEARCH}))] * 4

    assert "in a loop" in act("cssm_account_info", Service([login(), *circle]))["msg"]


def test_an_upload_is_never_sent_on(act: Act) -> None:
    moved = post("/v1/accounts/example.com/virtual-accounts/Campus%20West/tokens", Reply(307, {"location": "/other"}))
    listed = get("/v1/accounts/example.com/virtual-accounts/Campus%20West/tokens", {"tokens": []})

    outcome = act(
        "cssm_token",
        Service([*opening(), listed, moved]),
        smart_account="example.com",
        virtual_account="Campus West",
        description="rollout",
    )

    assert outcome["reason"] == "api_failed"


@pytest.mark.parametrize("option", ["base_url", "token_url"])
@pytest.mark.parametrize("url", ["http://cssm.example", "cssm.example", "https://", "https://[", "https://a:x/"])
def test_secrets_travel_over_https_only(act: Act, option: str, url: str) -> None:
    outcome = act("cssm_account_info", Service([]), **{option: url})

    assert outcome["reason"] == "invalid_value"
    assert option in outcome["msg"]
