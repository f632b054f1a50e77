# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show license rum id all and show license rum id NUMBER: the usage reports that the device keeps."""

from __future__ import annotations

from typing import Any

from .._state import State
from ._lists import read_list
from ._matches import Matches, every, udi
from ._template_engine import compiled
from ._templates_tables import RUM_DETAIL, RUM_TABLE
from ._words import number, value

_ROW_WORDS = ("state", "flag", "feature")
_DETAIL_WORDS = (
    "metric",
    "feature",
    "value",
    "state",
    "reason",
    "close_reason",
    "start",
    "end",
    "storage_state",
    "transaction_id",
    "transaction_message",
)
_DETAIL_NUMBERS = ("id", "previous_id", "next_id")


def parse_rum_table(text: str) -> State:
    """Read the list of reports into rum_reports.items: [{id, state, flag, feature}]; raises ParseError."""
    template = compiled(RUM_TABLE)
    state, matches = read_list("show license rum id all", template, "row", text)
    state["rum_reports"]["items"] = build_items(matches)
    return state


def build_items(matches: Matches) -> list[dict[str, Any]]:
    """Return the rows of the list of reports."""
    return [
        {"id": number(entry["id"]), **{key: value(entry[key]) for key in _ROW_WORDS}}
        for entry in every(matches, "items")
    ]


def parse_rum_detail(text: str) -> State:
    """Read reports into rum_reports.details, each with its ids, metric, state and times; raises ParseError."""
    template = compiled(RUM_DETAIL)
    state, matches = read_list("show license rum id", template, "detail", text, "Report Id:")
    state["rum_reports"]["details"] = build_details(matches)
    return state


def build_details(matches: Matches) -> list[dict[str, Any]]:
    """Return the reports."""
    return [
        {
            **{key: number(entry.get(key)) for key in _DETAIL_NUMBERS},
            **udi(entry),
            **{key: value(entry.get(key)) for key in _DETAIL_WORDS},
        }
        for entry in every(matches, "details")
    ]
