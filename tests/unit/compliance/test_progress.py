# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long task says how far it is, and not too often."""

from __future__ import annotations

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.progress import Progress


def told(total: int, seconds_each: float, note: str = "") -> list[str]:
    """Return what is said in a run over so many hosts, of which each takes so many seconds."""
    lines: list[str] = []
    times = iter([0.0, *(seconds_each * number for number in range(1, total + 1))])
    progress = Progress(total, lines.append, lambda: next(times))
    for _host in range(total):
        progress.step(note)
    return lines


def test_a_short_run_says_nothing() -> None:
    assert told(100, 0.01) == []


def test_a_long_run_says_how_far_it_is_and_what_is_left() -> None:
    assert told(1000, 0.1, "2 errors")[0] == "50 of 1000 hosts, 2 errors, about 2 min left"
    assert told(100, 1.0)[-1] == "95 of 100 hosts, about 5 s left"


def test_it_says_so_at_most_every_five_seconds() -> None:
    assert len(told(100, 1.0)) == 19
