# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assign licences to devices in SD-WAN Manager, or release them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ...words.errors import InvalidValue, LicensingError
from ..licences import (
    account_distribution,
    applicable_licences,
    assign,
    edge_devices,
    read_applicable,
    read_devices,
    read_distribution,
    release,
)
from ..records import BILLING_TYPES, Applicable, Assignment, EdgeDevice, Licence
from .manager import SDWAN_MANAGER


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    chosen = _chosen(session, params["devices"])
    due = [device for device in chosen if _is_due(device, params)]
    if not due or check_mode:
        return _result(due)
    if params["state"] == "absent":
        session.content(release(device.uuid for device in due))
    else:
        session.content(assign(_assignments(session, params, due), params["billing_type"]))
    left = [device for device in _chosen(session, [device.uuid for device in due]) if _is_due(device, params)]
    if left:
        raise LicensingError(
            "api_failed",
            f"SD-WAN Manager accepted the request, but its list does not show it for {_named(left)}; check License "
            "Management there.",
            changed=True,
        )
    return _result(due)


def _chosen(session: Session, names: Sequence[str]) -> list[EdgeDevice]:
    devices = read_devices(session.call(edge_devices()))
    return list({device.uuid: device for device in (_named_so(devices, name) for name in names)}.values())


def _named_so(devices: Sequence[EdgeDevice], name: str) -> EdgeDevice:
    """Return the device of that UUID, host name or system IP. Raises InvalidValue for none, or for several."""
    found = [device for device in devices if name and name in (device.uuid, device.host_name, device.system_ip)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(device.uuid for device in (found or devices))[:20]) or "none"
    how = "is more than one device" if found else "is no device"
    raise InvalidValue(f"devices: '{name}' {how} of SD-WAN Manager, which has {known}. Use a UUID or a system IP.")


def _is_due(device: EdgeDevice, params: Params) -> bool:
    if params["state"] == "absent":
        return bool(device.licenses)
    return not any(
        licence.is_called(params["license"])
        and licence.smart_account.casefold() == params["smart_account"].casefold()
        and licence.virtual_account.casefold() == params["virtual_account"].casefold()
        for licence in device.licenses
    )


def _assignments(session: Session, params: Params, due: Sequence[EdgeDevice]) -> list[Assignment]:
    """Return what to assign, by class of platforms. Raises LicensingError if a licence does not fit or suffice."""
    uuids = [device.uuid for device in due]
    kind = (params["billing_type"], params["classification"])
    groups = read_applicable(session.call(applicable_licences(uuids, *kind)))
    wanted = [
        Assignment(_fitting(group, params["license"]), members, group.platform_class)
        for group in groups
        if (members := tuple(uuid for uuid in group.uuids if uuid in uuids))
    ]
    left = sorted(set(uuids) - {uuid for assignment in wanted for uuid in assignment.uuids})
    if left:
        raise LicensingError("api_failed", f"SD-WAN Manager has no licence that fits {', '.join(left)}.")
    stock = read_distribution(session.call(account_distribution(wanted, *kind)))
    needed: dict[str, int] = {}
    for assignment in wanted:
        needed[assignment.licence.tag] = needed.get(assignment.licence.tag, 0) + len(assignment.uuids)
    return [
        replace(assignment, licence=_from_account(assignment.licence, stock, params, needed[assignment.licence.tag]))
        for assignment in wanted
    ]


def _fitting(group: Applicable, wanted: str) -> Licence:
    found = next((licence for licence in group.licenses if licence.is_called(wanted)), None)
    if found is None:
        known = ", ".join(licence.display_name for licence in group.licenses) or "none"
        raise InvalidValue(
            f"license: '{wanted}' does not fit {group.platform_class or 'these devices'}; possible are {known}. A "
            "missing licence must be in the account, and synchronized (sdwan_manager_sync)."
        )
    return found


def _from_account(licence: Licence, stock: Sequence[Licence], params: Params, number: int) -> Licence:
    """Return the licence as it is in the account. Raises LicensingError if too few are available."""
    there = [
        row
        for row in stock
        if row.tag == licence.tag
        and row.smart_account.casefold() == params["smart_account"].casefold()
        and row.virtual_account.casefold() == params["virtual_account"].casefold()
        and params["subscription_id"] in (None, row.subscription_id)
    ]
    available = max((row.available or 0 for row in there), default=0)
    if available < number:
        raise LicensingError(
            "api_failed",
            f"{number} of '{licence.display_name}' are needed, and {params['virtual_account']} has {available}; "
            "nothing was assigned. Are all ordered licences in the account?",
        )
    best = next(row for row in there if (row.available or 0) == available)
    return replace(best, display_name=licence.display_name)


def _named(devices: Sequence[EdgeDevice]) -> str:
    return ", ".join(device.host_name or device.uuid for device in devices)


def _result(due: Sequence[EdgeDevice]) -> Result:
    return {"changed": bool(due), "devices": [{"uuid": device.uuid, "host_name": device.host_name} for device in due]}


OPERATION = ServerOperation(
    SDWAN_MANAGER,
    {
        "devices": {"type": "list", "elements": "str", "required": True},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "license": {"type": "str"},
        "smart_account": {"type": "str"},
        "virtual_account": {"type": "str"},
        "billing_type": {"type": "str", "choices": list(BILLING_TYPES), "default": "prepaid"},
        "classification": {"type": "str"},
        "subscription_id": {"type": "str"},
    },
    _run,
    {"required_if": [["state", "present", ["license", "smart_account", "virtual_account"]]]},
)
