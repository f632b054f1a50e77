# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the modules for SD-WAN Manager share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that use Catalyst SD-WAN Manager."""

    DOCUMENTATION = r"""
options:
  base_url:
    description: The URL of SD-WAN Manager, such as V(https://sdwan-manager.example.com:8443); only C(https).
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
  - Needs no device. Run it once for all hosts, on the controller (C(delegate_to=localhost), C(run_once=true)).
  - Set the access options once, with C(module_defaults) of the group C(netops.smart_licensing.sdwan_manager).
  - Logs in with a session and logs out at the end, because SD-WAN Manager limits the sessions of a user.
  - Devices and their licences require SD-WAN Manager 20.16 or later; the request and response formats are those of its
    published API documents.
"""
