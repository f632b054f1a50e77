# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the progress of a long task at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

# A worker has no terminal; this file is loaded before it is forked.
AT_A_TERMINAL = sys.stdout.isatty()
EVERY = 5.0


class Progress:
    """Counts hosts. `show` takes a line, at most one in EVERY seconds; `elapsed`: seconds since any moment."""

    def __init__(
        self, total: int, show: Callable[[str], object], elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._total = total
        self._show = show
        self._elapsed = elapsed
        self._began = self._shown = elapsed()
        self._done = 0

    def step(self, note: str = "") -> None:
        """Another host is done; `note`: what was found so far, in a few words."""
        self._done += 1
        now = self._elapsed()
        if now - self._shown < EVERY or self._done == self._total:
            return
        self._shown = now
        left = (now - self._began) / self._done * (self._total - self._done)
        parts = [f"{self._done} of {self._total} hosts", note, f"about {_time(left)} left"]
        self._show(", ".join(part for part in parts if part))


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
