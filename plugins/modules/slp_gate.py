# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_gate."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_gate
short_description: Stop at the steps that only a person can do
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Asks at the console about the open gates of a step, or stops the host there. The roles hand it the gates that
    M(netops.smart_licensing.slp_assess) returned for the step.
  - In mode V(report) it does nothing, since open gates are in the result of the workflow.
  - It never changes a device, and asks nobody in check mode or where there is no terminal.
options:
  gates:
    description: The gates.
    type: list
    elements: dict
    required: true
    suboptions:
      id:
        description: Its name in C(slp_confirmed_gates).
        type: str
        required: true
      title:
        description: What it is, in a few words.
        type: str
        required: true
      where:
        description: Where it is done, down to the page.
        type: str
        required: true
      what:
        description: What to do there.
        type: str
        required: true
      evidence:
        description: What shows that it was done.
        type: str
        required: true
      file:
        description: The file to carry there.
        type: str
      state:
        description: Whether its evidence was seen, the operator confirmed it, or it is open.
        type: str
        choices: [done, confirmed, open]
        default: open
  mode:
    description:
      - What happens at an open gate. V(report) goes on, V(pause) asks (once for all hosts at the same gate), V(fail)
        stops the host. Without it the variable C(slp_gate_mode) of the host counts, else V(report).
    type: str
    choices: [report, pause, fail]
seealso:
  - module: netops.smart_licensing.slp_assess
"""

EXAMPLES = r"""
- name: Ask whether the change is announced
  netops.smart_licensing.slp_gate:
    gates:
      - id: announced
        title: Announce the change
        where: The change calendar
        what: Enter the maintenance window of this site.
        evidence: You say so
    mode: pause
"""

RETURN = r"""
confirmed:
  description: The ids of the gates that are confirmed.
  returned: always
  type: list
  elements: str
open:
  description: The ids of the gates that are open.
  returned: always
  type: list
  elements: str
reason:
  description: V(gate_open) where a gate is open in mode V(fail).
  returned: failure
  type: str
"""
