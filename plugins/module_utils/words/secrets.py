# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which values of the options of a task are secret, at any depth, and the options without them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .values import MASK, without_credentials

Spec = Mapping[str, Any]


def secrets_in(argument_spec: Spec, params: Mapping[str, Any]) -> list[str]:
    """Return the values of the options that are not to be logged."""
    return list(_secrets({"options": argument_spec}, dict(params)))


def shown(argument_spec: Spec, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options as they may be seen."""
    return {name: _masked(argument_spec[name], value) for name, value in params.items()}


def _secrets(option: Spec, value: Any) -> Iterator[str]:
    if option.get("no_log"):
        if value:
            yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from _secrets(option, item)
    elif isinstance(value, dict):
        for name, inner in option.get("options", {}).items():
            yield from _secrets(inner, value.get(name))


def _masked(option: Spec, value: Any) -> Any:
    if option.get("no_log") and value:
        return MASK
    if isinstance(value, str):
        return without_credentials(value)
    if isinstance(value, list):
        return [_masked(option, item) for item in value]
    if isinstance(value, dict) and "options" in option:
        return shown(option["options"], value)
    return value
