# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_usage_bundle."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_usage_bundle
short_description: Pack what the hosts of a play have to report
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Looks into the ledgers of the hosts for verified reports that CSSM has not acknowledged, and packs them into one
    archive for each Smart Account, as CSSM takes it. Use it with C(run_once), after
    M(netops.smart_licensing.slp_usage_save).
  - What is in an archive already and waits for its answer is not packed again; that archive is named.
  - A usage file that was changed since it was verified is refused, and so is a ledger with a line that this collection
    cannot have written. The other hosts go on without that one, which RV(refused) names.
options:
  artifact_dir:
    description: The folder that contains one folder per host.
    type: path
    required: true
  hosts:
    description: The hosts; all of the play when it is not given.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Pack what there is to report
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
    - The usage files that are to be uploaded, with C(host), C(smart_account), C(virtual_account), C(path) and the IDs
      in C(reports).
  returned: success
  type: list
  elements: dict
refused:
  description:
    - By host, the C(reason) and the C(msg) why nothing of it was packed. It fails only where that is so for every host.
  returned: success
  type: dict
  sample: {r1: {reason: transfer_failed, msg: The usage file was cut or altered.}}
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: transfer_failed
"""
