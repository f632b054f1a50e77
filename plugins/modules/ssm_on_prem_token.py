# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registration token of SSM On-Prem."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ssm_on_prem_token
short_description: Get a registration token from SSM On-Prem
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Returns the token named O(description) that is valid longest; creates one only if none is valid.
  - A device that reports to SSM On-Prem by Smart Licensing Using Policy needs no token; other products do.
  - The token is a secret, because anyone who has it can register devices. Set C(no_log) on the task.
extends_documentation_fragment:
  - netops.smart_licensing.ssm_on_prem
  - netops.smart_licensing.https
  - netops.smart_licensing.registration_token
options:
  account:
    description: The local account, as SSM On-Prem spells it.
    type: str
    required: true
  virtual_account:
    description: The local virtual account.
    type: str
    default: Default
"""

EXAMPLES = r"""
- name: Get the token of the rollout
  netops.smart_licensing.ssm_on_prem_token:
    base_url: https://ssm.example.com:8443
    client_id: "{{ ssm_client_id }}"
    client_secret: "{{ ssm_client_secret }}"
    account: Example Corp
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
  description: When the token expires, in UTC; null if the date cannot be read.
  returned: success
  type: str
  sample: "2026-12-24T08:00:00+00:00"
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
