# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation of each module with its server: its options, and the answer to each question."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.unit.catalyst_center import center
from tests.unit.cssm import service as cssm
from tests.unit.sdwan_manager import manager


@dataclass(frozen=True)
class Conversation:
    module: str
    options: dict[str, Any]
    answers: dict[str, Any]


def scripted(base: str, *exchanges: Any) -> dict[str, Any]:
    """Return the answers of scripted exchanges by what is asked; replies that are no JSON stay as they are."""
    answers: dict[str, Any] = {}
    for exchange in exchanges:
        method, _blank, place = exchange.asked.partition(" ")
        url = place if place.startswith("https:") else base + place
        content = exchange.answer.body
        is_json = content[:1] in (b"{", b"[")
        answers[f"{method} {url}"] = json.loads(content) if is_json else exchange.answer
    return answers


def of_cssm(module: str, options: dict[str, Any], *exchanges: Any) -> Conversation:
    return Conversation(module, cssm.ACCESS | options, scripted(cssm.BASE, *cssm.opening(), *exchanges))


def of_center(module: str, options: dict[str, Any], *exchanges: Any) -> Conversation:
    access = center.ACCESS | options
    return Conversation(f"catalyst_center_{module}", access, scripted(center.BASE, center.login(), *exchanges))


def of_manager(module: str, options: dict[str, Any], *exchanges: Any) -> Conversation:
    access = {"base_url": manager.BASE, "username": "tests", "password": manager.PASSWORD} | options
    answers = scripted(manager.BASE, *manager.login(), manager.logout(), *exchanges)
    return Conversation(f"sdwan_manager_{module}", access, answers)


def submitted(path: str, action: str) -> Any:
    answer = {"status": "OK_POLL", "message": None, "poll_id": 7, "poll_interval": 300, "action": action}
    return cssm.post(path, answer)


OPENING = scripted(cssm.BASE, *cssm.opening())
SN = "9ABCDEF1234"
TOKEN = {"token": "abc", "description": "d", "expirationDate": "2027-01-01T00:00:00Z", "exportControlled": "Allowed"}
LICENSE = {
    "license": "Routing DNA Advantage",
    "virtualAccount": "Campus West",
    "quantity": 3,
    "inUse": 1,
    "available": 2,
    "status": "In Compliance",
    "licenseDetails": [{"licenseType": "PERPETUAL", "quantity": 3, "startDate": "", "endDate": ""}],
}
SLAC = {"sudi": cssm.sudi(SN), "smart_license": cssm.in_base64(cssm.slac_file(SN)), "status": "SUCCESS"}
ACK = {"sudi": cssm.sudi(SN), "smart_license": cssm.in_base64(cssm.ack_file(SN, "1")), "status": "SUCCESS"}
REFUSED = {"sudi": cssm.sudi(SN), "usage": [{"report_id": "1", "status": "FAILED", "status_message": "odd"}]}
TASKS = [center.done("t-1"), center.started("PUT networkDeviceLicenses/row-1")]
SITE = {"nameHierarchy": "Global/Berlin", "id": "s-1"}
FILTERS = {"devices": ["u-1"], "license": manager.NAME, "smart_account": "example.com", "virtual_account": "WAN"}
APPLICABLE = {
    "baseLicenses": [
        {"platformClass": "T2", "uuids": ["u-1"], "licenses": [{"tag": manager.TAG, "displayName": manager.NAME}]}
    ]
}
STOCK = {
    "baseLicenses": [
        {"tag": manager.TAG, "displayName": manager.NAME}
        | {"savaMap": [{"saName": "example.com", "vaName": "WAN", "available": "5", "subscriptionId": "s"}]}
    ]
}
ACCOUNTS_WITH_REPORTS = [{"saDomain": "example.com", "saId": 7}]
REPORT = {"usage": "signed"}


def conversations(folder: Path) -> dict[str, Conversation]:
    usage = folder / "usage.xml"
    usage.write_bytes(cssm.usage_file([(SN, "1")]))
    slac = {**cssm.PLACE, "udi": f"PID:C8000V,SN:{SN}", "entitlement_tag": cssm.TAG, "dest": str(folder / "slac.xml")}
    upload = {**cssm.PLACE, "files": [str(usage)], "dest": str(folder / "acks")}
    licenses = cssm.post("/v1/accounts/example.com/licenses", {"totalRecords": 1, "licenses": [LICENSE]})
    on_prem = cssm.ACCESS | {"account": "Example", "description": "d"}
    del on_prem["token_url"]
    api = f"{cssm.BASE}/backend"
    return {
        "accounts": of_cssm("cssm_account_info", {}),
        "token": of_cssm(
            "cssm_token", {**cssm.PLACE, "description": "d"}, cssm.get(cssm.TOKENS_PATH, {"tokens": [TOKEN]})
        ),
        "new token": of_cssm(
            "cssm_token",
            {**cssm.PLACE, "description": "d"},
            cssm.get(cssm.TOKENS_PATH, {"tokens": []}),
            cssm.post(cssm.TOKENS_PATH, {"tokenInfo": TOKEN}),
        ),
        "licenses": of_cssm("cssm_license_info", {"smart_account": "example.com"}, licenses),
        "slac": of_cssm(
            "cssm_slac", slac, submitted(cssm.AUTHORIZE, "authorizations"), cssm.finished("authorizations", SLAC)
        ),
        "usage": of_cssm(
            "cssm_usage_report",
            upload,
            submitted(cssm.REPORT, "acknowledgements"),
            cssm.finished("acknowledgements", ACK),
        ),
        "refused usage": of_cssm(
            "cssm_usage_report",
            upload,
            submitted(cssm.REPORT, "acknowledgements"),
            cssm.finished("acknowledgements", REFUSED),
        ),
        "waiting": of_cssm(
            "cssm_usage_report",
            upload,
            submitted(cssm.REPORT, "acknowledgements"),
            cssm.post(cssm.POLL, {"status": "OK_POLL", "message": "", "poll_interval": 300}),
        ),
        "on-prem": Conversation(
            "ssm_on_prem_token",
            on_prem,
            {
                f"POST {api}/oauth/token": {"access_token": "a", "expires_in": 7200},
                f"GET {api}/api/v1/accounts/Example/virtual-accounts/Default/tokens": {"tokens": [TOKEN]},
            },
        ),
        "center": of_center(
            "info",
            {"devices": [center.WAN]},
            center.release("3.2.3"),
            *center.known(),
            *center.settings(),
            *center.accounts(),
        ),
        "older center": of_center(
            "info",
            {"devices": [center.WAN]},
            center.release("2.3.7.9"),
            center.by_serial(center.device()),
            center.summary({"device_uuid": "id-1", "ip_address": "192.0.2.11", "dna_level": "Essentials"}),
            *center.settings(),
            *center.accounts(),
        ),
        "level": of_center(
            "license_level", {"devices": [{**center.WAN, "level": "advantage"}]}, *center.known(), *TASKS
        ),
        "register": of_center(
            "device",
            {"devices": [{**center.WAN, "virtual_account": "WAN"}]},
            *center.known(center.licence(virtualAccountId=None)),
            *center.accounts(),
            center.started("PUT licenses/smartAccount/virtualAccount/WAN/register"),
            center.done(),
        ),
        "settings": of_center(
            "settings",
            {"smart_account": "example.com", "virtual_account": "Campus", "connection_mode": "smart_proxy"},
            *center.settings(),
            *center.accounts(),
        ),
        "site": of_center(
            "device",
            {"devices": [center.WAN | {"site": "Global/Berlin"}]},
            *center.known(center.licence(siteHierarchy=None)),
            center.asked("GET sites?nameHierarchy=Global%2FBerlin", [SITE]),
            center.started("POST networkDevices/assignToSite/apply"),
            center.done(),
        ),
        "manager": of_manager(
            "info",
            {"gather_subset": ["devices", "compliance", "accounts"]},
            manager.settings(),
            manager.devices(manager.row("u-1", "wan-1", manager.HELD)),
            manager.asked(f"GET {manager.API}/msla/licenses/compliance", {"data": {"status": "In Compliance"}}),
            manager.accounts(),
            *manager.books("702544", "5"),
            *manager.books("702545"),
        ),
        "sync": of_manager(
            "sync",
            {"smart_account": "example.com"},
            manager.settings(),
            manager.accounts(),
            *manager.books("702544", "5"),
            *manager.books("702545"),
            manager.asked(manager.SYNC, {"id": "1"}),
        ),
        "assign": of_manager(
            "assign",
            FILTERS,
            manager.devices(manager.row("u-1", "wan-1")),
            manager.asked(f"POST {manager.API}/v1/licensing/licenses", APPLICABLE),
            manager.asked(f"POST {manager.API}/v1/licensing/sa-va-distribution", STOCK),
            manager.asked(f"POST {manager.API}/v1/licensing/assign-licenses", {}),
        ),
        "report": of_manager(
            "report",
            {"dest": str(folder)},
            manager.asked(f"GET {manager.API}/smartLicensing/fetchAllSa", ACCOUNTS_WITH_REPORTS),
            manager.asked(f"GET {manager.API}/smartLicensing/fetchReportsForSa?saDomain=example.com&saId=7", REPORT),
        ),
    }
