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
  - Takes a file or a folder of responses from CSSM (ACK, SLAC, policy, trust code, archives of them), splits files for
    many devices, and stores each host's files in its folder. Use it with C(run_once).
  - Keeps signed parts byte for byte. Lists files that belong to no host of the play or are not responses, and does not
    touch them.
options:
  src:
    description: The file or folder. If it does not exist yet, the module does nothing.
    type: path
    required: true
  artifact_dir:
    description: The folder that contains one folder per host.
    type: path
    required: true
  states:
    description: By host, the result of M(netops.smart_licensing.slp_info), which contains the UDIs.
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
  description: By host, the number of files for it.
  returned: success
  type: dict
left:
  description: The files that belong to no host of the play, or are not responses, and why.
  returned: success
  type: list
  elements: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: import_rejected
"""
