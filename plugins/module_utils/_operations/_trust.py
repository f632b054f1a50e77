# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_trust: establish trust with CSSM by an ID token. The command prints nothing; the trust code shows success."""

from __future__ import annotations

import datetime as dt
from typing import Any

from .._device import Device
from .._errors import LicensingError
from .._messages import failure_of
from .._skew import require_right_clock
from .._state import State, udi_name, udis, without_trust
from .._values import checked
from ._operation import KNOWN_STATE, Effect, Operation, Params, Plan, staged

ARGUMENT_SPEC: dict[str, Any] = {
    "id_token": {"type": "str", "no_log": True},
    "scope": {"type": "str", "choices": ["local", "all"], "default": "all"},
    "force": {"type": "bool", "default": False},
    "timeout": {"type": "int", "default": 180},
    **KNOWN_STATE,
}


def _validate(params: Params) -> None:
    if params["id_token"]:
        checked("id_token", "token", params["id_token"])


def _plan(params: Params, state: State, now: dt.datetime) -> Plan:
    """Establish trust where a member has no trust code, or always with force."""
    scope, force = params["scope"], params["force"]
    missing = _missing(state, scope)
    if not missing and not force:
        return Plan([], _codes(state), _codes(state))
    if not params["id_token"]:
        raise LicensingError(
            "trust_failed",
            f"no trust code on {', '.join(missing) or 'any member anew'}, and no id_token given. "
            "Generate one in CSSM (Inventory > General > New Token) for the virtual account of this device.",
        )
    require_right_clock(state["clock"], state["config"], now)
    command = f"license smart trust idtoken {params['id_token']} {scope}{' force' if force else ''}"
    return Plan([command], _codes(state), _predicted(state, scope))


def _act(params: Params, device: Device, state: State, plan: Plan) -> Effect:
    """Send the token, and wait until every code is there."""
    _send(device, plan.commands[0])
    after = _wait_for_codes(device, state, params["scope"], params["force"], params["timeout"])
    return Effect(_codes(after), {"policy": after["policy"]})


def _codes(state: State) -> dict[str, Any]:
    return {"trust_codes": state["trust_codes"]}


def _missing(state: State, scope: str) -> list[str]:
    missing = without_trust(state)
    if scope == "all" or not state["product"]["pid"]:
        return missing
    own = udi_name(state["product"])
    # Two supervisors can share a UDI: the role tells whose code it is.
    codes = [code for code in state["trust_codes"] if udi_name(code) == own and code["role"] in (None, "Active")]
    return [] if any(code["installed"] for code in codes) else [own]


def _predicted(state: State, scope: str) -> dict[str, Any]:
    members = udis(state) if scope == "all" else udis(state)[:1]
    return {"trust_codes": [{**member, "installed": True} for member in members]}


def _send(device: Device, command: str) -> None:
    answer = device.execute(command)
    if answer:
        answer = device.conversation.mask(answer)
        raise LicensingError("trust_failed", f"the device answers the trust request with: {answer}")


def _wait_for_codes(device: Device, before: State, scope: str, force: bool, timeout: int) -> State:
    latest = before

    def done() -> bool:
        nonlocal latest
        latest = device.read("licence", "communication")
        failure = failure_of("trust_establishment", before, latest, "trust_failed")
        if failure is not None:
            raise failure
        fresh = not force or latest["trust_codes"] != before["trust_codes"] or _succeeded(before, latest)
        return fresh and not _missing(latest, scope)

    if device.wait(done, timeout):
        return latest
    raise LicensingError(
        "timeout",
        f"no trust code on {', '.join(_missing(latest, scope)) or 'any member anew'} after {timeout} s, and no failure "
        "reported either; look at 'show license status' later, or run again with a longer timeout.",
    )


def _succeeded(before: State, after: State) -> bool:
    earlier = before["communication"].get("trust_establishment", {}).get("success") or 0
    later = after["communication"].get("trust_establishment", {}).get("success") or 0
    return bool(later > earlier)


OPERATION = Operation(
    ARGUMENT_SPEC, staged(_validate, ("licence", "clock", "config", "platform", "communication"), _plan, _act)
)
