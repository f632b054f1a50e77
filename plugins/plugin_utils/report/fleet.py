# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet from its hosts' files: the common part of all outputs of the report."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES, Severity

from .bounded_files import Problem, each
from .host_file import Finding, Host, host_of

FAIL_ON = ("never", *SEVERITIES)
_NUMBER = re.compile(r"(\d{1,15})")


class Found(NamedTuple):
    """A finding and its host."""

    host: Host
    finding: Finding


@dataclass(frozen=True)
class Fleet:
    """All hosts that have a file, by name; `now` is the moment of the report."""

    hosts: tuple[Host, ...]
    problems: tuple[Problem, ...]
    now: dt.datetime

    @property
    def as_of(self) -> dt.datetime:
        """Return when the last host was checked; a clock that was ahead counts as now."""
        return min(max((host.checked_at for host in self.hosts), default=self.now), self.now)

    def found(self) -> list[Found]:
        """Return every finding with its host, most severe first, then by the nearest deadline."""
        found = [Found(host, finding) for host in self.hosts for finding in host.findings]
        return sorted(found, key=lambda entry: (SEVERITIES.index(entry.finding.severity), self._urgency(entry.host)))

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings of each severity."""
        counted = Counter(finding.severity for host in self.hosts for finding in host.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    def days_left(self) -> dict[str, float]:
        """Return the days to the ACK deadline of each host that has one."""
        left = {host.name: host.days_left(self.now) for host in self.hosts}
        return {name: days for name, days in left.items() if days is not None}

    def _urgency(self, host: Host) -> float:
        days = host.days_left(self.now)
        return float("inf") if days is None else days


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts sw2 before sw10."""
    parts = _NUMBER.split(name.casefold())
    return [(0, int(part), "") if number % 2 else (1, 0, part) for number, part in enumerate(parts) if part]


def read_fleet(folder: Path, now: dt.datetime) -> Fleet:
    """Return the fleet whose files lie in a folder; of two files of one host the later check holds."""
    problems: list[Problem] = []
    latest: dict[str, tuple[str, Host]] = {}
    for file, host in each(folder, host_of, problems):
        known = latest.get(host.name)
        if known is None:
            latest[host.name] = (file, host)
            continue
        older, newer = sorted((known, (file, host)), key=lambda entry: entry[1].checked_at)
        problems.append(Problem(older[0], f"{newer[0]} is for the same host, {host.name}, and not older"))
        latest[host.name] = newer
    hosts = sorted((host for _file, host in latest.values()), key=lambda host: natural(host.name))
    return Fleet(tuple(hosts), tuple(problems), now)


def fails(fleet: Fleet, fail_on: str) -> bool:
    """Return whether there is a finding of severity `fail_on` or worse, or a file that cannot be used."""
    if fail_on == "never":
        return False
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return bool(fleet.problems) or any(finding.severity in grave for host in fleet.hosts for finding in host.findings)


def in_a_line(fleet: Fleet) -> str:
    """Return how much was found, and what is to be looked at first."""
    found = fleet.found()
    parts = [
        f"{plural(number, _WORDS[severity])} on {plural(_hosts(found, severity), 'host')}"
        for severity, number in fleet.counts().items()
        if number
    ]
    told = f"{plural(len(fleet.hosts), 'host')}: {', '.join(parts) or 'no findings'}."
    if fleet.problems:
        first = fleet.problems[0]
        told += f" {plural(len(fleet.problems), 'file')} cannot be used; first {first.file}: {first.msg}."
    if found:
        host, finding = found[0]
        told += f" First {host.name}: {finding.message}"
    return told


def plural(number: int, word: str) -> str:
    """Return a number and its word: 1 host, 2 hosts."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def _hosts(found: Iterable[Found], severity: Severity) -> int:
    return len({entry.host.name for entry in found if entry.finding.severity == severity})


def sites(hosts: Sequence[Host]) -> dict[str | None, list[Host]]:
    """Return the hosts of each site by its name; those without one come last."""
    by_site: dict[str | None, list[Host]] = {}
    for host in sorted(hosts, key=lambda host: (host.site is None, natural(host.site or ""))):
        by_site.setdefault(host.site, []).append(host)
    return by_site
