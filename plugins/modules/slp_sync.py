# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Report usage now and wait for the ACK."""

from __future__ import annotations

DOCUMENTATION = r"""
module: slp_sync
short_description: Synchronize usage with the licence server now
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Sends the usage reports now and waits for the result that O(wait_for) selects.
  - A synchronization is an action, so it reports a change every time, unless O(max_age_days) skips a device with a
    recent ACK.
extends_documentation_fragment:
  - netops.smart_licensing.device
  - netops.smart_licensing.device.known_state
options:
  scope:
    description: Every member, or the active one.
    type: str
    choices: [local, all]
    default: all
  wait_for:
    description: The ACK of the server, the push of the report, or nothing.
    type: str
    choices: [ack, push, nothing]
    default: ack
  max_age_days:
    description: Send nothing if the last ACK, by the clock of the device, is younger than this. 0 always sends.
    type: int
    default: 0
  timeout:
    description: Seconds to wait.
    type: int
    default: 300
"""

EXAMPLES = r"""
- name: Report usage now, at most once a day
  netops.smart_licensing.slp_sync:
    max_age_days: 1
"""

RETURN = r"""
commands:
  description: The commands sent to change something, secrets masked; in check mode, the commands to send.
  returned: always
  type: list
  elements: str
  sample: [license smart sync all]
before:
  description: The usage reporting times before.
  returned: success
  type: dict
after:
  description: The usage reporting times after; in check mode, as predicted.
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
  sample: communication_failed
"""
