# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_rollout."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_rollout
short_description: Plan the batches of a rollout
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Puts the hosts of the play that M(netops.smart_licensing.slp_assess) found something to change on into batches, by
    their C(slp_batch); those of each workflow have batches of their own, which go side by side. Hosts with nothing but
    reports to send are in the first batch; hosts with nothing to do are in none.
  - In check mode all are in one batch. Use it with C(run_once).
options: {}
"""

EXAMPLES = r"""
- name: Plan the batches
  netops.smart_licensing.slp_rollout: {}
  register: rollout
  run_once: true
"""

RETURN = r"""
plan:
  description: C(hosts) in the order of their batches, C(serial), the sizes, and C(lanes), the batches of each workflow.
  returned: success
  type: dict
  sample: {hosts: [rtr-1, rtr-2], serial: [1, 1], lanes: {direct: {batches: [[rtr-1], [rtr-2]], allowed: 0}}}
msg:
  description: A line for each workflow that goes in more than one batch.
  returned: success
  type: list
  elements: str
"""
