# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What virtual accounts have bought."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cssm_license_info
short_description: Look up purchased licences in CSSM
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Returns all licences of virtual accounts, with the purchased and the used quantities.
  - Writes them as a file for O(netops.smart_licensing.slp_compliance_report#module:entitlements).
  - A value that CSSM does not return is C(null); a warning names a licence whose quantity cannot be read, and licences
    that CSSM counts but does not return.
extends_documentation_fragment:
  - netops.smart_licensing.cssm
  - netops.smart_licensing.https
options:
  smart_account:
    description: The domain of the Smart Account, or its name where only one has it.
    type: str
    required: true
  virtual_accounts:
    description: The names of virtual accounts; by default all that the login can see.
    type: list
    elements: str
  path:
    description:
      - A file on the controller for the report, with mode 0600; written atomically, and only if its content changes.
      - It does not contain a licence whose quantity cannot be read.
    type: path
"""

EXAMPLES = r"""
- name: List purchased licences
  netops.smart_licensing.cssm_license_info:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"
    smart_account: example.com
    path: slp_artifacts/compliance/bought.json
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
licenses:
  description:
    - Each licence of each virtual account. C(smart_account) is the name of the account, as devices show it.
    - C(bought) and C(in_use) are numbers; C(available) is negative if more is in use than was purchased.
    - C(terms) are the parts of the purchase, with C(kind), C(quantity), C(start), C(end) (as CSSM writes dates) and
      C(subscription).
  returned: success
  type: list
  elements: dict
  sample:
    - smart_account: Example
      virtual_account: Campus
      name: C9300-24 Network Advantage
      bought: 40
      in_use: 38
      available: 2
      status: In Compliance
      terms: [{kind: PERPETUAL, quantity: 40, start: null, end: null, subscription: null}]
path:
  description: The file with the licences. In check mode only if nothing would be written.
  returned: when O(path) is given
  type: str
  sample: slp_artifacts/compliance/bought.json
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
