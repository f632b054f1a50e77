# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the modules for SD-WAN Manager share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that talk to Catalyst SD-WAN Manager."""

    DOCUMENTATION = r"""
options:
  base_url:
    description: Where SD-WAN Manager is, such as V(https://sdwan-manager.example.com:8443); only C(https).
    type: str
    required: true
  username:
    description: A user that may use the API and manage licences.
    type: str
    required: true
  password:
    description: The password of the user.
    type: str
    required: true
notes:
  - Needs no device. Run it on the controller, once for all hosts (C(delegate_to=localhost), C(run_once=true)).
  - The options of the access can be given once, in C(module_defaults) of the group
    C(netops.smart_licensing.sdwan_manager).
  - Logs in with a session and logs out at the end, for SD-WAN Manager counts the sessions of a user.
  - Devices and their licences take SD-WAN Manager 20.16 or later; the shapes of the calls are those of its published
    API documents.
"""
