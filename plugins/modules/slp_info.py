#!/usr/bin/python
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
  - Also tells a device in classic smart licensing or with other licences from one in Smart Licensing Using Policy.
extends_documentation_fragment:
  - netops.smart_licensing.device
options:
  gather_subset:
    description:
      - What to read. Each is one show command, and all of them are one exchange.
      - V(licence) is C(show license all), V(clock) is C(show clock), V(config) the licensing lines of the
        running configuration, V(platform) release and operating mode, V(communication) the statistics of the messages
        to the server.
    type: list
    elements: str
    choices: [clock, communication, config, licence, platform]
    default: [licence, clock, config, platform]
"""

EXAMPLES = r"""
- name: Read the licence state
  netops.smart_licensing.slp_info:
  register: slp_read

- name: Show when the next ACK is due
  ansible.builtin.debug:
    msg: "{{ slp_read.smart_licensing.usage_reporting.next_ack_deadline }}"
"""

RETURN = r"""
smart_licensing:
  description:
    - The state. Absent data is null, an absent list is empty.
    - RV(smart_licensing.mode) is V(policy), V(classic) or V(unsupported); RV(smart_licensing.unparsed) lists the lines
      that were not understood.
  returned: success
  type: dict
  contains:
    mode:
      description: The licensing mode.
      type: str
      returned: success
    unparsed:
      description: Lines of the output that no template knows.
      type: list
      elements: str
      returned: success
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: parse_error
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.netops.smart_licensing.plugins.module_utils._module import run_module
from ansible_collections.netops.smart_licensing.plugins.module_utils._operations import OPERATIONS


def main() -> None:
    """Run the module."""
    name = "slp_info"
    module = AnsibleModule(argument_spec=OPERATIONS[name].argument_spec, supports_check_mode=True)
    run_module(module, name)


if __name__ == "__main__":
    main()
