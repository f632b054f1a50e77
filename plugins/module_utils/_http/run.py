# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an operation on a server: create a session from options, and a task result from the outcome."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from typing import Any

from .._errors import InvalidValue, LicensingError
from .clock import Clock
from .https import Http, UrlHttp
from .operation import Operation, Params, Result
from .session import Session


def http_of(params: Params, clock: Clock) -> UrlHttp:
    """Return the HTTPS client that the options ask for."""
    return UrlHttp(
        timeout=max(1, params["timeout"]),
        validate_certs=params["validate_certs"],
        ca_path=params["ca_path"],
        clock=clock,
    )


def perform(
    operation: Operation, params: Params, connect: Callable[[], Http], clock: Clock, check_mode: bool
) -> Result:
    """Return the result of a task: that of the operation, or `failed`, `reason` and `msg` with what was done."""
    outcome = _outcome(operation, params, connect, clock, check_mode)
    if not params["validate_certs"]:
        outcome["warnings"] = [unverified(operation.server.name), *outcome.get("warnings", [])]
    return outcome


def unverified(server: str) -> str:
    """Return the warning for a server whose certificate is not verified."""
    return (
        f"validate_certs: the certificate of {server} is not verified, so a man in the middle can read the password "
        "or the secret. Set it to true, and set ca_path to the file of your own CA."
    )


def _outcome(
    operation: Operation, params: Params, connect: Callable[[], Http], clock: Clock, check_mode: bool
) -> Result:
    try:
        for option in operation.server.urls:
            _require_https(option, params[option])
        session = _session(operation, params, connect(), clock)
    except LicensingError as error:
        return _failed(error, error.message)
    try:
        return operation.run(params, session, check_mode)
    except LicensingError as error:
        return _failed(error, session.mask(error.message))
    finally:
        session.close()


def _failed(error: LicensingError, message: str) -> Result:
    details: dict[str, Any] = {"changed": False, **error.details}
    return {"failed": True, "reason": error.reason, "msg": f"{error.reason}: {message}", **details}


def _session(operation: Operation, params: Params, http: Http, clock: Clock) -> Session:
    server = operation.server
    return Session(server.name, params["base_url"], server.login(params), http, clock, max(0, params["retries"]))


def _require_https(option: str, url: str) -> None:
    # A URL with an odd bracket or port is not for the parser either.
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme == "https" and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise InvalidValue(f"{option}: must be a URL that starts with https://, because it carries secrets.")
