# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_sync: report usage now, and see the ACK come in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..device.device import Device
from ..state.state import State
from ..words.dates import days_between, parse_date
from ..words.errors import LicensingError
from .operation import KNOWN_STATE, DeviceOperation, Effect, Params, Plan, staged
from .wait_for_effect import Message, wait_for

ARGUMENT_SPEC: dict[str, Any] = {
    "scope": {"type": "str", "choices": ["local", "all"], "default": "all"},
    "wait_for": {"type": "str", "choices": ["ack", "push", "nothing"], "default": "ack"},
    "max_age_days": {"type": "int", "default": 0},
    "timeout": {"type": "int", "default": 300},
    **KNOWN_STATE,
}

# What must move in the state before the step counts as done.
_EFFECT = {"ack": "last_ack_received", "push": "last_report_push"}

_MESSAGE = Message("usage_reporting", "communication_failed")


def _parse(params: Params) -> Params:
    """Its options are choices and numbers, all of them valid."""
    return params


def _plan(params: Params, state: State, _now: dt.datetime) -> Plan:
    """Send the usage reports now, unless the last ACK is younger than asked for."""
    before = state["usage_reporting"]
    if _young_enough(state, params["max_age_days"]):
        return Plan([], before, before)
    effect = _EFFECT.get(params["wait_for"])
    predicted = {effect: "(when the device has synchronized)"} if effect else {}
    return Plan([f"license smart sync {params['scope']}"], before, {**before, **predicted})


def _act(params: Params, device: Device, state: State, plan: Plan) -> Effect:
    """Synchronize, and wait for what was asked for."""
    if state["transport"]["type"] == "off":
        raise LicensingError(
            "communication_failed",
            "the transport is off, so nothing can be sent; set a transport (slp_transport) or use files",
        )
    effect = _EFFECT.get(params["wait_for"])

    latest = state["usage_reporting"]

    def seen(reading: State) -> bool:
        nonlocal latest
        latest = reading["usage_reporting"]
        return effect is None or latest[effect] != state["usage_reporting"][effect]

    def in_vain(_latest: State) -> str:
        return f"no {params['wait_for']} (it can take hours)"

    device.execute(plan.commands[0])
    try:
        return Effect(wait_for(device, state, _MESSAGE, seen, params["timeout"], in_vain)["usage_reporting"])
    except LicensingError as error:
        # A report that the server took is half of what was asked for.
        error.details["after"] = latest
        raise


def _young_enough(state: State, days: int) -> bool:
    last = parse_date(state["usage_reporting"]["last_ack_received"])
    if days <= 0 or last is None or state["clock"] is None:
        return False
    return days_between(last, dt.datetime.fromisoformat(state["clock"]["wall_clock"])) < days


OPERATION = DeviceOperation(
    ARGUMENT_SPEC,
    staged(
        _parse,
        ("licence", "clock", "platform", "communication"),
        ("status", "clock", "communication"),
        _plan,
        _act,
    ),
)
