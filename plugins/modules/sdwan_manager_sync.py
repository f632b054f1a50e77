# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Have SD-WAN Manager take the licences of accounts into its books."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sdwan_manager_sync
short_description: Let SD-WAN Manager synchronize the licences of accounts
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Does nothing if SD-WAN Manager reports in the requested mode and has a licence of every account.
  - The API does not show the time of the last synchronization. After new orders use O(force).
  - Configure SD-WAN Manager's CSSM login in its GUI.
extends_documentation_fragment:
  - netops.smart_licensing.sdwan_manager
  - netops.smart_licensing.https
options:
  mode:
    description: How SD-WAN Manager reaches CSSM.
    type: str
    choices: [online, offline, on_prem]
    default: online
  smart_account:
    description: The Smart Account, by the name that SD-WAN Manager shows.
    type: str
    required: true
  virtual_accounts:
    description: The names of the virtual accounts; all of the Smart Account if the list is empty.
    type: list
    elements: str
    default: []
  multiple_entitlement:
    description: Whether a device may have several licences.
    type: bool
    default: false
  license_file:
    description: The licence file from CSSM, needed for O(mode=offline).
    type: path
  force:
    description: Synchronize in any case; the result is then always changed.
    type: bool
    default: false
  wait:
    description: Seconds to wait until the licences are synchronized.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Synchronize the licences of the WAN
  netops.smart_licensing.sdwan_manager_sync:
    base_url: https://sdwan-manager.example.com:8443
    username: licensing
    password: "{{ slp_sdwan_manager_password }}"
    smart_account: example.com
    virtual_accounts: [WAN]
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
mode:
  description: How SD-WAN Manager reports afterwards.
  returned: success
  type: str
  sample: online
licenses:
  description:
    - The synchronized licences, each with C(tag), C(display_name), C(smart_account), C(virtual_account),
      C(billing_type), C(subscription_id), C(available) and C(quantity). In check mode the current ones.
  returned: success
  type: list
  elements: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
