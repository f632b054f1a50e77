# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON in the body of a response: bounded in size and depth, with valid text only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

# Read, an answer can take twenty-four times its size in memory: 400 MB at most. A list of 10,000 devices takes a tenth.
MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 100
# Where a value stands: the place of what holds it, and its name or number there.
_Place: TypeAlias = "tuple[_Place, str | int] | None"


class UnusableAnswer(ValueError):
    """Says what of an answer in JSON cannot be used."""


def read_json(body: bytes) -> Any:
    """Return the value that a body holds. Raises ValueError for what is not JSON, UnusableAnswer for the rest."""
    if len(body) > MAX_BYTES:
        raise UnusableAnswer(f"the response has {len(body)} bytes; at most {MAX_BYTES} are read of JSON")
    try:
        value = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    left: list[tuple[Any, _Place, int]] = [(value, None, 0)]
    while left:
        found, place, depth = left.pop()
        if isinstance(found, str):
            if not _is_whole(found):
                raise UnusableAnswer(f"{_written(place)} is not valid text (it has half a character)")
        elif isinstance(found, dict | list):
            if depth == MAX_DEPTH:
                raise UnusableAnswer(f"{_written(place)} is nested too deeply")
            left += [(item, (place, key), depth + 1) for key, item in _items(found)]
    return value


def _items(holder: dict[str, Any] | list[Any]) -> Iterable[tuple[str | int, Any]]:
    if isinstance(holder, list):
        return enumerate(holder)
    # A name is a text too.
    return [*holder.items(), *((name, name) for name in holder if not _is_whole(name))]


def _is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _written(place: _Place) -> str:
    """Write a place as in `data.accounts[0].name`."""
    parts: list[str] = []
    while place is not None:
        place, key = place
        parts.append(f"[{key}]" if isinstance(key, int) else "." + key.encode("ascii", "replace").decode()[:40])
    return "".join(reversed(parts)).lstrip(".")[:120] or "the response"
