# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller's time, and waiting in it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from .errors import LicensingError

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
_Done = TypeVar("_Done")


@dataclass(frozen=True)
class Clock:
    """`now`: seconds since 1970 UTC; `elapsed`: seconds since some moment, never backwards. A test gives its own."""

    now: Callable[[], float] = time.time
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def utc_now(self) -> dt.datetime:
        """Return the present time in UTC."""
        return dt.datetime.fromtimestamp(self.now(), dt.UTC)

    def wait(
        self,
        look: Callable[[], bool],
        seconds: float,
        first: float = _FIRST_PAUSE,
        longest: float = _LONGEST_PAUSE,
        growth: float = 1.6,
    ) -> bool:
        """Look until it is true (True) or the seconds are over (False); looks at least once, and at the very end.

        `first`, `longest`: the pauses between two looks, in seconds; each is `growth` times the one before.
        """
        deadline = self.elapsed() + seconds
        pause = first
        while not look():
            left = deadline - self.elapsed()
            if left <= 0:
                return False
            self.sleep(min(pause, left))
            pause = min(pause * growth, longest)
        return True

    def when_free(
        self,
        act: Callable[[], _Done],
        seconds: float,
        first: float = _FIRST_PAUSE,
        longest: float = _LONGEST_PAUSE,
    ) -> _Done:
        """Return what `act` returns; repeat it while it raises LicensingError (busy), until the seconds are over.

        The pauses are those of `wait`. Raises LicensingError: that of the last attempt.
        """
        done: list[_Done] = []
        busy: list[LicensingError] = []

        def attempt() -> bool:
            try:
                done.append(act())
            except LicensingError as error:
                if error.reason != "busy":
                    raise
                busy.append(error)
            return bool(done)

        if not self.wait(attempt, seconds, first, longest):
            raise busy[-1]
        return done[0]
