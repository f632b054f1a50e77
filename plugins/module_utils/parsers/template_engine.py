# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a TTP template over tagged lines. What TTP stored is known; every other line is unparsed.

TTP does not say which lines it used. So each line carries its number, each template line captures it, and the numbers
in the result are the lines that TTP stored: a line that matches outside an open group is not among them, nor is one
that repeats what its group already holds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from ..words.errors import ParseError
from .sections import Tagged

try:
    from ttp import ttp as TtpParser
except ImportError:
    TtpParser = None

# Behind a tab, which no cleaned line holds; a label without a value has a blank before it. Each template line has a
# name of its own for it.
_NUMBER = r'{{ line_%d | re(" ?\\t[0-9]+") }}'
_OPENING = "{{ _start_ }}"
# What makes TTP join values, or cut a template line short: the number of the line would be lost.
_UNSUPPORTED = re.compile(r"joinmatches|_line_|_end_|_headers_|\bset\(|\{\{ _start_ \}\}")
# A section is one character where TTP searches: it searches the whole text once for every template line.
_FIRST_SECTION = 0xC0


class Template:
    """A TTP template, compiled once and used for many texts (one at a time: not for threads)."""

    def __init__(self, text: str) -> None:
        """Raise ParseError without TTP, ValueError for a template that uses what is not supported here."""
        if TtpParser is None:
            raise ParseError("the Python package ttp is missing on the controller: pip install ttp")
        self._sections: dict[str, str] = {}
        # TTP searches the whole text: what a class excludes must exclude the end of the line as well.
        lines = text.replace("\\\n", "").replace("[^", r"[^\n").splitlines()
        self._parser = TtpParser(template="\n".join(self._numbered(line, place) for place, line in enumerate(lines)))

    def _numbered(self, line: str, place: int) -> str:
        section, divider, words = line.partition("|")
        if not divider or line.startswith("<"):
            return line
        code = self._sections.setdefault(section, chr(_FIRST_SECTION + len(self._sections)))
        if words == _OPENING:
            return code + words
        if found := _UNSUPPORTED.search(words):
            raise ValueError(f"template line '{line}': {found[0]} is not supported here")
        return code + words + _NUMBER % place

    def read(self, lines: Iterable[Tagged]) -> tuple[dict[str, Any], list[str]]:
        """Return what the groups of the template stored, and in order the lines of which they stored nothing.

        A group is a mapping, or a list of them where it repeats.
        """
        tagged = list(lines)
        codes = self._sections
        numbered = [
            f"{codes[section]}{text}{' ' if text[-1] == ':' else ''}\t{number}\n" if text else f"{codes[section]}\n"
            for number, (section, text) in enumerate(tagged)
            if section in codes
        ]
        # TTP takes a one-line text for the path of a file when it is one: the line break in front rules that out.
        groups = self._groups("\n" + "".join(numbered))
        known = _numbers(groups)
        return groups, [line.text for number, line in enumerate(tagged) if line.text and number not in known]

    def _groups(self, text: str) -> dict[str, Any]:
        # TTP keeps the input and the result of the text before.
        self._parser.clear_input()
        self._parser.clear_result()
        self._parser.add_input(text)
        self._parser.parse(one=True)
        groups: dict[str, Any] = self._parser.result()[0][0] or {}
        return groups


def _numbers(groups: dict[str, Any]) -> set[int]:
    """Return the numbers of the lines in a result."""
    numbers = set()
    left: list[Any] = [groups]
    for found in left:
        if isinstance(found, list):
            left += found
            continue
        for name, value in found.items():
            if not isinstance(value, str):
                left.append(value)
            elif name.startswith("line_"):
                numbers.add(int(value))
    return numbers


@functools.cache
def compiled(text: str) -> Template:
    """Compile a template once a process; processes forked later share it."""
    return Template(text)
