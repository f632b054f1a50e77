# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Catalyst Center answers, exchange by exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply
from tests.unit.cssm.service import Exchange, Service, reply

__all__ = ["Exchange", "Service", "reply"]

BASE = "https://center.example"
TOKEN = "token-of-tests"
PASSWORDS = ("open-sesame-1", "device-secret-2", "community-3", "on-prem-secret-4", TOKEN)
ACCESS: dict[str, Any] = {"base_url": BASE, "username": "tests", "password": PASSWORDS[0]}
CREDENTIALS = {"username": "admin", "password": PASSWORDS[1], "snmp_community": PASSWORDS[2]}
WAN = {"name": "wan-1", "serial_numbers": ["FDO1"], "address": "192.0.2.11"}
STACK = {"name": "campus-1", "serial_numbers": ["FCW1", "FCW2"], "address": "192.0.2.12"}
_INTENT = "/dna/intent/api/v1"
_PAGE = "offset=1&limit=500"

Json = dict[str, Any]


def asked(what: str, answer: Any, status: int = 200) -> Exchange:
    """Return an exchange from the method and the path below the intent API; answers come wrapped as `response`."""
    method, path = what.split(" ", 1)
    wrapped = answer if isinstance(answer, Reply | Exception) else reply({"response": answer, "version": "1.0"}, status)
    whole = path if path.startswith("/dna/") else f"{_INTENT}/{path}"
    return Exchange(f"{method} {BASE}{whole}", wrapped)


def missing(what: str) -> Exchange:
    """Return the exchange with a release that does not have it."""
    return asked(what, {"errorCode": "404", "message": "not available"}, 404)


def login() -> Exchange:
    return Exchange(f"POST {BASE}/dna/system/api/v1/auth/token", reply({"Token": TOKEN}))


def release(version: str) -> Exchange:
    return asked("GET dnac-release", {"installedVersion": version})


def by_serial(*devices: Json, numbers: str = "serialNumber=FDO1") -> Exchange:
    return asked(f"GET network-device?{numbers}&{_PAGE}", list(devices))


def by_address(*devices: Json, address: str = "192.0.2.11") -> Exchange:
    return asked(f"GET network-device?managementIpAddress={address}&{_PAGE}", list(devices))


def device(**differs: Any) -> Json:
    """Return a row of the inventory, that of a managed router unless it differs."""
    row = {
        "id": "id-1",
        "managementIpAddress": "192.0.2.11",
        "hostname": "wan-1",
        "serialNumber": "FDO1",
        "collectionStatus": "Managed",
        "errorDescription": None,
    }
    return row | differs


def licences(*rows: Json) -> Exchange:
    return asked("POST networkDeviceLicenses/query", list(rows))


def licence(**differs: Any) -> Json:
    """Return a row of the licences as from 3.2.1 on."""
    row = {
        "id": "row-1",
        "networkDeviceId": "id-1",
        "managementAddress": "192.0.2.11",
        "siteHierarchy": "Global/Berlin",
        "licenses": [{"type": "NETWORK_ADVANTAGE"}, {"type": "DNA_ESSENTIALS"}],
        "virtualAccountId": "2001",
        "authCodeStatus": "NOT_INSTALLED",
        "lastSuccessfulUsageReportingTime": None,
    }
    return row | differs


def no_query() -> Exchange:
    return missing("POST networkDeviceLicenses/query")


def summary(*rows: Json) -> Exchange:
    return asked("GET licenses/device/summary?limit=500", list(rows))


def known(row: Mapping[str, Any] | None = None) -> list[Exchange]:
    """Return the look-up of a managed router."""
    return [by_serial(device()), licences(dict(row) if row is not None else licence())]


def accounts() -> list[Exchange]:
    """Return the question for the accounts: one Smart Account with two virtual accounts."""
    return [
        asked("GET licenses/smartAccounts", [{"id": "101", "name": "Example", "domain": "example.com"}]),
        Exchange(f"GET {BASE}{_INTENT}/licenses/smartAccount/101/virtualAccounts", reply(VIRTUAL_ACCOUNTS)),
    ]


VIRTUAL_ACCOUNTS: Json = {
    "smart_account_id": "101",
    "virtual_account_details": [
        {"virtual_account_id": "2001", "virtual_account_name": "WAN"},
        {"virtual_account_id": "2002", "virtual_account_name": "Campus"},
    ],
}


def settings(mode: str = "DIRECT", virtual_account: str | None = None, **parameters: str) -> list[Exchange]:
    return [
        asked("GET connectionModeSetting", {"connectionMode": mode, "parameters": parameters or None}),
        asked(
            "GET licenseSetting",
            {"defaultSmartAccountId": "101", "autoRegistrationVirtualAccountId": virtual_account},
        ),
    ]


def started(what: str, task: str = "t-1") -> Exchange:
    return asked(what, {"taskId": task, "url": f"/api/v1/task/{task}"}, 202)


def done(task: str = "t-1") -> Exchange:
    return asked(f"GET task/{task}", {"id": task, "endTime": 2, "isError": False})


def running(task: str = "t-1") -> Exchange:
    return asked(f"GET task/{task}", {"id": task, "startTime": 1, "isError": False, "progress": "working"})


def failed(why: str, task: str = "t-1") -> Exchange:
    return asked(f"GET task/{task}", {"id": task, "endTime": 2, "isError": True, "failureReason": why})
