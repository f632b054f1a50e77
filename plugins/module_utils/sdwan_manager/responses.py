# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read responses of SD-WAN Manager: missing or invalid values are empty, and no text has line breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..http.calls import Json, one_line
from ..words.errors import LicensingError


def rows(answer: Any, wrappers: Sequence[str], key: str) -> list[Json]:
    """Return the rows of an answer: a list, a list in one of the wrappers, or (with the key) a single one."""
    if isinstance(answer, dict):
        for wrapper in wrappers:
            if isinstance(answer.get(wrapper), list):
                return dicts(answer[wrapper])
        return [answer] if answer and (not key or key in answer) else []
    return dicts(answer)


def dicts(value: Any) -> list[Json]:
    """Return the objects in a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts in a list."""
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()


def text(holder: Mapping[str, Any], key: str) -> str:
    """Return a text, or a number as one, on one line; empty if there is neither."""
    value = holder.get(key)
    return one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def number(holder: Mapping[str, Any], key: str) -> int | None:
    """Return a number, be it written as a text."""
    found = text(holder, key)
    return int(found) if found.isdecimal() else None


def identifier(holder: Mapping[str, Any], key: str) -> str:
    """Return the id of an account. Raises LicensingError (api_failed) if there is none."""
    found = text(holder, key)
    if not found:
        raise LicensingError("api_failed", f"accounts: an account in the response has no {key}.")
    return found
