# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_cslu_bulk_add."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_cslu_bulk_add
short_description: Write a file for CSLU's bulk add of product instances
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Writes one CSV file with a row for each host of the play, so that CSLU can collect usage from it. Use it with
    C(run_once).
  - The columns that CSLU expects are not confirmed. Download the template in CSLU (Add Multiple Product Instances), and
    set its titles in O(columns) if they differ from the default.
  - The file is readable by its owner only, and rewritten only if something changes.
  - A value that a spreadsheet would interpret as a formula, or that has a control character, is refused.
options:
  dest:
    description: The file on the controller.
    type: path
    required: true
  hosts:
    description: The hosts; defaults to those of the play that have not failed.
    type: list
    elements: str
  columns:
    description:
      - The columns in order. Each key is a title, and its value says what the column contains.
      - V(address), V(hostname) (the name in the inventory), V(username) and V(password) (those of Ansible's login),
        V(connect_method), V(smart_account), V(virtual_account), V(pid) and V(sn) (if the play has read the device into
        C(slp_read)), or V(empty).
      - "The default is C(Host: address, Connect Method: connect_method, User Name: username, Password: password)."
    type: dict
  connect_method:
    description: How CSLU connects to the device, in CSLU's own terms.
    type: str
    default: REST API
  passwords:
    description: Whether the file contains the passwords. Otherwise that column is empty.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Write the file for CSLU
  netops.smart_licensing.slp_cslu_bulk_add:
    dest: slp_artifacts/cslu_bulk_add.csv
    columns:
      Host Identifier: address
      Connect Method: connect_method
      Username: username
      Password: empty
  run_once: true
"""

RETURN = r"""
path:
  description: The file; in check mode, the file that would be written.
  returned: success
  type: str
hosts:
  description: The hosts in it.
  returned: success
  type: list
  elements: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
