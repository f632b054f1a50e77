# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a TTP template over tagged lines, and list the lines that it did not understand."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .._errors import ParseError
from ._sections import Tagged

try:
    from ttp import ttp as TtpParser
except ImportError:
    TtpParser = None

_VARIABLE = re.compile(r"\{\{(.*?)\}\}")
_EXPLICIT = re.compile(r're\("(.*?)"\)')


class Template:
    """A TTP template, compiled once and used for many texts (one at a time: not for threads)."""

    def __init__(self, text: str, noise: Mapping[str, tuple[str, ...]]) -> None:
        if TtpParser is None:
            raise ParseError("the Python package ttp is missing on the controller: pip install ttp")
        self._parser = TtpParser(template=text)
        self._understood = _understood_lines(text, noise)

    def matches(self, lines: Iterable[Tagged]) -> dict[str, Any]:
        """Return what the groups of the template matched: a mapping, or a list of them where a group repeats."""
        # TTP takes a one-line text for the path of a file when it is one: the line break in front rules that out.
        text = "\n" + "".join(f"{line.section}|{line.text}\n" for line in lines)
        # TTP keeps the input and the result of the text before.
        self._parser.clear_input()
        self._parser.clear_result()
        self._parser.add_input(text)
        self._parser.parse(one=True)
        groups: dict[str, Any] = self._parser.result()[0][0] or {}
        return groups

    def unparsed(self, lines: Iterable[Tagged]) -> list[str]:
        """Return, in order, the lines that neither the template nor the list of noise knows."""
        return [line.text for line in lines if line.text and not self._knows(line)]

    def _knows(self, line: Tagged) -> bool:
        pattern = self._understood.get(line.section)
        return pattern is not None and pattern.fullmatch(line.text) is not None


def _understood_lines(template: str, noise: Mapping[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    patterns: dict[str, list[str]] = {section: [re.escape(line) for line in lines] for section, lines in noise.items()}
    for line in template.splitlines():
        section, divider, words = line.partition("|")
        if divider and not line.startswith("<"):
            patterns.setdefault(section, []).append(_line_pattern(words))
    return {section: re.compile("|".join(f"(?:{line})" for line in lines)) for section, lines in patterns.items()}


def _line_pattern(words: str) -> str:
    pieces = _VARIABLE.split(html.unescape(words))
    # After a split on one group, the pieces alternate: literal text, then the inside of a variable.
    return "".join(_variable_pattern(piece) if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))


def _variable_pattern(variable: str) -> str:
    explicit = _EXPLICIT.search(variable)
    if explicit:
        return f"(?:{explicit[1]})"
    if variable.strip() == "_start_":
        return ""
    return r"\d+" if "DIGIT" in variable else r"\S+"


@functools.cache
def compiled(text: str, noise: tuple[tuple[str, tuple[str, ...]], ...]) -> Template:
    """Compile a template once a process; processes forked later share it."""
    return Template(text, dict(noise))
