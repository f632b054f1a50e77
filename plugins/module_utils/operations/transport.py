# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_transport: how a product instance reaches its server, and how it reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..device.controller_mode import change_commands, enter, lines_of, save
from ..device.device import Device
from ..device.support import require_license_vrf
from ..parsers import empty_state
from ..plans.settings import CALL_HOME_PROFILE, Settings, settings_of
from ..plans.transport import desired_settings, require_utility_transport, taking_back, transport_commands
from ..plans.transport_intent import TransportIntent, transport_intent
from ..state.state import State
from ..words.errors import LicensingError
from .operation import CONTROLLER_MODE, KNOWN_STATE, DeviceOperation, Effect, Params, Plan, Result, staged
from .undo import taken_back_on_refusal

_CUSTOMER_INFO = ("city", "country", "id", "name", "postalcode", "state", "street")

ARGUMENT_SPEC: dict[str, Any] = {
    "type": {"type": "str", "choices": ["smart", "cslu", "callhome", "off", "automatic"]},
    "url": {"type": "str"},
    "proxy": {"type": "dict", "options": {"address": {"type": "str"}, "port": {"type": "int"}}},
    "vrf": {"type": "str"},
    "usage_interval": {"type": "int"},
    "utility": {
        "type": "dict",
        "options": {
            "enabled": {"type": "bool"},
            "customer_info": {"type": "dict", "options": {key: {"type": "str"} for key in _CUSTOMER_INFO}},
        },
    },
    "privacy": {"type": "dict", "options": {"hostname": {"type": "bool"}, "version": {"type": "bool"}}},
    "customer_tags": {"type": "dict", "options": {f"tag{number}": {"type": "str"} for number in range(1, 5)}},
    "server_identity_check": {"type": "bool"},
    "call_home": {
        "type": "dict",
        "options": {"profile": {"type": "str", "default": CALL_HOME_PROFILE}, "contact_email": {"type": "str"}},
    },
    "state": {"type": "str", "choices": ["merged", "replaced", "deleted", "rendered"], "default": "merged"},
    "save": {"type": "bool", "default": True},
    **CONTROLLER_MODE,
    **KNOWN_STATE,
}


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Bring the settings to what is asked, save them, and see them in what the device says afterwards."""
    if params["state"] == "rendered":
        return _rendered(params)
    return _RUN(params, device, check_mode)


def planned_transport(options: Params, state: State, *, save: bool) -> list[str]:
    """Return the commands that some options of slp_transport would send; empty where all is as asked.

    Raises InvalidValue.
    """
    params = {**dict.fromkeys(ARGUMENT_SPEC), "state": "merged", "save": save, **options}
    return _plan(transport_intent(params), state, dt.datetime.now(dt.UTC)).commands


def _parse(params: Params) -> TransportIntent:
    """Refuse what no device can take before one is asked."""
    intent = transport_intent(params)
    desired_settings(settings_of(empty_state(), intent.profile), intent)
    return intent


def _plan(intent: TransportIntent, state: State, _now: dt.datetime) -> Plan:
    before = settings_of(state, intent.profile, intent.type)
    wanted = desired_settings(before, intent)
    require_utility_transport(wanted)
    lines = transport_commands(before, wanted)
    if wanted["vrf"] not in (None, before["vrf"]):
        require_license_vrf(state)
    rollback = taking_back(settings_of(state, intent.profile), wanted) if lines else []
    commands = change_commands(state, lines, save=intent.save)
    return Plan(commands, {**before}, {**wanted}, {"rollback": [line.strip() for line in rollback]})


def _act(intent: TransportIntent, device: Device, state: State, plan: Plan) -> Effect:
    after = plan.before
    lines = lines_of(plan.commands)

    def settings(kind: str | None) -> Settings:
        return settings_of(device.renew(state, "status", "config"), intent.profile, kind)

    def undo() -> list[str]:
        before = settings_of(state, intent.profile)
        return transport_commands(settings(before["type"]), before)

    if lines:
        with taken_back_on_refusal(device, undo, lambda lines: enter(state, device, lines)):
            enter(state, device, lines)
            after = {**settings(intent.type)}
            _require_taken(plan.before, plan.after, after, device)
    if intent.save:
        save(state, device)
    return Effect(after)


_RUN = staged(_parse, ("licence", "config", "platform"), ("status", "config"), _plan, _act)


def _rendered(params: Params) -> Result:
    intent = transport_intent({**params, "state": "merged"})
    bare = settings_of(empty_state(), intent.profile)
    wanted = desired_settings(bare, intent)
    require_utility_transport(wanted)
    lines = transport_commands(bare, wanted)
    return {"changed": False, "before": bare, "after": wanted, "commands": lines}


def _require_taken(before: dict[str, Any], wanted: dict[str, Any], after: dict[str, Any], device: Device) -> None:
    missed = [
        f"{key} is {after[key]!r} instead of {wanted[key]!r}"
        for key in wanted
        if wanted[key] != before[key] and after[key] != wanted[key]
    ]
    if missed:
        raise LicensingError(
            "device_error",
            f"the device accepted the commands, but its state does not show them: {'; '.join(missed)}.{device.said()} "
            "The configuration was not saved. Check the release notes for these settings.",
        )


OPERATION = DeviceOperation(ARGUMENT_SPEC, run)
