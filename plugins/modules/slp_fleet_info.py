#!/usr/bin/python
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence state of all hosts of a play, read in one task."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_fleet_info
short_description: Read the licence state of a whole fleet in one task
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads what M(netops.smart_licensing.slp_info) reads, of every host of the play, and returns it by host name. It runs
    once, whatever the number of hosts, and saves what a task of Ansible costs for each of them.
  - Each host is read over a session of its own, with the variables, the privilege and the options that a task for that
    host would have. A host that cannot be reached is a result among the others and fails nothing.
  - Takes hosts over P(netops.smart_licensing.network_cli#connection) only.
extends_documentation_fragment:
  - netops.smart_licensing.subsets
options:
  at_once:
    description: How many hosts to read in parallel; defaults to the number of forks.
    type: int
  host_timeout:
    description: Maximum seconds for one host, including the login.
    type: int
    default: 300
attributes:
  check_mode:
    description: Reads, and changes nothing.
    support: full
seealso:
  - module: netops.smart_licensing.slp_info
"""

EXAMPLES = r"""
- name: Read the fleet
  netops.smart_licensing.slp_fleet_info:
  register: slp_fleet

- name: Read other parts, 200 hosts at a time
  netops.smart_licensing.slp_fleet_info:
    gather_subset: [status, clock]
    at_once: 200
  register: slp_fleet
"""

RETURN = r"""
hosts:
  description:
    - By host name, the result of M(netops.smart_licensing.slp_info), most importantly C(smart_licensing).
    - A host that could not be read has C(failed), C(reason) and C(msg) instead; C(unreachable) is true if the login
      failed.
  returned: success
  type: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
