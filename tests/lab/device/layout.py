# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which blocks, labels and internals an agent version prints: one table (layouts.tsv), asked by version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Version = tuple[int, int, int]


@dataclass(frozen=True)
class Row:
    """One line of the table; `before` is None for what agents still print. `gap` is blank, space or none."""

    since: Version
    before: Version | None
    gap: str
    name: str

    def holds(self, agent: Version) -> bool:
        return self.since <= agent and (self.before is None or agent < self.before)


def version(text: str) -> Version:
    """`5.10.3_rel/9` and `6.3.10/58086906e` to numbers; fewer than three are filled with zeros."""
    numbers = [int(number) for number in re.split(r"[_/]", text)[0].split(".")[:3]]
    major, minor, patch = [*numbers, 0, 0][:3]
    return major, minor, patch


def _read(lines: Iterable[str]) -> Mapping[str, tuple[Row, ...]]:
    table: dict[str, tuple[Row, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            output, since, before, gap, name = line.split("\t")
            row = Row(version(since), None if before == "-" else version(before), gap, name)
            table[output] = (*table.get(output, ()), row)
    return table


TABLE = _read(Path(__file__).with_name("layouts.tsv").read_text(encoding="utf-8").splitlines())
_LABELS = {row.name: row for row in TABLE["label"]}


@dataclass(frozen=True)
class Layout:
    """The table as one agent version sees it."""

    agent: Version

    def rows(self, output: str) -> list[Row]:
        """The blocks of an output in their order. KeyError for an output that the table does not know."""
        return [row for row in TABLE[output] if row.holds(self.agent)]

    def prints(self, label: str) -> bool:
        """Whether a line or word stands inside its block. KeyError for a label that the table does not know."""
        return _LABELS[label].holds(self.agent)

    def internals(self) -> list[str]:
        return [row.name for row in self.rows("internal")]
