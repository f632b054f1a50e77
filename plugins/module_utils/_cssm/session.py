# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls to CSSM under a login: repeated where that does no harm, logged in again once, secrets kept out of errors."""

from __future__ import annotations

import email.utils
import json
import re
import secrets
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .._errors import LicensingError
from .calls import Call, Json, Stamp, one_line, said_by
from .clock import Clock
from .https import Http, NotSent, Reply, ReplyLost, ReplyTooLarge, Request, Untrusted

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A server that asks for more patience than this is left alone until the next run.
LONGEST_RETRY_AFTER = 120.0
MAX_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Access:
    """Where CSSM and its login are, and who calls; C(retries): how often a call is repeated at most."""

    base_url: str
    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    retries: int = 3


@dataclass(frozen=True)
class _Login:
    access_token: str = field(repr=False)
    usable_until: float


class Session:
    """A login to CSSM that lasts as long as it is needed; C(nonce) returns a new random word."""

    def __init__(
        self, access: Access, http: Http, clock: Clock, nonce: Callable[[], str] = lambda: secrets.token_hex(8)
    ) -> None:
        self.clock = clock
        self._access = access
        self._http = http
        self._nonce = nonce
        self._login: _Login | None = None
        self._secrets = [access.client_secret]

    def call(self, call: Call) -> Json:
        """Return the JSON object that answers a call. Raises LicensingError.

        The reasons: communication_failed when no answer came, api_failed when it was a refusal or no answer to this.
        """
        reply = self._answer(call)
        if reply.status == 401:
            # The login may have ended before its time; a second refusal is meant.
            self._login = None
            reply = self._answer(call)
        if reply.status == 413:
            raise LicensingError("api_failed", f"{call.name}: too large for CSSM; set a smaller chunk_size.")
        return self._json(call.name, reply)

    def _answer(self, call: Call) -> Reply:
        url = f"{self._access.base_url.rstrip('/')}/{call.path.lstrip('/')}"
        for _redirect in range(MAX_REDIRECTS + 1):
            reply = self._persistent(call.name, lambda to=url: self._request(call, to), call.repeatable)  # type: ignore[misc]
            if reply.status not in _REDIRECTS:
                return reply
            url = self._redirected(call, url, reply.headers.get("location", ""))
        raise LicensingError("api_failed", f"{call.name}: CSSM redirects in a circle; check base_url.")

    def _request(self, call: Call, url: str) -> Request:
        # Made anew for each attempt: CSSM takes a nonce once, and a timestamp only for a while.
        headers = {"Accept": "application/json", "Authorization": f"Bearer {self._access_token()}", **call.headers}
        if call.body is None:
            return Request(call.method, url, headers)
        stamp = Stamp(int(self.clock.now() * 1000), self._nonce())
        body = json.dumps(call.body(stamp), separators=(",", ":")).encode("ascii")
        return Request(call.method, url, {**headers, "Content-Type": "application/json"}, body)

    def _redirected(self, call: Call, url: str, location: str) -> str:
        try:
            target = urllib.parse.urljoin(url, location)
            # Another host must not see the login, and a POST is not a thing to be sent on.
            if call.method == "GET" and _origin(target) == _origin(url):
                return target
            host = self.mask(one_line(urllib.parse.urlsplit(target).netloc.rpartition("@")[2]))
        except ValueError:
            host = "an address that is none"
        raise LicensingError(
            "api_failed", f"{call.name}: CSSM redirects to {host}, which is not followed; check base_url."
        )

    def _access_token(self) -> str:
        if self._login is None or self.clock.elapsed() >= self._login.usable_until:
            self._login = None
            started = self.clock.elapsed()
            granted = self._json("login", self._persistent("login", self._login_request, True))
            token = granted.get("access_token")
            # It goes into a header: what is not a token there must not become a second header.
            if not isinstance(token, str) or not re.fullmatch(r"[!-~]+", token):
                raise LicensingError("api_failed", "login: the answer holds no access_token; check token_url.")
            self._secrets.append(token)
            self._login = _Login(token, started + _lifetime(granted.get("expires_in")))
        return self._login.access_token

    def _login_request(self) -> Request:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._access.client_id,
            "client_secret": self._access.client_secret,
        }
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        return Request("POST", self._access.token_url, headers, urllib.parse.urlencode(form).encode("ascii"))

    def _persistent(self, name: str, request: Callable[[], Request], repeatable: bool) -> Reply:
        """Send until an answer is more than "not now". What is not C(repeatable) is sent again only if not taken."""
        pause = FIRST_PAUSE
        for attempt in range(self._access.retries + 1):
            last = attempt == self._access.retries
            wait = pause
            try:
                reply = self._http.send(request())
            except NotSent as error:
                if last:
                    raise self._unreached(name, str(error)) from error
            except ReplyLost as error:
                if not repeatable:
                    raise LicensingError(
                        "connection_lost",
                        f"{name}: the answer was lost ({self.mask(str(error))}). CSSM may have done what was asked, "
                        "so it was not asked again: look there first, then run again.",
                    ) from error
                if last:
                    raise self._unreached(name, str(error)) from error
            except Untrusted as error:
                raise LicensingError(
                    "communication_failed",
                    f"{name}: the certificate of the server is not trusted ({error}); "
                    "name the file of its CA in ca_path. Nothing was sent.",
                ) from error
            except ReplyTooLarge as error:
                raise LicensingError("api_failed", f"{name}: the answer is too large ({error}).") from error
            else:
                # Too many requests: the server did nothing. A server error can come after the deed.
                if reply.status != 429 and not (reply.status >= 500 and repeatable):
                    return reply
                if last:
                    return reply
                wait = self._asked_wait(name, reply) or pause
            self.clock.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _asked_wait(self, name: str, reply: Reply) -> float:
        seconds = retry_after(reply.headers.get("retry-after", ""), self.clock.now())
        if seconds > LONGEST_RETRY_AFTER:
            raise LicensingError(
                "api_failed", f"{name}: CSSM asks to come back in {seconds:.0f} seconds; run again after that."
            )
        return seconds

    def _unreached(self, name: str, why: str) -> LicensingError:
        return LicensingError(
            "communication_failed",
            f"{name}: no answer after {self._access.retries + 1} attempts ({self.mask(why)}); "
            "check the URL, name resolution and the proxy variables of the controller.",
        )

    def _json(self, name: str, reply: Reply) -> Json:
        try:
            answer = json.loads(reply.body)
        except (ValueError, RecursionError):
            answer = None
        if not 200 <= reply.status < 300:
            said = self.mask(said_by(answer)) or "nothing more"
            raise LicensingError(
                "api_failed", f"{name}: CSSM answered with status {reply.status}: {said}. {_advice(reply.status)}"
            )
        if not isinstance(answer, dict):
            kind = self.mask(one_line(reply.headers.get("content-type", "no type")))
            raise LicensingError(
                "api_failed", f"{name}: the answer is not a JSON object ({kind}); check base_url, token_url and paths."
            )
        return answer

    def mask(self, text: str) -> str:
        """Return a text without the secrets of this session."""
        for secret in filter(None, self._secrets):
            text = text.replace(secret, "********")
        return text


def retry_after(value: str, now: float) -> float:
    """Return the seconds that a Retry-After header asks for, given as seconds or as a date; 0 when it says nothing."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError):
        return 0.0


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port


def _lifetime(expires_in: Any) -> float:
    """Return for how many seconds a login is used; unknown: until it is refused."""
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError):
        return float("inf")
    # A call that starts a moment before the end would arrive after it.
    return max(0.0, seconds * 0.9)


def _advice(status: int) -> str:
    if status in (400, 401, 403):
        return "Check client_id, client_secret, the API access of the application, and the accounts."
    if status == 404:
        return "Check base_url and paths."
    return "Run again later."
