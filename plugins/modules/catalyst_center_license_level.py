# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence level of devices."""

from __future__ import annotations

DOCUMENTATION = r"""
module: catalyst_center_license_level
short_description: Change the licence level of devices through Catalyst Center
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Sets the level of the subscription licence, like Change License Level in the GUI.
  - Requires release 3.2.1 or later; fails with V(unsupported_release) on earlier releases.
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
      level:
        description: The level; V(none) removes the subscription licence.
        type: str
        choices: [essentials, advantage, none]
        required: true
  wireless:
    description: Change the wireless licence of a switch, not its switching licence.
    type: bool
    default: false
  reboot:
    description: Let Catalyst Center reboot the device. Many devices keep the old level until their next reboot.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Raise the level
  netops.smart_licensing.catalyst_center_license_level:
    base_url: https://center.example
    username: "{{ center_username }}"
    password: "{{ center_password }}"
    devices:
      - name: wan-1
        serial_numbers: [FDO2250A0J5]
        level: advantage
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
levels:
  description: By name, the level of each device that the module changed, or would change in check mode.
  returned: success
  type: dict
  sample: {wan-1: advantage}
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
