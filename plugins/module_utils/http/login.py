# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins to a server: the interface, and OAuth 2.0."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeGuard

from ..words.errors import LicensingError
from .calls import Json
from .https import Reply, Request


def is_unauthorized(reply: Reply) -> bool:
    """Return whether a reply says, as HTTP has it, that the login has ended."""
    return reply.status == 401


@dataclass(frozen=True)
class Granted:
    """What a login gave: the headers of every call, what of them is secret, and for how many seconds it is used.

    `ended` returns whether a reply says that the login has ended, so that nothing else was done. `log_out` is
    sent at last, where a server counts who is logged in.
    """

    headers: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    seconds: float = float("inf")
    ended: Callable[[Reply], bool] = is_unauthorized
    log_out: Request | None = None


class Asking(Protocol):
    """The way to a server before one is logged in, with the patience of the session. Both raise LicensingError."""

    def reply(self, name: str, request: Callable[[], Request]) -> Reply:
        """Return the reply, whatever its status."""

    def json(self, name: str, request: Callable[[], Request]) -> Json:
        """Return the JSON object that answers; a refusal is an error."""


class Login(Protocol):
    """Who calls. `secrets` never show; `advice`: what to check when the server refuses."""

    secrets: tuple[str, ...]
    advice: str

    def log_in(self, ask: Asking) -> Granted:
        """Log in. Raises LicensingError."""


class ClientCredentials:
    """OAuth 2.0 with the id and the secret of an application."""

    advice = "Check client_id, client_secret, the application's API access, and the accounts."

    def __init__(self, token_url: str, client_id: str, client_secret: str) -> None:
        self._token_url = token_url
        self._form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        self.secrets: tuple[str, ...] = (client_secret,)

    def log_in(self, ask: Asking) -> Granted:
        """Return the access token as a header; see Login."""
        granted = ask.json("login", self._request)
        token = granted.get("access_token")
        if not is_header_word(token):
            raise LicensingError("api_failed", "login: the response has no access_token; check token_url.")
        return Granted({"Authorization": f"Bearer {token}"}, (token,), _lifetime(granted.get("expires_in")))

    def _request(self) -> Request:
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        return Request("POST", self._token_url, headers, urllib.parse.urlencode(self._form).encode("ascii"))


def is_header_word(token: object) -> TypeGuard[str]:
    """Return whether a server's token can go into a header: what is none must not become a second header."""
    return isinstance(token, str) and re.fullmatch(r"[!-~]+", token) is not None


def _lifetime(expires_in: Any) -> float:
    """Return for how many seconds a login is used; unknown: until it is refused."""
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError, OverflowError):
        return float("inf")
    # A call that starts a moment before the end would arrive after it.
    return max(0.0, seconds * 0.9)
