# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_workflow_summary."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_workflow_summary
short_description: Summarize the result of a workflow
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Shows one line for each host of the play, and each open gate once, with its hosts. Hosts that a rollout stopped
    before stand together, with the reason. Use it with C(run_once).
  - Writes C(gates.md) from the results of all hosts of the inventory that have one below O(artifact_dir), so that a run
    over a part of the fleet keeps what others wrote. Nothing is written in check mode.
options:
  artifact_dir:
    description: The folder for files on the controller.
    type: path
    required: true
"""

EXAMPLES = r"""
- name: Summarize
  netops.smart_licensing.slp_workflow_summary:
    artifact_dir: "{{ slp_artifact_dir }}"
  run_once: true
"""

RETURN = r"""
msg:
  description: The lines.
  returned: always
  type: list
  elements: str
open:
  description: The number of open gates.
  returned: always
  type: int
"""
