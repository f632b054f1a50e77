# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refresh a complete reading with a short one: read again what changes, keep the rest."""

from __future__ import annotations

from typing import cast

from ..parsers import keys_of
from .state import State


def renewed(state: State, latest: State, parts: tuple[str, ...]) -> State:
    """Return `state` with what `latest`, a reading of `parts` alone, shows of the same device.

    `state` is as complete as slp_info reads it. A single device does not print its UDI with its trust code in show
    license status, so it is taken from `state`.
    """
    moved = {key: latest[key] for part in parts for key in keys_of(part)}  # type: ignore[literal-required]
    if "trust_codes" in moved:
        own = {key: state["product"][key] for key in ("pid", "sn")}
        moved["trust_codes"] = [{**code, **own} if code["pid"] is None else code for code in moved["trust_codes"]]
    return cast(State, {**state, **moved})
