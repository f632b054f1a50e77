# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_gate."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_gate
short_description: Stand at a step that only a person can do
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - A gate is V(done) when its evidence is seen (O(done)), V(confirmed) when the operator says so (O(confirmed), or
    Enter at the prompt), else V(open).
  - Register the result as C(slp_gate_ID), for there M(netops.smart_licensing.slp_gate_summary) looks for it.
  - It never guesses, never changes a device, and asks nobody in check mode or where there is no terminal.
options:
  id:
    description: Its name in O(confirmed).
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
  done:
    description: Whether the evidence is seen.
    type: bool
    default: false
  file:
    description: The file to carry there.
    type: str
  mode:
    description:
      - What happens at an open gate. V(report) goes on, V(pause) asks (once for all hosts that stand at the same gate),
        V(fail) stops the host.
    type: str
    choices: [report, pause, fail]
    default: report
  confirmed:
    description: The gates that the operator says are done.
    type: list
    elements: str
    default: []
seealso:
  - module: netops.smart_licensing.slp_gate_summary
"""

EXAMPLES = r"""
- name: "Gate: generate a token"
  netops.smart_licensing.slp_gate:
    id: generate_token
    title: Generate a token for the virtual account
    where: CSSM web UI, Inventory > General > New Token
    what: Generate one token, put it into slp_id_token, and run again.
    evidence: slp_id_token is set, or the device has its trust codes
    done: "{{ slp_has_token }}"
    mode: "{{ slp_gate_mode }}"
    confirmed: "{{ slp_confirmed_gates }}"
  register: slp_gate_generate_token
"""

RETURN = r"""
gate:
  description: The gate as it was described, with its C(state), one of V(done), V(confirmed), V(open).
  returned: always
  type: dict
"""
