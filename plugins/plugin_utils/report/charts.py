# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the page's charts: counts and coordinates. No markup."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import Severity

from .fleet import Fleet, Found, natural, sites
from .history import Past
from .licences import Consumption

WEEKS = 13
# For a drawing 360 wide, which a phone shows unscaled.
_LEFT, _STEP, _BAR, _BASE, _HEIGHT = 4.0, 23.5, 17.0, 128.0, 96.0
_MOST_SITES = 12
_SOON = 14
# The length of a licence bar is the greater of the used and the purchased quantity.
_LENGTH = 240


def deadlines(fleet: Fleet) -> dict[str, Any]:
    """Return bars of hosts by the week of their deadline, overdue and later ones apart, and the nearest by name."""
    left = fleet.days_left()
    weeks = Counter(int(days // 7) for days in left.values() if 0 <= days < 7 * WEEKS)
    overdue = sum(days < 0 for days in left.values())
    later = sum(days >= 7 * WEEKS for days in left.values())
    rows = [("late", "late", overdue)]
    month = f"{fleet.now:%b}"
    for week in range(WEEKS):
        begins = fleet.now + dt.timedelta(weeks=week)
        rows.append(
            ("" if f"{begins:%b}" == month else f"{begins:%b}", "soon" if week * 7 < _SOON else "then", weeks[week])
        )
        month = f"{begins:%b}"
    rows.append(("later", "then", later))
    most = max(max(count for _label, _kind, count in rows), 1)
    return {
        "bars": [
            {
                "label": label,
                "kind": kind,
                "count": count,
                "x": round(_LEFT + number * _STEP, 1),
                "y": round(_BASE - _HEIGHT * count / most, 1),
                "height": round(_HEIGHT * count / most, 1),
                "width": _BAR,
            }
            for number, (label, kind, count) in enumerate(rows)
        ],
        "overdue": overdue,
        "soon": sum(0 <= days < _SOON for days in left.values()),
        "later": later,
        "none": len(fleet.hosts) - len(left),
        "next": sorted(left.items(), key=lambda entry: entry[1])[:5],
    }


def by_site(fleet: Fleet) -> list[dict[str, Any]]:
    """Return the findings of each site, the most errors first; beyond some, the others in one row."""
    rows = [_site(name, hosts) for name, hosts in sites(fleet.hosts).items()]
    rows.sort(key=lambda row: (-row["error"], -row["warning"], natural(row["name"] or "")))
    if len(rows) > _MOST_SITES:
        rest = rows[_MOST_SITES - 1 :]
        keys = ("hosts", "error", "warning", "info")
        summed = {key: sum(row[key] for row in rest) for key in keys}
        rows = [*rows[: _MOST_SITES - 1], {"name": f"{len(rest)} other sites", "filter": None, **summed}]
    most = max((row["error"] + row["warning"] + row["info"] for row in rows), default=0) or 1
    for row in rows:
        row["scale"] = most
    return rows


def against_bought(consumption: Sequence[Consumption]) -> list[dict[str, Any]]:
    """Return each licence with the ends of its bar: `used`, `bought`, and `length`; None if nothing is known."""
    return [{"licence": entry, "bar": _bar(entry)} for entry in consumption]


def by_rule(fleet: Fleet) -> list[dict[str, Any]]:
    """Return each rule that found something with its findings and the number of its hosts, most severe first."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for entry in fleet.found():
        groups.setdefault((entry.finding.severity, entry.finding.rule), []).append(entry)
    order = ("error", "warning", "info")
    rows = sorted(groups.values(), key=lambda found: (order.index(found[0].finding.severity), -len(found)))
    return [
        {"finding": found[0].finding, "found": found, "hosts": len({entry.host.name for entry in found})}
        for found in rows
    ]


def trend(past: Sequence[Past]) -> dict[str, Any] | None:
    """Return lines of errors and warnings over the reports; None for fewer than two."""
    if len(past) < 2:
        return None
    begin, end = past[0].as_of, past[-1].as_of
    span = (end - begin).total_seconds() or 1.0
    most = max(max(report.counts["error"], report.counts["warning"]) for report in past) or 1

    def points(severity: Severity) -> list[tuple[float, float]]:
        return [
            (
                round(8 + 244 * (report.as_of - begin).total_seconds() / span, 1),
                round(_BASE - _HEIGHT * report.counts[severity] / most, 1),
            )
            for report in past
        ]

    words: tuple[tuple[Severity, str], ...] = (("error", "errors"), ("warning", "warnings"))
    lines: list[dict[str, Any]] = [
        {"severity": severity, "word": word, "points": points(severity), "last": past[-1].counts[severity]}
        for severity, word in words
    ]
    ends = [line["points"][-1][1] for line in lines]
    # Two labels at one height would hide each other.
    close = abs(ends[0] - ends[1]) < 14
    for line, shift in zip(lines, (-7, 8) if ends[0] <= ends[1] else (8, -7), strict=True):
        line["label_y"] = line["points"][-1][1] + 4 + (shift if close else 0)
    return {"lines": lines, "begin": begin, "end": end, "reports": len(past)}


def _site(name: str | None, hosts: Sequence[Any]) -> dict[str, Any]:
    counts = Counter(finding.severity for host in hosts for finding in host.findings)
    # As the select of the table has it, whose empty value means all.
    chosen = {"name": name, "filter": f"={name or ''}", "hosts": len(hosts)}
    return {**chosen, **{key: counts[key] for key in ("error", "warning", "info")}}


def _bar(entry: Consumption) -> dict[str, float] | None:
    most = max(entry.in_use, entry.bought or 0)
    if entry.bought is None or not most:
        return None
    used, bought = (round(_LENGTH * number / most, 1) for number in (entry.in_use, entry.bought))
    return {"used": min(used, bought), "over": used, "bought": bought, "length": _LENGTH}
