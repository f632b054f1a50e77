#!/usr/bin/python
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole fleet judged by rules, in one task."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_fleet_compliance
short_description: Check the licence state of a whole fleet against rules
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads every host of the play as M(netops.smart_licensing.slp_fleet_info) does, in one task, with one login and one
    exchange each, and returns the findings. Changes nothing on any device.
  - Compares with the intent in the inventory, set by the variables of the roles (C(slp_topology), C(slp_transport)
    ...).
  - Writes a file for each host, C(compliance/hosts/HOST.json) below O(artifact_dir), so that runs over parts of the
    fleet accumulate. In check mode no file is written.
  - A host that cannot be read is a finding.
extends_documentation_fragment:
  - netops.smart_licensing.rules
options:
  artifact_dir:
    description: The folder for files on the controller.
    type: path
    required: true
  at_once:
    description: How many hosts to read in parallel; defaults to the number of forks.
    type: int
  host_timeout:
    description: Maximum seconds for one host, including the login.
    type: int
    default: 300
attributes:
  check_mode:
    description: Reads and evaluates, and writes no file.
    support: full
seealso:
  - module: netops.smart_licensing.slp_fleet_info
"""

EXAMPLES = r"""
- name: Check the fleet
  netops.smart_licensing.slp_fleet_compliance:
    artifact_dir: slp_artifacts
    rules:
      - {id: not_saved, severity: error}
    rules_off: [conversion_pending]
  register: slp_compliance
"""

RETURN = r"""
hosts:
  description:
    - The findings by host name, most severe first, each with C(rule), C(title), C(severity), C(message), C(remedy) and
      C(source).
  returned: success
  type: dict
counts:
  description: The number of findings, by severity.
  returned: success
  type: dict
directory:
  description: The folder of the files.
  returned: success
  type: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
