# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_reachability: what a product instance needs to reach its server, and what a server needs to pull from it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ..device.device import SAVE_COMMAND, Device
from ..parsers import empty_reachability
from ..plans.reachability import TRUST_POINT, needs, taking_back
from ..state.state import State
from ..words.errors import InvalidValue, LicensingError
from .operation import KNOWN_STATE, DeviceOperation, Effect, Params, Plan, Result, staged
from .safe_reload import CANCEL_COMMAND, reload_command, undone_by_reload
from .undo import taken_back_on_refusal

USERS_COMMAND = "show users"
SESSION_MODULE_COMMAND = "show ip http server session-module"
# Name, handle, status, and the status of HTTPS, where a release has that column.
_SL_HTTP = re.compile(r"^\s*SL_HTTP\s+\S+\s+(?P<status>(?:Ina|A)ctive)(?:\s+(?P<secure>(?:Ina|A)ctive))?", re.MULTILINE)
_STRINGS: dict[str, Any] = {"type": "list", "elements": "str", "default": []}

ARGUMENT_SPEC: dict[str, Any] = {
    "vrf": {"type": "str"},
    "name_servers": _STRINGS,
    "domain_lookup": {"type": "bool"},
    "domain_lookup_source_interface": {"type": "str"},
    "domain_name": {"type": "str"},
    "hosts": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {
            "name": {"type": "str", "required": True},
            "addresses": {"type": "list", "elements": "str", "required": True},
            "vrf": {"type": "str"},
        },
    },
    "http_client_source_interface": {"type": "str"},
    "routes": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {
            "prefix": {"type": "str", "required": True},
            "mask": {"type": "str", "required": True},
            "next_hop": {"type": "str", "required": True},
            "vrf": {"type": "str"},
        },
    },
    "trust_point": {"type": "str", "default": TRUST_POINT},
    "revocation_check": {"type": "list", "elements": "str", "choices": ["crl", "none", "ocsp"], "default": []},
    "http_server": {"type": "bool"},
    "https_server": {"type": "bool"},
    "http_authentication": {"type": "str", "choices": ["aaa", "enable", "local"]},
    "http_max_connections": {"type": "int"},
    "restconf": {"type": "bool"},
    "netconf": {"type": "bool"},
    "logging_hosts": _STRINGS,
    "ntp_servers": _STRINGS,
    "user_name": {"type": "str"},
    "user_password": {"type": "str", "no_log": True},
    "aaa": {"type": "bool", "default": False},
    "allow_access_changes": {"type": "bool", "default": False},
    "allow_management_changes": {"type": "bool", "default": False},
    "safe_reload": {"type": "int"},
    "verify_only": {"type": "bool", "default": False},
    "save": {"type": "bool", "default": True},
    **KNOWN_STATE,
}


def run(params: Params, device: Device, check_mode: bool) -> Result:
    """Enter what is missing, save it, and see it in the configuration; or only say what is missing."""
    changes_access = params["aaa"] and params["allow_access_changes"] and not params["verify_only"]
    result = _RUN({**params, "me": _own_user(device) if changes_access else None}, device, check_mode)
    return {**result, "missing": result["after"]["missing"]}


def planned_reachability(options: Params, vrf: str | None, state: State) -> bool:
    """Return whether slp_reachability would change anything with these options, with `vrf` where they name none.

    Raises InvalidValue, for an option that there is not as well.
    """
    validated = ArgumentSpecValidator(ARGUMENT_SPEC).validate({"vrf": vrf, **options})
    if validated.error_messages:
        raise InvalidValue(f"slp_reachability: {'; '.join(validated.error_messages)}")
    params = {**validated.validated_parameters, "me": None, "verify_only": True}
    found = needs(params, state["reachability"] or empty_reachability())
    return any(not need.met for need in found)


def _own_user(device: Device) -> str | None:
    """Return the user of this session, which show users marks with a star; None for a login without a name."""
    lines = device.conversation.show([USERS_COMMAND])[0].splitlines()
    column = next((line.index("User") for line in lines if "User" in line and "Host(s)" in line), None)
    own = next((line for line in lines if line.startswith("*")), "")
    # Where nobody is named, the column is blank, and behind it stands what the line does.
    return own[column:].split()[0] if column and own[column : column + 1].strip() else None


def _parse(params: Params) -> Params:
    if params["safe_reload"]:
        reload_command(params["safe_reload"])
    needs({**params, "verify_only": True}, empty_reachability())
    return params


def _shown(params: Params, state: State) -> dict[str, Any]:
    found = needs({**params, "verify_only": True}, state["reachability"] or empty_reachability())
    lines = {met: [line.strip() for need in found if need.met is met for line in need.shown] for met in (True, False)}
    return {"present": lines[True], "missing": lines[False]}


def _plan(params: Params, state: State, _now: dt.datetime) -> Plan:
    before = _shown(params, state)
    if params["verify_only"]:
        return Plan([], before, before)
    found = needs(params, state["reachability"] or empty_reachability(), params["me"])
    lines = [line for need in found if not need.met for line in need.lines]
    unsaved = lines or not (state["reachability"] or {}).get("saved")
    after = {"present": [line.strip() for need in found for line in need.shown], "missing": []}
    if lines and params["safe_reload"]:
        lines = [reload_command(params["safe_reload"]), *lines, CANCEL_COMMAND]
    return Plan([*lines, *([SAVE_COMMAND] if params["save"] and unsaved else [])], before, after)


def _act(params: Params, device: Device, state: State, plan: Plan) -> Effect:
    lines = [line for line in plan.commands if line != SAVE_COMMAND and not line.startswith("reload ")]
    after = plan.before

    def undo() -> list[str]:
        latest = device.renew(state, "reachability")
        empty = empty_reachability()
        return taking_back(params, state["reachability"] or empty, latest["reachability"] or empty)

    if lines:
        safe = undone_by_reload(device, params["safe_reload"])
        with safe, taken_back_on_refusal(device, undo, device.configure):
            device.configure(lines)
            after = _shown(params, device.renew(state, "reachability", "config"))
            _require_shown(after, device)
    if params["save"]:
        device.save(shown_by="reachability")
    return Effect(after, _evidence(params, device))


def _require_shown(after: dict[str, Any], device: Device) -> None:
    if after["missing"]:
        raise LicensingError(
            "device_error",
            "the device accepted the lines, but its configuration does not show "
            f"{'; '.join(after['missing'])}.{device.said()} The configuration was not saved. Check whether this "
            "release writes them differently.",
        )


def _evidence(params: Params, device: Device) -> dict[str, Any]:
    """Return whether the server module of smart licensing is active, as the document has it checked."""
    if not params["https_server"]:
        return {}
    try:
        found = _SL_HTTP.search(device.conversation.show([SESSION_MODULE_COMMAND])[0])
    except LicensingError as error:
        if error.reason != "device_error":
            raise
        found = None
    return {"session_module": (found["secure"] or found["status"]) if found else None}


_RUN = staged(_parse, ("licence", "config", "platform", "reachability"), ("reachability", "config"), _plan, _act)

OPERATION = DeviceOperation(ARGUMENT_SPEC, run, {"required_together": [["user_name", "user_password"]]})
