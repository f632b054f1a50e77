# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the reading of an output takes, warm: python -m tests.bench.parse

The texts are fixtures of our own, and captures of real devices where a folder of them is at hand (SLP_CORPUS).
"""

from __future__ import annotations

import sys
import time

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from tests.unit.parsers.captures import COMMANDS, FIXTURES, found

# Milliseconds, for the longest text of the command.
LIMITS = {"show license all": 5.0, "show license tech support": 25.0}
# A text grows by unknown lines: twice the lines may take twice the time, and little more.
_GROWTH = (2_000, 4_000, 8_000)
_ROUNDS = 25


def main() -> int:
    """Print a table and return 1 when a limit is not kept."""
    late = 0
    print(f"{'command':34} {'lines':>6} {'ms':>8}  limit")
    for folder, command in COMMANDS.items():
        paths = found(folder)
        if not paths:
            continue
        text = max((path.read_text() for path in paths if "truncated" not in path.stem), key=len)
        spent = _milliseconds(command, text)
        limit = LIMITS.get(command)
        late += limit is not None and spent > limit
        print(f"{command:34} {text.count(chr(10)) + 1:6} {spent:8.2f}  {limit or '-'}")
    text = (FIXTURES / "show-license-tech-support" / "c8300-wan-trusted.txt").read_text()
    for more in _GROWTH:
        longer = text.replace(
            "Other Info", "".join(f"Line {number} of a new release\n" for number in range(more)) + "Other Info"
        )
        spent = _milliseconds("show license tech support", longer, rounds=3)
        print(f"{'tech support and unknown lines':34} {longer.count(chr(10)):6} {spent:8.2f}")
    return 1 if late else 0


def _milliseconds(command: str, text: str, rounds: int = _ROUNDS) -> float:
    """Return the best of some rounds, after one that compiles: the others measure the machine's other work."""
    parse_show(command, text)
    return min(_once(command, text) for _ in range(rounds)) * 1000


def _once(command: str, text: str) -> float:
    start = time.perf_counter()
    parse_show(command, text)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
