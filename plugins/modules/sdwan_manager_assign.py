# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Give devices of SD-WAN Manager their licence, or take their licences away."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sdwan_manager_assign
short_description: Assign licences to devices in SD-WAN Manager
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Assigns one licence from one virtual account to each of O(devices) that does not have it.
  - Assigns nothing unless the licence fits all of them and enough are available.
extends_documentation_fragment:
  - netops.smart_licensing.sdwan_manager
  - netops.smart_licensing.https
options:
  devices:
    description: The devices, each by its UUID, host name or system IP in SD-WAN Manager.
    type: list
    elements: str
    required: true
  state:
    description: V(present) assigns, V(absent) releases all licences of the devices.
    type: str
    choices: [present, absent]
    default: present
  license:
    description: The licence, by its name or its tag. Needed for O(state=present).
    type: str
  smart_account:
    description: The Smart Account that provides it. Needed for O(state=present).
    type: str
  virtual_account:
    description: The virtual account that provides it. Needed for O(state=present).
    type: str
  billing_type:
    description: The billing type.
    type: str
    choices: [prepaid, postpaid]
    default: prepaid
  classification:
    description: Use only licences of this class, such as V(Advantage).
    type: str
  subscription_id:
    description: Use this subscription.
    type: str
"""

EXAMPLES = r"""
- name: Assign a licence to the branches
  netops.smart_licensing.sdwan_manager_assign:
    base_url: https://sdwan-manager.example.com:8443
    username: licensing
    password: "{{ slp_sdwan_manager_password }}"
    devices: [branch-1, branch-2]
    license: Routing DNA Advantage Tier 2
    smart_account: example.com
    virtual_account: WAN
  delegate_to: localhost
  run_once: true

- name: Release the licences of a device that is removed
  netops.smart_licensing.sdwan_manager_assign:
    base_url: https://sdwan-manager.example.com:8443
    username: licensing
    password: "{{ slp_sdwan_manager_password }}"
    devices: [branch-9]
    state: absent
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
devices:
  description: The devices that changed, or would change in check mode, each with C(uuid) and C(host_name).
  returned: success
  type: list
  elements: dict
  sample: [{uuid: C8300-1N1S-4T2X-FDO2250A0J5, host_name: branch-1}]
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
