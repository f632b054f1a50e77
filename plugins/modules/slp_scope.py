# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_scope."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_scope
short_description: Find out which hosts of a play a workflow takes
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Passes over, before any device is dialled, hosts of another C(ansible_network_os), hosts that are not reached by
    network_cli, and hosts whose C(slp_topology) names another workflow. C(slp_force_topology=true) takes the last ones
    all the same.
  - A host without C(slp_topology) is taken, and named.
  - Fails with what to install when a Python package or a collection is missing or too old. Use it with C(run_once) as
    the first task of a play; then it also loads the connection once for all devices.
extends_documentation_fragment:
  - netops.smart_licensing.workflow
options:
  artifact_dir:
    description: The folder of what is written on the controller; it is checked that it can be written.
    type: path
  workflow:
    description: The workflow of the playbook. Without it every topology is taken.
"""

EXAMPLES = r"""
- name: Find out which hosts take part
  netops.smart_licensing.slp_scope:
    workflow: direct
  register: slp_scope
  run_once: true
"""

RETURN = r"""
passed_over:
  description: Why each host that does not take part is passed over.
  returned: success
  type: dict
  sample: {nexus-1: "ansible_network_os is cisco.nxos.nxos; this collection speaks to IOS XE (cisco.ios.ios)"}
mistakes:
  description: Without O(workflow), why nothing can be done for a host whose words name no workflow.
  returned: success
  type: dict
msg:
  description: The same as lines, and a line about hosts without C(slp_topology).
  returned: always
  type: list
  elements: str
"""
