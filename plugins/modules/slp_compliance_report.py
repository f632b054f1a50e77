# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_compliance_report."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_compliance_report
short_description: Report the compliance of a fleet
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Collects the files that M(netops.smart_licensing.slp_fleet_compliance) wrote, one per host, whatever their age, and
    writes C(compliance.html), a self-contained page, C(compliance.csv), C(compliance.xml) (JUnit) and
    C(compliance.json).
  - Keeps a small summary of each report in C(history), and shows what changed since the last one. Reporting the same
    data again gives the same report.
  - Lists damaged files by name; the report covers the others. Use it with C(run_once).
options:
  directory:
    description: The compliance folder. Host files are in its subfolder C(hosts); the report is written to the folder.
    type: path
    required: true
  title:
    description: The title of the report.
    type: str
    default: Smart Licensing compliance
  fail_on:
    description:
      - Fail the task if there is a finding of this severity or worse, or a file that cannot be used.
      - In the JUnit file, findings of this severity or worse are failures (with V(never), errors), less severe ones are
        skipped cases.
    type: str
    choices: [never, error, warning, info]
    default: never
  entitlements:
    description:
      - A JSON file of the purchased licences, a list whose entries have C(smart_account), C(virtual_account), C(name)
        and C(bought), to compare with the usage.
    type: path
  keep:
    description: How many earlier reports to keep, up to 1000.
    type: int
    default: 12
  prometheus:
    description:
      - A file of metrics for the textfile collector of a node exporter, named C(*.prom). It is world-readable; its
        folder must exist.
    type: path
attributes:
  check_mode:
    description: Reads and counts, and writes no file.
    support: full
seealso:
  - module: netops.smart_licensing.slp_fleet_compliance
"""

EXAMPLES = r"""
- name: Report, and fail if there is a finding of severity error
  netops.smart_licensing.slp_compliance_report:
    directory: slp_artifacts/compliance
    fail_on: error
  run_once: true
"""

RETURN = r"""
msg:
  description: The number of findings, and what to look at first.
  returned: always
  type: str
counts:
  description: The number of findings, by severity.
  returned: always
  type: dict
hosts:
  description: The number of hosts in the report.
  returned: always
  type: int
first:
  description: The ten most severe findings, each with its host.
  returned: always
  type: list
  elements: dict
problems:
  description: The files that cannot be used, each with C(file) and C(msg).
  returned: always
  type: list
  elements: dict
files:
  description: The path of each output by its kind (C(csv), C(junit), C(json), C(html), C(history), C(prometheus)).
  returned: always
  type: dict
reason:
  description: Why the report failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
