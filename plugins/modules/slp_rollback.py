#!/usr/bin/python
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Put back the licensing lines that a device had before this collection changed them."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_rollback
short_description: Put the licensing lines of a device back
version_added: 1.0.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Restores the settings of M(netops.smart_licensing.slp_transport) that M(netops.smart_licensing.slp_assess) kept in
    C(before.json) before a workflow first changed the device.
  - The file is input. Each value in it is checked as an option would be, it must be of this very device, and lines are
    made from it as from options.
  - Trust codes, authorization codes, a policy and what was reported cannot be put back; RV(stays) names them.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.known_state
  - netops.smart_licensing.device.controller_mode
options:
  src:
    description: The file C(before.json) of this device.
    type: path
    required: true
  save:
    description: Save the configuration when it was changed.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Put the licensing lines back
  netops.smart_licensing.slp_rollback:
    src: slp_artifacts/{{ inventory_hostname }}/before.json
"""

RETURN = r"""
commands:
  description: What was sent to change something (in check mode, what would be), secrets masked.
  returned: always
  type: list
  elements: str
before:
  description: The settings before.
  returned: success
  type: dict
after:
  description: The settings afterwards; in check mode, as predicted.
  returned: success
  type: dict
stays:
  description: What cannot be put back, a sentence for each.
  returned: success
  type: list
  elements: str
device_messages:
  description:
    - What the device printed to configuration lines and actions, C(command) and C(text), secrets masked. It decided
      nothing, or it is the refusal in C(msg).
  returned: when the device printed something
  type: list
  elements: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: invalid_value
"""
