# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each CSSM module does: its options and one function from options and a session to a result."""

from __future__ import annotations

from ...http.operation import ServerOperation
from . import account_info, license_info, registration_token, slac, usage_report

OPERATIONS: dict[str, ServerOperation] = {
    "cssm_account_info": account_info.OPERATION,
    "cssm_license_info": license_info.OPERATION,
    "cssm_slac": slac.OPERATION,
    "cssm_token": registration_token.OPERATION,
    "cssm_usage_report": usage_report.OPERATION,
}
