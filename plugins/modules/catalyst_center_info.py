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
  - Reads everything that the other modules need, for any number of devices, in one login.
  - Changes nothing.
extends_documentation_fragment:
  - netops.smart_licensing.catalyst_center
  - netops.smart_licensing.https
options:
  release:
    description:
      - The release of Catalyst Center, if it does not report it; some report only the build of their platform.
    type: str
  devices:
    description: All devices, in one call.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description: The name used in the result, such as the name in Ansible's inventory.
        type: str
        required: true
      serial_numbers:
        description: The serial number, or those of all members of a stack, which identify the device.
        type: list
        elements: str
      address:
        description: The address that Catalyst Center uses. Required for stacks and new devices.
        type: str
"""

EXAMPLES = r"""
- name: Read what Catalyst Center knows
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
  description: The release, null if Catalyst Center does not report it.
  returned: success
  type: str
  sample: 2.3.7.9
license_api:
  description: The API used for licences, V(network_device_licenses) from 3.2.1 on, otherwise V(device_summary).
  returned: success
  type: str
  sample: network_device_licenses
settings:
  description:
    - C(connection_mode) (V(direct), V(on_prem), V(smart_proxy)), C(on_prem_host), C(on_prem_account),
      C(smart_account_id), C(virtual_account_id) (null if devices do not register by themselves).
    - Null on a release without an API for settings.
  returned: success
  type: dict
smart_accounts:
  description:
    - The Smart Accounts that Catalyst Center sees, each with C(id), C(name), C(domain), C(active) and
      C(virtual_accounts).
  returned: success
  type: list
  elements: dict
accounts_problem:
  description: Catalyst Center's message if it cannot read CSSM, for example without a login; otherwise null.
  returned: success
  type: str
devices:
  description:
    - By name, for each device C(id), C(address), C(hostname), C(managed) (in the inventory, and read over NETCONF),
      C(collection) and C(error) as Catalyst Center reports them, C(site), C(virtual_account), C(slac_installed),
      C(last_usage_report), C(tells_usage_reports) (whether this release reports it at all), C(license_level).
    - Unknown values are null. C(problem) is set if Catalyst Center knows another device at that address.
  returned: success
  type: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
