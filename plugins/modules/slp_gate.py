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
  - Prompts at the console for the open gates of a step, or stops the host there.
  - In mode V(report) it does nothing, because the result of the workflow lists open gates.
  - It never changes a device, and does not prompt in check mode or without a terminal.
options:
  gates:
    description:
      - The gates. Defaults to the gates that M(netops.smart_licensing.slp_assess) returned for the step in C(slp_step),
        if its result is registered as C(slp_assessed).
    type: list
    elements: dict
    suboptions:
      id:
        description: The id of the gate, as used in C(slp_confirmed_gates).
        type: str
        required: true
      title:
        description: A short title.
        type: str
        required: true
      where:
        description: Where to do it, down to the page.
        type: str
        required: true
      what:
        description: What to do there.
        type: str
        required: true
      evidence:
        description: What shows that it is done.
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
      - What happens at an open gate. V(report) continues, V(pause) prompts (once for all hosts at the same gate),
        V(fail) stops the host. Defaults to the host's variable C(slp_gate_mode), otherwise V(report).
    type: str
    choices: [report, pause, fail]
seealso:
  - module: netops.smart_licensing.slp_assess
"""

EXAMPLES = r"""
- name: Confirm that the change is announced
  netops.smart_licensing.slp_gate:
    gates:
      - id: announced
        title: Announce the change
        where: The change calendar
        what: Enter the maintenance window of this site.
        evidence: You confirm it
    mode: pause
"""

RETURN = r"""
confirmed:
  description: The ids of the confirmed gates.
  returned: always
  type: list
  elements: str
open:
  description: The ids of the open gates.
  returned: always
  type: list
  elements: str
reason:
  description: V(gate_open) if a gate is open in mode V(fail).
  returned: failure
  type: str
"""
