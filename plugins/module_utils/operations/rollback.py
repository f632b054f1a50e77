# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_rollback: the licensing lines of a product instance as they were before this collection changed them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ..device.controller_mode import change_commands, enter, lines_of, save
from ..device.device import Device
from ..plans.before import read
from ..plans.settings import Settings, settings_of
from ..plans.transport import taking_back
from ..state.state import State
from ..words.errors import LicensingError
from .operation import CONTROLLER_MODE, KNOWN_STATE, DeviceOperation, Effect, Params, Plan, Run, staged
from .undo import taken_back_on_refusal

ARGUMENT_SPEC: dict[str, Any] = {
    "src": {"type": "path", "required": True},
    "save": {"type": "bool", "default": True},
    **CONTROLLER_MODE,
    **KNOWN_STATE,
}


def _wanted(params: Params, state: State) -> Settings:
    return read(Path(params["src"]), state)


def _now(state: State, wanted: Settings) -> Settings:
    return settings_of(state, wanted["call_home"]["profile"], wanted["type"])


def _plan(params: Params, state: State, _now_utc: dt.datetime) -> Plan:
    wanted = _wanted(params, state)
    before = _now(state, wanted)
    lines = taking_back(wanted, before)
    commands = change_commands(state, lines, save=params["save"])
    return Plan(commands, {**before}, {**wanted} if lines else {**before}, {"stays": what_stays(state)})


def _act(params: Params, device: Device, state: State, plan: Plan) -> Effect:
    wanted, lines = _wanted(params, state), lines_of(plan.commands)
    after = _now(state, wanted)

    def undo() -> list[str]:
        return taking_back(_now(state, wanted), _now(device.renew(state, "status", "config"), wanted))

    if lines:
        with taken_back_on_refusal(device, undo, lambda lines: enter(state, device, lines)):
            # A URL that was foreign to the type of transport shows itself once that is back.
            left = lines
            for _again in range(2):
                enter(state, device, left)
                after = _now(device.renew(state, "status", "config"), wanted)
                left = taking_back(wanted, after)
                if not left:
                    break
            else:
                raise LicensingError(
                    "device_error",
                    f"the device took the lines, but these are still to be entered: {'; '.join(left)}.{device.said()} "
                    "The configuration was not saved. Enter them yourself.",
                )
    if params["save"]:
        save(state, device)
    return Effect({**after})


def what_stays(state: State) -> list[str]:
    """Return what no line puts back, a sentence for each."""
    trusted = sum(bool(code["installed"]) for code in state["trust_codes"])
    authorized = sum(bool(entry["installed"]) for entry in state["authorizations"])
    found = [
        f"{trusted} trust codes: a device gives them up by 'license smart factory reset' alone, with all its records."
        if trusted
        else "",
        f"{authorized} authorization codes (SLAC): return them with slp_slac, state absent." if authorized else "",
        f"The policy {state['policy']['name']}: it goes when another is installed." if state["policy"]["name"] else "",
        "What the device reported, and the ACKs for it: CSSM keeps them.",
        "Lines that slp_reachability entered: they are in the output of that run.",
    ]
    return [sentence for sentence in found if sentence]


run: Run = staged(lambda params: params, ("licence", "config", "platform"), ("status", "config"), _plan, _act)

OPERATION = DeviceOperation(ARGUMENT_SPEC, run)
