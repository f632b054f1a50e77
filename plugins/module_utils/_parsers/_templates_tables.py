# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TTP templates of the outputs that are tables or short lists, over lines that carry their kind."""

from __future__ import annotations

RUM_TABLE = r"""
<group name="items*">
row|{{ id | DIGIT | _start_ }} {{ state | re("[A-Z_]+") }} {{ flag | re("[A-Z]") }} {{ feature | re(".+") }}
</group>

<group name="without_content*" method="table">
row|Smart Licensing Usage Report:
row|Report Id, State, Flag, Feature Name
</group>
"""

RUM_DETAIL = r"""
<group name="details*">
detail|Report Id: {{ id | DIGIT | _start_ }}
detail|Metric Name: {{ metric | re(".*") }}
detail|Feature Name: {{ feature | re(".*") }}
detail|Metric Value: {{ value | re(".*") }}
detail|UDI: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
detail|Previous Report Id: {{ previous_id | DIGIT }}, Next Report Id: {{ next_id | DIGIT }}
detail|State: {{ state | re("[^,]+") }}, State Change Reason: {{ reason | re(".*") }}
detail|State: {{ state | re("[^,]+") }}, Close Reason: {{ close_reason | re(".*") }}
detail|Start Time: {{ start | re("[^,]+") }}, End Time: {{ end | re(".*") }}
detail|Storage State: {{ storage_state | re(".*") }}
detail|Transaction ID: {{ transaction_id | re(".*") }}
detail|Transaction Message: {{ transaction_message | re(".*") }}
</group>

<group name="without_content*">
detail|Smart Licensing Usage Report Detail:
</group>
"""

CALL_HOME = r"""
<group name="settings">
call_home|Smart-license messages: {{ messages | re(".*") | _start_ }}
</group>

<group name="profiles*">
call_home|Profile: {{ name | re(".+?") | _start_ }} (status: {{ status | re(".+") }})
call_home|Destination URL(s): {{ url | re(".*") }}
<group name="more_urls*">
call_home|{{ url | re("https?://.+") | _start_ }}
</group>
</group>

<group name="without_content*">
call_home|Current smart-licensing transport settings:
</group>
"""
