# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about the inventory and sites of Catalyst Center, and how to read the responses. Pure."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..http.calls import Call, Json, one_line
from ..words.errors import LicensingError
from .calls import INTENT, response_of, rows_of

# How many rows one answer can have, and how many values one question; a longer URL meets limits on its way.
PAGE = 500
CHUNK = 50
_MANAGED = "managed"
_UNDER_WAY = ("in progress", "synchronizing", "syncing", "sync in progress")


@dataclass(frozen=True)
class InventoryDevice:
    """A device of the inventory. A stack has the serial numbers of all its members.

    `collection`: how far the Center is with reading the device, in its words; `error`: what it says is wrong.
    """

    id: str
    address: str
    hostname: str
    serial_numbers: tuple[str, ...]
    collection: str
    error: str

    @property
    def managed(self) -> bool:
        """Whether the Center has read the device, over NETCONF too."""
        return self.collection.casefold() == _MANAGED

    @property
    def under_way(self) -> bool:
        """Whether the Center still reads the device."""
        return self.collection.casefold() in _UNDER_WAY


def ask_by_serial_numbers(serial_numbers: Sequence[str]) -> Call:
    """Ask for the devices with these serial numbers; see read_devices. A stack is found by its address only."""
    return _ask([("serialNumber", number) for number in serial_numbers])


def ask_by_addresses(addresses: Sequence[str]) -> Call:
    """Ask for the devices with these management addresses; see read_devices."""
    return _ask([("managementIpAddress", address) for address in addresses])


def read_devices(answer: Json) -> list[InventoryDevice]:
    """Return the devices. Raises LicensingError (api_failed)."""
    return [_device(row) for row in rows_of("inventory", answer.get("response"))]


def add_devices(addresses: Sequence[str], credentials: Mapping[str, Any]) -> Call:
    """Ask to add devices, with the credentials of the module; answered with a task."""
    named = {
        "userName": credentials["username"],
        "password": credentials["password"],
        "enablePassword": credentials["enable_password"] or credentials["password"],
        "netconfPort": str(credentials["netconf_port"]),
        "snmpVersion": credentials["snmp_version"],
        "snmpROCommunity": credentials["snmp_community"],
        "snmpMode": credentials["snmp_mode"],
        "snmpUserName": credentials["snmp_username"],
        "snmpAuthProtocol": credentials["snmp_auth_protocol"],
        "snmpAuthPassphrase": credentials["snmp_auth_passphrase"],
        "snmpPrivProtocol": credentials["snmp_priv_protocol"],
        "snmpPrivPassphrase": credentials["snmp_priv_passphrase"],
    }
    body = {
        "ipAddress": list(addresses),
        "type": "NETWORK_DEVICE",
        "computeDevice": False,
        "cliTransport": "ssh",
        **{key: value for key, value in named.items() if value is not None},
    }
    return Call("new device", "POST", f"{INTENT}/network-device", False, lambda _stamp: body)


def synchronize(device_ids: Sequence[str]) -> Call:
    """Ask the Center to read devices again; answered with a task."""
    path = f"{INTENT}/network-device/sync?forceSync=true"
    return Call("synchronization", "PUT", path, True, lambda _stamp: list(device_ids))


def ask_site(name: str) -> Call:
    """Ask for the site of that hierarchy (Global/Area/Building); see read_site. From 2.3.7 on."""
    query = urllib.parse.urlencode({"nameHierarchy": name}, quote_via=urllib.parse.quote)
    return Call("sites", "GET", f"{INTENT}/sites?{query}", True)


def ask_sites_of_before(offset: int) -> Call:
    """Ask for a page of all sites, which every release answers; see read_site. `offset` counts from 1."""
    # For a site that does not exist, these releases answer as if they had failed.
    return Call("sites", "GET", f"{INTENT}/site?offset={offset}&limit={PAGE}", True)


def read_site(answer: Json, name: str) -> tuple[str | None, int]:
    """Return the id of the site of that hierarchy, if it is there, and how many sites there are in the answer."""
    rows = rows_of("sites", answer.get("response"))
    for row in rows:
        if name in (row.get("nameHierarchy"), row.get("siteNameHierarchy")) and isinstance(row.get("id"), str):
            return row["id"], len(rows)
    return None, len(rows)


def assign(site_id: str, device_ids: Sequence[str]) -> Call:
    """Ask to assign devices to a site; answered with a task. From 2.3.7.6 on."""
    body = {"deviceIds": list(device_ids), "siteId": site_id}
    return Call("assignment", "POST", f"{INTENT}/networkDevices/assignToSite/apply", True, lambda _stamp: body)


def assign_as_before(site_id: str, addresses: Sequence[str]) -> Call:
    """Ask to assign devices to a site, as releases before 2.3.7.6 are asked; see read_execution_path."""
    body = {"device": [{"ip": address} for address in addresses]}
    path = f"dna/system/api/v1/site/{urllib.parse.quote(site_id, safe='')}/device"
    return Call("assignment", "POST", path, True, lambda _stamp: body)


def read_execution_path(answer: Json) -> str:
    """Return where to ask how far an assignment is. Raises LicensingError (api_failed)."""
    path = answer.get("executionStatusUrl")
    # A path of that server and no other address.
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        raise LicensingError("api_failed", "assignment: the response has no executionStatusUrl.")
    return path


def ask_execution(path: str) -> Call:
    """Ask how far an assignment is; see read_execution."""
    return Call("assignment", "GET", path, True)


def read_execution(answer: Json) -> tuple[bool, str | None]:
    """Return whether an assignment has ended, and why it failed if it did."""
    said = response_of("assignment", answer) if isinstance(answer.get("response"), dict) else answer
    status = str(said.get("status") or "").upper()
    if status == "FAILURE":
        return True, one_line(str(said.get("bapiError") or "it gives no reason"))
    return status == "SUCCESS", None


def _ask(query: Sequence[tuple[str, str]]) -> Call:
    words = urllib.parse.urlencode([*query, ("offset", 1), ("limit", PAGE)], quote_via=urllib.parse.quote)
    return Call("inventory", "GET", f"{INTENT}/network-device?{words}", True)


def _device(row: Json) -> InventoryDevice:
    identifier = row.get("id")
    if not isinstance(identifier, str) or not identifier:
        raise LicensingError("api_failed", "inventory: a device has no id.")
    return InventoryDevice(
        identifier,
        str(row.get("managementIpAddress") or ""),
        str(row.get("hostname") or ""),
        tuple(number.strip() for number in str(row.get("serialNumber") or "").split(",") if number.strip()),
        str(row.get("collectionStatus") or ""),
        one_line(str(row.get("errorDescription") or "")),
    )
