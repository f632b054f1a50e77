# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time in the lab: one clock for all, which can be moved forward, and each device's own view of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = 86400.0


class LabClock:
    """Seconds since 1970 (UTC): real time plus what was advanced by hand."""

    def __init__(self, start: float | None = None, source: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._origin = source()
        self._start = time.time() if start is None else start
        self._ahead = 0.0

    def now(self) -> float:
        return self._start + self._ahead + (self._source() - self._origin)

    def advance(self, seconds: float) -> None:
        """Move forward; never backward, as events already happened."""
        if seconds < 0:
            raise ValueError("the lab clock only moves forward")
        self._ahead += seconds

    def reset(self) -> None:
        """Back to real time, for those who forget every event as well."""
        self._ahead = 0.0


class DeviceClock:
    """What a device takes for the time: the lab's, and its skew.

    A moment that is past keeps the time that the device's clock showed then: who sets a clock moves no note.
    """

    def __init__(self, clock: LabClock, skew: Callable[[], float]) -> None:
        self._clock = clock
        self._skew = skew
        self._settings = [(float("-inf"), skew())]

    def shown(self, moment: float) -> float:
        """A lab time in seconds, as the device counts them."""
        if self._skew() != self._settings[-1][1]:
            self._settings.append((self._clock.now(), self._skew()))
        return moment + next(skew for since, skew in reversed(self._settings) if since <= moment)


@dataclass
class Zone:
    """A time zone as `clock timezone NAME HOURS MINUTES` gives it; the name is free text."""

    name: str = "UTC"
    minutes: int = 0


def wall(moment: float, zone: Zone) -> datetime:
    return datetime.fromtimestamp(moment, UTC) + timedelta(minutes=zone.minutes)


def stamp(moment: float | None, zone: Zone) -> str:
    """`Apr 22 05:01:33 2025 UTC`, the smart agent's way to print a date; nothing is `<none>`."""
    if moment is None:
        return "<none>"
    return f"{wall(moment, zone):%b %d %H:%M:%S %Y} {zone.name}"


def header_stamp(moment: float, zone: Zone) -> str:
    """`10:15:00 UTC Tue Nov 24 2026`: the date in the comments above a running-config."""
    when = wall(moment, zone)
    return f"{when:%H:%M:%S} {zone.name} {when:%a %b} {when.day} {when:%Y}"


def clock_line(moment: float, zone: Zone, mark: str = "") -> str:
    """`*15:09:55.102 UTC Wed Nov 10 2021`; the mark says how far the device trusts its own clock."""
    when = wall(moment, zone)
    return f"{mark}{when:%H:%M:%S}.{when.microsecond // 1000:03d} {zone.name} {when:%a %b} {when.day} {when:%Y}"


def log_stamp(moment: float, zone: Zone, mark: str = "") -> str:
    """`*Nov 19 14:53:07.300`: the date in front of a syslog line."""
    when = wall(moment, zone)
    return f"{mark}{when:%b} {when.day:2d} {when:%H:%M:%S}.{when.microsecond // 1000:03d}"


def event_stamp(moment: float, zone: Zone) -> str:
    """`2021-11-17 03:31:32.920 UTC`: the date in front of a line of the event log."""
    when = wall(moment, zone)
    return f"{when:%Y-%m-%d %H:%M:%S}.{when.microsecond // 1000:03d} {zone.name}"


def remaining(seconds: float) -> str:
    """`9 days, 4 hours, 42 minutes, 44 seconds`, leading zero units left out."""
    left = max(0, int(seconds))
    days, left = divmod(left, 86400)
    hours, left = divmod(left, 3600)
    minutes, secs = divmod(left, 60)
    parts = [(days, "days"), (hours, "hours"), (minutes, "minutes"), (secs, "seconds")]
    while len(parts) > 1 and parts[0][0] == 0:
        parts.pop(0)
    return ", ".join(f"{count} {unit}" for count, unit in parts)
