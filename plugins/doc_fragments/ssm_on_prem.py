# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation that the modules for SSM On-Prem share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options and notes of the modules that use SSM On-Prem."""

    DOCUMENTATION = r"""
options:
  base_url:
    description: The base URL of every call, such as V(https://ssm.example.com:8443); only C(https).
    type: str
    required: true
  api_prefix:
    description: The first part of the path of every call. Older releases have none (V("")).
    type: str
    default: backend
  client_id:
    description: The id of the application, from the API Toolkit of SSM On-Prem.
    type: str
    required: true
  client_secret:
    description: The secret of the application.
    type: str
    required: true
notes:
  - Needs no device. Run it once for all hosts, on the controller (C(delegate_to=localhost), C(run_once=true)).
  - Set the access options once, with C(module_defaults) of the group C(netops.smart_licensing.ssm_on_prem).
  - SSM On-Prem answers C(403) without a valid login, and C(502) while it starts.
"""
