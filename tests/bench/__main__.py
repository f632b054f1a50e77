# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""make bench: our connection against its neighbours, in one run, one after the other. See docs/performance.md."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from . import judge, parse, races, report
from .fleet import Fleet, fleet
from .races import Result

OUTPUT = races.ROOT / "tests/output/bench.json"
RACES = ("parse", "judge", "read", "direct", "memory")
Race = Callable[[Fleet, str, int, float], Result]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench BENCH=...", description=__doc__)
    parser.add_argument("--hosts", type=int, nargs="+", default=[50, 100], help="fleets that are read")
    parser.add_argument("--delays", type=float, nargs="+", default=[1.0], help="seconds of show license all")
    parser.add_argument("--repeat", type=int, default=1, help="rounds, each with every contender once")
    parser.add_argument("--stock-up-to", type=int, default=100, help="larger fleets are not read over stock (minutes)")
    parser.add_argument(
        "--direct-hosts", type=int, nargs="+", default=[20], help="fleets of the race direct; the first of memory"
    )
    parser.add_argument("--races", nargs="+", choices=RACES, default=list(RACES))
    return parser.parse_args(arguments)


def _race(
    directory: Path, race: Race, contenders: Sequence[str], hosts: int, delay: float, repeat: int
) -> Iterator[Result]:
    with fleet(directory, hosts, delay) as devices:
        for _ in range(repeat):
            for contender in contenders:
                result = race(devices, contender, hosts, delay)
                print(
                    f"{race.__name__}: {hosts} devices, {delay:g} s, {contender}: {result.wall:.1f} s, "
                    f"CPU {result.cpu:.1f} s, load before {result.load:.1f}",
                    flush=True,
                )
                yield result


def _all(options: argparse.Namespace, directory: Path) -> Iterator[Result]:
    if "read" in options.races:
        for hosts in options.hosts:
            for delay in options.delays:
                contenders = races.read_contenders(hosts, options.stock_up_to)
                folder = directory / f"read-{hosts}-{delay:g}"
                yield from _race(folder, races.read, contenders, hosts, delay, options.repeat)
    if "direct" in options.races:
        for delay in options.delays:
            for hosts in options.direct_hosts:
                folder = directory / f"direct-{hosts}-{delay:g}"
                contenders = [races.DIRECT, races.DIRECT_STOCK]
                yield from _race(folder, races.direct, contenders, hosts, delay, options.repeat)
    if "memory" in options.races:
        contenders = [races.READ, races.READ_STOCK]
        yield from _race(directory / "memory", races.memory, contenders, options.direct_hosts[0], 0.0, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the races; returns 0 when no contender failed, and nothing that needs no device took too long."""
    options = _options(arguments)
    started = time.monotonic()
    print(f"bench: {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}; what else runs here distorts the figures")
    late = sum(alone.main() for name, alone in (("parse", parse), ("judge", judge)) if name in options.races)
    with tempfile.TemporaryDirectory(prefix="slp-bench-") as name:
        results = list(_all(options, Path(name)))
    if results:
        print(f"\n{report.tables(results)}\n")
        report.append(OUTPUT, results)
    failures = sum(result.failed for result in results)
    print(
        f"bench: {len(results)} runs, {failures} failed, in {time.monotonic() - started:.0f} s; all figures in {OUTPUT}"
    )
    return 1 if failures or late else 0


if __name__ == "__main__":
    sys.exit(main())
