# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_slac: request a SLAC online and see it installed; return it. By file: `slac_file`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..device.device import Device
from ..plans.slac import (
    RETURN_QUESTION,
    predicted,
    request_online,
    require_known_feature,
    require_not_in_use,
    return_codes,
    with_slac,
    without_slac,
)
from ..state.state import State, without_trust
from ..words.errors import LicensingError
from ..words.values import checked
from .operation import CONTROLLER_MODE, KNOWN_STATE, DeviceOperation, Effect, Params, Plan, Result, staged
from .slac_file import FILE_OPTIONS, run_by_file
from .wait_for_effect import Message, wait_for

ARGUMENT_SPEC: dict[str, Any] = {
    "feature": {"type": "str", "default": "hseck9"},
    "scope": {"type": "str", "choices": ["local", "all"], "default": "all"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "method": {"type": "str", "choices": ["online", "file"], "default": "online"},
    **FILE_OPTIONS,
    "timeout": {"type": "int", "default": 180},
    **CONTROLLER_MODE,
    **KNOWN_STATE,
}

_REQUEST = Message("authorization_request", "slac_denied")
_RETURN = Message("authorization_return", "slac_denied")


def _parse(params: Params) -> Params:
    checked("feature", "feature", params["feature"])
    return params


def _plan(params: Params, state: State, _now: dt.datetime) -> Plan:
    """Bring the SLAC of a feature to the state asked for, on all members or on the active one."""
    feature, scope = params["feature"], params["scope"]
    present = params["state"] == "present"
    if not _to_do(state, params):
        return Plan([], _codes(state), _codes(state))
    if present:
        commands = request_online(feature, scope, state["transport"]["type"])
    else:
        require_not_in_use(state, feature)
        commands = [f"license smart authorization return {scope} online"]
    return Plan(commands, _codes(state), {"authorizations": predicted(state, scope, installed=present)})


def _act(params: Params, device: Device, state: State, plan: Plan) -> Effect:
    if params["state"] == "present":
        return _request(params, device, state, plan.commands)
    return _return(params, device, state, plan.commands[0])


def _to_do(state: State, params: Params) -> list[str]:
    if params["state"] == "present":
        return without_slac(state, params["feature"], params["scope"])
    return with_slac(state, params["scope"])


def _request(params: Params, device: Device, state: State, commands: list[str]) -> Effect:
    # CSLU and SSM On-Prem vouch for the devices behind them, also for those whose release gets no trust code that way.
    if without_trust(state) and state["transport"]["type"] != "cslu":
        raise LicensingError(
            "slac_denied", "a SLAC is only given to a trusted product instance; establish trust first (slp_trust)"
        )
    for command in commands:
        require_known_feature(params["feature"], device.execute(command))
    return Effect(_codes(_wait(device, state, params, _REQUEST)))


def _return(params: Params, device: Device, state: State, command: str) -> Effect:
    answer = device.execute(command, RETURN_QUESTION, "yes")
    # The device removes the code first and tries to tell CSSM once: the return codes are the only proof that remains.
    proof = {"return_codes": return_codes(answer)}
    try:
        return Effect(_codes(_wait(device, state, params, _RETURN)), proof)
    except LicensingError as error:
        error.details.update(proof)
        raise


def _codes(state: State) -> dict[str, Any]:
    return {"authorizations": state["authorizations"]}


def _wait(device: Device, before: State, params: Params, message: Message) -> State:
    def seen(latest: State) -> bool:
        return not _to_do(latest, params)

    def in_vain(latest: State) -> str:
        return f"nothing has changed on {', '.join(_to_do(latest, params))}"

    return wait_for(device, before, message, seen, params["timeout"], in_vain, shown_by="authorization")


_run_online = staged(_parse, ("licence", "platform", "communication"), (), _plan, _act)


def _run(params: Params, device: Device, check_mode: bool) -> Result:
    if params["method"] == "online":
        return _run_online(params, device, check_mode)
    return run_by_file(_parse(params), device, check_mode)


OPERATION = DeviceOperation(ARGUMENT_SPEC, _run, {"required_if": [["method", "file", ["dest"]]]})
