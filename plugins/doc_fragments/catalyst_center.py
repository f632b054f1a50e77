# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the Catalyst Center modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that use Catalyst Center."""

    DOCUMENTATION = r"""
options:
  base_url:
    description: The URL of Catalyst Center, such as V(https://center.example); only C(https).
    type: str
    required: true
  username:
    description: A user of Catalyst Center. The role NETWORK-ADMIN-ROLE has all required permissions.
    type: str
    required: true
  password:
    description: The password of the user.
    type: str
    required: true
notes:
  - Needs no device. Run it once for all hosts, on the controller (C(delegate_to=localhost), C(run_once=true)).
  - Set the access options once, with C(module_defaults) of the group C(netops.smart_licensing.catalyst_center).
  - If a release does not have an API, it answers V(404); the module then uses the API of earlier releases, or fails
    with V(unsupported_release).
"""

    TASKS = r"""
options:
  poll_timeout:
    description: Seconds to wait for each task of Catalyst Center.
    type: int
    default: 300
"""
