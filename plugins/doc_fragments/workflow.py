# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the option that names a workflow."""

from __future__ import annotations


class ModuleDocFragment:
    """The documented workflows, which are named like their playbooks."""

    DOCUMENTATION = r"""
options:
  workflow:
    type: str
    choices:
      - cslu_product_instance_initiated
      - cslu_initiated
      - direct
      - catalyst_center
      - sdwan_manager
      - cslu_disconnected_product_instance_initiated
      - cslu_disconnected_cslu_initiated
      - offline
      - ssm_on_prem_product_instance_initiated
      - ssm_on_prem_initiated
"""
