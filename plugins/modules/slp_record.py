# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module slp_record. Its action plugin does the work."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_record
short_description: Record what a device says of its licences, without saying whose it is
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads every licence output, replaces what tells whose device it is, and writes a transcript that the tests of this
    collection play back.
  - Serial numbers, host and domain names, addresses, accounts, user names, e-mail addresses, tokens, codes and keys are
    replaced by others of the same length and alphabet, the same value always by the same one. That is done by a key
    in the folder C(_record) beside O(dest), which stays with you.
  - Nothing is written and nothing is shown before it is replaced. Read the file all the same before you give it away.
  - Nothing is changed on the device.
extends_documentation_fragment:
  - netops.smart_licensing.device
options:
  dest:
    description: The folder of this device on the controller; the transcript is C(record.yml) in it.
    type: path
    required: true
  secret_names:
    description: Further values to replace wherever they stand, such as the name of your company.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Record what the device says
  netops.smart_licensing.slp_record:
    dest: "slp_artifacts/{{ inventory_hostname }}"
    secret_names: [Example Corp]
"""

RETURN = r"""
file:
  description: The transcript. It is not written in check mode.
  returned: success
  type: str
  sample: slp_artifacts/edge-1/record.yml
replaced:
  description: How many different values of each kind were replaced.
  returned: success
  type: dict
  sample: {address: 4, host: 2, serial: 1}
refused:
  description: The commands that this device refuses.
  returned: success
  type: list
  elements: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: transfer_failed
"""
