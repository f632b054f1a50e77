# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_brake."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_brake
short_description: Decide whether the next batch of a rollout may begin
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - A batch begins only if the ones before it are proved - no host failed, a server took a report of each device that
    initiates contact, and nothing but gates is open. C(slp_max_failures) lets some hosts end
    otherwise; a batch of which no host ends well stops the rollout all the same.
  - While O(stop_file) exists, no batch begins.
  - What stops one workflow does not stop the hosts of others. Use it with C(run_once) as the first task of each batch,
    and register it as C(slp_brake).
options:
  plan:
    description: What M(netops.smart_licensing.slp_rollout) returned.
    type: dict
    required: true
  stop_file:
    description: The file that ends a rollout between two batches. Its content is not read.
    type: path
    required: true
"""

EXAMPLES = r"""
- name: Look whether this batch may begin
  netops.smart_licensing.slp_brake:
    plan: "{{ rollout.plan }}"
    stop_file: "{{ slp_artifact_dir }}/STOP"
  register: slp_brake
  run_once: true
"""

RETURN = r"""
not_begun:
  description: Why each host of this batch that must not be begun is left as it is.
  returned: success
  type: dict
msg:
  description: The reasons.
  returned: success
  type: list
  elements: str
"""
