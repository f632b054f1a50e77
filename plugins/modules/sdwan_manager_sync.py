# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Have SD-WAN Manager take the licences of accounts into its books."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sdwan_manager_sync
short_description: Have SD-WAN Manager take the licences of accounts into its books
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Does nothing where SD-WAN Manager reports in the mode asked for and has a licence of every account in its books.
  - When it was synchronized last, the API does not say. After new orders use O(force).
  - The login that SD-WAN Manager has at CSSM is entered in its own pages.
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
    description: The virtual accounts, by their names; all of the Smart Account when the list is empty.
    type: list
    elements: str
    default: []
  multiple_entitlement:
    description: Whether a device may have several licences.
    type: bool
    default: false
  license_file:
    description: The file of licences that CSSM gave, needed for O(mode=offline).
    type: path
  force:
    description: Synchronize in any case; the result is then always changed.
    type: bool
    default: false
  wait:
    description: Seconds to wait until the licences are in the books.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Take the licences of the WAN into the books
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
    - The licences in the books, each with C(tag), C(display_name), C(smart_account), C(virtual_account),
      C(billing_type), C(subscription_id), C(available) and C(quantity). In check mode those that are there now.
  returned: success
  type: list
  elements: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
