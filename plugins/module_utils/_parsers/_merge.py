# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Put what several outputs of one device say together into one state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from .._state import State
from ._build import empty_state
from ._mode import mode_of_version
from ._running import settings_of

# Where two outputs tell of the same, the one that stands first here is believed: it says more of it.
_RANKS = (
    "show license all",
    # Before tech support: of that often only the end is read, where trust codes and SLACs stand without role and date.
    "show license status",
    "show license authorization",
    "show license tech support",
    "show license usage",
    "show license reservation",
    "show license summary",
)
# By command, the key of the state for an output that is no state by itself.
_PARTS = {
    "show clock": "clock",
    "show version": "platform",
    "show running-config": "config",
    "show startup-config": "config",
}


def merge(outputs: Iterable[tuple[str, Any]]) -> State:
    """Return one state from (command, parsed output), the commands by their whole names.

    A running-config beside a startup-config tells whether it is saved.
    """
    ranked = sorted(outputs, key=lambda output: _rank(output[0]))
    state: dict[str, Any] = {**empty_state()}
    empty = {**empty_state()}
    configs: dict[str, Any] = {}
    for command, parsed in ranked:
        if _PARTS.get(command) == "config":
            configs[command] = parsed
        elif command in _PARTS:
            state[_PARTS[command]] = parsed
        else:
            state["unparsed"] = [*state["unparsed"], *parsed["unparsed"]]
            state = _filled(state, parsed, empty)
    if "show running-config" in configs:
        running, startup = configs["show running-config"], configs.get("show startup-config")
        state["config"] = running
        if startup is not None:
            state["config"] = {**running, "saved": settings_of(running) == settings_of(startup)}
    if state["mode"] is None and state["platform"] is not None:
        state["mode"], state["mode_evidence"] = mode_of_version(state["platform"])
    return cast(State, state)


def _rank(command: str) -> int:
    return _RANKS.index(command) if command in _RANKS else len(_RANKS)


def _filled(known: dict[str, Any], more: dict[str, Any], empty: dict[str, Any]) -> dict[str, Any]:
    """Return what is known, and from C(more) what C(known) has only as C(empty) has it."""
    return {key: _chosen(found, more[key], empty.get(key)) for key, found in known.items()}


def _chosen(known: Any, more: Any, empty: Any) -> Any:
    if known == empty:
        return more
    if isinstance(known, dict) and isinstance(more, dict) and isinstance(empty, dict) and known.keys() == more.keys():
        return _filled(known, more, empty)
    return known
