# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_cssm_responses."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_cssm_responses
short_description: Give each host the files that came back from CSSM for it
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Takes a file or a folder of anything that CSSM gave (ACK, SLAC, policy, trust code, archives of them), splits what
    is for many devices, and keeps each host's files in its folder. Use it with C(run_once).
  - Signed parts are kept byte for byte. A file for no host of the play, and what is no answer, is named and left alone.
options:
  src:
    description: The file or folder. When it does not exist yet, nothing is given to anybody.
    type: path
    required: true
  artifact_dir:
    description: The folder with a folder for each host.
    type: path
    required: true
  states:
    description: By host, what M(netops.smart_licensing.slp_info) returned; it tells the UDIs.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Give each host its answers
  netops.smart_licensing.slp_cssm_responses:
    src: from_cssm
    artifact_dir: slp_artifacts
    states: "{{ dict(ansible_play_hosts | zip(ansible_play_hosts | map('extract', hostvars, 'slp_read'))) }}"
  run_once: true
"""

RETURN = r"""
files:
  description: By host, the files to import. Empty in check mode.
  returned: success
  type: dict
found:
  description: By host, how many files are for it.
  returned: success
  type: dict
left:
  description: What is for no host of the play, or no answer, and why.
  returned: success
  type: list
  elements: str
reason:
  description: Why it failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: import_rejected
"""
