# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command tree: words may be shortened while unique; everything else is marked the way IOS marks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


class CommandError(Exception):
    """A line that the tree does not accept."""


@dataclass
class InvalidInput(CommandError):
    """`offset` is the column in the typed line of the first character that fits nowhere."""

    offset: int


class IncompleteCommand(CommandError):
    pass


class AmbiguousCommand(CommandError):
    pass


@dataclass(frozen=True)
class Parameter:
    """A free word: `<name>`, a number `<name:1..365>`, or the rest of the line `<name:line>`."""

    name: str
    low: int | None = None
    high: int | None = None
    whole_line: bool = False

    def accepts(self, word: str) -> bool:
        if self.low is None or self.high is None:
            return True
        return re.fullmatch(r"-?\d{1,9}", word) is not None and self.low <= int(word) <= self.high


@dataclass
class Node(Generic[T]):
    keywords: dict[str, Node[T]] = field(default_factory=dict)
    parameter: Parameter | None = None
    after_parameter: Node[T] | None = None
    action: T | None = None


@dataclass(frozen=True)
class Match(Generic[T]):
    """What was typed, spelled out: the keywords in order, and the free words by name."""

    action: T
    keywords: tuple[str, ...]
    values: dict[str, str]

    def has(self, keyword: str) -> bool:
        return keyword in self.keywords


_TOKEN = re.compile(r"[{}\[\]|]|<[^>]+>|[^\s{}\[\]|]+")


def _sequences(tokens: list[str], closing: str) -> Iterator[list[str]]:
    """Every flat sequence that a syntax allows, reading `tokens` up to the bracket that closes it."""
    branches: list[list[list[str]]] = [[[]]]
    while tokens:
        token = tokens.pop(0)
        if token == closing:
            break
        if token == "|":
            branches.append([[]])
            continue
        if token == "{":
            options = list(_sequences(tokens, "}"))
        elif token == "[":
            options = [*_sequences(tokens, "]"), []]
        else:
            options = [[token]]
        branches[-1] = [head + tail for head in branches[-1] for tail in options]
    for branch in branches:
        yield from branch


def _parameter(token: str) -> Parameter:
    name, _, kind = token[1:-1].partition(":")
    if kind == "line":
        return Parameter(name, whole_line=True)
    if kind:
        low, _, high = kind.partition("..")
        return Parameter(name, int(low), int(high))
    return Parameter(name)


class Grammar(Generic[T]):
    """Add commands by their synopsis (`license smart sync {all|local}`), then parse typed lines."""

    def __init__(self) -> None:
        self._root: Node[T] = Node()

    def add(self, synopsis: str, action: T) -> None:
        for sequence in _sequences(_TOKEN.findall(synopsis), ""):
            node = self._root
            for token in sequence:
                node = self._step(node, token)
            node.action = action

    def _step(self, node: Node[T], token: str) -> Node[T]:
        if not token.startswith("<"):
            return node.keywords.setdefault(token, Node())
        parameter = _parameter(token)
        if node.parameter is None:
            node.parameter, node.after_parameter = parameter, Node()
        if node.parameter != parameter or node.after_parameter is None:
            raise ValueError(f"two different free words in one place: {node.parameter} and {parameter}")
        return node.after_parameter

    def parse(self, line: str) -> Match[T]:
        """Raises InvalidInput, IncompleteCommand or AmbiguousCommand."""
        node, keywords, values = self._root, [], {}
        for word in re.finditer(r'"[^"]*"|\S+', line):
            keyword = self._keyword(node, word[0])
            if keyword is None and node.parameter and node.parameter.whole_line and node.after_parameter:
                values[node.parameter.name] = line[word.start() :].rstrip()
                node = node.after_parameter
                break
            if keyword is not None:
                keywords.append(keyword)
                node = node.keywords[keyword]
            elif node.parameter and node.after_parameter and node.parameter.accepts(word[0]):
                values[node.parameter.name] = word[0].strip('"')
                node = node.after_parameter
            else:
                raise InvalidInput(word.start() + self._agreeing(node, word[0]))
        if node.action is None:
            raise IncompleteCommand
        return Match(node.action, tuple(keywords), values)

    def next_words(self, line: str) -> list[str]:
        """What `?` shows after `line`: keywords that may follow, or that complete its last word."""
        complete = not line or line[-1].isspace()
        words = line.split()
        partial = "" if complete else words.pop()
        node = self._root
        for word in words:
            keyword = self._keyword(node, word)
            following = node.keywords.get(keyword) if keyword is not None else node.after_parameter
            if following is None:
                raise InvalidInput(line.index(word))
            node = following
        shown = sorted(name for name in node.keywords if name.startswith(partial))
        if node.parameter is not None and complete:
            shown.append("LINE" if node.parameter.whole_line else "WORD")
        if node.action is not None and complete:
            shown.append("<cr>")
        return shown

    @staticmethod
    def _keyword(node: Node[T], word: str) -> str | None:
        low = word.lower()
        if low in node.keywords:
            return low
        if node.parameter is not None and node.parameter.whole_line:
            return None
        found = [name for name in node.keywords if name.startswith(low)]
        if len(found) > 1:
            raise AmbiguousCommand
        return found[0] if found else None

    @staticmethod
    def _agreeing(node: Node[T], word: str) -> int:
        """How many first characters of the word still agree with some keyword."""
        low = word.lower()
        for length in range(len(low) - 1, 0, -1):
            if any(name.startswith(low[:length]) for name in node.keywords):
                return length
        return 0
