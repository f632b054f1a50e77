# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request over HTTPS and its reply: certificates verified, redirects handed back, sizes and times bounded."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ansible.module_utils.urls import Request as Opener

from .._errors import InvalidValue
from .clock import Clock

MAX_REPLY_BYTES = 64 * 1024 * 1024
_PIECE = 64 * 1024
# A reply that trickles in is given up after so many times the time limit of one read.
_LIMITS_PER_REPLY = 10


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


class ReplyTooLarge(Exception):
    """The server answered with more than is read."""


class Http(Protocol):
    """Something that sends requests."""

    def send(self, request: Request) -> Reply:
        """Return the reply, whatever its status; a redirect is not followed.

        Raises NotSent, Untrusted, ReplyLost, ReplyTooLarge.
        """


class UrlHttp:
    """Requests by Ansible's own client, which knows the proxies of the environment and the system's CAs.

    C(timeout): seconds without a sign of the server. C(ca_path): a file with CA certificates, instead of the system's.

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
        if ca_path is not None:
            _check_ca_file(ca_path)
        self._max_bytes = max_bytes
        self._limit = timeout * _LIMITS_PER_REPLY
        self._clock = clock
        # A .netrc entry for the host would replace the Authorization header.
        self._open: Callable[..., Any] = Opener(
            timeout=timeout,
            validate_certs=validate_certs,
            ca_path=ca_path,
            follow_redirects="none",
            decompress=False,
            use_netrc=False,
        ).open

    def send(self, request: Request) -> Reply:
        """Send a request; see Http."""
        try:
            response = self._open(request.method, request.url, data=request.body, headers=dict(request.headers))
        except urllib.error.HTTPError as refusal:
            response = refusal
        except urllib.error.URLError as error:
            raise _failure(error.reason) from error
        except (OSError, http.client.HTTPException) as error:
            raise _failure(error) from error
        try:
            with response:
                headers = _headers(response.headers.items())
                return Reply(response.status, headers, self._read(response, headers.get("content-length")))
        except (OSError, http.client.HTTPException) as error:
            raise ReplyLost(str(error)) from error

    def _read(self, response: Any, announced: str | None) -> bytes:
        deadline = self._clock.elapsed() + self._limit
        body = bytearray()
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > self._max_bytes:
                raise ReplyTooLarge(f"more than {self._max_bytes} bytes")
            if self._clock.elapsed() > deadline:
                raise ReplyLost(f"the reply was not complete after {self._limit:.0f} seconds")
        if announced is not None and announced.isdigit() and len(body) < int(announced):
            raise ReplyLost(f"the reply ended after {len(body)} of {announced} bytes")
        return bytes(body)


def _headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return headers by their names in lower case; one that comes several times has its values one after the other."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def _check_ca_file(path: str) -> None:
    # Found out later, it would look like a lost connection.
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:
        raise InvalidValue(f"ca_path: {path} holds no certificates that can be read ({error}).") from error


def _failure(reason: object) -> Exception:
    """Return what a failure to get any reply means for the request."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Untrusted(reason.verify_message)
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return NotSent(str(reason))
    return ReplyLost(str(reason) or type(reason).__name__)
