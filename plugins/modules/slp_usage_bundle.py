# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_usage_bundle."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_usage_bundle
short_description: Pack the usage files of the hosts for CSSM
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Finds in the ledgers of the hosts the verified reports that CSSM has not acknowledged, and packs them into one
    archive per Smart Account, in the format that CSSM accepts. Use it with C(run_once), after
    M(netops.smart_licensing.slp_usage_save).
  - Reports that are already in an archive and wait for a response are not packed again; the module returns that
    archive.
  - Refuses a usage file that was changed since it was verified, and a ledger with a line that this collection cannot
    have written. RV(refused) lists such a host; the other hosts continue.
options:
  artifact_dir:
    description: The folder that contains one folder per host.
    type: path
    required: true
  hosts:
    description: The hosts; defaults to all of the play.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Pack the usage files
  netops.smart_licensing.slp_usage_bundle:
    artifact_dir: slp_artifacts
  run_once: true
"""

RETURN = r"""
bundles:
  description: The archives, with C(path), C(smart_account), C(hosts), C(reports).
  returned: success; empty in check mode
  type: list
  elements: dict
files:
  description:
    - The usage files to upload, with C(host), C(smart_account), C(virtual_account), C(path) and the IDs in C(reports).
  returned: success
  type: list
  elements: dict
refused:
  description:
    - By host, the C(reason) and the C(msg) why none of its files were packed. The module fails only if that applies to
      every host.
  returned: success
  type: dict
  sample: {r1: {reason: transfer_failed, msg: The usage file was cut or altered.}}
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: transfer_failed
"""
