# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an operation on CSSM as a module: the options become a session, what happened becomes the result of a task."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from .._errors import InvalidValue, LicensingError
from .clock import Clock
from .https import Http, UrlHttp
from .operations import OPERATIONS
from .operations.operation import Operation, Params, Result
from .session import Access, Session


def run_module(module: AnsibleModule, name: str) -> None:
    """Perform the operation of that name and end the module."""
    clock = Clock()
    outcome = perform(OPERATIONS[name], module.params, lambda: http_of(module.params, clock), clock, module.check_mode)
    for warning in outcome.pop("warnings", []):
        module.warn(warning)
    if outcome.get("failed"):
        module.fail_json(**outcome)
    module.exit_json(**outcome)


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
    """Return the result of a task: that of the operation, or C(failed), C(reason) and C(msg) with what was done."""
    try:
        for option in ("base_url", "token_url"):
            _require_https(option, params[option])
        session = Session(_access(params), connect(), clock)
    except LicensingError as error:
        return _failed(error, error.message)
    try:
        return operation.run(params, session, check_mode)
    except LicensingError as error:
        return _failed(error, session.mask(error.message))


def _failed(error: LicensingError, message: str) -> Result:
    details: dict[str, Any] = {"changed": False, **error.details}
    return {"failed": True, "reason": error.reason, "msg": f"{error.reason}: {message}", **details}


def _access(params: Params) -> Access:
    return Access(
        base_url=params["base_url"],
        token_url=params["token_url"],
        client_id=params["client_id"],
        client_secret=params["client_secret"],
        retries=max(0, params["retries"]),
    )


def _require_https(option: str, url: str) -> None:
    # A URL with an odd bracket or port is not for the parser either.
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme == "https" and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise InvalidValue(f"{option}: takes a URL that begins with https://, for secrets travel over it.")
