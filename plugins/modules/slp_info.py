# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the licence state of a product instance."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_info
short_description: Read the Smart Licensing state of an IOS XE device
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Reads and parses the licence state of a product instance in one exchange.
  - Also recognizes whether a device uses Smart Licensing Using Policy, classic smart licensing, or other licences.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.subsets
options:
  ledger:
    description:
      - The folder of this device on the controller (see M(netops.smart_licensing.slp_usage_save)), to return the
        progress of its reports as well.
    type: path
  parse_only:
    description:
      - Text that a device printed. The module parses it instead of reading a device; no connection is used.
      - Either the output of one command, or several outputs of one device, each after its prompt and command. Without a
        command, the module guesses it from the content, see RV(parsed).
    type: str
"""

EXAMPLES = r"""
- name: Read the licence state
  netops.smart_licensing.slp_info:
  register: slp_read

- name: Show when the next ACK is due
  ansible.builtin.debug:
    msg: "{{ slp_read.smart_licensing.usage_reporting.next_ack_deadline }}"

- name: Parse text that a customer pasted, without a device
  netops.smart_licensing.slp_info:
    parse_only: "{{ lookup('ansible.builtin.file', 'tech-support.txt') }}"
  delegate_to: localhost
"""

RETURN = r"""
ledger:
  description: The number of reports in each state (C(waiting_for_upload), C(waiting_for_ack) ...), and the last event.
  returned: with O(ledger)
  type: dict
  sample: {reports: 6, waiting_for_upload: 2, done: 4, last_event: verified}
smart_licensing:
  description:
    - The state. Absent data is null, an absent list is empty.
    - RV(smart_licensing.mode) is V(policy), V(classic) or V(unsupported), or null if the output does not show it;
      RV(smart_licensing.unparsed) lists the lines that no template matched.
  returned: success
  type: dict
  contains:
    mode:
      description: The licensing mode.
      type: str
      returned: success
    unparsed:
      description: Lines of the output that no template matches.
      type: list
      elements: str
      returned: success
parsed:
  description: Which outputs the text contained, and whether their command was guessed.
  returned: when O(parse_only) is given
  type: list
  elements: dict
  sample:
    - command: show license tech support
      guessed: true
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: parse_error
"""
