# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an operation on a device and return its outcome as the result of an Ansible task."""

from __future__ import annotations

from typing import Any

from ._device import Device
from ._errors import LicensingError
from ._operations._operation import Operation, Params, Result
from ._secrets import secrets_in


def perform(operation: Operation, params: Params, device: Device, check_mode: bool) -> Result:
    """Return the result of a task: that of the operation, or `failed`, `reason` and `msg` with what was sent."""
    try:
        outcome = operation.run(params, device, check_mode)
    except LicensingError as error:
        return {
            "failed": True,
            "changed": bool(device.commands),
            "reason": error.reason,
            "msg": device.conversation.mask(f"{error.reason}: {error.message}"),
            "commands": device.commands,
            **_printed(device),
            **error.details,
        }
    return {**outcome, **_printed(device)}


def _printed(device: Device) -> Result:
    """Return what the device printed to what changes something, where it printed anything."""
    messages = device.conversation.messages
    return {"device_messages": messages} if messages else {}


def secrets_of(operation: Operation, params: Params) -> list[str]:
    """Return the values of the options that are secret."""
    return secrets_in(operation.argument_spec, params)


def diff_of(outcome: Result) -> list[dict[str, Any]]:
    """Return the diff of a result for Ansible: the state before and after, and the commands between them."""
    if not outcome.get("changed") or "before" not in outcome:
        return []
    commands = "".join(f"+ {command}\n" for command in outcome["commands"])
    return [{"before": outcome["before"], "after": outcome["after"]}, {"prepared": f"commands:\n{commands}"}]
