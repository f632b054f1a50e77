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
        # TTP searches the whole text: what a class excludes must exclude the end of the line as well.
        self._parser = TtpParser(template=_joined(text).replace("[^", r"[^\n"))
        self._understood = _understood_lines(_joined(text), noise)

    def read(self, lines: Iterable[Tagged]) -> tuple[dict[str, Any], list[str]]:
        """Return what the groups of the template matched, and in order the lines that it does not know.

        A group is a mapping, or a list of them where it repeats. TTP sees only the lines that are known: an unknown
        one costs it nothing, however many there are.
        """
        known, unparsed = [], []
        for line in lines:
            if not line.text or self._knows(line):
                known.append(f"{line.section}|{line.text}\n")
            else:
                unparsed.append(line.text)
        # TTP takes a one-line text for the path of a file when it is one: the line break in front rules that out.
        return self._matches("\n" + "".join(known)), unparsed

    def _matches(self, text: str) -> dict[str, Any]:
        # TTP keeps the input and the result of the text before.
        self._parser.clear_input()
        self._parser.clear_result()
        self._parser.add_input(text)
        self._parser.parse(one=True)
        groups: dict[str, Any] = self._parser.result()[0][0] or {}
        return groups

    def _knows(self, line: Tagged) -> bool:
        pattern = self._understood.get(line.section)
        if pattern is None:
            return False
        # A label with nothing behind it is known when it is known with a value.
        text = f"{line.text} -" if line.text.endswith(":") and not pattern.fullmatch(line.text) else line.text
        return pattern.fullmatch(text) is not None


def _joined(template: str) -> str:
    """Return a template with its long lines, which a backslash at the end breaks, in one piece."""
    return template.replace("\\\n", "")


def _understood_lines(template: str, noise: Mapping[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    patterns: dict[str, list[str]] = {
        section: [_line_pattern(line) for line in lines] for section, lines in noise.items()
    }
    for line in template.splitlines():
        section, divider, words = line.partition("|")
        if divider and not line.startswith("<"):
            patterns.setdefault(section, []).append(_line_pattern(words))
    return {section: re.compile("|".join(f"(?:{line})" for line in lines)) for section, lines in patterns.items()}


def _line_pattern(words: str) -> str:
    pieces = _VARIABLE.split(html.unescape(words))
    # After a split on one group, the pieces alternate: literal text, then the inside of a variable.
    # TTP takes a blank for any number of them.
    return "".join(
        _variable_pattern(piece) if index % 2 else re.escape(piece).replace("\\ ", " +")
        for index, piece in enumerate(pieces)
    )


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
