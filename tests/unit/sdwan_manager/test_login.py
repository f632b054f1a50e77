# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login of SD-WAN Manager: cookie and token, the page that means no, sessions that end, and the way out."""

from __future__ import annotations

import urllib.parse

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import NotSent, Reply, ReplyLost
from tests.unit.sdwan_manager.conftest import Act
from tests.unit.sdwan_manager.manager import (
    API,
    COOKIE,
    DEVICES,
    HELD,
    PAGE,
    PASSWORD,
    TOKEN,
    Exchange,
    Manager,
    devices,
    login,
    logout,
    reply,
    row,
    settings,
)

WANTED = {"devices": ["edge"], "license": "x", "smart_account": "example.com", "virtual_account": "WAN"}


def held() -> Exchange:
    return devices(row("U1", "edge", {**HELD, "displayName": "x"}))


def test_a_session_is_a_cookie_and_a_token_and_it_ends(act: Act) -> None:
    manager = Manager([*login(), held(), logout()])
    outcome = act("assign", manager, **WANTED)

    assert "failed" not in outcome, outcome
    form = urllib.parse.parse_qs((manager.requests[0].body or b"").decode())
    assert form == {"j_username": ["licensing"], "j_password": [PASSWORD]}
    assert manager.requests[2].headers["Cookie"] == f"JSESSIONID={COOKIE}"
    assert manager.requests[2].headers["X-XSRF-TOKEN"] == TOKEN


@pytest.mark.parametrize(
    "answer",
    [PAGE, Reply(200), Reply(401), Reply(403, {}, b"no"), Reply(200, {"set-cookie": "JSESSIONID=a,b"}, PAGE.body)],
)
def test_a_login_page_or_no_cookie_is_a_refusal(act: Act, answer: Reply) -> None:
    outcome = act("assign", Manager([Exchange("POST /j_security_check", answer)]), **WANTED)

    assert outcome["reason"] == "api_failed"
    assert "Check username and password" in outcome["msg"]


@pytest.mark.parametrize("token", [b"", b"<html></html>", b"a\r\nX-Other: b", b"two words"])
def test_a_token_that_is_none_is_no_login(act: Act, token: bytes) -> None:
    script = [login()[0], Exchange(f"GET {API}/client/token", Reply(200, {}, token))]

    assert act("assign", Manager(script), **WANTED)["reason"] == "api_failed"


@pytest.mark.parametrize(
    "ended",
    [
        PAGE,
        Reply(302, {"location": "/welcome.html"}),
        Reply(401),
        Reply(403, {}, b"SessionTokenFilter: Token provided via HTTP Header does not match"),
    ],
)
def test_a_session_that_ended_is_renewed_once(act: Act, ended: Reply) -> None:
    again = login("another", "DEADBEEF")
    manager = Manager([*login(), Exchange(DEVICES, ended), *again, held(), logout()])

    assert act("assign", manager, **WANTED)["changed"] is False
    assert manager.requests[5].headers["Cookie"] == "JSESSIONID=another"
    assert manager.requests[-1].headers["Cookie"] == "JSESSIONID=another"


def test_a_session_that_ends_at_once_is_told(act: Act) -> None:
    script = [*login(), Exchange(DEVICES, PAGE), *login(), Exchange(DEVICES, PAGE), logout()]
    outcome = act("assign", Manager(script), **WANTED)

    assert outcome["reason"] == "api_failed"
    assert "text/html" in outcome["msg"]


def test_a_logout_that_fails_is_nobodys_failure(act: Act) -> None:
    lost = Exchange("GET /logout?nocache=1", ReplyLost("reset"))

    assert act("assign", Manager([*login(), held(), lost]), **WANTED)["changed"] is False


def test_a_manager_that_is_down_is_told_without_a_traceback(act: Act) -> None:
    down = Exchange("POST /j_security_check", NotSent("refused"))
    outcome = act("assign", Manager([down] * 2), retries=1, **WANTED)

    assert outcome["reason"] == "communication_failed"


def test_what_a_refusal_says_is_told(act: Act) -> None:
    error = {"error": {"message": "Request failed", "details": "No such permission", "code": "LIC0001"}}
    script = [*login(), settings(), Exchange(DEVICES, reply(error, 403)), logout()]
    outcome = act("info", Manager(script), gather_subset=["devices"])

    assert "Request failed No such permission" in outcome["msg"] and "may use the API" in outcome["msg"]


def test_an_address_without_https_gets_no_password(act: Act) -> None:
    outcome = act("assign", Manager([]), **{**WANTED, "base_url": "http://manager.example"})

    assert outcome["reason"] == "invalid_value"
