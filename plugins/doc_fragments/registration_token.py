# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module that gets a registration token documents alike."""

from __future__ import annotations


class ModuleDocFragment:
    """Read by Ansible when a module names it."""

    DOCUMENTATION = r"""
options:
  description:
    description: By this the token is found again.
    type: str
    required: true
  expires_after_days:
    description: How long a new token is valid, 1 to 365 days.
    type: int
    default: 30
  export_controlled:
    description: Whether devices registered with it may use export-controlled functions. Another token is not used.
    type: bool
    default: true
  min_valid_hours:
    description: A token that ends sooner is not used.
    type: int
    default: 1
"""
