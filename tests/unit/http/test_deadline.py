# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that never come to an end, on real sockets: the call does.

Each look at the clock is a second, and lets the server send its next piece: as slowly as it may, never silent.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import CallTooSlow, Request, UrlHttp
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock

# Seconds of silence that a read bears; a call as a whole bears ten times that.
SILENCE = 5
OK = b"HTTP/1.1 200 OK\r\n"


class Hostile:
    """A server that sends a beginning, then a piece for each tick of its clock, over and over."""

    def __init__(self, beginning: bytes, piece: bytes) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(SILENCE)
        self._beginning, self._piece = beginning, piece
        self._ticks = threading.Semaphore(0)
        self._stopped = threading.Event()
        self._seconds = itertools.count()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"

    def elapsed(self) -> float:
        """Return the time, which passes by looking at it."""
        self._ticks.release()
        return float(next(self._seconds))

    def _serve(self) -> None:
        with contextlib.suppress(OSError), self._listener, self._listener.accept()[0] as connection:
            connection.sendall(self._beginning)
            while self._ticks.acquire(timeout=SILENCE) and not self._stopped.is_set():
                connection.sendall(self._piece)

    def stop(self) -> None:
        """End the server."""
        self._stopped.set()
        self._ticks.release()
        self._thread.join(SILENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def hostile() -> Iterator[Callable[[bytes, bytes], Hostile]]:
    servers: list[Hostile] = []

    def start(beginning: bytes, piece: bytes) -> Hostile:
        servers.append(Hostile(beginning, piece))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def send(server: Hostile, url: str, body: bytes | None = None) -> None:
    clock = Clock(elapsed=server.elapsed)
    UrlHttp(timeout=SILENCE, validate_certs=True, ca_path=None, clock=clock).send(Request("POST", url, {}, body))


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"HTTP/1.1 200 O", b"K"),
        (OK + b"X-Long: ", b"a"),
        (OK, b"X-More: 1\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"X-Trailer: 1\r\n"),
        (OK + b"Content-Length: 1000\r\n\r\n", b"x"),
        (OK + b"\r\n", b"x"),
    ],
    ids=["status", "header", "headers", "continue", "chunk size", "chunks", "trailers", "body", "body without length"],
)
def test_a_reply_that_never_ends_is_given_up(
    hostile: Callable[[bytes, bytes], Hostile], beginning: bytes, piece: bytes
) -> None:
    server = hostile(beginning, piece)

    with pytest.raises(CallTooSlow, match="not complete after 50 seconds"):
        send(server, f"http://{server.address}/")


def test_a_proxy_that_never_ends_its_answer_is_given_up(
    hostile: Callable[[bytes, bytes], Hostile], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = hostile(OK, b"X-More: 1\r\n")
    monkeypatch.setenv("https_proxy", f"http://{server.address}")

    with pytest.raises(CallTooSlow):
        send(server, "https://cssm.example/")


def test_a_request_that_takes_too_long_to_send_is_given_up(hostile: Callable[[bytes, bytes], Hostile]) -> None:
    server = hostile(b"", b"")

    with pytest.raises(CallTooSlow):
        send(server, f"http://{server.address}/", b"x" * 1_000_000)
