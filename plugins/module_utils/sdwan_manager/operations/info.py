# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look up in SD-WAN Manager how it reports, its devices, their compliance, and its accounts."""

from __future__ import annotations

from typing import Any

from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ..accounts import fetch_accounts, read_accounts, read_settings, user_settings
from ..licences import compliance, edge_devices, read_compliance, read_devices
from ..records import EdgeDevice
from .manager import SDWAN_MANAGER, licences_in, shown

_SUBSETS = ("devices", "compliance", "accounts")


def _run(params: Params, session: Session, _check_mode: bool) -> Result:
    wanted = params["gather_subset"]
    result: Result = {"changed": False}
    settings = read_settings(session.call(user_settings()))
    result["settings"] = {
        "mode": settings.mode,
        "user": settings.user,
        "has_credentials": settings.has_credentials,
        "multiple_entitlement": settings.multiple_entitlement,
    }
    if "devices" in wanted:
        result["devices"] = [_device(device) for device in read_devices(session.call(edge_devices()))]
    if "compliance" in wanted:
        found = read_compliance(session.value(compliance()))
        reasons = [{"status": status, "reason": reason} for status, reason in found.reasons]
        result["compliance"] = {"status": found.status or None, "reasons": reasons}
    if "accounts" in wanted:
        # Without a CSSM login, SD-WAN Manager cannot query the accounts.
        reachable = settings.has_credentials or settings.mode == "offline"
        result["accounts"] = _accounts(session, settings.mode or "online") if reachable else []
    return result


def _accounts(session: Session, mode: str) -> list[dict[str, Any]]:
    return [
        {
            "id": owner.id,
            "name": owner.name,
            "virtual_accounts": [
                {
                    "id": account.id,
                    "name": account.name,
                    "licenses": [shown(licence) for licence in licences_in(session, owner, account)],
                }
                for account in owner.virtual_accounts
            ],
        }
        for owner in read_accounts(session.value(fetch_accounts(mode)))
    ]


def _device(device: EdgeDevice) -> dict[str, Any]:
    return {
        "uuid": device.uuid,
        "host_name": device.host_name,
        "system_ip": device.system_ip,
        "model": device.model,
        "compliance_status": device.compliance_status,
        "reason": device.reason,
        "hsec_compatible": device.hsec_compatible,
        "hsec_status": device.hsec_status,
        "hsec_license_status": device.hsec_license_status,
        "licenses": [
            {name: fact for name, fact in shown(licence).items() if name != "available"} for licence in device.licenses
        ],
    }


OPERATION = ServerOperation(
    SDWAN_MANAGER,
    {
        "gather_subset": {
            "type": "list",
            "elements": "str",
            "choices": list(_SUBSETS),
            "default": ["devices", "compliance"],
        }
    },
    _run,
)
