# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read show license rum id all and show license rum id NUMBER: the usage reports that the device keeps."""

from __future__ import annotations

from ..state.state import State
from .lists import ListParser
from .matches import Matches, every, udi
from .words import number, value

_TABLE = r"""
<group name="items*">
list|{{ id | DIGIT | _start_ }} {{ state | re("[A-Z_]+") }} {{ flag | re("[A-Z]") }} {{ feature | re(".+") }}
</group>

<group name="without_content*" method="table">
list|Smart Licensing Usage Report:
list|Report Id, State, Flag, Feature Name
</group>
"""
_DETAIL = r"""
<group name="details*">
list|Report Id: {{ id | DIGIT | _start_ }}
list|Metric Name: {{ metric | re(".*") }}
list|Feature Name: {{ feature | re(".*") }}
list|Metric Value: {{ value | re(".*") }}
list|UDI: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
list|Previous Report Id: {{ previous_id | DIGIT }}, Next Report Id: {{ next_id | DIGIT }}
list|State: {{ state | re("[^,]+") }}, State Change Reason: {{ reason | re(".*") }}
list|State: {{ state | re("[^,]+") }}, Close Reason: {{ close_reason | re(".*") }}
list|Start Time: {{ start | re("[^,]+") }}, End Time: {{ end | re(".*") }}
list|Storage State: {{ storage_state | re(".*") }}
list|Transaction ID: {{ transaction_id | re(".*") }}
list|Transaction Message: {{ transaction_message | re(".*") }}
</group>

<group name="without_content*">
list|Smart Licensing Usage Report Detail:
</group>
"""
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


def _fill_items(state: State, matches: Matches) -> None:
    state["rum_reports"]["items"] = [
        {"id": number(entry["id"]), **{key: value(entry[key]) for key in _ROW_WORDS}}
        for entry in every(matches, "items")
    ]


def _fill_details(state: State, matches: Matches) -> None:
    state["rum_reports"]["details"] = [
        {
            **{key: number(entry.get(key)) for key in _DETAIL_NUMBERS},
            **udi(entry),
            **{key: value(entry.get(key)) for key in _DETAIL_WORDS},
        }
        for entry in every(matches, "details")
    ]


# Into rum_reports.items: [{id, state, flag, feature}].
RUM_TABLE = ListParser("show license rum id all", _TABLE, _fill_items)
# Into rum_reports.details: the ids, metric, state and times of each report.
RUM_DETAIL = ListParser("show license rum id", _DETAIL, _fill_details, record="Report Id:")
