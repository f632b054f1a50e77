# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module slp_record. Its action plugin does the work."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_record
short_description: Record the licence outputs of a device anonymously
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads every licence output, replaces everything that identifies the owner, and writes a transcript that the tests of
    this collection can play back.
  - Replaces serial numbers, host and domain names, addresses, accounts, user names, e-mail addresses, tokens, codes and
    keys with values of the same length and alphabet; the same value always gets the same replacement. The replacement
    key is in the folder C(_record) next to O(dest); keep it private.
  - Writes and shows nothing before it is replaced. Read the file before you share it.
  - Changes nothing on the device.
extends_documentation_fragment:
  - netops.smart_licensing.device
options:
  dest:
    description: The folder of this device on the controller; the transcript is C(record.yml) in it.
    type: path
    required: true
  secret_names:
    description: More values to replace wherever they occur, such as the name of your company.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Record the licence outputs
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
  description: The number of distinct values of each kind that were replaced.
  returned: success
  type: dict
  sample: {address: 4, host: 2, serial: 1}
refused:
  description: The commands that the device refuses.
  returned: success
  type: list
  elements: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: transfer_failed
"""
