# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_trust: establish trust with CSSM by an ID token. The trust code shows success."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..device.device import Device
from ..state.skew import require_right_clock
from ..state.state import State, udi_name, udis, without_trust
from ..words.errors import LicensingError
from ..words.values import checked
from .operation import CONTROLLER_MODE, KNOWN_STATE, DeviceOperation, Effect, Params, Plan, staged
from .wait_for_effect import Message, wait_for

ARGUMENT_SPEC: dict[str, Any] = {
    "id_token": {"type": "str", "no_log": True},
    "scope": {"type": "str", "choices": ["local", "all"], "default": "all"},
    "force": {"type": "bool", "default": False},
    "timeout": {"type": "int", "default": 180},
    **CONTROLLER_MODE,
    **KNOWN_STATE,
}

_MESSAGE = Message("trust_establishment", "trust_failed")


def _parse(params: Params) -> Params:
    if params["id_token"]:
        checked("id_token", "token", params["id_token"])
    return params


def _plan(params: Params, state: State, now: dt.datetime) -> Plan:
    """Establish trust where a member has no trust code, or always with force."""
    scope, force = params["scope"], params["force"]
    missing = _missing(state, scope)
    if not missing and not force:
        return Plan([], _codes(state), _codes(state))
    if not params["id_token"]:
        raise LicensingError(
            "trust_failed",
            f"no trust code on {', '.join(missing) or 'any member since then'}, and no id_token given. "
            "Generate one in CSSM (Inventory > General > New Token) for the virtual account of this device.",
        )
    require_right_clock(state["clock"], state["config"], now)
    command = f"license smart trust idtoken {params['id_token']} {scope}{' force' if force else ''}"
    return Plan([command], _codes(state), _predicted(state, scope))


def _act(params: Params, device: Device, state: State, plan: Plan) -> Effect:
    """Send the token, and wait until every code is there."""
    scope, force = params["scope"], params["force"]

    def seen(latest: State) -> bool:
        fresh = not force or latest["trust_codes"] != state["trust_codes"] or _succeeded(state, latest)
        return fresh and not _missing(latest, scope)

    def in_vain(latest: State) -> str:
        return f"no trust code on {', '.join(_missing(latest, scope)) or 'any member since then'}"

    device.execute(plan.commands[0])
    after = wait_for(device, state, _MESSAGE, seen, params["timeout"], in_vain)
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


def _succeeded(before: State, after: State) -> bool:
    earlier = before["communication"].get("trust_establishment", {}).get("success") or 0
    later = after["communication"].get("trust_establishment", {}).get("success") or 0
    return bool(later > earlier)


OPERATION = DeviceOperation(
    ARGUMENT_SPEC,
    staged(
        _parse,
        ("licence", "clock", "config", "platform", "communication"),
        ("status", "clock", "communication"),
        _plan,
        _act,
    ),
)
