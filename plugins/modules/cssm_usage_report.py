# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage reports to CSSM, ACKs back."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cssm_usage_report
short_description: Upload usage files to CSSM and fetch the ACKs
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Uploads the RUM reports of many usage files, with many devices per call, waits for the ACKs, and writes them to
    files for M(netops.smart_licensing.slp_import).
  - Verifies that every file is complete before it uploads anything; the signed part of a report is sent unchanged.
  - An upload with outstanding ACKs is recorded in O(dest). The next run with this O(dest) polls for the ACKs and does
    not upload the reports again, whether the first run was killed or timed out.
  - A report that CSSM already has is a V(duplicate), which is not a failure. If CSSM refuses an upload as a whole, the
    module splits it until each report has its own response.
  - Only one run at a time can use one O(dest); a second run fails and uploads nothing.
extends_documentation_fragment:
  - netops.smart_licensing.cssm
  - netops.smart_licensing.https
  - netops.smart_licensing.cssm.place
  - netops.smart_licensing.cssm.polling
options:
  files:
    description: Usage files on the controller, of any number of devices.
    type: list
    elements: path
    required: true
  dest:
    description: The folder for the ACKs, each with mode 0600.
    type: path
    required: true
  artifact_dir:
    description:
      - The folder with a folder for each host. What became of the reports of files in it is noted in the ledger of
        their host (C(uploading), C(uploaded), C(refused)); that they are acknowledged is noted by
        M(netops.smart_licensing.slp_cssm_responses), which reads the ACK itself.
    type: path
  chunk_size:
    description: The number of devices per call.
    type: int
    default: 100
"""

EXAMPLES = r"""
- name: Report the usage of the air-gapped fleet
  netops.smart_licensing.cssm_usage_report:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"
    smart_account: example.com
    virtual_account: Campus
    files: "{{ query('ansible.builtin.fileglob', 'artifacts/*/usage/*.xml') }}"
    dest: ./artifacts/acks
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
reports:
  description:
    - Each report of the files, and those of an earlier run whose ACKs arrived in this one (with C(file) null), with
      C(file), C(udi), C(report_id), C(status) and C(message).
    - C(status) is V(accepted) (an ACK for its device arrived), V(duplicate) (CSSM already had it and may or may not
      return its ACK again), V(failed), V(waiting) (uploaded, no ACK yet) or V(not_sent) (not uploaded, or the outcome
      at CSSM is unknown).
  returned: when CSSM was contacted, also on failure
  type: list
  elements: dict
  sample:
    - file: artifacts/edge1/usage/all.xml
      udi: PID:C8000V,SN:9ABCDEF1234
      report_id: "1671840750"
      status: accepted
      message: ""
acks:
  description: The written files, with C(path) and C(udis), the product instances that each file is for.
  returned: when CSSM was contacted, also on failure
  type: list
  elements: dict
  sample:
    - path: artifacts/acks/ACK_C8000V_9ABCDEF1234_73121_0.xml
      udis: ["PID:C8000V,SN:9ABCDEF1234"]
counts:
  description: How many reports have each status.
  returned: when CSSM was contacted, also on failure
  type: dict
  sample: {accepted: 1, duplicate: 0, failed: 0, waiting: 0, not_sent: 0}
poll_ids:
  description: The ids of the unfinished uploads.
  returned: when CSSM was contacted, also on failure
  type: list
  elements: str
  sample: []
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: timeout
"""
