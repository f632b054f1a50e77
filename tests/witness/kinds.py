# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Convert Genie's words to a value to compare with ours. Written independently: no code of our parsers is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_NOTHING = ("", "<none>", "<empty>", "none", "not configured")
_SAID = {"true": True, "yes": True, "enabled": True, "false": False, "no": False, "disabled": False}


def _word(said: object) -> str | None:
    text = str(said).strip()
    return None if text.lower() in _NOTHING else text


def _lower(said: object) -> str | None:
    text = _word(said)
    return text.lower() if text else None


def _integer(said: object) -> int | None:
    digits = re.match(r"\s*(\d+)", str(said))
    return int(digits[1]) if digits else None


def _flag(said: object) -> bool | None:
    return _SAID.get(str(said).strip().split(" ")[0].lower())


def _history(said: object) -> list[str]:
    return [] if str(said).startswith("No past ") else [str(said)]


def _attributes(said: object) -> dict[str, str]:
    """Return name and value of each attribute of an event; there are quotes inside some values."""
    return dict(re.findall(r'([\w.]+)="(.*?)"(?= [\w.]+="|$)', str(said)))


KINDS: Mapping[str, Callable[[object], Any]] = {
    "word": _word,
    "lower": _lower,
    "integer": _integer,
    "flag": _flag,
    "history": _history,
    "attributes": _attributes,
}


def understood(kind: str, pattern: str | None, said: object) -> Any:
    """Return what Genie's words say, as a kind of value; with a pattern, what its first group that matched says."""
    if pattern is not None:
        match = re.search(pattern, str(said))
        if match is None:
            return None
        said = next((group for group in match.groups() if group is not None), None)
    return KINDS[kind](said)
