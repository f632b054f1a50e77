# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TTP templates of what only show license tech support prints, over lines that carry their section."""

from __future__ import annotations

from .templates import DATE

SUPPORT = r"""
<group name="channel">
communication|{{ _start_ }}
communication|Communication Level Allowed: {{ level_allowed | re(".*") }}
communication|Overall State: {{ overall_state | re(".*") }}
</group>

<group name="messages*">
message|{{ message | re("[A-Z][^:=]*") | _start_ }}:
message|Attempts: Total={{ total | DIGIT }}, Success={{ success | DIGIT }}, Fail={{ fail | DIGIT }} \
Ongoing Failure: Overall={{ ongoing_overall | DIGIT }} Communication={{ ongoing_communication | DIGIT }}
message|Last Response: {{ last_response | re(".*") }}
message|Failure Reason: {{ failure_reason | re(".*") }}
message|Last Success Time: {{ last_success | re(".*") }}
message|Last Failure Time: {{ last_failure | re(".*") }}
</group>

<group name="jobs_time">
jobs|Current time: {{ current_time | re("DATE") | _start_ }}
</group>

<group name="jobs*">
jobs|{{ name | re("(?!Current time:).+?") | _start_ }}: {{ at | re("DATE") }} ({{ remaining | re(".+") }} remaining)
jobs|{{ name | re("(?!Current time:).+?") | _start_ }}: {{ at | re("DATE") }} ({{ status | re("[A-Z][a-z]+") }})
jobs|{{ name | re("[^:]+") | _start_ }}: {{ status | re("Not [A-Za-z ]+") }}
jobs|{{ name | re("[^:]+") | _start_ }}: {{ status | re("Expired[A-Za-z ]*") }}
</group>

<group name="certificates">
certificates|{{ _start_ }}
certificates|Production Cert: {{ production | re(".*") }}
certificates|{{ text | re("Not registered.+") }}
</group>

<group name="ha">
ha|{{ _start_ }}
ha|RP Role: {{ rp_role | re(".*") }}
ha|Chassis Role: {{ chassis_role | re(".*") }}
ha|Behavior Role: {{ behavior_role | re(".*") }}
ha|RMF: {{ rmf | re(".*") }}
ha|CF: {{ cf | re(".*") }}
ha|CF State: {{ cf_state | re(".*") }}
ha|Message Flow Allowed: {{ message_flow_allowed | re(".*") }}
</group>

<group name="not_required*">
not_required|Entitlement Tag: {{ tag | re(".+") | _start_ }}
</group>

<group name="other*">
other|{{ key | re(".+?") | _start_ }}: {{ value | re(".*") }}
other|{{ key | re(".+") | _start_ }}:
</group>

<group name="trust_data*">
trust_data|P:{{ pid | re(".+?") | _start_ }},S:{{ sn | re("[^:]+") }}: {{ text | re(".+") }}
trust_data|{{ local | re("Local Device") | _start_ }}: {{ text | re(".+") }}
</group>

<group name="mapping*">
mapping|{{ pid | re(".+?") | _start_ }}: Total licenses found: {{ total | DIGIT }}
</group>

<group name="platform_enforced*">
platform_enforced|P:{{ pid | re(".+?") | _start_ }},S:{{ sn | re("[^:]+") }}:
<group name="licenses*">
platform_enforced|{{ name | re("[^:]+") | _start_ }}: {{ entitlement_tag | re("[^ (]+") }} ({{ code | DIGIT }})
platform_enforced|{{ name | re("[^:]+") | _start_ }}: ({{ code | DIGIT }})
</group>
</group>

<group name="without_content*">
platform_enforced|No PD enforced licenses
</group>
""".replace("DATE", DATE)
