# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_preflight_summary."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_preflight_summary
short_description: Summarize the preflight checks of all hosts
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Collects the results of M(netops.smart_licensing.slp_preflight) on the hosts of a play, registered as
    C(slp_preflight_read), and shows how many hosts pass each check and what to fix first. Use it with C(run_once).
  - A host that could not be read counts as an error. Up to 30 hosts are also shown as a table.
options:
  directory:
    description:
      - A folder for C(preflight.md), with every host, and C(preflight.csv), with one row per host and check.
      - Both are readable by their owner only and written atomically. In check mode they are not written.
    type: path
  fail_on:
    description: Fail the task if a host has this status or a worse one.
    type: str
    choices: [never, error, warning]
    default: never
seealso:
  - module: netops.smart_licensing.slp_preflight
"""

EXAMPLES = r"""
- name: Show what to fix first
  netops.smart_licensing.slp_preflight_summary:
    directory: slp_artifacts
    fail_on: error
  run_once: true
"""

RETURN = r"""
hosts:
  description: The number of hosts by their worst status.
  returned: always
  type: dict
  sample: {error: 2, warning: 1, unknown: 0, ok: 21}
files:
  description: The paths of the written files.
  returned: always
  type: list
  elements: str
msg:
  description: The number of hosts by status, in one line.
  returned: always
  type: str
report:
  description: The counts of each check, what to fix first with its hosts, and a table for a small fleet.
  returned: always
  type: list
  elements: str
"""
