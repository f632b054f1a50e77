# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is due when: nothing runs by itself, `run` applies what became due."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count


@dataclass(order=True)
class _Event:
    due: float
    order: int
    apply: Callable[[float], None] = field(compare=False)
    lasts: bool = field(compare=False, default=True)


class Schedule:
    """Events of one agent; those due at the same time are applied in the order in which they were added."""

    def __init__(self) -> None:
        self._events: list[_Event] = []
        self._order = count()

    def at(self, due: float, apply: Callable[[float], None], *, lasts: bool = True) -> None:
        """`lasts`: it is on record, so that another processor, or the device after a reload, knows of it."""
        heapq.heappush(self._events, _Event(due, next(self._order), apply, lasts))

    def forget(self) -> None:
        """Drop what is on no record."""
        self._events = [event for event in self._events if event.lasts]
        heapq.heapify(self._events)

    def run(self, now: float) -> None:
        """Apply every event that is due by `now`, each at its own time and in order."""
        while self._events and self._events[0].due <= now:
            event = heapq.heappop(self._events)
            event.apply(event.due)
