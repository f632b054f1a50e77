# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of an operation, and the way that all of those go which change something.

Read, plan, and outside check mode act and read again. A plan is pure: it can be made from a state that was read
earlier in the play as well, and when that shows nothing to do the device is not touched. Before anything is sent, what
may have moved since is read again and decides again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..device.device import Device
from ..device.support import read_supported, require_policy_mode
from ..parsers import proofs_of
from ..parsers.known import known_state
from ..state.state import State
from ..words.errors import LicensingError
from ..words.secrets import secrets_in

Params = dict[str, Any]
Result = dict[str, Any]
Run = Callable[[Params, Device, bool], Result]

# A state that slp_info returned earlier: the plan is made from it, and a device where nothing differs is not touched.
KNOWN_STATE: dict[str, Any] = {"smart_licensing": {"type": "dict"}}
# What may be done to a device in SD-WAN controller mode has this option; everything else refuses such a device.
CONTROLLER_MODE: dict[str, Any] = {"controller_mode": {"type": "bool", "default": False}}
_REFUSED = ("classic", "unsupported")


@dataclass(frozen=True)
class DeviceOperation:
    """`run(params, device, check_mode)` returns a result or raises LicensingError; it acts only outside check mode."""

    argument_spec: dict[str, Any]
    run: Run
    constraints: dict[str, Any] = field(default_factory=dict)

    def perform(self, params: Params, device: Device, check_mode: bool) -> Result:
        """Return the result of a task: that of `run`, or `failed`, `reason` and `msg` with what was sent."""
        try:
            outcome = self.run(params, device, check_mode)
        except LicensingError as error:
            outcome = {
                "failed": True,
                "changed": bool(device.commands),
                "reason": error.reason,
                "msg": device.conversation.mask(f"{error.reason}: {error.message}"),
                "commands": device.commands,
                **error.details,
            }
        messages = device.conversation.messages
        return {**outcome, **({"device_messages": messages} if messages else {})}

    def secrets(self, params: Params) -> list[str]:
        """Return the values of the options that are secret."""
        return secrets_in(self.argument_spec, params)


@dataclass(frozen=True)
class Plan:
    """What is to be sent (nothing: all is as asked), the state now, and the state expected afterwards.

    `more`: further keys of the result.
    """

    commands: list[str]
    before: dict[str, Any]
    after: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """What the device showed after an action, and further keys of the result."""

    after: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)


_Intent = TypeVar("_Intent")


def staged(
    parse: Callable[[Params], _Intent],
    needs: tuple[str, ...],
    moving: tuple[str, ...],
    plan: Callable[[_Intent, State, dt.datetime], Plan],
    act: Callable[[_Intent, Device, State, Plan], Effect],
) -> Run:
    """Return the run of an operation that reads `needs` (subsets of Device.read), plans from it, and acts.

    `moving`: the subsets to read before acting on a known state (see `state.refresh`); none: all of `needs`.
    `parse` makes an intent of the options, or raises InvalidValue, before the device is asked anything.
    """

    def run(params: Params, device: Device, check_mode: bool) -> Result:
        intent = parse(params)
        known = known_to(params, needs)
        if known is not None:
            # A refusal may no longer hold, that of a clock for one: the reading below decides.
            with contextlib.suppress(LicensingError):
                decided = plan(intent, known, device.clock.utc_now())
                if check_mode or not decided.commands:
                    return _planned(decided, device)
        state = (
            read_for(params, device, needs) if known is None or not moving else _renewed(params, device, known, moving)
        )
        decided = plan(intent, state, device.clock.utc_now())
        if check_mode or not decided.commands:
            return _planned(decided, device)
        effect = act(intent, device, state, decided)
        return _result(decided.before, effect.after, device.commands, changed=True, **decided.more, **effect.more)

    return run


def known_to(params: Params, needs: tuple[str, ...]) -> State | None:
    """Return the state that the task was handed in; None where it lacks one of `needs`, or none was handed in.

    Raises InvalidValue for what is no state, and LicensingError (unsupported_mode) as `read_for` does.
    """
    known = known_state(params["smart_licensing"])
    if known is None or (known["mode"] not in _REFUSED and not all(known[key] for key in proofs_of(needs))):  # type: ignore[literal-required]
        return None
    require_policy_mode(known, controller_mode=_touches_controller_mode(params))
    return known


def read_for(params: Params, device: Device, needs: tuple[str, ...]) -> State:
    """Read the parts of a device that a task needs. Raises LicensingError (unsupported_mode) for one to leave alone."""
    return read_supported(device, *needs, controller_mode=_touches_controller_mode(params))


def _renewed(params: Params, device: Device, known: State, moving: tuple[str, ...]) -> State:
    state = device.renew(known, *moving)
    require_policy_mode(state, controller_mode=_touches_controller_mode(params))
    return state


def _touches_controller_mode(params: Params) -> bool:
    return bool(params.get("controller_mode"))


def _planned(plan: Plan, device: Device) -> Result:
    commands = [device.conversation.mask(command.strip()) for command in plan.commands]
    return _result(plan.before, plan.after if commands else plan.before, commands, changed=bool(commands), **plan.more)


def _result(before: Any, after: Any, commands: list[str], **more: Any) -> Result:
    return {"before": before, "after": after, "commands": commands, **more}
