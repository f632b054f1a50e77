# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Earlier reports: keep a small summary of each, compare it with the current one, show a trend."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES, Severity

from . import shape
from .bounded_files import Damaged, Problem, load
from .fleet import Fleet
from .plain import plain

SCHEMA = 1
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.json")
_MOST_BYTES = 64 << 20


class Key(NamedTuple):
    """A finding as identified from one report to the next."""

    host: str
    rule: str


@dataclass(frozen=True)
class Past:
    """What is kept of a report. `titles` and `severities` are by rule, `rules` by host."""

    as_of: dt.datetime
    counts: dict[Severity, int]
    overdue: int
    rules: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    severities: dict[str, Severity]

    def keys(self) -> set[Key]:
        """Return all findings."""
        return {Key(host, rule) for host, rules in self.rules.items() for rule in rules}


@dataclass(frozen=True)
class Changes:
    """The changes since the last report, of `since`. A finding of an added or removed host is not listed twice."""

    since: dt.datetime
    new: tuple[Key, ...]
    gone: tuple[Key, ...]
    hosts_new: tuple[str, ...]
    hosts_gone: tuple[str, ...]


def name_of(as_of: dt.datetime) -> str:
    """Return the name of the file that keeps a report: the same data, reported again, is the same report."""
    return f"{as_of:%Y-%m-%dT%H-%M-%SZ}.json"


def past_of(fleet: Fleet) -> Past:
    """Return what is to be kept of a fleet."""
    found = fleet.found()
    return Past(
        as_of=fleet.as_of.replace(microsecond=0),
        counts=fleet.counts(),
        overdue=sum(days < 0 for days in fleet.days_left().values()),
        rules={host.name: tuple(dict.fromkeys(finding.rule for finding in host.findings)) for host in fleet.hosts},
        # The most severe finding of a rule represents it.
        titles={finding.rule: finding.title for _host, finding in reversed(found)},
        severities={finding.rule: finding.severity for _host, finding in reversed(found)},
    )


def written(past: Past) -> str:
    """Return the text of the file."""
    data = {
        "schema": SCHEMA,
        "as_of": f"{past.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "counts": past.counts,
        "overdue": past.overdue,
        "hosts": past.rules,
        "rules": {
            rule: {"title": title, "severity": past.severities[rule]} for rule, title in sorted(past.titles.items())
        },
    }
    return json.dumps(data, indent=1) + "\n"


def read_past(folder: Path, before: dt.datetime, keep: int) -> tuple[list[Past], list[Problem]]:
    """Return the last `keep` reports before a moment, the oldest first, and the files that could not be used."""
    past: list[Past] = []
    problems: list[Problem] = []
    for name in reversed([name for name in names(folder) if name < name_of(before)]):
        if len(past) == keep:
            break
        try:
            past.append(_past(load(folder / name, _MOST_BYTES)))
        except Damaged as damaged:
            problems.append(Problem(f"{folder.name}/{name}", plain(str(damaged))))
    return past[::-1], problems


def names(folder: Path) -> list[str]:
    """Return the names of the kept reports, the oldest first; what else lies in the folder is not ours."""
    return sorted(file.name for file in folder.glob("*.json") if _NAME.fullmatch(file.name))


def too_many(folder: Path, now: dt.datetime, keep: int) -> list[Path]:
    """Return the files to remove, so that `keep` stay in addition to the one of `now`."""
    earlier = [name for name in names(folder) if name < name_of(now)]
    return [folder / name for name in earlier[: max(len(earlier) - keep, 0)]]


def changes(before: Past, after: Past) -> Changes:
    """Return what is new and what is gone, findings by severity and host."""
    hosts_before, hosts_after = set(before.rules), set(after.rules)
    new = {key for key in after.keys() - before.keys() if key.host in hosts_before}
    gone = {key for key in before.keys() - after.keys() if key.host in hosts_after}
    return Changes(
        before.as_of,
        _by_gravity(new, after),
        _by_gravity(gone, before),
        tuple(sorted(hosts_after - hosts_before)),
        tuple(sorted(hosts_before - hosts_after)),
    )


def _by_gravity(keys: set[Key], told: Past) -> tuple[Key, ...]:
    order: Sequence[str] = SEVERITIES
    return tuple(sorted(keys, key=lambda key: (order.index(told.severities[key.rule]), key)))


def _past(content: Any) -> Past:
    data = shape.mapping(content, "the file")
    if data.get("schema") != SCHEMA:
        raise Damaged(f"it has the schema {data.get('schema')!r}; this report reads {SCHEMA}")
    counts = shape.mapping(data.get("counts"), "counts")
    told = shape.mapping(data.get("rules"), "rules")
    hosts = shape.mapping(data.get("hosts"), "hosts")
    rules = {rule: shape.mapping(entry, f"the rule {rule}") for rule, entry in told.items()}
    severities: dict[str, Any] = {rule: entry.get("severity") for rule, entry in rules.items()}
    for rule, severity in severities.items():
        if severity not in SEVERITIES:
            raise Damaged(f"the rule {rule} has the severity {severity!r}")
    for host, found in hosts.items():
        if not isinstance(found, list) or not all(isinstance(rule, str) and rule in rules for rule in found):
            raise Damaged(f"the findings of {host} are not known rules")
    return Past(
        as_of=shape.moment(data, "as_of"),
        counts={severity: shape.whole_or_none(counts, severity) or 0 for severity in SEVERITIES},
        overdue=shape.whole_or_none(data, "overdue") or 0,
        rules={host: tuple(found) for host, found in hosts.items()},
        titles={rule: shape.text(entry, "title") for rule, entry in rules.items()},
        severities=severities,
    )
