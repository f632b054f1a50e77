#!/usr/bin/python
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One host judged by rules."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_compliance
short_description: Judge the licence state of one host by rules
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads the licence state of the host in one exchange, or takes one that was read, and returns what the rules find.
    Nothing is changed on the device.
  - Compares with what the inventory intends, in the variables of the roles (C(slp_topology), C(slp_transport) ...).
  - A host that cannot be read is a finding, not a failure.
  - M(netops.smart_licensing.slp_fleet_compliance) does the same for all hosts of a play in one task, which is faster.
extends_documentation_fragment:
  - netops.smart_licensing.rules
options:
  smart_licensing:
    description:
      - The state, as M(netops.smart_licensing.slp_info) returned it. The device is read where it is not given.
      - Rules about a part that was not read find nothing.
    type: dict
  artifact_dir:
    description:
      - The folder of what is written on the controller. With it, the ledger of the host is judged as well, and the
        verdict is kept in C(compliance/hosts/HOST.json) below it, for M(netops.smart_licensing.slp_compliance_report).
        In check mode no file is written.
    type: path
attributes:
  check_mode:
    description: Reads and judges, and writes no file.
    support: full
seealso:
  - module: netops.smart_licensing.slp_fleet_compliance
  - module: netops.smart_licensing.slp_info
"""

EXAMPLES = r"""
- name: Judge this host
  netops.smart_licensing.slp_compliance:
  register: slp_judged

- name: Stop before the maintenance when something is wrong already
  ansible.builtin.assert:
    that: slp_judged.worst != 'error'
    fail_msg: "{{ slp_judged.findings[0].message }} {{ slp_judged.findings[0].remedy }}"

- name: Judge what was read before, and keep the verdict for the report
  netops.smart_licensing.slp_compliance:
    smart_licensing: "{{ slp_read.smart_licensing }}"
    artifact_dir: slp_artifacts
    rules_off: [conversion_pending]
"""

RETURN = r"""
findings:
  description: What was found, the gravest first.
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
      description: What was seen on this host.
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
  description: How many findings there are, by severity.
  returned: success
  type: dict
  sample: {error: 1, warning: 0, info: 2}
worst:
  description: The severity of the gravest finding; null where nothing was found.
  returned: success
  type: str
  sample: error
file:
  description: The file of the verdict; null without O(artifact_dir).
  returned: success
  type: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
