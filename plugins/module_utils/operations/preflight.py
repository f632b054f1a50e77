# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_preflight: read what a run would need, and judge it. Nothing is sent that changes anything."""

from __future__ import annotations

from typing import Any

from ..device.device import Device
from ..preflight.check import Check, in_order, worst
from ..preflight.device_checks import device_checks, has_other_licensing, release_of
from ..preflight.intent import Intent, Server, server_of, validate
from ..preflight.outputs import parse_ping
from ..preflight.reading import Reading, commands, reading_of
from ..preflight.server_checks import PROBE_SECONDS, probe_command, server_checks
from ..preflight.steps import step_checks
from ..state.state import udis
from ..words.errors import LicensingError
from ..words.values import checked
from .operation import DeviceOperation, Params, Result

ARGUMENT_SPEC: dict[str, Any] = {
    "topology": {"type": "str"},
    "initiated_by": {"type": "str"},
    "controller": {"type": "str"},
    "transport": {"type": "str", "choices": ["smart", "callhome"], "default": "smart"},
    "url": {"type": "str"},
    "proxy": {
        "type": "dict",
        "options": {"address": {"type": "str", "required": True}, "port": {"type": "int", "required": True}},
    },
    "vrf": {"type": "str"},
    "slac_features": {"type": "list", "elements": "str", "default": []},
    "slac_by_request": {"type": "bool", "default": False},
    "utility": {"type": "bool", "default": False},
    "privacy_version": {"type": "bool", "default": False},
    "directory": {"type": "str", "default": "flash:"},
    "transfer": {"type": "str", "choices": ["auto", "scp", "cli", "rest", "url"], "default": "auto"},
    "transfer_in": {"type": "str", "choices": ["auto", "scp", "url", "rest"], "default": "auto"},
    "transfer_url": {"type": "str"},
    "enable_scp": {"type": "bool", "default": False},
    "probe": {"type": "bool", "default": True},
}


def run(params: Params, device: Device, _check_mode: bool) -> Result:
    """Read in one exchange, probe the server in a second one, and return the checks in the order to fix them."""
    intent = _intent(params)
    validate(intent)
    directory = checked("directory", "path", params["directory"])
    asked = commands(directory)
    replies = dict(zip(asked, device.conversation.look(asked), strict=True))
    reading = reading_of(replies, directory, device.clock.utc_now())
    server = server_of(intent)
    if params["probe"]:
        _probe(device, reading, intent, server)
    checks = in_order([*device_checks(reading, intent, server), *_of_policy(reading, intent, server)])
    return {"changed": False, "preflight": _told(reading, intent, checks)}


def _of_policy(reading: Reading, intent: Intent, server: Server | None) -> list[Check]:
    """What only counts where licences are under a policy, or may be."""
    if has_other_licensing(reading.state):
        return []
    return [*server_checks(reading, intent, server), *step_checks(reading.state, intent)]


def _probe(device: Device, reading: Reading, intent: Intent, server: Server | None) -> None:
    """Ask the device to ping its server. Whatever becomes of that is no failure: it is judged, or it is not known."""
    command = probe_command(reading, intent, server)
    if command is None or has_other_licensing(reading.state):
        return
    try:
        (reply,) = device.conversation.look([command], PROBE_SECONDS)
    except LicensingError as error:
        reading.unread[command] = error.message
    else:
        reading.ping = parse_ping(reply.output)


def _told(reading: Reading, intent: Intent, checks: list[Check]) -> dict[str, Any]:
    known = udis(reading.state)
    return {
        "topology": intent.topology or None,
        "mode": reading.state["mode"],
        "release": release_of(reading.state),
        "pid": known[0]["pid"] if known else None,
        "status": worst(check.status for check in checks),
        "checks": [check.told() for check in checks],
        "unread": reading.unread,
    }


def _intent(params: Params) -> Intent:
    return Intent(
        topology=params["topology"] or "",
        initiated_by=params["initiated_by"] or "",
        controller=params["controller"] or "",
        transport=params["transport"],
        url=params["url"] or "",
        proxy=params["proxy"],
        vrf=params["vrf"] or "",
        slac_features=tuple(params["slac_features"]),
        slac_by_request=params["slac_by_request"],
        utility=params["utility"],
        privacy_version=params["privacy_version"],
        transfer=params["transfer"],
        transfer_in=params["transfer_in"],
        transfer_url=params["transfer_url"] or "",
        enable_scp=params["enable_scp"],
    )


OPERATION = DeviceOperation(ARGUMENT_SPEC, run)
