# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What calls to a Catalyst Center are answered with: the shapes are those of Cisco's public SDKs.

Awkward and plausible where they are silent: a stack's serial numbers are one text that no single number matches; the
3.2 release tells the build of its platform; an unknown site is a failure of the server on the older release; rows of
licences are there for managed devices only, under an id of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .center import MANAGED, READING, UNREAD, Center, Entry, Task, digest

Json = dict[str, Any]
BUILDS = {"2.3.7": "2.3.7.4.70045", "3.2.3": "3.722.75335"}
LARGEST_PAGE = 500
_VERSION = "1.0"


class Refusal(Exception):
    """A call that is refused, with its HTTP status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def release(center: Center) -> Json:
    return _wrapped({"name": "Catalyst Center", "installedVersion": BUILDS[center.release], "tenantId": "lab"})


def task(center: Center, task_id: str) -> Json:
    found = _task(center, task_id)
    shown: Json = {"id": found.id, "startTime": _milliseconds(found.started), "isError": bool(found.failure)}
    shown["progress"] = "TASK_PROVISION" if found.ended is None else "done"
    if found.ended is not None:
        shown["endTime"] = _milliseconds(found.ended)
    if found.failure:
        shown["failureReason"], shown["errorCode"] = found.failure, found.failure.partition(":")[0]
    return _wrapped(shown)


def execution(center: Center, task_id: str) -> Json:
    found = _task(center, task_id)
    status = "IN_PROGRESS" if found.ended is None else "FAILURE" if found.failure else "SUCCESS"
    return {"bapiExecutionId": found.id, "status": status, "bapiError": found.failure}


def started(task: Task) -> Json:
    return _wrapped({"taskId": task.id, "url": f"/api/v1/task/{task.id}"})


def execution_started(task: Task) -> Json:
    return {
        "executionId": task.id,
        "executionStatusUrl": f"/dna/platform/management/business-api/v1/execution-status/{task.id}",
        "message": "The request has been accepted for execution",
    }


def inventory(center: Center, serial_numbers: list[str], addresses: list[str], offset: int, limit: int) -> Json:
    """Devices by serial numbers and addresses, all of them without either."""
    rows = [_device(entry) for entry in center.entries.values()]
    if serial_numbers:
        rows = [row for row in rows if row["serialNumber"] in serial_numbers]
    if addresses:
        rows = [row for row in rows if row["managementIpAddress"] in addresses]
    return _wrapped(_page(rows, offset, limit))


def sites(center: Center, name: str) -> Json:
    return _wrapped([{"id": center.sites[name], "nameHierarchy": name}] if name in center.sites else [])


def sites_of_before(center: Center, name: str, offset: int, limit: int) -> Json:
    if name and name not in center.sites:
        raise Refusal(500, "NCND00003: An internal error occurred while processing the request.")
    rows = [
        {"id": number, "siteNameHierarchy": found, "name": found.rpartition("/")[2]}
        for found, number in center.sites.items()
        if name in ("", found)
    ]
    return {"response": _page(rows, offset, limit)}


def smart_accounts(center: Center) -> Json:
    if not center.cssm_login:
        if center.release != "2.3.7":
            raise Refusal(400, "NCLM10010: Cisco credentials are not configured.")
        return _wrapped([])
    account = {"id": center.cssm.smart_account_id, "name": center.cssm.smart_account, "domain": center.cssm.domain}
    return _wrapped([{**account, "is_active_smart_account": True}])


def virtual_accounts(center: Center, smart_account: str) -> Json:
    if not center.cssm_login or smart_account != center.cssm.smart_account_id:
        raise Refusal(404, "The Smart Account is not known.")
    found = center.cssm.virtual_accounts.items()
    return {
        "smart_account_id": smart_account,
        "smart_account_name": center.cssm.smart_account,
        "virtual_account_details": [
            {"virtual_account_id": number, "virtual_account_name": name} for name, number in found
        ],
    }


def licence_setting(center: Center) -> Json:
    return _wrapped(
        {
            "defaultSmartAccountId": center.cssm.smart_account_id if center.cssm_login else None,
            "autoRegistrationVirtualAccountId": center.cssm.virtual_accounts.get(center.auto_account),
        }
    )


def connection_mode(center: Center) -> Json:
    shown = dict(center.mode)
    if "parameters" in shown:
        shown["parameters"] = {key: value for key, value in shown["parameters"].items() if key != "clientSecret"}
    return _wrapped(shown)


def summary(center: Center, page: int, limit: int) -> Json:
    """The rows of the API before 3.2.1; pages count from 1."""
    rows = [_row_of_before(entry) for entry in _managed(center)]
    return _wrapped(_page(rows, (max(page, 1) - 1) * limit + 1, limit))


def query(center: Center, body: Json) -> Json:
    """The rows of the API from 3.2.1 on. Raises Refusal for filters that it does not have."""
    page = body.get("page") or {}
    offset, limit = page.get("offset", 1), page.get("limit", LARGEST_PAGE)
    rows = [_row(center, entry) for entry in _managed(center)]
    for wanted in (body.get("filter") or {}).get("filters", []):
        rows = list(filter(_test(wanted), rows))
    return _wrapped(_page(rows, offset, limit))


def entry_of_row(center: Center, row_id: str) -> Entry:
    found = [entry for entry in _managed(center) if _row_id(entry) == row_id]
    if not found:
        raise Refusal(404, "The licence details are not known.")
    return found[0]


def _test(wanted: Json) -> Callable[[Json], bool]:
    key, operator, value = wanted.get("key"), wanted.get("operator"), wanted.get("value")
    known = ("id", "managementAddress", "hostname", "authCodeStatus", "siteHierarchy")
    if key not in known or operator not in ("eq", "in") or (operator == "in") != isinstance(value, list):
        raise Refusal(400, f"NCLM20001: filter {key} {operator} is not supported.")
    values = value if isinstance(value, list) else [value]
    return lambda row: row[key] in values


def _managed(center: Center) -> Iterable[Entry]:
    return (entry for entry in center.entries.values() if entry.collection == MANAGED)


def _device(entry: Entry) -> Json:
    members = entry.device.agent.members if entry.device is not None and entry.read else ()
    return {
        "id": entry.id,
        "managementIpAddress": entry.address,
        "hostname": entry.device.config.hostname if entry.device is not None and members else None,
        "serialNumber": ", ".join(member.sn for member in members) or None,
        "platformId": ", ".join(member.pid for member in members) or None,
        "softwareVersion": entry.device.profile.release if entry.device is not None and members else None,
        "collectionStatus": entry.collection,
        "reachabilityStatus": "Unreachable" if entry.collection == UNREAD else "Reachable",
        "errorDescription": entry.error or None,
        "upTime": None if entry.collection == READING else "1 day, 0:00:00.00",
    }


def _row_of_before(entry: Entry) -> Json:
    return {
        "device_uuid": entry.id,
        "ip_address": entry.address,
        "device_name": entry.device.config.hostname if entry.device else "",
        "site": entry.site or "Unassigned",
        "virtual_account_name": entry.virtual_account or "NA",
        "registration_status": "NA",
        "sle_auth_code": "Installed" if entry.slac else "Not Installed" if _is_router(entry) else "NA",
        "last_successful_rum_usage_upload_time": str(_milliseconds(entry.last_upload)) if entry.last_upload else "NA",
        "dna_level": entry.level.capitalize(),
    }


def _row(center: Center, entry: Entry) -> Json:
    router = _is_router(entry)
    return {
        "id": _row_id(entry),
        "networkDeviceId": entry.id,
        "managementAddress": entry.address,
        "hostname": entry.device.config.hostname if entry.device else "",
        "siteHierarchy": entry.site or None,
        "licenseMode": "SMART_LICENSE",
        "licenseLevel": None,
        "licenses": [
            {"type": f"NETWORK_{entry.level}", "status": "IN_USE", "count": 1},
            {"type": f"DNA_{entry.level}", "status": "IN_USE", "count": 1},
        ]
        if entry.level != "NONE"
        else [{"type": "NETWORK_ADVANTAGE", "status": "IN_USE", "count": 1}],
        "registrationStatus": "NA",
        "virtualAccountId": center.cssm.virtual_accounts.get(entry.virtual_account),
        "authCodeStatus": ("INSTALLED" if entry.slac else "NOT_INSTALLED") if router else "NA",
        "lastSuccessfulUsageReportingTime": _milliseconds(entry.last_upload) if entry.last_upload else None,
        **({} if router else {"wirelessCapable": False}),
    }


def _row_id(entry: Entry) -> str:
    return digest("licence", entry.address)


def _is_router(entry: Entry) -> bool:
    return entry.device is not None and entry.device.profile.platform == "router"


def _task(center: Center, task_id: str) -> Task:
    if task_id not in center.tasks:
        raise Refusal(404, f"Task {task_id} was not found.")
    return center.tasks[task_id]


def _page(rows: list[Json], offset: int, limit: int) -> list[Json]:
    if offset < 1 or not 1 <= limit <= LARGEST_PAGE:
        raise Refusal(400, f"NCND00001: offset begins at 1, limit is 1 to {LARGEST_PAGE}.")
    return rows[offset - 1 : offset - 1 + limit]


def _milliseconds(moment: float) -> int:
    return int(moment * 1000)


def _wrapped(response: Any) -> Json:
    return {"response": response, "version": _VERSION}
