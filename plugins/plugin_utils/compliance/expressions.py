# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JMESPath for rules: conditions and messages, compiled once, with functions for dates and releases."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.dates import days_between, parse_date
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.releases import at_least

try:
    import jmespath
    from jmespath.exceptions import JMESPathError as NotEvaluable
    from jmespath.functions import Functions, signature
except ImportError:
    jmespath = None
    NotEvaluable = ValueError
    Functions = object

    def signature(*_types):
        """Replace the decorator, so that this file can be imported without jmespath."""
        return lambda function: function


_PIECE = re.compile(r"\{([^{}]+)\}")


class _Functions(Functions):
    """Functions of one device. Its dates compare with its own clock alone: zones are free-form names."""

    def __init__(self, wall_clock: dt.datetime | None) -> None:
        self._wall_clock = wall_clock

    @signature({"types": ["string", "null"]})
    def _func_days_since(self, date: str | None) -> float | None:
        left = self._func_days_until(date)
        return None if left is None else -left

    @signature({"types": ["string", "null"]})
    def _func_days_until(self, date: str | None) -> float | None:
        moment = parse_date(date)
        return None if moment is None or self._wall_clock is None else days_between(self._wall_clock, moment)

    @signature({"types": ["string", "null"]}, {"types": ["string"]}, {"types": ["string"]})
    def _func_release_in(self, release: str | None, first: str, last: str) -> bool:
        return at_least(release, first) and not at_least(release, last)

    @signature({"types": ["string", "null"]}, {"types": ["string"]})
    def _func_release_at_least(self, release: str | None, first: str) -> bool:
        return at_least(release, first)

    @signature({"types": ["number", "null"]})
    def _func_round(self, number: float | None) -> int | None:
        return None if number is None else round(number)


@dataclass(frozen=True)
class Clock:
    """The wall clock of a device, None if it is not known: then no date of it is older than another."""

    wall: dt.datetime | None

    def options(self) -> Any:
        """Return what a search takes, with the functions of this device."""
        return jmespath.Options(custom_functions=_Functions(self.wall))


Search = Callable[[Mapping[str, Any], Any], Any]


def condition(text: str) -> Search:
    """Compile a JMESPath expression; the result is its value. Raises InvalidValue that names the place of a mistake."""
    if jmespath is None:
        raise InvalidValue("the Python package jmespath is missing on the controller: pip install jmespath")
    try:
        compiled = jmespath.compile(text)
    except NotEvaluable as error:
        position = getattr(error, "lex_position", None)
        place = "" if position is None else f"column {position + 1}: "
        raise InvalidValue(f"{place}{_first_line(error)}") from error
    except RecursionError as error:
        raise InvalidValue("it is nested too deeply") from error
    _require_sense(compiled.parsed)
    return compiled.search


def message(text: str) -> Search:
    """Compile a text with expressions in braces; the result is the text with their values, "unknown" for none."""
    pieces: list[str | Search] = []
    end = 0
    for found in _PIECE.finditer(text):
        pieces += [text[end : found.start()], condition(found[1])]
        end = found.end()
    pieces.append(text[end:])
    if re.search(r"[{}]", _PIECE.sub("", text)):
        raise InvalidValue("unmatched brace; write an expression between two braces, as in {facts.release}")

    def write(data: Mapping[str, Any], options: Any) -> str:
        return "".join(piece if isinstance(piece, str) else _shown(piece(data, options)) for piece in pieces)

    return write


def _shown(value: Any) -> str:
    if value is None or value == []:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_shown(entry) for entry in value)
    return str(value)


def _require_sense(node: Mapping[str, Any]) -> None:
    # Else a misspelt function would be found at the first device, and the other never.
    if node["type"] == "function_expression" and node["value"] not in _Functions.FUNCTION_TABLE:
        known = ", ".join(sorted(_Functions.FUNCTION_TABLE))
        raise InvalidValue(f"there is no function {node['value']}(); there are {known}")
    children = [child for child in node["children"] if isinstance(child, dict)]
    if node["type"] == "subexpression" and children[0]["type"] == "not_expression":
        raise InvalidValue("! binds tighter than the dot: put its operand in parentheses, as in !(state.policy)")
    for child in children:
        _require_sense(child)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(":")
