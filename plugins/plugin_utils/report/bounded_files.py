# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON files of a folder, read with a limit for everything: no file can hang or exhaust a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import read_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

from .plain import plain, plain_data

MOST_FILES = 20_000
MOST_BYTES = 1 << 20
Content = TypeVar("Content")


class Problem(NamedTuple):
    """A file that could not be used, and why."""

    file: str
    msg: str


class Damaged(Exception):
    """The content of a file is not what it must be; the text says what is wrong."""


def load(file: Path, most_bytes: int = MOST_BYTES) -> Any:
    """Return the content of a regular file of JSON, its texts plain. Raises Damaged."""
    try:
        # A link must not lead out of the folder.
        content = read_whole(file, most_bytes, follow=False)
    except LicensingError as error:
        # The caller names the file.
        raise Damaged(error.message.replace(str(file.absolute()), "it", 1).rstrip(".")) from error
    try:
        return plain_data(json.loads(content, parse_constant=_no_number))
    except UnicodeDecodeError as error:
        raise Damaged("it is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise Damaged(f"it is not complete JSON: {error}") from error


def each(
    folder: Path, check: Callable[[Any], Content], problems: list[Problem], most_bytes: int = MOST_BYTES
) -> Iterator[tuple[str, Content]]:
    """Yield name and content of each file `*.json` of a folder, by name; damaged files are added to `problems`."""
    names = sorted(file.name for file in folder.glob("*.json") if not file.name.startswith("."))
    if len(names) > MOST_FILES:
        problems.append(Problem(plain(folder.name), f"it has {len(names):,} files; only {MOST_FILES:,} are read"))
    for name in names[:MOST_FILES]:
        try:
            yield name, check(load(folder / name, most_bytes))
        except Damaged as damaged:
            problems.append(Problem(plain(name), plain(str(damaged))))


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")
