# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each module for SD-WAN Manager does, by the name of the module."""

from __future__ import annotations

from ...http.operation import ServerOperation
from . import assign, info, report, sync

OPERATIONS: dict[str, ServerOperation] = {
    "sdwan_manager_assign": assign.OPERATION,
    "sdwan_manager_info": info.OPERATION,
    "sdwan_manager_report": report.OPERATION,
    "sdwan_manager_sync": sync.OPERATION,
}
