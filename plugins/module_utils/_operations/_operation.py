# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of an operation, and the result that all of them return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .._device import Device

Params = dict[str, Any]
Result = dict[str, Any]

# A state that slp_info returned: when it already shows what is asked, the device is left alone.
KNOWN_STATE: dict[str, Any] = {"smart_licensing": {"type": "dict"}}


@dataclass(frozen=True)
class Operation:
    """C(run(params, device, check_mode)) returns a result or raises LicensingError; it acts only outside check mode."""

    argument_spec: dict[str, Any]
    run: Callable[[Params, Device, bool], Result]
    constraints: dict[str, Any] = field(default_factory=dict)


def result(changed: bool, before: Any, after: Any, commands: list[str], **more: Any) -> Result:
    """Return the result of a module. C(before) and C(after) are also its diff."""
    return {"changed": changed, "before": before, "after": after, "commands": commands, **more}
