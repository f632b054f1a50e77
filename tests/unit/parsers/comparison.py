# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare the state of a damaged output with that of the whole one: what is lost may be lost, nothing may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Same = Callable[[Any, Any], bool]

# Specific to every text: where it was seen, what is left over.
_OF_THE_TEXT = frozenset({"mode_evidence", "unparsed"})
# Yes only where a line says so: without that line, no.
_YES_BY_A_LINE = frozenset({"installed"})


def same(whole: Any, found: Any) -> bool:
    """Return whether two values are the same."""
    return bool(whole == found) and type(whole) is type(found)


def same_or_cut(whole: Any, found: Any) -> bool:
    """Return whether a value is the same, or the beginning of it: a text that ends inside a value cannot tell that."""
    if same(whole, found):
        return True
    if isinstance(whole, bool) or isinstance(found, bool) or found is None or whole is None:
        return False
    return str(whole).startswith(str(found))


def wrong_values(whole: Any, found: Any, equal: Same = same, path: str = "") -> Iterator[str]:
    """Yield what `found` says otherwise than `whole`: neither the same, nor absent.

    The entries of a list must be entries of the other in their order, each without a wrong value.
    """
    if found in (None, "", [], {}) or equal(whole, found):
        return
    if isinstance(found, dict) and isinstance(whole, dict):
        for key, value in found.items():
            if (path == "" and key in _OF_THE_TEXT) or (key in _YES_BY_A_LINE and value is False):
                continue
            yield from wrong_values(whole.get(key), value, equal, f"{path}.{key}")
    elif isinstance(found, list) and isinstance(whole, list):
        left = iter(whole)
        for index, entry in enumerate(found):
            if not any(not list(wrong_values(candidate, entry, equal)) for candidate in left):
                yield f"{path}[{index}]: {entry!r} is in its place no entry of {whole!r}"
    else:
        yield f"{path}: {found!r} for {whole!r}"
