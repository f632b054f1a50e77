# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Put what several outputs of one device say together into one state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from ..state.state import State
from .build import empty_state
from .mode import mode_of_version
from .running import settings_of
from .shows import Show


def merge(outputs: Iterable[tuple[Show, Any]]) -> State:
    """Return one state from what was read of the outputs of one device.

    A running configuration beside the startup configuration tells whether it is saved.
    """
    empty: dict[str, Any] = {**empty_state()}
    state = dict(empty)
    startup: dict[str, Any] = {}
    for show, parsed in sorted(outputs, key=lambda output: output[0].rank):
        if show.key is not None:
            (startup if show.startup else state)[show.key] = parsed
        else:
            state["unparsed"] = [*state["unparsed"], *parsed["unparsed"]]
            state = _filled(state, parsed, empty)
    for key, saved in startup.items():
        if state[key] is not None:
            state[key] = {**state[key], "saved": settings_of(state[key]) == settings_of(saved)}
    if state["mode"] is None and state["platform"] is not None:
        state["mode"], state["mode_evidence"] = mode_of_version(state["platform"])
    return cast(State, state)


def _filled(known: dict[str, Any], more: dict[str, Any], empty: dict[str, Any]) -> dict[str, Any]:
    """Return what is known, and from `more` what `known` has only as `empty` has it."""
    return {key: _chosen(known.get(key), more.get(key), empty.get(key)) for key in known | more}


def _chosen(known: Any, more: Any, empty: Any) -> Any:
    if known == empty:
        return more
    if empty and isinstance(known, dict) and isinstance(more, dict):
        return _filled(known, more, empty)
    return known
