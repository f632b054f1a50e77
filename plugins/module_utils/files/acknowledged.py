# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which reports an ACK acknowledges, as far as its data can be read.

No ACK in clear was ever published, so nothing is demanded of it; but a report counts as acknowledged only where its ID
has no word of failure next to it, because an acknowledged report may be removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..words.errors import InvalidValue
from .strict_json import read_json
from .udi import Udi, parse_udi, udi_of

_ID_KEYS = ("report_id", "reportId", "report_ids", "reportIds", "acknowledged_reports")
_UDI_KEYS = ("udi", "sudi")
_STATUS_KEYS = ("status", "success", "state")
_GOOD = ("true", "ok", "success", "complete", "completed", "accepted", "ack", "acknowledged")


class Acknowledged(NamedTuple):
    """One report that CSSM has; `udi` is None if the entry does not say whose it is."""

    udi: Udi | None
    report_id: str


def read_acknowledged(text: str) -> tuple[list[Acknowledged], set[Udi]] | None:
    """Return (acknowledged reports, UDIs that are named) of the data of an ACK; None when it cannot be read."""
    try:
        entries = read_json(text)
    except ValueError:
        return None
    reports: list[Acknowledged] = []
    named: set[Udi] = set()
    waiting: list[tuple[Any, Udi | None]] = [(entries, None)]
    while waiting:
        value, owner = waiting.pop()
        if isinstance(value, list):
            waiting.extend((item, owner) for item in reversed(value))
        elif isinstance(value, dict):
            owner = _owner(value) or owner
            named |= {owner} if owner else set()
            if _failed(value):
                continue
            reports += [Acknowledged(owner, report_id) for report_id in _ids(value)]
            waiting.extend((item, owner) for key, item in value.items() if key not in (*_ID_KEYS, *_UDI_KEYS))
    return reports, named


def _owner(entry: Mapping[str, Any]) -> Udi | None:
    for candidate in (entry, *(entry.get(key) for key in _UDI_KEYS)):
        if isinstance(candidate, dict) and (found := udi_of(candidate)):
            return found
        if isinstance(candidate, str):
            try:
                return parse_udi(candidate)
            except InvalidValue:
                continue
    return None


def _failed(entry: Mapping[str, Any]) -> bool:
    words = (entry[key] for key in _STATUS_KEYS if key in entry)
    return any(not isinstance(word, (str, bool)) or str(word).lower() not in _GOOD for word in words)


def _ids(entry: Mapping[str, Any]) -> list[str]:
    values = [entry[key] for key in _ID_KEYS if key in entry]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    nested = [item["report_id"] if isinstance(item, dict) and "report_id" in item else item for item in flat]
    return [str(item) for item in nested if isinstance(item, (int, str)) and not isinstance(item, bool) and str(item)]
