# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take what the groups of a template matched, whether TTP made a mapping or a list of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .words import value

Matches = Mapping[str, Any]


def one(matches: Matches, group: str) -> dict[str, Any]:
    """Return a group as one mapping; where an output printed its section twice, the later line counts."""
    merged: dict[str, Any] = {}
    for entry in every(matches, group):
        merged.update(entry)
    return merged


def every(matches: Matches, group: str) -> list[dict[str, Any]]:
    """Return the entries of a group that repeats."""
    found = matches.get(group, [])
    return [found] if isinstance(found, dict) else list(found)


def words_of(matches: Matches, group: str, *keys: str) -> dict[str, Any]:
    """Return the named words of a group, None for what was not printed."""
    found = one(matches, group)
    return {key: value(found.get(key)) for key in keys}


def udi(entry: Matches) -> dict[str, Any]:
    """Return {pid, sn} of an entry."""
    return {"pid": value(entry.get("pid")), "sn": value(entry.get("sn"))}
