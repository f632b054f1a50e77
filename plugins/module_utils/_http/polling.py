# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until a server has finished what was asked for: less and less often, never for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeVar

from .clock import Clock

FIRST_PAUSE = 2.0
LONGEST_PAUSE = 30.0


class _Answer(Protocol):
    @property
    def complete(self) -> bool: ...


_Key = TypeVar("_Key")
_Poll = TypeVar("_Poll", bound=_Answer)


def finished(ask: Mapping[_Key, Callable[[], _Poll]], seconds: float, clock: Clock) -> Iterator[tuple[_Key, _Poll]]:
    """Yield each request and its results as it finishes; end when all have, or after so many seconds.

    Every request is asked about at least once.
    """
    deadline = clock.elapsed() + seconds
    pause = FIRST_PAUSE
    waiting = dict(ask)
    while True:
        for key, question in list(waiting.items()):
            poll = question()
            if poll.complete:
                del waiting[key]
                yield key, poll
        left = deadline - clock.elapsed()
        if not waiting or left <= 0:
            return
        clock.sleep(min(pause, left))
        pause = min(pause * 1.5, LONGEST_PAUSE)
