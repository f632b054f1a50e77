# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Output modifiers: `| include R`, `exclude`, `begin`, `section`, `count`; one level, as IOS has it."""

from __future__ import annotations

import re
from collections.abc import Callable

from .grammar import IncompleteCommand, InvalidInput


def split_pipe(line: str) -> tuple[str, int | None]:
    """The command, and where the modifier's text begins (None without a pipe).

    The first bar that follows a blank is the pipe; later ones belong to the expression.
    """
    found = re.search(r"\s\|", line)
    if found is None:
        return line, None
    return line[: found.start()], found.end()


def _matcher(expression: str, offset: int) -> Callable[[str], bool]:
    try:
        pattern = re.compile(expression)
    except re.error as error:
        raise InvalidInput(offset) from error
    return lambda line: pattern.search(line) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _section(lines: list[str], matches: Callable[[str], bool]) -> list[str]:
    """Matching lines, each with the deeper indented lines that follow it."""
    kept: list[str] = []
    depth: int | None = None
    for line in lines:
        if depth is not None and line.strip() and _indent(line) > depth:
            kept.append(line)
            continue
        depth = None
        if matches(line):
            kept.append(line)
            depth = _indent(line)
    return kept


def _begin(lines: list[str], matches: Callable[[str], bool]) -> list[str]:
    for index, line in enumerate(lines):
        if matches(line):
            return lines[index:]
    return []


_FILTERS: dict[str, Callable[[list[str], Callable[[str], bool]], list[str]]] = {
    "begin": _begin,
    "count": lambda lines, matches: [f"Number of lines which match regexp = {sum(map(matches, lines))}"],
    "exclude": lambda lines, matches: [line for line in lines if not matches(line)],
    "include": lambda lines, matches: [line for line in lines if matches(line)],
    "section": _section,
}


def compile_filter(line: str, offset: int) -> Callable[[str], str]:
    """Turn the modifier that starts at `offset` of `line` into a function from text to text.

    Raises the grammar's errors, so that a bad modifier is marked like any other bad word.
    """
    word = re.compile(r"\s*(\S+)").match(line, offset)
    if word is None:
        raise IncompleteCommand
    # No two modifiers begin with the same letter, so a beginning is never ambiguous.
    name = next((name for name in _FILTERS if name.startswith(word[1].lower())), None)
    if name is None:
        raise InvalidInput(word.start(1))
    expression = line[word.end() :].lstrip()
    if not expression:
        raise IncompleteCommand
    matches = _matcher(expression, len(line) - len(expression))
    chosen = _FILTERS[name]

    def apply(text: str) -> str:
        kept = chosen(text.split("\n"), matches)
        return "\n".join(kept) + "\n" if kept else ""

    return apply
