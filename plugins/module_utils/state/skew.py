# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the clock of a device is off. Trust fails silently if it is more than an hour."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..words.errors import LicensingError

LIMIT = dt.timedelta(hours=1)
_UTC_NAMES = frozenset({"UTC", "GMT"})
_WEST, _EAST = dt.timedelta(hours=-12), dt.timedelta(hours=14)


def clock_skew(clock: dict[str, Any], config: dict[str, Any] | None, now: dt.datetime) -> dt.timedelta | None:
    """Return device time minus `now` (aware, UTC); None when the zone is unknown and could explain the difference.

    A zone name means nothing by itself: its offset is read from the configuration, except for UTC. For a zone that
    is undefined, only what no offset from -12 to +14 hours can explain counts as skew.
    """
    wall = dt.datetime.fromisoformat(clock["wall_clock"])
    raw = wall - now.replace(tzinfo=None)
    offset = _offset(clock["zone"], (config or {}).get("clock") or {})
    if offset is not None:
        return raw - offset
    if raw < _WEST:
        return raw - _WEST
    return raw - _EAST if raw > _EAST else None


def require_right_clock(clock: dict[str, Any] | None, config: dict[str, Any] | None, now: dt.datetime) -> None:
    """Raise LicensingError (clock_skew) when the device is known to be off by more than an hour."""
    if clock is None:
        return
    skew = clock_skew(clock, config, now)
    if skew is not None and abs(skew) > LIMIT:
        hours = skew.total_seconds() / 3600
        raise LicensingError(
            "clock_skew",
            f"the clock of the device ({clock['text']}) is off by {hours:+.1f} hours; the server accepts at most one. "
            "Correct it (ntp server ADDRESS), check with 'show clock', and run again.",
        )


def _offset(zone: str, configured: dict[str, Any]) -> dt.timedelta | None:
    minutes = configured.get("offset_minutes")
    if minutes is not None and zone == configured.get("zone"):
        return dt.timedelta(minutes=minutes)
    if minutes is not None and zone == configured.get("summer_zone"):
        return dt.timedelta(minutes=minutes + 60)
    return dt.timedelta(0) if zone in _UTC_NAMES else None
