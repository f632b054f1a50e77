# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request over HTTPS and its reply: certificates verified, redirects returned, sizes and times bounded."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ansible.module_utils.urls import make_context

from ..words.clock import Clock
from ..words.errors import InvalidValue
from .deadline import Deadline, DeadlinePassed, TimedHandler

MAX_REPLY_BYTES = 64 * 1024 * 1024
_PIECE = 64 * 1024
# A call is given up after so many times the time limit of one read, however the server fills it.
_LIMITS_PER_CALL = 10


@dataclass(frozen=True)
class Request:
    """What is sent. The headers and the body can hold secrets, so they are kept out of its representation."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Reply:
    """What came back; the names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)


class NotSent(Exception):
    """The server was not reached: the request did not arrive."""


class Untrusted(Exception):
    """The server's certificate is not trusted: the request did not arrive, and will not on a second attempt."""


class ReplyLost(Exception):
    """The request may have arrived, and what the server answered is not known."""


class CallTooSlow(ReplyLost):
    """The call as a whole took too long. Sent again it would most likely do so again."""


class ReplyTooLarge(Exception):
    """The server answered with more than is read."""


class Http(Protocol):
    """Something that sends requests."""

    def send(self, request: Request) -> Reply:
        """Return the reply, whatever its status; a redirect is not followed.

        Raises NotSent, Untrusted, ReplyLost, CallTooSlow, ReplyTooLarge.
        """


class UrlHttp:
    """Requests by way of the proxies of the environment, verified with the system's CAs as Ansible knows them.

    `timeout`: seconds without a sign of the server; a whole call may take ten times that. `ca_path`: a file with CA
    certificates, instead of the system's.

    Raises InvalidValue for such a file that cannot be used.
    """

    def __init__(
        self,
        *,
        timeout: float,
        validate_certs: bool,
        ca_path: str | None,
        clock: Clock,
        max_bytes: int = MAX_REPLY_BYTES,
    ) -> None:
        self._context = _context(ca_path, validate_certs)
        self._max_bytes = max_bytes
        self._timeout = timeout
        self._clock = clock

    def send(self, request: Request) -> Reply:
        """Send a request; see Http."""
        # With no other handlers, refusals and redirects are replies like any other.
        opener = urllib.request.OpenerDirector()
        deadline = Deadline(self._timeout * _LIMITS_PER_CALL, self._timeout, self._clock)
        for handler in (urllib.request.ProxyHandler(), TimedHandler(deadline, self._context)):
            opener.add_handler(handler)
        sent = urllib.request.Request(request.url, request.body, dict(request.headers), method=request.method)
        try:
            response = opener.open(sent, timeout=self._timeout)
        except urllib.error.URLError as error:
            raise _failure(error.reason) from error
        except (OSError, http.client.HTTPException) as error:
            raise _failure(error) from error
        try:
            with response:
                headers = _headers(response.headers.items())
                return Reply(response.status, headers, self._read(response))
        except (OSError, http.client.HTTPException) as error:
            raise _lost(error) from error

    def _read(self, response: Any) -> bytes:
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self._max_bytes:
                raise ReplyTooLarge(f"more than {self._max_bytes} bytes")
        if response.length:
            raise ReplyLost(f"the reply ended after {len(body)} of {len(body) + response.length} bytes")
        return bytes(body)


def _headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return headers by their names in lower case; one that comes several times has its values one after the other."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def _context(ca_path: str | None, validate_certs: bool) -> ssl.SSLContext:
    # Found out later, it would look like a lost connection.
    try:
        context: ssl.SSLContext = make_context(cafile=ca_path, validate_certs=validate_certs)
    except OSError as error:
        raise InvalidValue(f"ca_path: {ca_path} has no readable certificates ({error}).") from error
    return context


def _failure(reason: object) -> Exception:
    """Return what a failure to get any reply means for the request."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Untrusted(reason.verify_message)
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return NotSent(str(reason))
    return _lost(reason)


def _lost(reason: object) -> ReplyLost:
    kind = CallTooSlow if isinstance(reason, DeadlinePassed) else ReplyLost
    return kind(str(reason) or type(reason).__name__)
