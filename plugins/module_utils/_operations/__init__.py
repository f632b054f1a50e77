# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each device module does: its options and one function from options and a device to a result."""

from __future__ import annotations

from . import (
    _field_check,
    _import,
    _info,
    _preflight,
    _reachability,
    _record,
    _roll_back_to_before,
    _slac,
    _sync,
    _transport,
    _trust,
    _usage_save,
)
from ._operation import DeviceOperation

OPERATIONS: dict[str, DeviceOperation] = {
    "slp_field_check": _field_check.OPERATION,
    "slp_import": _import.OPERATION,
    "slp_info": _info.OPERATION,
    "slp_preflight": _preflight.OPERATION,
    "slp_reachability": _reachability.OPERATION,
    "slp_record": _record.OPERATION,
    "slp_rollback": _roll_back_to_before.OPERATION,
    "slp_slac": _slac.OPERATION,
    "slp_sync": _sync.OPERATION,
    "slp_transport": _transport.OPERATION,
    "slp_trust": _trust.OPERATION,
    "slp_usage_save": _usage_save.OPERATION,
}
