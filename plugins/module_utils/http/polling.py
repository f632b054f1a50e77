# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poll until a server has finished a request: at its interval, otherwise with growing pauses; never forever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeVar

from ..words.clock import Clock

FIRST_PAUSE = 2.0
LONGEST_PAUSE = 30.0
# The longest interval, even if the server wants a longer one.
LONGEST_TOLD = 900.0


class _Answer(Protocol):
    """`wait`: after how many seconds the server wants the next poll, 0 if it does not say."""

    @property
    def complete(self) -> bool: ...

    @property
    def wait(self) -> float: ...


_Key = TypeVar("_Key")
_Poll = TypeVar("_Poll", bound=_Answer)


def told_wait(seconds: object) -> float:
    """Return after how many seconds a server wants the next poll, within bounds; 0 for anything but a number."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds > 0:
        return 0.0
    return float(min(seconds, LONGEST_TOLD))


def finished(
    ask: Mapping[_Key, Callable[[], _Poll]],
    seconds: float,
    clock: Clock,
    first: float = 0.0,
    every: float | None = None,
) -> Iterator[tuple[_Key, _Poll]]:
    """Yield each request and its results as it finishes; end when all have, or after so many seconds.

    `first`: after how many seconds the server wants the first poll. `every`: seconds between
    two questions, whatever the server says. Every request is asked about at least once, and at the very end.
    """
    deadline = clock.elapsed() + seconds
    pause = first and (every or first)
    backoff = FIRST_PAUSE
    waiting = dict(ask)
    while waiting:
        left = deadline - clock.elapsed()
        if pause > 0 and left > 0:
            clock.sleep(min(pause, left))
        told = 0.0
        for key, question in list(waiting.items()):
            poll = question()
            if poll.complete:
                del waiting[key]
                yield key, poll
            else:
                told = max(told, poll.wait)
        if clock.elapsed() >= deadline:
            return
        pause = every or told or backoff
        backoff = min(backoff * 1.5, LONGEST_PAUSE)
