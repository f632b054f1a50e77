#!/usr/bin/python
# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request or return a SLAC."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_slac
short_description: Request or return a Smart Licensing Authorization Code (SLAC)
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Requests a SLAC online for each member that has none and waits until it is installed, or returns it online.
  - Request it before you configure a throughput above 250 Mbps. It cannot be returned while its licence is in use.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.known_state
options:
  feature:
    description: The export-controlled feature, as the command line names it.
    type: str
    default: hseck9
  scope:
    description: Every member of a stack or high availability set, or the active one.
    type: str
    choices: [local, all]
    default: all
  state:
    description: Whether the SLAC is to be there. V(absent) returns the code to CSSM.
    type: str
    choices: [present, absent]
    default: present
  timeout:
    description: Seconds to wait for the effect.
    type: int
    default: 180
"""

EXAMPLES = r"""
- name: Request the SLAC for HSECK9
  netops.smart_licensing.slp_slac:
    feature: hseck9
    scope: all
"""

RETURN = r"""
commands:
  description: What was sent to change something (in check mode, what would be), secrets masked.
  returned: always
  type: list
  elements: str
  sample: [license smart authorization request add hseck9 all]
before:
  description: The authorizations before.
  returned: success
  type: dict
after:
  description: The authorizations after; in check mode, as predicted.
  returned: success
  type: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: slac_denied
return_codes:
  description:
    - By member, the return code that the device printed. The device forgets the SLAC before it tells CSSM, so keep the
      codes - they are the only proof when CSSM was not reached.
  returned: when a SLAC was returned, also when the module fails afterwards
  type: list
  elements: dict
  contains:
    udi:
      description: The member, as PID:..,SN:..
      type: str
    code:
      description: Its return code.
      type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.netops.smart_licensing.plugins.module_utils._module import run_module
from ansible_collections.netops.smart_licensing.plugins.module_utils._operations import OPERATIONS


def main() -> None:
    """Run the module."""
    name = "slp_slac"
    module = AnsibleModule(argument_spec=OPERATIONS[name].argument_spec, supports_check_mode=True)
    run_module(module, name)


if __name__ == "__main__":
    main()
