# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence settings of Catalyst Center."""

from __future__ import annotations

DOCUMENTATION = r"""
module: catalyst_center_settings
short_description: Set how Catalyst Center reaches CSSM, and its default accounts
version_added: 0.1.0
author:
  - netops.smart_licensing contributors (@netops)
description:
  - Sets the connection mode to CSSM, and the default accounts of devices. Settings that are not given do not change.
  - Older releases have no API for it; the module then fails with V(unsupported_release). Use the GUI instead.
extends_documentation_fragment:
  - netops.smart_licensing.catalyst_center
  - netops.smart_licensing.https
  - netops.smart_licensing.catalyst_center.tasks
options:
  connection_mode:
    description:
      - V(direct) if devices reach CSSM themselves, V(on_prem) if they reach an SSM On-Prem, V(smart_proxy) if Catalyst
        Center forwards their messages.
    type: str
    choices: [direct, on_prem, smart_proxy]
  on_prem:
    description:
      - The SSM On-Prem for O(connection_mode=on_prem).
      - Catalyst Center does not return the secret, so changing only the secret has no effect.
    type: dict
    suboptions:
      host:
        description: The host name or address.
        type: str
        required: true
      smart_account:
        description: The name of the local account.
        type: str
        required: true
      client_id:
        description: The id of the API client.
        type: str
        required: true
      client_secret:
        description: The secret of the API client.
        type: str
        required: true
  smart_account:
    description: The domain of the default Smart Account, or its name.
    type: str
  virtual_account:
    description: The virtual account in which devices register by themselves; not with V(smart_proxy).
    type: str
"""

EXAMPLES = r"""
- name: Let devices reach CSSM themselves and register in Campus
  netops.smart_licensing.catalyst_center_settings:
    base_url: https://center.example
    username: "{{ center_username }}"
    password: "{{ center_password }}"
    connection_mode: direct
    smart_account: example.com
    virtual_account: Campus
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
before:
  description: The settings before, C(connection_mode), C(smart_account_id), C(virtual_account_id).
  returned: success
  type: dict
after:
  description: The settings after; in check mode, as they would be.
  returned: success
  type: dict
reason:
  description: Why the module failed, in one word of a fixed vocabulary.
  returned: failure
  type: str
  sample: api_failed
"""
