# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SLAC from CSSM, as a file to import, and its return."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cssm_slac
short_description: Get a SLAC as a file from CSSM, or return one
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reserves an entitlement for a product instance, waits until CSSM has created the SLAC, and writes it to a file for
    M(netops.smart_licensing.slp_import).
  - If O(dest) already contains such a SLAC, the module does not contact CSSM. A request that CSSM does not finish
    within O(poll_timeout) is recorded in a hidden file next to O(dest); the next run polls for its result instead of
    sending a second request.
  - The module does not resend a request whose response was lost, because that could consume a second licence; it fails
    with V(connection_lost).
extends_documentation_fragment:
  - netops.smart_licensing.cssm
  - netops.smart_licensing.https
  - netops.smart_licensing.cssm.place
  - netops.smart_licensing.cssm.polling
options:
  udi:
    description: The UDI of the product instance.
    type: str
    required: true
  hostname:
    description: The name of the product instance in CSSM; defaults to its serial number.
    type: str
  state:
    description: V(present) gets a SLAC, V(absent) returns it with the code that the device printed.
    type: str
    choices: [present, absent]
    default: present
  entitlement_tag:
    description: The tag of the entitlement, as C(show license tech support) prints it. Needed for O(state=present).
    type: str
  count:
    description: The quantity.
    type: int
    default: 1
  dest:
    description: The file to write on the controller, with mode 0600. Needed for O(state=present).
    type: path
  return_code:
    description: The code that the device printed when its SLAC was returned offline. Needed for O(state=absent).
    type: str
"""

EXAMPLES = r"""
- name: Get an HSEC SLAC for a router without a connection
  netops.smart_licensing.cssm_slac:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"
    smart_account: example.com
    virtual_account: Campus
    udi: PID:C8000V,SN:9ABCDEF1234
    entitlement_tag: regid.2019-03.com.cisco.DNA_HSEC,1.0_509c41ab-05a8-431f-95fe-ec28086e8844
    dest: ./artifacts/edge1/slac.xml
  delegate_to: localhost

- name: Return it
  netops.smart_licensing.cssm_slac:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"
    smart_account: example.com
    virtual_account: Campus
    udi: PID:C8000V,SN:9ABCDEF1234
    state: absent
    return_code: "{{ return_code_of_the_device }}"
  delegate_to: localhost
"""

RETURN = r"""
udi:
  description: The product instance.
  returned: success
  type: str
  sample: PID:C8000V,SN:9ABCDEF1234
dest:
  description: The file with the SLAC.
  returned: success, with O(state=present)
  type: str
  sample: ./artifacts/edge1/slac.xml
poll_id:
  description: The id of the unfinished request.
  returned: when RV(reason=timeout)
  type: str
  sample: "73121"
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: slac_denied
"""
