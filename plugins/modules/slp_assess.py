# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_assess."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_assess
short_description: Determine the progress of a product instance in its workflow
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads the device once, compares it with the C(slp_...) variables of the host, and returns the steps that are due,
    the gates, and the proofs that the workflow is complete.
  - A proof counts only if it is later than the moment since which the workflow holds on the device. That moment comes
    from the result of an earlier run, from C(slp_since), or from the last configuration change of the device; without
    any of these, the workflow counts from this run on.
  - Writes C(result.json) into the folder of the host below C(slp_artifact_dir), except in check mode, and the same to
    the custom stats of the run, under C(slp_result_HOST).
  - Before a workflow first changes the device, keeps its licensing settings in C(before.json) there, for
    M(netops.smart_licensing.slp_rollback).
  - Changes nothing on the device.
extends_documentation_fragment:
  - netops.smart_licensing.workflow
options:
  workflow:
    description: The workflow.
    required: true
  seen:
    description:
      - Information that the role has from other sources.
      - The controller workflows need the API's data under C(center) or C(manager). Without it, the module decides and
        writes nothing, and C(options) says what to look up.
    type: dict
    default: {}
  settle:
    description: How many seconds to poll for values that a device shows late, such as its account or its next report.
    type: int
    default: 0
  smart_licensing:
    description: A state from an earlier read; the module then does not contact the device.
    type: dict
  failure:
    description: The result of a failed task. The module then only writes it, and does not contact the device.
    type: dict
"""

EXAMPLES = r"""
- name: Assess the product instance
  netops.smart_licensing.slp_assess:
    workflow: direct
  register: assessed

- name: Show what is missing
  ansible.builtin.debug:
    msg: "{{ assessed.result.proofs | rejectattr('proved') }}"
"""

RETURN = r"""
result:
  description: The content of C(result.json); its schema is docs/result-schema.json.
  returned: always
  type: dict
  sample: {host: rtr-1, workflow: direct, complete: true}
due:
  description: The task files of the role that are due, in order.
  returned: success
  type: list
  elements: str
gates:
  description: By step, the gates at which the run stops if C(slp_gate_mode) is V(pause) or V(fail).
  returned: success
  type: dict
options:
  description: Values for the tasks of the role.
  returned: success
  type: dict
changes:
  description: Whether a step is due that changes more than reports do, so that a rollout takes the host in a batch.
  returned: success
  type: bool
unheard:
  description: Whether the device should have reported to its server, and nothing shows that it did.
  returned: success
  type: bool
saves_when_proved:
  description: Whether the configuration is saved only after the server accepted a report.
  returned: success
  type: bool
missing_slacs:
  description: C(feature) and C(udi) of each required SLAC that is not installed.
  returned: success
  type: list
  elements: dict
slac_features:
  description: The features that need a SLAC, as a list, however they were given.
  returned: success
  type: list
  elements: str
smart_licensing:
  description: The state of the device, as M(netops.smart_licensing.slp_info) returns it.
  returned: success
  type: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
"""
