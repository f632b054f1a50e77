# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the Catalyst Center modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that talk to Catalyst Center."""

    DOCUMENTATION = r"""
options:
  base_url:
    description: The URL of Catalyst Center, such as V(https://center.example); only C(https).
    type: str
    required: true
  username:
    description: Its user. The role NETWORK-ADMIN-ROLE may do all that the modules ask for.
    type: str
    required: true
  password:
    description: The password of the user.
    type: str
    required: true
notes:
  - Needs no device. Run it on the controller, once for all hosts (C(delegate_to=localhost), C(run_once=true)).
  - The options of the access can be given once, in C(module_defaults) of the group
    C(netops.smart_licensing.catalyst_center).
  - A release that does not have an API answers V(404); then the API of earlier releases is asked, or the module fails
    with V(unsupported_release).
"""

    TASKS = r"""
options:
  poll_timeout:
    description: Seconds to wait for each task of Catalyst Center.
    type: int
    default: 300
"""
