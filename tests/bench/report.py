# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From single runs to medians, ratios and tables; and into a file, for later."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import distributions, version
from pathlib import Path
from statistics import median
from typing import Any

from .races import PACKAGES, Result

_VERSIONS = ("ansible-core", "ansible-pylibssh", "asyncssh")
_HEAD = ("", "wall s", "ratio", "CPU s", "ratio", "CPU s a host", "lab CPU s", "logins a host", "left behind")


def tables(results: Iterable[Result]) -> str:
    """One Markdown table for each race, number of hosts and delay; medians, and ratios to the first row."""
    groups: dict[tuple[str, int, float], list[Result]] = {}
    for result in results:
        groups.setdefault((result.race, result.hosts, result.delay), []).append(result)
    return "\n\n".join(_table(*key, group) for key, group in groups.items())


def _table(race: str, hosts: int, delay: float, results: Sequence[Result]) -> str:
    rows = [_medians(name, results) for name in dict.fromkeys(result.contender for result in results)]
    head = [*_HEAD, *(["MiB a host"] if race == "memory" else [])]
    lines = [f"**{race}: {hosts} devices, `show license all` takes {delay:g} s**", "", _line(head)]
    lines.append("|---|" + "---:|" * (len(head) - 1))
    for row in rows:
        lines.append(_line(_cells(row, rows[0])))
    return "\n".join(lines)


def _medians(contender: str, results: Sequence[Result]) -> dict[str, Any]:
    own = [result for result in results if result.contender == contender]
    names = ("wall", "cpu", "lab_cpu", "logins", "left", "hosts")
    found: dict[str, Any] = {name: median(getattr(result, name) for result in own) for name in names}
    kib = [result.memory for result in own if result.memory is not None]
    failed = any(result.failed for result in own)
    return {**found, "contender": f"{contender} (FAILED)" if failed else contender, "mib": median(kib or [0]) / 1024}


def _cells(row: dict[str, Any], first: dict[str, Any]) -> list[str]:
    cells = [
        row["contender"],
        f"{row['wall']:.1f}",
        f"{row['wall'] / first['wall']:.2f}",
        f"{row['cpu']:.1f}",
        f"{row['cpu'] / first['cpu']:.2f}",
        f"{row['cpu'] / row['hosts']:.3f}",
        f"{row['lab_cpu']:.1f}",
        f"{row['logins']:g}",
        f"{row['left']:g}",
    ]
    return [*cells, f"{row['mib']:.1f}"] if row["mib"] else cells


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _netmiko() -> dict[str, str]:
    return {found.name: found.version for found in distributions(name="netmiko", path=[str(PACKAGES)])}


def append(path: Path, results: Sequence[Result]) -> None:
    """Add this run to the list of runs in a JSON file."""
    runs = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    runs.append(
        {
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "machine": {"cpus": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
            "packages": {name: version(name) for name in _VERSIONS} | _netmiko(),
            "results": [dataclasses.asdict(result) for result in results],
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(runs, indent=1), encoding="utf-8")
