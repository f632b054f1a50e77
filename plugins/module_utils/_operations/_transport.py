# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_transport: how a product instance reaches its server, and how it reports."""

from __future__ import annotations

from typing import Any, cast

from .._device import SAVE_COMMAND, Device
from .._errors import LicensingError
from .._parsers import empty_state
from .._plan_transport import desired_settings, transport_commands
from .._settings import CALL_HOME_PROFILE, Settings, settings_of
from .._state import State
from .._support import read_supported
from ._operation import KNOWN_STATE, Operation, Params, Result, result

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
    **KNOWN_STATE,
}


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Bring the settings to what is asked, save them, and see them in what the device says afterwards."""
    profile = (params["call_home"] or {}).get("profile", CALL_HOME_PROFILE)
    if params["state"] == "rendered":
        return _rendered(params, profile)
    known = cast("State | None", params["smart_licensing"])
    if known and known["config"] and known["mode"] == "policy":
        before = settings_of(known, profile)
        if not _to_do(known, before, desired_settings(before, params), params):
            return result(False, before, before, [])
    state = read_supported(device, "licence", "config", "platform")
    before = settings_of(state, profile)
    wanted = desired_settings(before, params)
    to_do = _to_do(state, before, wanted, params)
    if check_mode or not to_do:
        return result(bool(to_do), before, wanted, to_do)
    after = before
    lines = transport_commands(before, wanted)
    if lines:
        device.configure(lines)
        after = settings_of(device.read("licence", "config"), profile)
        _require_taken(before, wanted, after)
    if params["save"]:
        device.save()
    return result(True, before, after, device.commands)


def _to_do(state: State, before: Settings, wanted: Settings, params: Params) -> list[str]:
    """Return the commands that are missing; an earlier run may have changed the configuration and not saved it."""
    lines = [line.strip() for line in transport_commands(before, wanted)]
    unsaved = lines or not (state["config"] or {}).get("saved")
    return [*lines, SAVE_COMMAND] if params["save"] and unsaved else lines


def _rendered(params: Params, profile: str) -> Result:
    bare = settings_of(empty_state(), profile)
    wanted = desired_settings(bare, {**params, "state": "merged"})
    lines = transport_commands(bare, wanted)
    return {"changed": False, "before": bare, "after": wanted, "commands": lines}


def _require_taken(before: Settings, wanted: Settings, after: Settings) -> None:
    missed = [
        f"{key} is {after[key]!r} instead of {wanted[key]!r}"  # type: ignore[literal-required]
        for key in wanted
        if wanted[key] != before[key] and after[key] != wanted[key]  # type: ignore[literal-required]
    ]
    if missed:
        raise LicensingError(
            "device_error",
            f"the device took the commands, but its state does not show them: {'; '.join(missed)}. "
            "The configuration was not saved. Check the release notes for these settings.",
        )


OPERATION = Operation(ARGUMENT_SPEC, run)
