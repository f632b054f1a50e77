# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of an operation, and the way that all of those go which change something.

Read, plan, and outside check mode act and read again. A plan is pure: it can be made from a state that was read
earlier in the play as well, and when that shows nothing to do the device is left alone. Before anything is sent, what
may have moved since is read again and decides once more.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .._device import Device
from .._errors import LicensingError
from .._parsers import proofs_of
from .._state import State, known_state
from .._support import read_supported, require_policy_mode

Params = dict[str, Any]
Result = dict[str, Any]
Run = Callable[[Params, Device, bool], Result]

# A state that slp_info returned earlier: the plan is made from it, and a device where nothing differs is left alone.
KNOWN_STATE: dict[str, Any] = {"smart_licensing": {"type": "dict"}}
# What may be done to a device in SD-WAN controller mode has this option; everything else refuses such a device.
CONTROLLER_MODE: dict[str, Any] = {"controller_mode": {"type": "bool", "default": False}}
_REFUSED = ("classic", "unsupported")


@dataclass(frozen=True)
class Operation:
    """C(run(params, device, check_mode)) returns a result or raises LicensingError; it acts only outside check mode."""

    argument_spec: dict[str, Any]
    run: Run
    constraints: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What is to be sent (nothing: all is as asked), the state now, and the state expected afterwards.

    C(more): further keys of the result.
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


Validator = Callable[[Params], None]
Planner = Callable[[Params, State, dt.datetime], Plan]
Actor = Callable[[Params, Device, State, Plan], Effect]


def staged(validate: Validator, needs: tuple[str, ...], moving: tuple[str, ...], plan: Planner, act: Actor) -> Run:
    """Return the run of an operation that reads C(needs) (subsets of Device.read), plans from it, and acts.

    C(moving): the subsets to read before acting on a known state (see C(_renewal)); none: all of C(needs).
    C(validate) raises InvalidValue before the device is asked anything.
    """
    keys = proofs_of(needs)

    def run(params: Params, device: Device, check_mode: bool) -> Result:
        validate(params)
        allowed = bool(params.get("controller_mode"))
        known = known_state(params["smart_licensing"])
        if known is not None and (known["mode"] in _REFUSED or all(known[key] for key in keys)):  # type: ignore[literal-required]
            require_policy_mode(known, controller_mode=allowed)
            # What refuses here may have moved since, a clock for one: that is told from the reading below.
            with contextlib.suppress(LicensingError):
                decided = plan(params, known, device.time.utc_now())
                if check_mode or not decided.commands:
                    return _planned(decided, device)
            state = device.renew(known, *moving) if moving else read_supported(device, *needs, controller_mode=allowed)
            require_policy_mode(state, controller_mode=allowed)
        else:
            state = read_supported(device, *needs, controller_mode=allowed)
        decided = plan(params, state, device.time.utc_now())
        if check_mode or not decided.commands:
            return _planned(decided, device)
        effect = act(params, device, state, decided)
        return _result(decided.before, effect.after, device.commands, changed=True, **decided.more, **effect.more)

    return run


def _planned(plan: Plan, device: Device) -> Result:
    commands = [device.conversation.mask(command.strip()) for command in plan.commands]
    return _result(plan.before, plan.after if commands else plan.before, commands, changed=bool(commands), **plan.more)


def _result(before: Any, after: Any, commands: list[str], **more: Any) -> Result:
    return {"before": before, "after": after, "commands": commands, **more}
