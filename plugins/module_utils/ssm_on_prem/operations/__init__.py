# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each module for SSM On-Prem does, by the name of the module."""

from __future__ import annotations

from ...http.operation import ServerOperation
from . import registration_token

OPERATIONS: dict[str, ServerOperation] = {"ssm_on_prem_token": registration_token.OPERATION}
