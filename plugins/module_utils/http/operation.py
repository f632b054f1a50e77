# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operation on a server: the options that lead to it, and what happened as the result of a task."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..words.clock import Clock
from ..words.errors import InvalidValue, LicensingError
from .https import Http, UrlHttp
from .login import Login
from .session import Session

Params = dict[str, Any]
Result = dict[str, Any]
Run = Callable[[Params, Session, bool], Result]

HTTPS: dict[str, Any] = {
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "timeout": {"type": "int", "default": 30},
    "retries": {"type": "int", "default": 3},
}


@dataclass(frozen=True)
class Server:
    """A kind of server. `name`: what errors call it; `options`: those of the access, `base_url` among them.

    `urls` names the options that hold a URL to which secrets travel; `login` makes a login of the options.
    """

    name: str
    options: dict[str, Any]
    login: Callable[[Params], Login]
    urls: tuple[str, ...] = ("base_url",)


@dataclass(frozen=True)
class ServerOperation:
    """`run(params, session, check_mode)` returns a result or raises LicensingError; in check mode it only asks."""

    server: Server
    options: dict[str, Any]
    run: Run
    constraints: dict[str, Any] = field(default_factory=dict)

    @property
    def argument_spec(self) -> dict[str, Any]:
        """Return the options of the module, those of the access included."""
        return self.server.options | HTTPS | self.options

    def perform(self, params: Params, connect: Callable[[], Http], clock: Clock, check_mode: bool) -> Result:
        """Return the result of a task: that of `run`, or `failed`, `reason` and `msg` with what was done."""
        outcome = self._outcome(params, connect, clock, check_mode)
        if not params["validate_certs"]:
            outcome["warnings"] = [unverified(self.server.name), *outcome.get("warnings", [])]
        return outcome

    def _outcome(self, params: Params, connect: Callable[[], Http], clock: Clock, check_mode: bool) -> Result:
        try:
            for option in self.server.urls:
                _require_https(option, params[option])
            session = self._session(params, connect(), clock)
        except LicensingError as error:
            return _failed(error, error.message)
        try:
            return self.run(params, session, check_mode)
        except LicensingError as error:
            return _failed(error, session.mask(error.message))
        finally:
            session.close()

    def _session(self, params: Params, http: Http, clock: Clock) -> Session:
        server = self.server
        return Session(server.name, params["base_url"], server.login(params), http, clock, max(0, params["retries"]))


def http_of(params: Params, clock: Clock) -> UrlHttp:
    """Return the HTTPS client that the options ask for."""
    return UrlHttp(
        timeout=max(1, params["timeout"]),
        validate_certs=params["validate_certs"],
        ca_path=params["ca_path"],
        clock=clock,
    )


def unverified(server: str) -> str:
    """Return the warning for a server whose certificate is not verified."""
    return (
        f"validate_certs: the certificate of {server} is not verified, so whoever is between can read the password or "
        "the secret. Set it to true, and name the file of a CA of your own in ca_path."
    )


def _failed(error: LicensingError, message: str) -> Result:
    details: dict[str, Any] = {"changed": False, **error.details}
    return {"failed": True, "reason": error.reason, "msg": f"{error.reason}: {message}", **details}


def _require_https(option: str, url: str) -> None:
    # A URL with an odd bracket or port is not for the parser either.
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme == "https" and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise InvalidValue(f"{option}: takes a URL that begins with https://, for secrets travel over it.")
