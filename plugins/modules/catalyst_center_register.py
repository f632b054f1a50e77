# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices registered with their virtual accounts."""

from __future__ import annotations

DOCUMENTATION = r"""
module: catalyst_center_register
short_description: Register devices with virtual accounts through Catalyst Center
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Registers devices that are in no virtual account yet. A device that is in another account is a problem, and stays
    there.
extends_documentation_fragment:
  - netops.smart_licensing.catalyst_center
  - netops.smart_licensing.https
  - netops.smart_licensing.catalyst_center.tasks
options:
  devices:
    description: All devices, in one call.
    type: list
    elements: dict
    required: true
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
      virtual_account:
        description: The name of the virtual account.
        type: str
        required: true
"""

EXAMPLES = r"""
- name: Register routers
  netops.smart_licensing.catalyst_center_register:
    base_url: https://center.example
    username: "{{ center_username }}"
    password: "{{ center_password }}"
    devices:
      - name: wan-1
        serial_numbers: [FDO2250A0J5]
        virtual_account: WAN
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
registered:
  description: The names of the devices that the module registered, or would register in check mode.
  returned: success
  type: list
  elements: str
  sample: [wan-1]
problems:
  description:
    - The problem of each device, by name; the other devices are not affected.
    - The module fails only if nothing could be done at all.
  returned: success
  type: dict
  sample: {}
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
