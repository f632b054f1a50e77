# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registration token of CSSM for trust codes."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cssm_token
short_description: Get a registration token for trust codes from CSSM
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Returns the token named O(description) that is valid longest; creates one only if none is valid.
  - The token is a secret, because anyone who has it can register devices. Set C(no_log) on the task.
extends_documentation_fragment:
  - netops.smart_licensing.cssm
  - netops.smart_licensing.https
  - netops.smart_licensing.cssm.place
  - netops.smart_licensing.registration_token
"""

EXAMPLES = r"""
- name: Get the token of the rollout
  netops.smart_licensing.cssm_token:
    client_id: "{{ cssm_client_id }}"
    client_secret: "{{ cssm_client_secret }}"
    smart_account: example.com
    virtual_account: Campus
    description: campus rollout
  delegate_to: localhost
  run_once: true
  no_log: true
  register: registration
"""

RETURN = r"""
token:
  description: The token, a secret. In check mode only if a valid token already exists.
  returned: success
  type: str
  sample: NGM1ZjQ4ZTktZXhhbXBsZQ
expires:
  description: When the token expires, in UTC; null if CSSM's date cannot be read.
  returned: success
  type: str
  sample: "2026-12-24T08:00:00+00:00"
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
