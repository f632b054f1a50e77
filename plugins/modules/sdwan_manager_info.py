# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What SD-WAN Manager knows of licences."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sdwan_manager_info
short_description: See what SD-WAN Manager knows of licences
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Returns how SD-WAN Manager reports, its devices with their licences, whether they are in compliance, and on request
    the accounts with the licences that SD-WAN Manager has synchronized.
extends_documentation_fragment:
  - netops.smart_licensing.sdwan_manager
  - netops.smart_licensing.https
options:
  gather_subset:
    description: What to read besides the settings. V(accounts) takes some time, because SD-WAN Manager queries CSSM.
    type: list
    elements: str
    choices: [devices, compliance, accounts]
    default: [devices, compliance]
"""

EXAMPLES = r"""
- name: See which devices have no licence
  netops.smart_licensing.sdwan_manager_info:
    base_url: https://sdwan-manager.example.com:8443
    username: licensing
    password: "{{ slp_sdwan_manager_password }}"
  delegate_to: localhost
  run_once: true
  register: manager
"""

RETURN = r"""
settings:
  description:
    - How SD-WAN Manager reports. C(mode) is V(online), V(offline) or V(on_prem); C(has_credentials) says whether it has
      a CSSM login, and C(user) names it; and C(multiple_entitlement).
  returned: success
  type: dict
  sample: {mode: online, user: licensing, has_credentials: true, multiple_entitlement: false}
devices:
  description:
    - The devices, each with C(uuid), C(host_name), C(system_ip), C(model), C(compliance_status), C(reason),
      C(hsec_compatible), C(hsec_status), C(hsec_license_status) and C(licenses). The words are those of SD-WAN Manager.
  returned: when requested
  type: list
  elements: dict
compliance:
  description: C(status) of all devices together, null if not reported, and C(reasons) (C(status), C(reason)).
  returned: when requested
  type: dict
  sample: {status: Out Of Compliance, reasons: [{status: Out Of Compliance, reason: unassignedDevice}]}
accounts:
  description:
    - The Smart Accounts (C(id), C(name), C(virtual_accounts)); each virtual account with C(id), C(name) and the
      C(licenses) that SD-WAN Manager has synchronized. Empty if it has no CSSM login.
  returned: when requested
  type: list
  elements: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
