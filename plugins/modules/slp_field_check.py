# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module slp_field_check. Its action plugin does the work."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_field_check
short_description: Check a device against what this collection believes about devices
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads a device and reports for each belief (see docs/beliefs.md) whether the device confirms it, contradicts it, or
    leaves it open, and which lines no template matches.
  - Beliefs that only an action can decide stay open. Changes nothing on the device.
extends_documentation_fragment:
  - netops.smart_licensing.device
options: {}
"""

EXAMPLES = r"""
- name: Check the device against our beliefs
  netops.smart_licensing.slp_field_check:
  register: slp_checked
"""

RETURN = r"""
beliefs:
  description: The beliefs, by result on this device.
  returned: success
  type: dict
  contains:
    confirmed:
      description: The ids of the confirmed beliefs.
      type: list
      elements: str
      returned: success
    contradicted:
      description: The C(id), the C(text), the C(evidence), and what happens C(if_wrong).
      type: list
      elements: dict
      returned: success
    open:
      description: The ids of the undecided beliefs.
      type: list
      elements: str
      returned: success
unparsed:
  description: By command, the lines that no template matches.
  returned: success
  type: dict
unreadable:
  description: By command, why its output cannot be parsed at all.
  returned: success
  type: dict
refused:
  description: The commands that the device refuses.
  returned: success
  type: list
  elements: str
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: parse_error
"""
