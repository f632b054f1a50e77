# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show call-home smart-licensing: the profile through which Call Home carries licence messages."""

from __future__ import annotations

from typing import Any

from .._state import State
from ._lists import read_list
from ._matches import Matches, every, one
from ._template_engine import compiled
from ._templates_tables import CALL_HOME
from ._words import boolean, value


def parse_call_home(text: str) -> State:
    """Read into call_home: {messages: bool, profiles: [{name, status, urls}]}; raises ParseError."""
    template = compiled(CALL_HOME)
    state, matches = read_list("show call-home smart-licensing", template, "call_home", text, "Profile:")
    state["call_home"] = build_call_home(matches)
    return state


def build_call_home(matches: Matches) -> dict[str, Any]:
    """Return the messages setting and the profiles."""
    return {
        "messages": boolean(one(matches, "settings").get("messages")),
        "profiles": [
            {
                "name": entry["name"],
                "status": value(entry["status"]),
                "urls": [url for found in (entry, *every(entry, "more_urls")) if (url := value(found.get("url")))],
            }
            for entry in every(matches, "profiles")
        ],
    }
