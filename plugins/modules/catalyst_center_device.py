# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices in the inventory of Catalyst Center, at their sites, in their virtual accounts."""

from __future__ import annotations

DOCUMENTATION = r"""
module: catalyst_center_device
short_description: Add devices to Catalyst Center, assign them to sites, and register them with virtual accounts
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Adds what is not in the inventory, has the Center read again what it could not read (as before NETCONF was enabled),
    waits until it manages each device, assigns each to its site, and registers each with its virtual account.
  - A device is recognised by its serial number. It is never removed from the inventory, and its credentials there are
    not changed.
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
      site:
        description: The site by its hierarchy, such as V(Global/Europe/Berlin). By default the device keeps its site.
        type: str
      virtual_account:
        description:
          - The name of its virtual account. Without it, the device is not registered.
          - A device that is in another virtual account is a problem, and stays there.
        type: str
  credentials:
    description: The credentials that Catalyst Center uses for new devices. Without them, a missing device is a problem.
    type: dict
    suboptions:
      username:
        description: The user of the device.
        type: str
        required: true
      password:
        description: The password of that user.
        type: str
        required: true
      enable_password:
        description: The enable password, if it differs.
        type: str
      netconf_port:
        description: The port of NETCONF.
        type: int
        default: 830
      snmp_version:
        description: The version of SNMP.
        type: str
        choices: [v2, v3]
        default: v2
      snmp_community:
        description: The read-only community, with V(v2).
        type: str
      snmp_mode:
        description: The security level, with V(v3).
        type: str
        choices: [NOAUTHNOPRIV, AUTHNOPRIV, AUTHPRIV]
      snmp_username:
        description: The user of SNMP, with V(v3).
        type: str
      snmp_auth_protocol:
        description: The authentication protocol.
        type: str
        choices: [SHA, MD5]
      snmp_auth_passphrase:
        description: The authentication passphrase.
        type: str
      snmp_priv_protocol:
        description: The encryption protocol.
        type: str
        choices: [AES128, AES192, AES256]
      snmp_priv_passphrase:
        description: The encryption passphrase.
        type: str
"""

EXAMPLES = r"""
- name: Bring routers under Catalyst Center
  netops.smart_licensing.catalyst_center_device:
    base_url: https://center.example
    username: "{{ center_username }}"
    password: "{{ center_password }}"
    devices:
      - name: wan-1
        serial_numbers: [FDO2250A0J5]
        address: 192.0.2.11
        site: Global/Europe/Berlin
        virtual_account: WAN
    credentials:
      username: "{{ device_username }}"
      password: "{{ device_password }}"
      snmp_community: "{{ snmp_community }}"
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
actions:
  description:
    - By name, what was done to a device, of V(added), V(synchronized), V(assigned), V(registered); in check mode, what
      would be.
  returned: success
  type: dict
  sample: {wan-1: [added, assigned, registered]}
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
