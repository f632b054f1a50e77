# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show call-home smart-licensing: the profile through which Call Home carries licence messages."""

from __future__ import annotations

from ..state.state import State
from .lists import ListParser
from .matches import Matches, every, one
from .words import boolean, value

_TEMPLATE = r"""
<group name="settings">
list|Smart-license messages: {{ messages | re(".*") | _start_ }}
</group>

<group name="profiles*">
list|Profile: {{ name | re(".+?") | _start_ }} (status: {{ status | re(".+") }})
list|Destination URL(s): {{ url | re(".*") }}
<group name="more_urls*">
list|{{ url | re("https?://.+") | _start_ }}
</group>
</group>

<group name="without_content*">
list|Current smart-licensing transport settings:
</group>
"""


def _fill(state: State, matches: Matches) -> None:
    state["call_home"] = {
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


# Into call_home: {messages: bool, profiles: [{name, status, urls}]}.
CALL_HOME = ListParser("show call-home smart-licensing", _TEMPLATE, _fill, record="Profile:")
