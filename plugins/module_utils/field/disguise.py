# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replace everything that identifies the owner of a device; the same value always gets the same replacement.

A replacement is made from the value by a keyed hash: whoever has the key alone can make it again, and nobody can go
back. The key stays with the user, so that several recordings of one user fit together.
"""

from __future__ import annotations

import collections
import hashlib
import hmac
import re
import string
from collections.abc import Iterable, Mapping

from .places import PLACES

# Words that device output is full of: as somebody's name they are replaced where the label stands, not everywhere.
# fmt: off
_COMMON = frozenset((
    "router", "switch", "default", "admin", "cisco", "none", "cslu", "smart", "license", "licensing", "status",
    "active", "standby", "member", "cube", "enabled", "all", "local", "disabled", "installed", "yes", "no",
))
# fmt: on
_SHORTEST = 4
# Names of files are words of all kinds.
_IN_PLACE_ONLY = ("file",)
_V4 = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_ALPHABETS = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
# An address of six or sixteen bytes, a UUID.
_HEX = re.compile(r"[0-9a-fA-F]+(?:[:.-]+[0-9a-fA-F]*)+")
_HEXADECIMAL = ("ABCDEF", "abcdef", string.digits)


class Disguise:
    """Learn values from all texts first, then rewrite them; `known`: values that the caller knows, by kind."""

    def __init__(self, key: bytes, known: Mapping[str, Iterable[str]] | None = None) -> None:
        self._key = key
        self._kinds: dict[str, str] = {}
        self._known = {value for values in (known or {}).values() for value in values}
        for kind, values in (known or {}).items():
            for value in values:
                self._note(value, kind)

    def learn(self, text: str) -> None:
        """Record every value that follows a label or has a recognizable form."""
        for kind, patterns in PLACES.items():
            for pattern in patterns:
                for found in pattern.finditer(text):
                    self._note(found["value"], kind)

    def rewrite(self, text: str) -> str:
        """Return the text with every value replaced, by its place or because it was learned."""
        spans = [
            (found.start("value"), found.end("value"))
            for patterns in PLACES.values()
            for pattern in patterns
            for found in pattern.finditer(text)
        ]
        everywhere = self._everywhere()
        if everywhere is not None:
            spans += [found.span() for found in everywhere.finditer(text)]
        return self._replaced(text, spans)

    def counts(self) -> dict[str, int]:
        """Return how many different values of each kind were replaced."""
        return dict(sorted(collections.Counter(self._kinds.values()).items()))

    def _note(self, value: str, kind: str) -> None:
        if value.strip():
            self._kinds.setdefault(value, kind)

    def _everywhere(self) -> re.Pattern[str] | None:
        values = [
            value
            for value, kind in self._kinds.items()
            if value.lower() not in _COMMON
            and kind not in _IN_PLACE_ONLY
            and (len(value) >= _SHORTEST or value in self._known)
        ]
        if not values:
            return None
        longest_first = sorted(values, key=len, reverse=True)
        return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9])")

    def _replaced(self, text: str, spans: list[tuple[int, int]]) -> str:
        pieces, done = [], 0
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if end <= done:
                continue
            start = max(start, done)
            pieces += [text[done:start], self.instead(text[start:end])]
            done = end
        return "".join([*pieces, text[done:]])

    def instead(self, value: str) -> str:
        """Return the replacement of one value."""
        stream = self._stream(value)
        if _V4.fullmatch(value):
            return f"198.{18 + stream[0] % 2}.{stream[1]}.{stream[2]}"
        alphabets = _HEXADECIMAL if _HEX.fullmatch(value) else _ALPHABETS
        return "".join(_like(sign, number, alphabets) for sign, number in zip(value, stream, strict=False))

    def _stream(self, value: str) -> bytes:
        blocks = range(len(value) // 32 + 1)
        return b"".join(hmac.digest(self._key, f"{block} {value}".encode(), hashlib.sha256) for block in blocks)


def _like(sign: str, number: int, alphabets: Iterable[str]) -> str:
    alphabet = next((letters for letters in alphabets if sign in letters), None)
    return alphabet[number % len(alphabet)] if alphabet else sign
