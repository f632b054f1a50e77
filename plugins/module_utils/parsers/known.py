# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A state that a user hands in: it must have the shape that slp_info returns, however it came here."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..state.state import State
from ..words.errors import InvalidValue
from .build import empty_state
from .reachability import empty_reachability
from .running import empty_config

# Parts that a reading can lack as a whole.
_OPTIONAL: dict[str, Any] = {
    "clock": dict.fromkeys(("wall_clock", "zone", "synchronized")),
    "config": empty_config(),
    "platform": dict.fromkeys(("release", "operating_mode")),
    "reachability": empty_reachability(),
}
_UDI = ("role", "pid", "sn")
# By list, the keys of its entries on which decisions rest.
_ENTRIES = {
    "trust_codes": (*_UDI, "installed"),
    "licenses": ("name", "status", "entitlement_tag"),
    "members": _UDI,
    "authorizations": (*_UDI, "installed", "return_code", "entitlements"),
}


def known_state(given: Mapping[str, Any] | None, option: str = "smart_licensing") -> State | None:
    """Return the state that a user hands in by `option`, as slp_info returned it, or raise InvalidValue."""
    if given is None:
        return None
    wrong = next(_faults(given), None)
    if wrong is not None:
        raise InvalidValue(f"{option}: {wrong}. Give the key smart_licensing of what slp_info returned.", given)
    return cast(State, given)


@functools.cache
def _empty() -> State:
    return empty_state()


def _faults(given: Mapping[str, Any]) -> Iterator[str]:
    yield from _differences(given, _empty(), "")
    for name, shape in _OPTIONAL.items():
        if given[name] is not None:
            yield from _differences(given[name], shape, name)
    for name, keys in _ENTRIES.items():
        for number, entry in enumerate(given[name]):
            yield from _differences(entry, dict.fromkeys(keys), f"{name}[{number}]")


def _differences(given: Any, shape: Any, path: str) -> Iterator[str]:
    """Say where a value has not the shape of an empty one: its keys, and a list where there is a list."""
    if isinstance(shape, Mapping):
        if not isinstance(given, Mapping):
            yield f"{path or 'it'} is no dictionary"
            return
        missing = sorted(shape.keys() - given.keys())
        if missing:
            yield f"{path or 'it'} lacks {', '.join(missing[:3])}"
        for key in shape.keys() & given.keys():
            yield from _differences(given[key], shape[key], f"{path}.{key}" if path else key)
    elif isinstance(shape, list) and not isinstance(given, list):
        yield f"{path} is no list"
