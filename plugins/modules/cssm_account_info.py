# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Smart Accounts and virtual accounts of a CSSM login."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cssm_account_info
short_description: Look up Smart Accounts and their virtual accounts in CSSM
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Returns the accounts that the login can see, with their ids.
  - Fails if an account does not exist, and lists the existing ones.
extends_documentation_fragment:
  - netops.smart_licensing.cssm
  - netops.smart_licensing.https
options:
  smart_account:
    description: Only this one, by its domain, or by its name if the name is unique.
    type: str
  virtual_account:
    description: Only this virtual account of O(smart_account).
    type: str
"""

EXAMPLES = r"""
- name: List the accounts that the login can see
  netops.smart_licensing.cssm_account_info:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"

- name: Make sure that a virtual account exists
  netops.smart_licensing.cssm_account_info:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"
    smart_account: example.com
    virtual_account: Campus
"""

RETURN = r"""
smart_accounts:
  description: The Smart Accounts, each with C(id), C(name), C(domain) and C(virtual_accounts) (C(id), C(name)).
  returned: success
  type: list
  elements: dict
  sample:
    - id: "101"
      name: Example
      domain: example.com
      virtual_accounts: [{id: "2001", name: Campus}]
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
