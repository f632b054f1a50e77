# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP under one deadline for the whole call, whatever the server or a proxy sends, and however slowly.

The time limit of a socket is for one read. A server that sends a byte now and then (headers, sizes of chunks,
trailers, `100 Continue`) never exceeds it, so the deadline is looked at before each read and each write.
"""

from __future__ import annotations

import functools
import http.client
import io
import socket
import ssl
import urllib.request
from typing import Any

from ..words.clock import Clock

# What is written between two looks at the deadline: one TLS record.
_PIECE = 16 * 1024


class DeadlinePassed(TimeoutError):
    """The call as a whole took too long."""


class Deadline:
    """Ends a call after `seconds`, and each read or write in it after `silence` seconds."""

    def __init__(self, seconds: float, silence: float, clock: Clock) -> None:
        self._seconds = seconds
        self._silence = silence
        self._clock = clock
        self._end = clock.elapsed() + seconds

    def left(self) -> float:
        """Return how many seconds the next read or write may take. Raises DeadlinePassed."""
        left = self._end - self._clock.elapsed()
        if left <= 0:
            raise DeadlinePassed(f"it was not complete after {self._seconds:.0f} seconds")
        return min(left, self._silence)


class TimedHandler(urllib.request.AbstractHTTPHandler):
    """Opens http and https URLs under a deadline."""

    def __init__(self, deadline: Deadline, context: ssl.SSLContext) -> None:
        super().__init__()
        self._deadline = deadline
        self._context = context

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Return the response to a request without TLS, which is how a proxy may be asked."""
        return self.do_open(functools.partial(_Connection, deadline=self._deadline), request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Return the response to a request over TLS."""
        made = functools.partial(_TlsConnection, deadline=self._deadline, context=self._context)
        return self.do_open(made, request)

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_


class _Connection(http.client.HTTPConnection):
    def __init__(self, host: str, *, deadline: Deadline, **more: Any) -> None:
        super().__init__(host, **more)
        self._deadline = deadline
        self.response_class = functools.partial(_Response, deadline=deadline)  # type: ignore[assignment]

    def connect(self) -> None:
        self.timeout = self._deadline.left()
        super().connect()

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        whole = memoryview(data)
        for start in range(0, len(whole), _PIECE):
            self.sock.settimeout(self._deadline.left())
            self.sock.sendall(whole[start : start + _PIECE])


class _TlsConnection(_Connection, http.client.HTTPSConnection):
    pass


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: Deadline, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp: Any = io.BufferedReader(_TimedReader(sock, self.fp.detach(), deadline))


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, raw: io.RawIOBase, deadline: Deadline) -> None:
        super().__init__()
        self._sock = sock
        self._raw = raw
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._deadline.left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
