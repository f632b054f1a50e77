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
  - Sets the level of the subscription licence, as Change License Level of the GUI does.
  - Has an API from release 3.2.1 on; before, it fails with V(unsupported_release).
extends_documentation_fragment:
  - netops.smart_licensing.catalyst_center
  - netops.smart_licensing.https
  - netops.smart_licensing.catalyst_center.tasks
options:
  devices:
    description: The devices, all of them in one call.
    type: list
    elements: dict
    required: true
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
      level:
        description: The level; V(none) takes the subscription licence away.
        type: str
        choices: [essentials, advantage, none]
        required: true
  wireless:
    description: Change the wireless licence of a switch, not that of its switching.
    type: bool
    default: false
  reboot:
    description: Let the Center reboot the device for it. Many devices keep the old level until their next reboot.
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
  description: By name, the level of each device that was changed; in check mode, would be.
  returned: success
  type: dict
  sample: {wan-1: advantage}
problems:
  description:
    - What went wrong with which device, by its name; the others are not held up by it.
    - The module fails only where nothing could be done at all.
  returned: success
  type: dict
  sample: {}
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
