# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_slac: request a SLAC online and see it installed; return it."""

from __future__ import annotations

import re
from typing import Any, cast

from .._device import Device
from .._errors import InvalidValue, LicensingError
from .._messages import failure_of
from .._plan_slac import features_in_use, with_slac, without_slac
from .._state import State, without_trust
from .._support import read_supported
from .._values import checked
from ._operation import KNOWN_STATE, Operation, Params, Result, result

ARGUMENT_SPEC: dict[str, Any] = {
    "feature": {"type": "str", "default": "hseck9"},
    "scope": {"type": "str", "choices": ["local", "all"], "default": "all"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "timeout": {"type": "int", "default": 180},
    **KNOWN_STATE,
}

_NOT_FOUND = "The requested item was not found"
_NONE_INSTALLED = "No reservation authorization code installed"
_RETURN_CODE = re.compile(r"Return code:\s*(\S+)", re.IGNORECASE)


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Bring the SLAC of a feature to the state asked for, on all members or on the active one."""
    feature = checked("feature", "feature", params["feature"])
    present = params["state"] == "present"
    known = cast("State | None", params["smart_licensing"])
    if known and known["mode"] == "policy" and known["authorizations"] and not _to_do(known, feature, params):
        return result(False, _codes(known), _codes(known), [])
    state = read_supported(device, "licence", "platform", "communication")
    before = _codes(state)
    if not _to_do(state, feature, params):
        return result(False, before, before, [])
    if present:
        return _request(params, device, state, feature, check_mode)
    return _return(params, device, state, feature, check_mode)


def _to_do(state: State, feature: str, params: Params) -> list[str]:
    if params["state"] == "present":
        return without_slac(state, feature, params["scope"])
    return with_slac(state, params["scope"])


def _request(params: Params, device: Device, state: State, feature: str, check_mode: bool) -> Result:
    scope, before = params["scope"], _codes(state)
    command = f"license smart authorization request add {feature} {scope}"
    if check_mode:
        return result(True, before, _predicted(state, scope, installed=True), [command])
    if without_trust(state):
        raise LicensingError(
            "slac_denied", "a SLAC is only given to a trusted product instance; establish trust first (slp_trust)"
        )
    answer = device.execute(command)
    if _NOT_FOUND in answer:
        raise InvalidValue(
            f"feature: the device knows no feature '{feature}' that needs a SLAC (it answers: {answer}); "
            "the usual one is hseck9"
        )
    if answer:
        raise LicensingError("slac_denied", f"the device answers the request with: {answer}")
    after = _wait(device, state, params, "authorization_request")
    return result(True, before, _codes(after), device.commands)


def _return(params: Params, device: Device, state: State, feature: str, check_mode: bool) -> Result:
    scope, before = params["scope"], _codes(state)
    used = features_in_use(state, feature)
    if used:
        raise LicensingError(
            "slac_denied",
            f"the SLAC cannot be returned while its licence is in use: {', '.join(used)}. "
            "Remove the feature or lower the throughput first ('show license summary' must show NOT IN USE).",
        )
    command = f"license smart authorization return {scope} online"
    if check_mode:
        return result(True, before, _predicted(state, scope, installed=False), [command])
    answer = device.execute(command)
    # The device removes the code first and tries to tell CSSM once: the return code is the only proof that remains.
    code = _RETURN_CODE.search(answer)
    if code is None and answer and _NONE_INSTALLED not in answer:
        raise LicensingError("slac_denied", f"the device answers the return with: {answer}")
    after = _wait(device, state, params, "authorization_return")
    return result(True, before, _codes(after), device.commands, return_code=code[1] if code else None)


def _codes(state: State) -> dict[str, Any]:
    return {"authorizations": state["authorizations"]}


def _predicted(state: State, scope: str, *, installed: bool) -> dict[str, Any]:
    entries = state["authorizations"]
    reached = len(entries) if scope == "all" else 1
    return {
        "authorizations": [
            {**entry, "installed": installed} if index < reached else entry for index, entry in enumerate(entries)
        ]
    }


def _wait(device: Device, before: State, params: Params, message: str) -> State:
    latest = before

    def done() -> bool:
        nonlocal latest
        latest = device.read("licence", "communication")
        failure = failure_of(message, before, latest, "slac_denied")
        if failure is not None:
            raise failure
        return not _to_do(latest, params["feature"], params)

    if device.wait(done, params["timeout"]):
        return latest
    left = ", ".join(_to_do(latest, params["feature"], params))
    raise LicensingError(
        "timeout",
        f"after {params['timeout']} s nothing has changed on {left}, and no failure is reported either; "
        "look at 'show license authorization' later, or run again with a longer timeout.",
    )


OPERATION = Operation(ARGUMENT_SPEC, run)
