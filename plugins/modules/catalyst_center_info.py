# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Catalyst Center knows of itself and of devices."""

from __future__ import annotations

DOCUMENTATION = r"""
module: catalyst_center_info
short_description: Look up the licence settings of Catalyst Center, its accounts and devices
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads everything that the other modules need to know, for any number of devices, in one login.
  - Changes nothing.
extends_documentation_fragment:
  - netops.smart_licensing.catalyst_center
  - netops.smart_licensing.https
options:
  release:
    description: The release of Catalyst Center, where it does not tell it; some tell only the build of their platform.
    type: str
  devices:
    description: The devices, all of them in one call.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description: By this the result names it; the name in the inventory of Ansible for one.
        type: str
        required: true
      serial_numbers:
        description: Its serial number, or those of all members of a stack. By these it is recognised.
        type: list
        elements: str
      address:
        description: The address by which Catalyst Center reaches it. Stacks and new devices need it.
        type: str
"""

EXAMPLES = r"""
- name: See what Catalyst Center knows
  netops.smart_licensing.catalyst_center_info:
    base_url: https://center.example
    username: "{{ center_username }}"
    password: "{{ center_password }}"
    devices:
      - name: wan-1
        serial_numbers: [FDO2250A0J5]
        address: 192.0.2.11
  delegate_to: localhost
  run_once: true
  register: center
"""

RETURN = r"""
release:
  description: The release, null where it tells none.
  returned: success
  type: str
  sample: 2.3.7.9
license_api:
  description: By which API the licences are known, V(network_device_licenses) from 3.2.1 on, before V(device_summary).
  returned: success
  type: str
  sample: network_device_licenses
settings:
  description:
    - C(connection_mode) (V(direct), V(on_prem), V(smart_proxy)), C(on_prem_host), C(on_prem_account),
      C(smart_account_id), C(virtual_account_id) (null where devices do not register by themselves).
    - Null on a release that has no API for them.
  returned: success
  type: dict
smart_accounts:
  description: What the Center sees of CSSM, each with C(id), C(name), C(domain), C(active) and C(virtual_accounts).
  returned: success
  type: list
  elements: dict
accounts_problem:
  description: What the Center says where it cannot see CSSM, as without a login there; else null.
  returned: success
  type: str
devices:
  description:
    - By name, of each device C(id), C(address), C(hostname), C(managed) (in the inventory, and read over NETCONF),
      C(collection) and C(error) as the Center says them, C(site), C(virtual_account), C(slac_installed),
      C(last_usage_report), C(tells_usage_reports) (whether this release says so at all), C(license_level).
    - What the Center does not know is null. C(problem) says where it knows another device at that address.
  returned: success
  type: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
