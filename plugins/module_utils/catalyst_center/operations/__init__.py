# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each Catalyst Center module does: its options and one function from options and a session to a result."""

from __future__ import annotations

from ...http.operation import ServerOperation
from . import device, info, license_level, settings

OPERATIONS: dict[str, ServerOperation] = {
    "catalyst_center_device": device.OPERATION,
    "catalyst_center_info": info.OPERATION,
    "catalyst_center_license_level": license_level.OPERATION,
    "catalyst_center_settings": settings.OPERATION,
}
