# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_sync: report usage now, and see the ACK come in."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from .._dates import days_between, parse_date
from .._device import Device
from .._errors import LicensingError
from .._messages import failure_of
from .._state import State
from .._support import read_supported
from ._operation import KNOWN_STATE, Operation, Params, Result, result

ARGUMENT_SPEC: dict[str, Any] = {
    "scope": {"type": "str", "choices": ["local", "all"], "default": "all"},
    "wait_for": {"type": "str", "choices": ["ack", "push", "nothing"], "default": "ack"},
    "max_age_days": {"type": "int", "default": 0},
    "timeout": {"type": "int", "default": 300},
    **KNOWN_STATE,
}

# What must move in the state before the step counts as done.
_EFFECT = {"ack": "last_ack_received", "push": "last_report_push"}


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Send the usage reports now, unless the last ACK is younger than asked for."""
    known = cast("State | None", params["smart_licensing"])
    if known and known["mode"] == "policy" and _young_enough(known, params["max_age_days"]):
        return result(False, known["usage_reporting"], known["usage_reporting"], [])
    state = read_supported(device, "licence", "clock", "platform", "communication")
    before = state["usage_reporting"]
    if _young_enough(state, params["max_age_days"]):
        return result(False, before, before, [])
    if state["transport"]["type"] == "off":
        raise LicensingError(
            "communication_failed", "the transport is off, so nothing can be sent; set one (slp_transport) or use files"
        )
    command = f"license smart sync {params['scope']}"
    if check_mode:
        effect = _EFFECT.get(params["wait_for"])
        predicted = {effect: "(when the device has synchronized)"} if effect else {}
        return result(True, before, {**before, **predicted}, [command])
    answer = device.execute(command)
    if answer:
        raise LicensingError("communication_failed", f"the device answers the synchronization with: {answer}")
    after = _wait(device, state, params)
    return result(True, before, after["usage_reporting"], device.commands)


def _young_enough(state: State, days: int) -> bool:
    last = parse_date(state["usage_reporting"]["last_ack_received"])
    if days <= 0 or last is None or state["clock"] is None:
        return False
    return days_between(last, dt.datetime.fromisoformat(state["clock"]["wall_clock"])) < days


def _wait(device: Device, before: State, params: Params) -> State:
    effect = _EFFECT.get(params["wait_for"])
    latest = before

    def done() -> bool:
        nonlocal latest
        latest = device.read("licence", "communication")
        failure = failure_of("usage_reporting", before, latest, "communication_failed")
        if failure is not None:
            raise failure
        return effect is None or latest["usage_reporting"][effect] != before["usage_reporting"][effect]

    if device.wait(done, params["timeout"]):
        return latest
    raise LicensingError(
        "timeout",
        f"no {params['wait_for']} within {params['timeout']} s, and no failure reported; an ACK can take hours: "
        "read the state again later (slp_info), or wait longer.",
    )


OPERATION = Operation(ARGUMENT_SPEC, run)
