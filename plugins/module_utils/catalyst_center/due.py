# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The due steps in Catalyst Center: its data about devices, compared with the intent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]


def due(known: Mapping[str, Row], wanted: Iterable[Row], can_add: bool) -> dict[str, list[Row]]:
    """Return the devices to `place` (inventory and site), to `register`, and whose `level` is to change.

    `known`: `devices` of a result of catalyst_center_info; `wanted`: of each device `device` (as the modules take
    it) and, where they are wished for, `site`, `virtual_account`, `level`. `can_add`: new ones can be added.
    """
    left: dict[str, list[Row]] = {"place": [], "register": [], "level": []}
    for wish in wanted:
        device: Row = wish["device"]
        found = known.get(device["name"])
        if found is None or found["problem"] is not None:
            continue
        site, account, level = (wish.get(key) for key in ("site", "virtual_account", "level"))
        is_there = found["id"] is not None
        if (is_there and (not found["managed"] or _differs(found["site"], site))) or (not is_there and can_add):
            left["place"].append({**device, **({"site": site} if site else {})})
        if found["managed"] and account and (found["virtual_account"] or "").casefold() != account.casefold():
            left["register"].append({**device, "virtual_account": account})
        if found["managed"] and _differs(found["license_level"], level):
            left["level"].append({**device, "level": level})
    return left


def _differs(now: str | None, wish: str | None) -> bool:
    return bool(wish) and now != wish
