# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls to a server under a login: retried if that does no harm, logged in again once, secrets masked."""

from __future__ import annotations

import contextlib
import email.utils
import secrets
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

from ..words.clock import Clock
from ..words.errors import LicensingError
from .calls import Call, Json, Stamp, one_line, said_by
from .https import CallTooSlow, Http, NotSent, Reply, ReplyLost, ReplyTooLarge, Request, Untrusted
from .json_answer import UnusableAnswer, read_json
from .login import Granted, Login

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# If a server asks for a longer pause, the next run tries again.
LONGEST_RETRY_AFTER = 120.0
MAX_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)


class Refused(LicensingError):
    """The server answered, and it was a refusal (api_failed); `status` is that of its answer."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__("api_failed", message)
        self.status = status


class Session:
    """A login to a server that lasts as long as it is needed.

    `server`: what errors call it; `base_url`: before the path of every call; `retries`: how often a call is repeated
    at most.
    """

    def __init__(self, server: str, base_url: str, login: Login, http: Http, clock: Clock, retries: int = 3) -> None:
        self.clock = clock
        self._server = server
        self._base_url = base_url.rstrip("/")
        self._login = login
        self._http = http
        self._retries = retries
        self._granted: Granted | None = None
        self._usable_until = 0.0
        self._secrets = list(login.secrets)

    def call(self, call: Call) -> Json:
        """Return the JSON object that answers a call. Raises LicensingError.

        The reasons: communication_failed when no answer came, api_failed when it was a refusal or no answer to this.
        """
        return self._json(call.name, self._granted_reply(call))

    def value(self, call: Call) -> Any:
        """Return the JSON of an answer: a list, or None for an empty one. Raises LicensingError as `call` does."""
        reply = self._granted_reply(call)
        self._require_accepted(call.name, reply)
        return self._parsed(call.name, reply, "JSON") if reply.body.strip() else None

    def content(self, call: Call) -> bytes:
        """Return the raw response to a call. Raises LicensingError as call does."""
        reply = self._granted_reply(call)
        self._require_accepted(call.name, reply)
        return reply.body

    def close(self) -> None:
        """Log out, where the server wants that. Whether it hears of it is its own business."""
        if self._granted is not None and self._granted.log_out is not None:
            with contextlib.suppress(NotSent, Untrusted, ReplyLost, ReplyTooLarge):
                self._http.send(self._granted.log_out)
        self._granted = None

    def _granted_reply(self, call: Call) -> Reply:
        reply = self._answer(call)
        if self._has_ended(reply):
            # The login may have ended before its time; a second refusal is meant.
            self._granted = None
            reply = self._answer(call)
        return reply

    def _has_ended(self, reply: Reply) -> bool:
        return self._granted is not None and self._granted.ended(reply)

    def _answer(self, call: Call) -> Reply:
        url = f"{self._base_url}/{call.path.lstrip('/')}"
        for _redirect in range(MAX_REDIRECTS + 1):
            reply = self._persistent(call.name, lambda to=url: self._request(call, to), call.repeatable)  # type: ignore[misc]
            if reply.status not in _REDIRECTS or self._has_ended(reply):
                return reply
            url = self._redirected(call, url, reply.headers.get("location", ""))
        raise LicensingError("api_failed", f"{call.name}: {self._server} redirects in a loop; check base_url.")

    def _request(self, call: Call, url: str) -> Request:
        headers = {"Accept": "application/json", **self._headers(), **call.headers}
        if call.body is None:
            return Request(call.method, url, headers)
        # Rebuilt for each attempt: CSSM accepts a nonce once, and a timestamp only for a while.
        stamp = Stamp(int(self.clock.now() * 1000), secrets.token_hex(8))
        kind, content = call.content(call.body(stamp))
        return Request(call.method, url, {**headers, "Content-Type": kind}, content)

    def _redirected(self, call: Call, url: str, location: str) -> str:
        try:
            target = urllib.parse.urljoin(url, location)
            # Another host must not see the login, and a POST is not a thing to be sent on.
            if call.method == "GET" and _origin(target) == _origin(url):
                return target
            host = self.mask(one_line(urllib.parse.urlsplit(target).netloc.rpartition("@")[2]))
        except ValueError:
            host = "an invalid address"
        raise LicensingError(
            "api_failed", f"{call.name}: {self._server} redirects to {host}, which is not followed; check base_url."
        )

    def _headers(self) -> Mapping[str, str]:
        if self._granted is None or self.clock.elapsed() >= self._usable_until:
            self._granted = None
            started = self.clock.elapsed()
            granted = self._login.log_in(self)
            self._secrets += granted.secrets
            self._granted, self._usable_until = granted, started + granted.seconds
        return self._granted.headers

    def reply(self, name: str, request: Callable[[], Request]) -> Reply:
        """Return the reply to a request of a login; see Asking."""
        return self._persistent(name, request, True)

    def json(self, name: str, request: Callable[[], Request]) -> Json:
        """Return the JSON object that answers a request of a login; see Asking."""
        return self._json(name, self.reply(name, request))

    def _persistent(self, name: str, request: Callable[[], Request], repeatable: bool) -> Reply:
        """Send until an answer is more than "not now". What is not `repeatable` is sent again only if not taken."""
        pause = FIRST_PAUSE
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
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
                        f"{name}: the response was lost ({self.mask(str(error))}). {self._server} may have executed "
                        "the request, so it was not repeated: check there first, then run again.",
                    ) from error
                if isinstance(error, CallTooSlow):
                    raise LicensingError(
                        "timeout",
                        f"{name}: {self._server} answers too slowly ({error}). Check the server and the network path, "
                        "or increase timeout.",
                    ) from error
                if last:
                    raise self._unreached(name, str(error)) from error
            except Untrusted as error:
                raise LicensingError(
                    "communication_failed",
                    f"{name}: the certificate of the server is not trusted ({error}); set ca_path to the file of its "
                    "CA. Nothing was sent.",
                ) from error
            except ReplyTooLarge as error:
                raise LicensingError("api_failed", f"{name}: the response is too large ({error}).") from error
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
                "api_failed",
                f"{name}: {self._server} is busy for {seconds:.0f} seconds; run again after that.",
            )
        return seconds

    def _unreached(self, name: str, why: str) -> LicensingError:
        return LicensingError(
            "communication_failed",
            f"{name}: no answer after {self._retries + 1} attempts ({self.mask(why)}); "
            "check the URL, name resolution and the proxy variables of the controller.",
        )

    def _json(self, name: str, reply: Reply) -> Json:
        self._require_accepted(name, reply)
        answer = self._parsed(name, reply, "a JSON object")
        if not isinstance(answer, dict):
            raise self._no_json(name, reply, "a JSON object")
        return answer

    def _parsed(self, name: str, reply: Reply, expected: str) -> Any:
        try:
            return read_json(reply.body)
        except UnusableAnswer as error:
            raise LicensingError(
                "api_failed",
                f"{name}: {error}; request less at once if the module allows it, and inform the server's "
                "administrator.",
            ) from error
        except ValueError as error:
            raise self._no_json(name, reply, expected) from error

    def _no_json(self, name: str, reply: Reply, expected: str) -> LicensingError:
        kind = self.mask(one_line(reply.headers.get("content-type", "no content type")))
        return LicensingError("api_failed", f"{name}: expected {expected}, got {kind}; check base_url and paths.")

    def _require_accepted(self, name: str, reply: Reply) -> None:
        if 200 <= reply.status < 300:
            return
        said = ""
        with contextlib.suppress(ValueError):
            said = self.mask(said_by(read_json(reply.body)))
        raise Refused(
            f"{name}: {self._server} answered with status {reply.status}: {said or 'nothing more'}. "
            f"{self._advice(reply.status)}",
            reply.status,
        )

    def _advice(self, status: int) -> str:
        if status in (400, 401, 403):
            return self._login.advice
        if status == 404:
            return "Check base_url and paths."
        if status == 413:
            return "The request was too large; if the module has chunk_size, set a smaller one."
        return "Run again later."

    def mask(self, text: str) -> str:
        """Return a text without the secrets of this session."""
        for secret in filter(None, self._secrets):
            text = text.replace(secret, "********")
        return text


def retry_after(value: str, now: float) -> float:
    """Return the seconds that a Retry-After header asks for, given as seconds or as a date; 0 when it says nothing."""
    if value.isascii() and value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port
