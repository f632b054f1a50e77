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
  - Gathers the files that M(netops.smart_licensing.slp_fleet_compliance) left, one for each host, whenever it did, and
    writes C(compliance.html), a page that needs nothing beside itself, C(compliance.csv), C(compliance.xml) (JUnit) and
    C(compliance.json).
  - Keeps a small summary of each report in C(history), and tells what changed since the last. The same data, reported
    again, is the same report.
  - A file that is damaged is told by name; the report has the others. Use it with C(run_once).
options:
  directory:
    description: The folder of compliance. The files of the hosts are in C(hosts) below it; the report is written to it.
    type: path
    required: true
  title:
    description: The title of the report.
    type: str
    default: Smart Licensing compliance
  fail_on:
    description:
      - The task fails where there is a finding as grave as this, or a file that could not be used.
      - In the JUnit file, findings as grave as this are failures (with V(never), errors), lesser ones skipped cases.
    type: str
    choices: [never, error, warning, info]
    default: never
  entitlements:
    description:
      - A file of JSON with what was bought, a list whose entries have C(smart_account), C(virtual_account), C(name) and
        C(bought), for the comparison with what is in use.
    type: path
  keep:
    description: How many earlier reports are kept, up to 1000.
    type: int
    default: 12
  prometheus:
    description:
      - A file of metrics for the textfile collector of a node exporter, named C(*.prom). It is readable by everybody;
        its folder must exist.
    type: path
attributes:
  check_mode:
    description: Reads and counts, and writes no file.
    support: full
seealso:
  - module: netops.smart_licensing.slp_fleet_compliance
"""

EXAMPLES = r"""
- name: Report, and fail where an error was found
  netops.smart_licensing.slp_compliance_report:
    directory: slp_artifacts/compliance
    fail_on: error
  run_once: true
"""

RETURN = r"""
msg:
  description: How much was found, and what is to be looked at first.
  returned: always
  type: str
counts:
  description: How many findings there are, by severity.
  returned: always
  type: dict
hosts:
  description: How many hosts are in the report.
  returned: always
  type: int
first:
  description: The ten gravest findings, each with its host.
  returned: always
  type: list
  elements: dict
problems:
  description: The files that could not be used, each with C(file) and C(msg).
  returned: always
  type: list
  elements: dict
files:
  description: The path of each output by its kind (C(csv), C(junit), C(json), C(html), C(history), C(prometheus)).
  returned: always
  type: dict
reason:
  description: Why the report could not be made, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
