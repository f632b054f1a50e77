# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_gate_summary."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_gate_summary
short_description: Show once what is left to do by hand
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Gathers the gates that the hosts of a play have met, which are the results of M(netops.smart_licensing.slp_gate)
    that are registered as C(slp_gate_...), and shows each open one once, with its hosts. Use it with C(run_once).
options:
  path:
    description: A file for the whole list, as a Markdown checklist. In check mode it is not written.
    type: path
seealso:
  - module: netops.smart_licensing.slp_gate
"""

EXAMPLES = r"""
- name: List the gates that are open
  netops.smart_licensing.slp_gate_summary:
    path: slp_artifacts/gates.md
  run_once: true
"""

RETURN = r"""
open:
  description: How many gates are open.
  returned: always
  type: int
msg:
  description: A line for each open gate, with its hosts.
  returned: always
  type: list
  elements: str
"""
