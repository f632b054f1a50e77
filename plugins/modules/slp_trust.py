# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Establish trust between a product instance and CSSM."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_trust
short_description: Establish trust with CSSM using an ID token
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Installs a trust code on every member that has none, and waits until the device shows all of them.
  - Does nothing on a trusted device. Refuses a clock that is off by more than an hour before it sends anything.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.controller_mode
  - netops.smart_licensing.device.known_state
options:
  id_token:
    description: The token of the virtual account, from CSSM. Needed only if a trust code is missing.
    type: str
  scope:
    description: Every member of a stack or high availability set, or the active one.
    type: str
    choices: [local, all]
    default: all
  force:
    description: Establish trust even if it exists, for example to move to another account. Reports a change every time.
    type: bool
    default: false
  timeout:
    description: Seconds to wait for the trust codes.
    type: int
    default: 180
"""

EXAMPLES = r"""
- name: Establish trust
  netops.smart_licensing.slp_trust:
    id_token: "{{ slp_id_token }}"
    scope: all
"""

RETURN = r"""
commands:
  description: The commands sent to change something, secrets masked; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: [license smart trust idtoken ******** all]
before:
  description: The trust codes before.
  returned: success
  type: dict
after:
  description: The trust codes after; in check mode, as predicted.
  returned: success
  type: dict
device_messages:
  description:
    - The device's output for configuration lines and actions, as C(command) and C(text), secrets masked. It is either
      informational or the refusal that C(msg) quotes.
  returned: when the device printed something
  type: list
  elements: dict
  sample: [{command: ip http secure-server, text: "% Generating 1024 bit RSA keys..."}]
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: trust_failed
"""
