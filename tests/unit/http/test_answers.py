# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session makes of answers: lists and files too, sessions that a server tells apart in its own way, the end."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.calls import Call, said_by
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import (
    CallTooSlow,
    Reply,
    ReplyLost,
    Request,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.json_answer import MAX_BYTES
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.login import Asking, Granted
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.session import Session, retry_after
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

GET = Call("things", "GET", "things", True)
BYE = Request("GET", "https://server.example/bye")


@dataclass
class Server:
    """Gives its replies, in order."""

    replies: list[Reply | Exception]
    asked: list[str] = field(default_factory=list)

    def send(self, request: Request) -> Reply:
        self.asked.append(request.url.removeprefix("https://server.example/"))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


class Login:
    """Logs in by itself, under a new name each time; a page means that it has ended."""

    advice = "Check the login."
    secrets: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.count = 0

    def log_in(self, _ask: Asking) -> Granted:
        self.count += 1
        return Granted({"X-Login": str(self.count)}, (), ended=lambda reply: b"<html" in reply.body, log_out=BYE)


def session(*replies: Reply | Exception) -> tuple[Session, Server]:
    server = Server(list(replies))
    clock = Clock(now=lambda: 0.0, elapsed=lambda: 0.0, sleep=lambda _seconds: None)
    return Session("Server", "https://server.example", Login(), server, clock, 0), server


@pytest.mark.parametrize(("body", "expected"), [(b"[1]", [1]), (b'{"a": 1}', {"a": 1}), (b"", None), (b" null ", None)])
def test_a_value_is_any_json_or_nothing(body: bytes, expected: object) -> None:
    assert session(Reply(200, {}, body))[0].value(GET) == expected


@pytest.mark.parametrize("body", [b"<p>", b"{", b"OK"])
def test_a_value_that_is_no_json_is_told(body: bytes) -> None:
    with pytest.raises(LicensingError, match="expected JSON"):
        session(Reply(200, {}, body))[0].value(GET)


def test_a_content_is_what_came_byte_for_byte() -> None:
    assert session(Reply(200, {}, b"\x1f\x8b\x00"))[0].content(GET) == b"\x1f\x8b\x00"


def test_a_content_with_an_error_status_is_a_refusal() -> None:
    with pytest.raises(LicensingError, match="status 403: no such right. Check the login."):
        session(Reply(403, {}, b'{"error": {"message": "no such right"}}'))[0].content(GET)


@pytest.mark.parametrize("ended", [Reply(200, {}, b"<html>"), Reply(302, {"location": "/elsewhere"}, b"<html>")])
def test_what_the_login_calls_an_end_is_one_and_not_followed(ended: Reply) -> None:
    found, server = session(ended, Reply(200, {}, b"[]"))

    assert found.value(GET) == []
    assert server.asked == ["things", "things"]


def test_a_redirect_that_is_no_end_is_followed() -> None:
    found, server = session(Reply(302, {"location": "/moved"}), Reply(200, {}, b"[]"))

    assert found.value(GET) == []
    assert server.asked == ["things", "moved"]


@pytest.mark.parametrize("goodbye", [Reply(302), Reply(500), ReplyLost("reset")])
def test_the_end_is_said_once_however_it_is_answered(goodbye: Reply | Exception) -> None:
    found, server = session(Reply(200, {}, b"[]"), goodbye)
    found.value(GET)
    found.close()
    found.close()

    assert server.asked == ["things", "bye"]


def test_who_never_logged_in_says_no_goodbye() -> None:
    found, server = session()
    found.close()

    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"error": {"message": "failed", "details": "no right"}}, "failed no right"),
        ({"error": "invalid", "error_description": "no secret"}, "no secret invalid"),
        ({"error": {"message": "a\nb"}}, "a b"),
        ([], ""),
    ],
)
def test_what_an_answer_says_of_itself_is_found_where_servers_put_it(answer: object, said: str) -> None:
    assert said_by(answer) == said


def test_a_server_that_is_too_slow_is_not_asked_again() -> None:
    found, server = session(CallTooSlow("it was not complete after 300 seconds"))

    with pytest.raises(LicensingError, match="too slowly") as failure:
        found.call(GET)

    assert (failure.value.reason, server.asked) == ("timeout", ["things"])


def test_what_may_have_been_done_is_said_to_be_lost_however_slow_the_server_was() -> None:
    found, _server = session(CallTooSlow("it was not complete after 300 seconds"))

    with pytest.raises(LicensingError, match="check there first") as failure:
        found.call(Call("new thing", "POST", "things", False))

    assert failure.value.reason == "connection_lost"


def test_a_file_may_be_larger_than_json_and_need_not_be_whole_text() -> None:
    body = b'{"text": "\\ud800"}' + b" " * MAX_BYTES

    assert session(Reply(200, {}, body))[0].content(GET) == body
    with pytest.raises(LicensingError, match="at most 16777216 are read") as failure:
        session(Reply(200, {}, body))[0].call(GET)
    assert failure.value.reason == "api_failed"


def test_an_answer_with_half_a_character_is_refused_by_the_name_of_the_field() -> None:
    with pytest.raises(LicensingError, match=r"things: data\.name is not valid text") as failure:
        session(Reply(200, {}, rb'{"data": {"name": "\udc00"}}'))[0].call(GET)

    assert failure.value.reason == "api_failed"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (str(10**11), 1e11),
        ("9" * 5000, float("inf")),
        ("²", 0.0),
        ("-1", 0.0),
        ("Mon, 01 Jan 99999 00:00:00 GMT", 0.0),
        (f"Mon, 01 Jan {10**30} 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 60.0),
    ],
)
def test_what_retry_after_says_is_a_number_of_seconds_or_nothing(value: str, seconds: float) -> None:
    assert retry_after(value, 0.0) == seconds


def test_a_server_that_asks_for_years_of_patience_is_left_alone() -> None:
    server = Server([Reply(429, {"retry-after": str(10**11)})])
    clock = Clock(now=lambda: 0.0, elapsed=lambda: 0.0, sleep=lambda _seconds: pytest.fail("it waits"))

    with pytest.raises(LicensingError, match="busy for 100000000000 seconds") as failure:
        Session("Server", "https://server.example", Login(), server, clock, 3).call(GET)

    assert failure.value.reason == "api_failed"
