# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each device module does: its options and one function from options and a device to a result."""

from __future__ import annotations

from . import (
    field_check,
    import_file,
    info,
    preflight,
    reachability,
    record,
    rollback,
    slac,
    sync,
    transport,
    trust,
    usage_save,
)
from .operation import DeviceOperation

OPERATIONS: dict[str, DeviceOperation] = {
    "slp_field_check": field_check.OPERATION,
    "slp_import": import_file.OPERATION,
    "slp_info": info.OPERATION,
    "slp_preflight": preflight.OPERATION,
    "slp_reachability": reachability.OPERATION,
    "slp_record": record.OPERATION,
    "slp_rollback": rollback.OPERATION,
    "slp_slac": slac.OPERATION,
    "slp_sync": sync.OPERATION,
    "slp_transport": transport.OPERATION,
    "slp_trust": trust.OPERATION,
    "slp_usage_save": usage_save.OPERATION,
}
