# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preflight of a fleet, for people: what to fix first, a table, a spreadsheet. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..state.summary import why_not_read
from ..words.markdown import plain
from .check import STATUSES, TITLES, Check, Status, worst

COLUMNS = ("host", "topology", "release", "platform", "check", "status", "found", "wanted", "remedy")
# The number of hosts listed in a line, and the size of a fleet that is shown completely at the terminal.
_NAMED, _SMALL = 5, 30
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WANTED, _CORRECT = "names and values of docs/variables.md", "Correct the variables of this host."
_SIGNS = {"ok": "ok", "warning": "warning", "error": "ERROR", "unknown": "?"}


@dataclass(frozen=True)
class Host:
    """One host: what is known of it, and its checks in the order to fix them."""

    name: str
    topology: str = ""
    release: str = ""
    pid: str = ""
    checks: Sequence[Mapping[str, str]] = field(default_factory=tuple)

    @property
    def status(self) -> Status:
        """The worst of its checks."""
        return worst(check["status"] for check in self.checks)

    def status_of(self, check_id: str) -> str:
        """Return the worst status of a check, which a host can have several times; empty if it has none."""
        found = [check["status"] for check in self.checks if check["id"] == check_id]
        return worst(found) if found else ""


def host_of(
    name: str, result: Mapping[str, Any] | None, topology: str = "", mistakes: Sequence[tuple[str, str]] = ()
) -> Host:
    """Return a host from the result of slp_preflight, also of a failed one, or None where the task was not reached.

    `mistakes`: what is wrong with its variables, each with what to do.
    """
    found = (result or {}).get("preflight")
    told = [Check("variables", "error", wrong, _WANTED, remedy or _CORRECT).told() for wrong, remedy in mistakes]
    if found is not None:
        checks = [*told, *found["checks"]]
        return Host(name, found["topology"] or topology, found["release"] or "", found["pid"] or "", checks)
    # The module refuses a mistaken value too; once is enough.
    refused = bool(told) and (result or {}).get("reason") == "invalid_value"
    return Host(name, topology, checks=told if refused else [*told, _not_read(result or {}).told()])


def _not_read(result: Mapping[str, Any]) -> Check:
    said = why_not_read(result)
    if result.get("reason") == "invalid_value":
        return Check("variables", "error", said, _WANTED, _CORRECT)
    remedy = "Look at address, port, user, password and host key; then run again."
    return Check("login", "error", said, "a login that reads", remedy)


def worst_of(hosts: Sequence[Host]) -> Status:
    """Return the worst status of a fleet."""
    return worst(host.status for host in hosts)


def counted(hosts: Sequence[Host]) -> str:
    """Return in one line how many hosts have which status."""
    statuses = [host.status for host in hosts]
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in STATUSES)
    return f"{len(hosts)} {'host' if len(hosts) == 1 else 'hosts'}: {counts}"


def lines(hosts: Sequence[Host]) -> list[str]:
    """Return what is shown at the terminal: the counts of each check, what to fix first, a small fleet as a table."""
    shown = list(_table(_counts(hosts)))
    todo = to_fix(hosts)
    shown += ["", "Fix first:", *map(_told, todo)] if todo else []
    return [*shown, "", *_table(_matrix(hosts))] if len(hosts) <= _SMALL else shown


@dataclass(frozen=True)
class ToFix:
    """What is to be done on some hosts; `found` says by host what was found there."""

    id: str
    status: str
    title: str
    wanted: str
    remedy: str
    found: dict[str, str] = field(default_factory=dict)


def to_fix(hosts: Sequence[Host]) -> list[ToFix]:
    """Return the problems, errors before warnings, in the order to fix them; the same on several hosts is one line."""
    entries: dict[tuple[str, ...], ToFix] = {}
    for host in hosts:
        for check in host.checks:
            if check["status"] in ("error", "warning"):
                key = (check["id"], check["status"], check["title"], check["wanted"], check["remedy"])
                entries.setdefault(key, ToFix(*key)).found[host.name] = check["found"]
    places = list(TITLES)
    return sorted(entries.values(), key=lambda entry: (entry.status != "error", places.index(entry.id)))


def markdown(hosts: Sequence[Host]) -> str:
    """Return the whole report: counts, what to fix first with every host, and a row for each host."""
    blocks = ["# Preflight", "", counted(hosts), ""]
    blocks += [*_markdown_table(_counts(hosts)), ""]
    todo = to_fix(hosts)
    blocks += ["## Fix first", "", *(line for entry in todo for line in _markdown_told(entry)), ""] if todo else []
    return "\n".join([*blocks, "## Hosts", "", *_markdown_table(_matrix(hosts)), ""])


def spreadsheet(hosts: Sequence[Host]) -> str:
    """Return CSV with a row for each check of each host, whose cells no spreadsheet takes for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for host in hosts:
        for check in host.checks:
            known = (host.name, host.topology, host.release, host.pid)
            told = (check["id"], check["status"], check["found"], check["wanted"], check["remedy"])
            writer.writerow([_as_text(cell) for cell in (*known, *told)])
    return text.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _counts(hosts: Sequence[Host]) -> list[list[str]]:
    rows = [["check", *STATUSES]]
    for check_id, title in TITLES.items():
        found = [status for host in hosts if (status := host.status_of(check_id))]
        if found:
            rows.append([title, *(str(found.count(status)) for status in STATUSES)])
    return rows


def _matrix(hosts: Sequence[Host]) -> list[list[str]]:
    used = [check_id for check_id in TITLES if any(host.status_of(check_id) for host in hosts)]
    rows = [["host", "topology", "release", *used]]
    for host in sorted(hosts, key=lambda host: STATUSES.index(host.status)):
        cells = [_SIGNS.get(host.status_of(check_id), "-") for check_id in used]
        rows.append([host.name, host.topology or "-", host.release or "-", *cells])
    return rows


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _told(entry: ToFix) -> str:
    """One line: what was found, on several hosts that of the first; what is wanted; what to do; where."""
    names = list(entry.found)
    named = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    others = ", for example" if len(set(entry.found.values())) > 1 else ""
    found = f"{entry.title}{others}: {entry.found[names[0]].rstrip('.')}; wanted: {entry.wanted}"
    return f"{_SIGNS[entry.status]}: {found}. {entry.remedy} [{named}]"


def _markdown_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(plain(cell) for cell in row)} |"
        if number == 0:
            yield "|---" * len(row) + "|"


def _markdown_told(entry: ToFix) -> Iterator[str]:
    yield f"- **{plain(entry.title)}** ({entry.status}), wanted: {plain(entry.wanted)}. {plain(entry.remedy)}"
    for name, found in entry.found.items():
        yield f"  - {plain(name)}: {plain(found)}"
