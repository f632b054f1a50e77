# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TTP templates of the licence outputs, over lines that carry their section (see parsers/sections.py).

They say what a line is called, never what it means: `parsers/build.py` turns the words into values.
"""

from __future__ import annotations

# A date as the device prints it, in a zone of any name.
DATE = "[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4}(?: [^ ]+)?"
# A number, and in show license tech support another in brackets behind it.
NUMBERS = "[0-9]+(?:[(][0-9]+[)])?"

POLICY_KINDS = ("unenforced_perpetual", "unenforced_subscription", "enforced", "export")
_ATTRIBUTES = r"""
<group name="KIND">
KIND|{{ _start_ }}
KIND|First report requirement (days): {{ first_report | re(".*") }}
KIND|Reporting frequency (days): {{ reporting_frequency | re(".*") }}
KIND|Report on change (days): {{ report_on_change | re(".*") }}
</group>
"""

LICENSE = r"""
<group name="conversion">
conversion|{{ _start_ }}
conversion|Automatic Conversion Enabled: {{ automatic | re(".*") }}
conversion|Status: {{ status | re(".*") }}
conversion|Last Data Push: {{ last_data_push | re(".*") }}
conversion|Last File Export: {{ last_file_export | re(".*") }}
</group>

<group name="export_features*">
export_key|{{ feature | re("(?!Features Authorized:).+") | _start_ }}
</group>

<group name="utility">
utility|{{ _start_ }}
utility|Status: {{ status | re(".*") }}
</group>

<group name="utility_report">
utility_report|{{ _start_ }}
utility_report|Last success: {{ last_success | re(".*") }}
utility_report|Last attempt: {{ last_attempt | re(".*") }}
utility_report|Next attempt: {{ next_attempt | re(".*") }}
</group>

<group name="customer*">
customer|{{ key | re("[A-Z][A-Za-z ]*") | _start_ }}: {{ value | re(".*") }}
</group>

<group name="policy_mode">
policy_mode|{{ _start_ }}
policy_mode|Status: {{ status | re(".*") }}
policy_mode|Reporting Mode: {{ reporting_mode | re(".*") }}
</group>

<group name="account">
account|{{ _start_ }}
account|Smart Account: {{ smart_account | re(".+?") }} As of {{ as_of | re(".+") }}
account|Smart Account: {{ smart_account | re(".*") }}
account|Virtual Account: {{ virtual_account | re(".*") }}
</group>

<group name="privacy">
privacy|{{ _start_ }}
privacy|Sending Hostname: {{ sending_hostname | re(".*") }}
privacy|Callhome hostname privacy: {{ callhome_hostname | re(".*") }}
privacy|Smart Licensing hostname privacy: {{ hostname | re(".*") }}
privacy|Version privacy: {{ version | re(".*") }}
</group>

<group name="transport">
transport|{{ _start_ }}
transport|Type: {{ type | re(".*") }}
transport|URL: {{ url | re(".*") }}
transport|Cslu address: {{ cslu_address | re(".*") }}
transport|Server Identity Check: {{ server_identity_check | re(".*") }}
transport|IP Mode: {{ ip_mode | re(".*") }}
transport|Trust Point: {{ trust_point | re(".*") }}
</group>

<group name="proxy">
proxy|{{ _start_ }}
proxy|Address: {{ address | re(".*") }}
proxy|Port: {{ port | re(".*") }}
proxy|Username: {{ username | re(".*") }}
proxy|Password: {{ password | re(".*") }}
</group>

<group name="vrf">
vrf|{{ _start_ }}
vrf|{{ name | re(".+") }}
</group>

<group name="miscellaneous">
miscellaneous|{{ _start_ }}
miscellaneous|Custom Id: {{ custom_id | re(".*") }}
</group>

<group name="policy">
policy|{{ _start_ }}
policy|Policy in use: {{ in_use | re(".*") }}
policy|Policy name: {{ name | re(".*") }}
policy|Reporting ACK required: {{ ack_required | re(".*") }}
</group>

<group name="usage_reporting">
usage_reporting|{{ _start_ }}
usage_reporting|Last ACK received: {{ last_ack_received | re(".*") }}
usage_reporting|Next ACK deadline: {{ next_ack_deadline | re(".*") }}
usage_reporting|Reporting push interval: {{ push_interval_days | re(".*") }}
usage_reporting|Next ACK push check: {{ next_ack_push_check | re(".*") }}
usage_reporting|Next report push: {{ next_report_push | re(".*") }}
usage_reporting|Last report push: {{ last_report_push | re(".*") }}
usage_reporting|Last report file write: {{ last_report_file_write | re(".*") }}
</group>

<group name="trust">
trust_codes|{{ _start_ }}
trust_codes|{{ installed_on | re("DATE") }}
trust_codes|Trust Code Type: {{ type | re(".*") }}
trust_codes|Attributes: {{ attributes | re(".*") }}
</group>

<group name="trust_codes*">
trust_codes|{{ role | _start_ }}: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
trust_codes|{{ status | re("(?:NOT )?INSTALLED") }}
trust_codes|INSTALLED on {{ installed_on | re("DATE") }} Valid on {{ valid_on | re("DATE") }}
trust_codes|INSTALLED on {{ installed_on | re("DATE") }}
trust_codes|Valid on {{ valid_on | re(".+") }}
trust_codes|Expired on {{ expires_on | re(".+") }}
trust_codes|Trust Code Type: {{ type | re(".*") }}
trust_codes|Attributes: {{ attributes | re(".*") }}
</group>

<group name="licenses*">
license|{{ name | re("[^(]*") | _start_ }} ({{ entitlement_tag | re(".*") }}):
license|({{ entitlement_tag | re(".*") | _start_ }}):
license|{{ name | re("[^:(]+") | _start_ }}: ({{ count | DIGIT }})
license|Handle: {{ handle | DIGIT | _start_ }}
license|License: {{ name | re(".*") }}
license|Entitlement Tag: {{ entitlement_tag | re(".*") }}
license|Description: {{ description | re(".*") }}
license|Count: {{ count | DIGIT }}
license|Version: {{ version | re(".*") }}
license|Status: {{ status | re(".*") }}
license|Export status: {{ export_status | re(".*") }}
license|Feature Name: {{ feature_name | re(".*") }}
license|Feature Description: {{ feature_description | re(".*") }}
license|Enforcement type: {{ enforcement_type | re(".*") }}
license|License type: {{ license_type | re(".*") }}
license|Subscription ID: {{ subscription_id | re(".*") }}
license|Application Name: {{ application_name | re(".*") }}
license|Application Id: {{ application_id | re(".*") }}
license|Application Role: {{ application_role | re(".*") }}
license|Authorized Count: {{ authorized | DIGIT }}
license|Out-Of-Compliance Count: {{ out_of_compliance | DIGIT }}
license|Insufficient Count: {{ insufficient | DIGIT }}
license|No license: {{ no_license | DIGIT }}
license|Status time: {{ status_time | re(".*") }}
license|Request Time: {{ request_time | re(".*") }}
license|Day-0 Verification: {{ day_0_verification | re(".*") }}
license|Soft Enforced: {{ soft_enforced | re(".*") }}
license|{{ metric | re("[A-Z][A-Z_]+") }}:
license|Interval: {{ interval | re(".*") }}
license|Current Value: {{ current_value | DIGIT }}
license|Current Report: {{ current_report | DIGIT }} Previous: {{ previous_report | DIGIT }}
<group name="peers*">
license_peer|{{ _start_ }}
license_peer|Application Name: {{ name | re(".*") }}
license_peer|Application Id: {{ id | re(".*") }}
license_peer|Application Role: {{ role | re(".*") }}
license_peer|Hostname: {{ hostname | re(".*") }}
license_peer|PIID: {{ piid | re(".*") }}
license_peer|UDI: P:{{ pid | re(".+?") }},S:{{ sn | re(".+") }}
license_peer|Smart Account Name: {{ smart_account | re(".*") }}
license_peer|Virtual Account Name: {{ virtual_account | re(".*") }}
</group>
</group>

<group name="table*">
usage|{{ name | re("[^(]*[^ .(]") | _start_ }}{{ ignore("[ .]*") }}({{ entitlement_tag | re(".+") }})\
{{ ignore("[ .]+") }}{{ count | DIGIT }}{{ ignore("[ .]+") }}{{ status | re("[A-Z].*") }}
</group>

<group name="product">
product|{{ _start_ }}
product|UDI: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
</group>

<group name="members*">
members|{{ role | _start_ }}:PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
</group>

<group name="agent">
agent|{{ _start_ }}
agent|Smart Agent for Licensing: {{ version | re(".*") }}
</group>

<group name="authorization_channel*">
authorizations|Last Data Push: {{ last_data_push | re(".*") | _start_ }}
authorizations|Last File Export: {{ last_file_export | re(".*") | _start_ }}
</group>

<group name="authorizations*">
overall|{{ role | _start_ }}: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
overall|Status: {{ status | re(".*") }}
overall|Last Confirmation code: {{ confirmation_code | re(".*") }}
overall|Last return code: {{ return_code | re(".*") }}
</group>

<group name="entitlements*">
entitlements|{{ name | re(".+?") | _start_ }} ({{ tag | re(".+") }}):
entitlements|Description: {{ description | re(".*") }}
entitlements|Total available count: {{ available_count | DIGIT }}
entitlements|Total reserved count: {{ reserved_count | DIGIT }}
entitlements|Enforcement type: {{ enforcement_type | re(".*") }}
<group name="terms*">
entitlements|{{ role | _start_ }}: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
entitlements|Authorization type: {{ type | re(".*") }}
entitlements|License type: {{ license_type | re(".*") }}
entitlements|Start Date: {{ start_date | re(".*") }}
entitlements|End Date: {{ end_date | re(".*") }}
entitlements|Subscription ID: {{ subscription_id | re(".*") }}
entitlements|Term Count: {{ term_count | DIGIT }}
</group>
</group>

<group name="reservation">
reservation|{{ _start_ }}
reservation|License reservation: {{ enabled | re(".*") }}
reservation|Last Data Push: {{ last_data_push | re(".*") }}
reservation|Last File Export: {{ last_file_export | re(".*") }}
</group>

<group name="reservation_members*">
reservation_members|{{ role | _start_ }}: PID:{{ pid | re(".+?") }},SN:{{ sn | re(".+") }}
reservation_members|Reservation status: {{ status | re(".*") }}
reservation_members|Request code: {{ request_code | re(".*") }}
reservation_members|Last return code: {{ return_code | re(".*") }}
reservation_members|Last Confirmation code: {{ confirmation_code | re(".*") }}
reservation_members|Reservation authorization code: {{ authorization_code | re(".*") }}
</group>

<group name="derived*">
derived|Entitlement Tag: {{ tag | re(".+") | _start_ }}
</group>

<group name="enforcement">
enforcement|{{ _start_ }}
enforcement|{{ state | re(".+") }}
</group>

<group name="rum_summary">
rum_summary|{{ _start_ }}
rum_summary|Total: {{ total | DIGIT }}, Purged: {{ purged | re("NUMBERS") }}
rum_summary|Total Acknowledged Received: {{ acknowledged | DIGIT }}, \
Waiting for Ack: {{ waiting_for_ack | re("NUMBERS") }}
rum_summary|Available to Report: {{ available | DIGIT }} Collecting Data: {{ collecting | DIGIT }}
rum_summary|Maximum Display: {{ maximum_display | DIGIT }} In Storage: {{ in_storage | DIGIT }}, \
MIA: {{ mia | re("NUMBERS") }}
rum_summary|Report Module Status: {{ module_status | re(".*") }}
</group>

<group name="telemetry">
telemetry|{{ _start_ }}
telemetry|Data Channel: {{ data_channel | re(".*") }}
telemetry|Reports on disk: {{ reports_on_disk | DIGIT }}
</group>

<group name="analytics">
analytics|{{ _start_ }}
analytics|Product Analytics: {{ status | re(".*") }}
analytics|Not Available Reason: {{ reason | re(".*") }}
analytics|Total current Product Analytics reports: {{ reports | DIGIT }}
</group>

<group name="without_content*" method="table">
proxy|Not Configured
trust_codes|&lt;none&gt;
export_key|Features Authorized:
usage|No licenses in use
usage|License Entitlement {{ ignore("[Tt]ag") }} Count Status
license|Application HA Info:
license|Measurements:
license|No licenses in use
license_authorization|Status: Not Applicable
license_authorization|No licenses in use
entitlements|Term information:
purchased|No Purchase Information Available{{ ignore("#?") }}
</group>
""".replace("DATE", DATE).replace("NUMBERS", NUMBERS)
LICENSE += "".join(_ATTRIBUTES.replace("KIND", kind) for kind in POLICY_KINDS)
