# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters behind a bar: `show running-config | section ^license`. No more of them than people use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Fits = Callable[[str], bool]
# What a refusal and the log say, no filter takes away.
_UNFILTERED = re.compile(r"\s*\^\s*$|%|[*.]?\w{3} +\d+ [\d:.]+.*: %")


def filtered(text: str, words: str) -> str | None:
    """Return the part of a text that `words`, everything after the bar, keeps; None for an unknown filter."""
    name, _blank, pattern = words.strip().partition(" ")
    found = [keep for known, keep in _FILTERS.items() if name and known.startswith(name)]
    if len(found) != 1 or not pattern:
        return None
    wanted = re.compile(pattern.strip())
    lines = text.splitlines(keepends=True)
    kept = found[0](lines, lambda line: bool(wanted.search(line)))
    return "".join(line for line, keep in zip(lines, kept, strict=True) if keep or _UNFILTERED.match(line))


def _include(lines: list[str], fits: Fits) -> Iterator[bool]:
    return (fits(line) for line in lines)


def _exclude(lines: list[str], fits: Fits) -> Iterator[bool]:
    return (not fits(line) for line in lines)


def _begin(lines: list[str], fits: Fits) -> Iterator[bool]:
    begun = False
    for line in lines:
        begun = begun or fits(line)
        yield begun


def _section(lines: list[str], fits: Fits) -> Iterator[bool]:
    depth: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if depth is not None and indent <= depth:
            depth = None
        if depth is None and fits(line):
            depth = indent
        yield depth is not None


_FILTERS: dict[str, Callable[[list[str], Fits], Iterator[bool]]] = {
    "include": _include,
    "exclude": _exclude,
    "begin": _begin,
    "section": _section,
}
