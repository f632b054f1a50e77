#!/usr/bin/python
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host judged by rules."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_compliance
short_description: Check the licence state of one host against rules
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads the licence state of the host in one exchange, or takes the result of an earlier read, and returns the
    findings. Changes nothing on the device.
  - Compares with the intent in the inventory, set by the variables of the roles (C(slp_topology), C(slp_transport)
    ...).
  - A host that cannot be read is a finding, not a failure.
  - M(netops.smart_licensing.slp_fleet_compliance) does the same for all hosts of a play in one task, which is faster.
extends_documentation_fragment:
  - netops.smart_licensing.rules
options:
  smart_licensing:
    description:
      - The state, as M(netops.smart_licensing.slp_info) returned it. By default the module reads the device.
      - Rules about a part that was not read find nothing.
    type: dict
  artifact_dir:
    description:
      - The folder for files on the controller. With it, the rules also cover the ledger of the host, and the result is
        stored in C(compliance/hosts/HOST.json) below it, for M(netops.smart_licensing.slp_compliance_report). In check
        mode no file is written.
    type: path
attributes:
  check_mode:
    description: Reads and evaluates, and writes no file.
    support: full
seealso:
  - module: netops.smart_licensing.slp_fleet_compliance
  - module: netops.smart_licensing.slp_info
"""

EXAMPLES = r"""
- name: Check this host
  netops.smart_licensing.slp_compliance:
  register: slp_judged

- name: Stop before maintenance if something is already wrong
  ansible.builtin.assert:
    that: slp_judged.worst != 'error'
    fail_msg: "{{ slp_judged.findings[0].message }} {{ slp_judged.findings[0].remedy }}"

- name: Check a state that was read before, and store the result for the report
  netops.smart_licensing.slp_compliance:
    smart_licensing: "{{ slp_read.smart_licensing }}"
    artifact_dir: slp_artifacts
    rules_off: [conversion_pending]
"""

RETURN = r"""
findings:
  description: The findings, most severe first.
  returned: success
  type: list
  elements: dict
  contains:
    rule:
      description: The id of the rule.
      type: str
      returned: success
    title:
      description: The title of the rule.
      type: str
      returned: success
    severity:
      description: V(error), V(warning) or V(info).
      type: str
      returned: success
    message:
      description: What the rule found on this host.
      type: str
      returned: success
    remedy:
      description: What to do about it.
      type: str
      returned: success
    source:
      description: The document or the command behind the rule.
      type: str
      returned: success
counts:
  description: The number of findings, by severity.
  returned: success
  type: dict
  sample: {error: 1, warning: 0, info: 2}
worst:
  description: The highest severity of all findings; null if there are none.
  returned: success
  type: str
  sample: error
file:
  description: The file with the result; null without O(artifact_dir).
  returned: success
  type: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
