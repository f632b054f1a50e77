# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn the words that a device prints into values: the words for nothing, booleans, numbers."""

from __future__ import annotations

import re

# A text that ends inside one of these words says nothing either.
_CUT_NOTHING = tuple(word[:end] for word in ("<none>", "<empty>") for end in range(1, len(word)))
NOTHING = frozenset(
    {"", "<none>", "<empty>", "none", "not configured", "no licenses in use", "n/a", "'nullptr'", *_CUT_NOTHING}
)
_TRUE = frozenset({"true", "yes", "enabled"})
_FALSE = frozenset({"false", "no", "disabled"})
_LEADING_NUMBER = re.compile(r"\d+")


def value(word: str | None) -> str | None:
    """Return the word as printed, or None when it is one of the words for nothing."""
    if word is None or word.strip().lower() in NOTHING:
        return None
    return word.strip()


def boolean(word: str | None) -> bool | None:
    """Return what a yes/no word says (its first word decides); None when it says neither."""
    first = (value(word) or "").split(" ")[0].lower()
    if first in _TRUE:
        return True
    return False if first in _FALSE else None


def number(word: str | None) -> int | None:
    """Return the number at the start of a word, or None."""
    match = _LEADING_NUMBER.match((word or "").strip())
    return int(match[0]) if match else None


def bracketed(word: str | None) -> str | None:
    """Return what is in the brackets at the end: `30 (Customer Policy)` gives `Customer Policy`."""
    match = re.search(r"\(([^()]*)\)\s*$", word or "")
    return match[1] if match else None
