# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP client on real sockets: what it hands back, and where it stops."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import (
    NotSent,
    ReplyLost,
    ReplyTooLarge,
    Request,
    UrlHttp,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue

Serve = Callable[[bytes], str]
LIMIT = 10


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that answers one request with the given bytes, at the URL that it returns."""
    threads: list[threading.Thread] = []

    def start(answer: bytes) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(LIMIT)

        def run() -> None:
            with listener, listener.accept()[0] as connection:
                connection.settimeout(LIMIT)
                connection.recv(65536)
                connection.sendall(answer)

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield start
    for thread in threads:
        thread.join(LIMIT)
        assert not thread.is_alive()


def client() -> UrlHttp:
    return UrlHttp(timeout=LIMIT, validate_certs=True, ca_path=None, clock=Clock(), max_bytes=1000)


def test_a_reply_comes_back_with_its_status_headers_and_body(serve: Serve) -> None:
    url = serve(b"HTTP/1.1 200 OK\r\nX-Kind: test\r\nContent-Length: 2\r\n\r\nok")

    reply = client().send(Request("GET", url))

    assert (reply.status, reply.headers["x-kind"], reply.body) == (200, "test", b"ok")


def test_a_refusal_is_a_reply_too(serve: Serve) -> None:
    url = serve(b"HTTP/1.1 429 Slow down\r\nRetry-After: 5\r\nContent-Length: 2\r\n\r\n{}")

    reply = client().send(Request("POST", url, {}, b"{}"))

    assert (reply.status, reply.headers["retry-after"], reply.body) == (429, "5", b"{}")


def test_a_redirect_is_handed_back(serve: Serve) -> None:
    url = serve(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")

    assert client().send(Request("GET", url)).status == 302


def test_a_huge_reply_is_not_read_to_its_end(serve: Serve) -> None:
    url = serve(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000)

    with pytest.raises(ReplyTooLarge):
        client().send(Request("GET", url))


def test_a_reply_that_is_cut_is_lost(serve: Serve) -> None:
    with pytest.raises(ReplyLost, match="2 of 50 bytes"):
        client().send(Request("GET", serve(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nok")))


@pytest.mark.parametrize("length", [b"1" * 5000, b"-1", b"two", "²".encode("latin-1")])
def test_a_length_that_is_no_number_is_passed_over(serve: Serve, length: bytes) -> None:
    assert (
        client().send(Request("GET", serve(b"HTTP/1.1 200 OK\r\nContent-Length: " + length + b"\r\n\r\nok"))).body
        == b"ok"
    )


def test_no_reply_at_all_is_a_lost_one(serve: Serve) -> None:
    with pytest.raises(ReplyLost):
        client().send(Request("POST", serve(b""), {}, b"{}"))


def test_a_closed_port_got_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(NotSent):
        client().send(Request("POST", f"http://127.0.0.1:{port}/", {}, b"{}"))


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_ca_file_that_cannot_be_used_is_told_at_once(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)

    with pytest.raises(InvalidValue, match="ca_path"):
        UrlHttp(timeout=LIMIT, validate_certs=True, ca_path=str(file), clock=Clock())


def test_a_header_that_comes_twice_keeps_both_values(serve: Serve) -> None:
    url = serve(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n")

    assert client().send(Request("GET", url)).headers["set-cookie"] == "a=1; Path=/, b=2"
