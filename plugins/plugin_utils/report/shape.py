# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validate the JSON that the report reads, in our own code: a controller has no library for it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from .bounded_files import Damaged


def mapping(value: Any, name: str) -> dict[str, Any]:
    """Return a value that is a mapping. Raises Damaged."""
    if not isinstance(value, dict):
        raise Damaged(f"{name} is not a mapping")
    return value


def entries(value: Any, name: str, most: int) -> list[dict[str, Any]]:
    """Return a value that is a list of no more than `most` mappings. Raises Damaged."""
    if not isinstance(value, list):
        raise Damaged(f"{name} is not a list")
    if len(value) > most:
        raise Damaged(f"{name} has {len(value):,} entries; {most:,} are allowed")
    return [mapping(entry, f"an entry of {name}") for entry in value]


def text(data: Mapping[str, Any], key: str) -> str:
    """Return a text that must be there. Raises Damaged."""
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Damaged(f"{key} is not a text")
    return value


def text_or_none(data: Mapping[str, Any], key: str) -> str | None:
    """Return a text that may be absent or null. Raises Damaged."""
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise Damaged(f"{key} is not a text")
    return value


def number_or_none(data: Mapping[str, Any], key: str) -> float | None:
    """Return a finite number that may be absent or null. Raises Damaged."""
    value = data.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > 1e12:
        raise Damaged(f"{key} is not a number")
    return value


def whole_or_none(data: Mapping[str, Any], key: str) -> int | None:
    """Return a whole number that may be absent or null. Raises Damaged."""
    value = number_or_none(data, key)
    if isinstance(value, float):
        raise Damaged(f"{key} is not a whole number")
    return value


def moment(data: Mapping[str, Any], key: str) -> dt.datetime:
    """Return an ISO date with its zone. Raises Damaged."""
    try:
        value = dt.datetime.fromisoformat(text(data, key))
    except ValueError as error:
        raise Damaged(f"{key} is not a date") from error
    if value.tzinfo is None:
        raise Damaged(f"{key} has no time zone")
    return value.astimezone(dt.UTC)
