# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold our state against Genie's answer, field by field, as fields.yml says."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

import yaml

from .genie_parsers import Path
from .keys import GENIE_KEYS, KEYS
from .kinds import understood

ABSENT = "absent"
_HERE = File(__file__).parent


@dataclass(frozen=True)
class Row:
    """One comparison: Genie's path, our path, the kind of value, a pattern in Genie's words.

    `both` is False where only what Genie has is compared; `written` names the line of the table.
    """

    genie: Path
    ours: Path
    kind: str
    pattern: str | None
    both: bool
    written: str

    @property
    def name(self) -> str:
        return "/".join(self.genie)


@dataclass(frozen=True)
class Compared:
    """A field of both: its row, its path and keys in this text, the words of Genie, what they mean, and our value."""

    row: Row
    path: Path
    keys: Path
    said: Any
    theirs: Any
    ours: Any

    @property
    def equal(self) -> bool:
        return bool(self.theirs == self.ours)


def rows(command: str) -> list[Row]:
    """Return the comparisons of a command."""
    found = []
    for block in _load("fields.yml")["blocks"]:
        if command in block["commands"]:
            place = _path(block["commands"][command])
            for genie, ours, kind, *pattern in block["fields"]:
                found.append(
                    Row(
                        (*place, *_path(genie)),
                        _path(ours),
                        kind.rstrip("?"),
                        next(iter(pattern), None),
                        not kind.endswith("?"),
                        f"{genie} = {ours}",
                    )
                )
    return found


def every_line() -> list[str]:
    """Return what is written in each line of the table: Genie's path = our path."""
    return [f"{genie} = {ours}" for block in _load("fields.yml")["blocks"] for genie, ours, *_ in block["fields"]]


def not_carried(command: str) -> Mapping[Path, str]:
    """Return the paths of Genie that are not compared, each with the reason."""
    table = _load("not_carried.yml")
    return {_path(path): why for path, why in {**table["every command"], **table.get(command, {})}.items()}


def compare(table: list[Row], fields: Mapping[Path, Any], state: Any) -> Iterator[Compared]:
    """Yield every field that one of the two has."""
    literal = {path for path in fields for row in table if row.genie == path}
    for row in table:
        theirs = {
            _keys(row.genie, path): (path, said)
            for path, said in fields.items()
            if _fits(row.genie, path) and (path == row.genie or path not in literal)
        }
        ours = dict(_ours(row.ours, state))
        for keys in theirs.keys() | ours.keys() if row.both else theirs.keys():
            path, said = theirs.get(keys, (row.genie, ABSENT))
            meant = None if said is ABSENT else understood(row.kind, row.pattern, said)
            value = ours.get(keys)
            if said is not ABSENT or value is not None:
                yield Compared(row, path, keys, said, meant, value)


def unknown(table: list[Row], left_out: Mapping[Path, str], fields: Mapping[Path, Any]) -> list[Path]:
    """Return the paths of Genie that are neither compared nor named in not_carried.yml."""
    known = [row.genie for row in table] + list(left_out)
    return [path for path in fields if not any(_fits(pattern, path) for pattern in known)]


def _load(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


def _path(text: str) -> Path:
    return tuple(text.split("/")) if text else ()


def _is_key(segment: str) -> bool:
    return segment.startswith("{")


def _fits(pattern: Path, path: Path) -> bool:
    return len(pattern) == len(path) and all(
        _is_key(segment) or fnmatch.fnmatchcase(found, segment) for segment, found in zip(pattern, path, strict=True)
    )


def _keys(pattern: Path, path: Path) -> Path:
    return tuple(
        GENIE_KEYS.get(segment[1:-1], str)(found)
        for segment, found in zip(pattern, path, strict=True)
        if _is_key(segment)
    )


def _ours(pattern: Path, state: Any, keys: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield (keys, value) of every place of our state that a path names."""
    if not pattern or state is None:
        yield keys, state
        return
    segment, *rest = pattern
    if _is_key(segment):
        for key, entry in KEYS[segment[1:-1]](state).items():
            yield from _ours(tuple(rest), entry, (*keys, key) if key else keys)
    elif isinstance(state, list):
        if int(segment) < len(state):
            yield from _ours(tuple(rest), state[int(segment)], keys)
    else:
        yield from _ours(tuple(rest), state[segment], keys)
