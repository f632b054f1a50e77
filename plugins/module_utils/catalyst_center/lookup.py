# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look up devices: in the inventory, and in the licence data of Catalyst Center."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ..http.session import Refused, Session
from ..words.errors import InvalidValue
from ..words.values import checked
from .calls import Account, ask_smart_accounts, ask_virtual_accounts, read_smart_accounts, read_virtual_accounts
from .inventory import CHUNK, PAGE, InventoryDevice, ask_by_addresses, ask_by_serial_numbers, read_devices
from .licences import Licence, ask_licences, ask_licences_of_before, read_licences, read_licences_of_before

# Statuses of what a release does not have.
MISSING = (404, 405)
_MAX_PAGES = 200
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Wanted:
    """A requested device. `address`: where Catalyst Center reaches it; `site`, `virtual_account`: the intended ones."""

    name: str
    serial_numbers: tuple[str, ...]
    address: str | None = None
    site: str | None = None
    virtual_account: str | None = None


@dataclass(frozen=True)
class Known:
    """What the Center knows of a device. `problem`: why what it knows cannot be used, None mostly."""

    inventory: InventoryDevice | None = None
    licence: Licence | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Found:
    """Devices by their names. `by_query`: the Center answers as from 3.2.1 on."""

    devices: dict[str, Known]
    by_query: bool


def wanted_devices(rows: Sequence[dict[str, Any]]) -> list[Wanted]:
    """Return the devices of the option `devices`. Raises InvalidValue, before anything is asked."""
    devices: list[Wanted] = []
    for row in rows:
        name = row["name"]
        numbers = tuple(dict.fromkeys(number for number in row["serial_numbers"] or () if number))
        if any(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", number) is None for number in numbers):
            raise InvalidValue(f"devices: {name} has an invalid serial number.")
        if not numbers and not row["address"]:
            raise InvalidValue(f"devices: {name} has neither a serial number nor an address.")
        address = checked(f"devices: address of {name}", "host", row["address"]) if row["address"] else None
        devices.append(Wanted(name, numbers, address, row.get("site") or None, row.get("virtual_account") or None))
    if len({device.name for device in devices}) < len(devices):
        raise InvalidValue("devices: two entries have the same name.")
    return devices


def look_up(session: Session, wanted: Sequence[Wanted]) -> Found:
    """Return what the Center knows of each device. Raises LicensingError."""
    inventory = look_in_inventory(session, wanted)
    managed = [known.inventory for known in inventory.values() if known.inventory is not None]
    if not managed:
        return Found(inventory, by_query=_answers_queries(session))
    licences, by_query = _licences(session, managed)
    return Found({name: _with_licence(known, licences) for name, known in inventory.items()}, by_query)


def look_in_inventory(session: Session, wanted: Sequence[Wanted]) -> dict[str, Known]:
    """Return what is in the inventory of each device, by serial number and else by address."""
    rows: list[InventoryDevice] = []
    for chunk in chunks([number for device in wanted for number in device.serial_numbers], CHUNK):
        rows += read_devices(session.call(ask_by_serial_numbers(chunk)))
    known = {device.name: Known(_of_serial(rows, device)) for device in wanted}
    # A stack is found by none of its serial numbers, for the Center keeps them as one text.
    left = [device for device in wanted if known[device.name].inventory is None and device.address]
    rows = []
    for chunk in chunks([device.address for device in left if device.address], CHUNK):
        rows += read_devices(session.call(ask_by_addresses(chunk)))
    return known | {device.name: _at_address(rows, device) for device in left}


def virtual_accounts(session: Session) -> dict[str, Account]:
    """Return the virtual accounts of all Smart Accounts that the Center sees, by their ids."""
    found: dict[str, Account] = {}
    for account in read_smart_accounts(session.call(ask_smart_accounts())):
        found |= {
            virtual.id: virtual for virtual in read_virtual_accounts(session.call(ask_virtual_accounts(account.id)))
        }
    return found


def shown(known: Known, accounts: dict[str, Account]) -> dict[str, Any]:
    """Return what is known of a device as JSON types; see the documentation of catalyst_center_info."""
    device, licence = known.inventory, known.licence
    account = licence.virtual_account if licence else None
    return {
        "id": device.id if device else None,
        "address": device.address if device else None,
        "hostname": device.hostname if device else None,
        "managed": bool(device and device.managed),
        "collection": device.collection if device else None,
        "error": (device.error or None) if device else None,
        "site": licence.site if licence else None,
        "virtual_account": accounts[account].name if account in accounts else account,
        "slac_installed": licence.slac if licence else None,
        "last_usage_report": licence.last_report if licence else None,
        "tells_usage_reports": bool(licence and licence.tells_reports),
        "license_level": licence.level if licence else None,
        "problem": known.problem,
    }


def chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield the different items in lists of so many."""
    different = list(dict.fromkeys(items))
    for start in range(0, len(different), size):
        yield different[start : start + size]


def _answers_queries(session: Session) -> bool:
    try:
        read_licences(session.call(ask_licences(["192.0.2.1"], 1)))
    except Refused as refusal:
        if refusal.status in MISSING:
            return False
        raise
    return True


def _licences(session: Session, devices: Sequence[InventoryDevice]) -> tuple[list[Licence], bool]:
    try:
        rows: list[Licence] = []
        for chunk in chunks([device.address for device in devices], CHUNK):
            rows += read_licences(session.call(ask_licences(chunk, 1)))
    except Refused as refusal:
        if refusal.status not in MISSING:
            raise
        return _licences_of_before(session), False
    return rows, True


def _licences_of_before(session: Session) -> list[Licence]:
    rows: list[Licence] = []
    for page in (None, *range(1, _MAX_PAGES)):
        new = read_licences_of_before(session.call(ask_licences_of_before(page)))
        rows += new
        if len(new) < PAGE:
            break
    return rows


def _with_licence(known: Known, licences: Sequence[Licence]) -> Known:
    device = known.inventory
    if device is None:
        return known
    of_id = [licence for licence in licences if licence.device_id == device.id]
    # The first releases with that API do not name the device, but its address.
    alike = of_id or [row for row in licences if row.device_id is None and row.address == device.address]
    return replace(known, licence=alike[0] if alike else None)


def _of_serial(rows: Sequence[InventoryDevice], device: Wanted) -> InventoryDevice | None:
    found = [row for row in rows if set(row.serial_numbers) & set(device.serial_numbers)]
    return found[0] if found else None


def _at_address(rows: Sequence[InventoryDevice], device: Wanted) -> Known:
    found = next((row for row in rows if row.address == device.address), None)
    if found is None:
        return Known()
    if found.serial_numbers and device.serial_numbers and not set(found.serial_numbers) & set(device.serial_numbers):
        return Known(
            problem=f"Catalyst Center has another device at {device.address}: serial number "
            f"{', '.join(found.serial_numbers)}, not {', '.join(device.serial_numbers)}. Correct the address "
            "(slp_management_address), or remove the old device from the inventory."
        )
    return Known(found)
