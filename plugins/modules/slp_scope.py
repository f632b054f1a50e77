# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_scope."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_scope
short_description: Select the hosts of a play for a workflow
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Skips, before it contacts any device, hosts of another C(ansible_network_os), hosts that do not use network_cli, and
    hosts whose C(slp_topology) names another workflow. C(slp_force_topology=true) includes the latter.
  - Includes hosts without C(slp_topology), and lists them.
  - Fails if a Python package or a collection is missing or too old, and says what to install. Use it with C(run_once)
    as the first task of a play; it then also loads the connection once for all devices.
extends_documentation_fragment:
  - netops.smart_licensing.workflow
options:
  artifact_dir:
    description: The folder for files on the controller; the module checks that it is writable.
    type: path
  workflow:
    description: The workflow of the playbook. Without it every topology is taken.
"""

EXAMPLES = r"""
- name: Select the hosts of this workflow
  netops.smart_licensing.slp_scope:
    workflow: direct
  register: slp_scope
  run_once: true
"""

RETURN = r"""
passed_over:
  description: Why each skipped host is skipped.
  returned: success
  type: dict
  sample: {nexus-1: "ansible_network_os is cisco.nxos.nxos; this collection supports IOS XE (cisco.ios.ios)"}
mistakes:
  description: Without O(workflow), why a host whose variables name no workflow cannot be processed.
  returned: success
  type: dict
msg:
  description: The same as lines, and a line about hosts without C(slp_topology).
  returned: always
  type: list
  elements: str
"""
