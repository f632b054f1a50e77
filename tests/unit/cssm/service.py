# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that is a script: ordered pairs of a request and what comes of it, in a time that passes by waiting."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, Request
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock

SECRET = "open-sesame-42"
ACCESS_TOKEN = "bearer-of-tests"
BASE = "https://cssm.example"
TOKENS_PATH = "/v1/accounts/example.com/virtual-accounts/Campus%20West/tokens"
AUTHORIZE, REPORT, POLL = "/v2/devices/authrequest", "/v2/devices/reportusage", "/v2/accounts/poll"
TAG = "regid.2019-03.com.cisco.DNA_HSEC,1.0_509c41ab-05a8-431f-95fe-ec28086e8844"
# 2025-12-01 12:00:00 UTC
NOON = 1764590400.0

Json = dict[str, Any]


@dataclass(frozen=True)
class Exchange:
    """A request (method and path, or only the end of the URL) and its reply, or the exception instead of one."""

    asked: str
    answer: Reply | Exception


@dataclass
class Service:
    """Plays its script, in order. `requests`: what was sent."""

    script: list[Exchange]
    now: float = NOON
    requests: list[Request] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """Return a clock that moves only when somebody sleeps."""
        return Clock(
            now=lambda: self.now + sum(self.pauses), elapsed=lambda: sum(self.pauses), sleep=self.pauses.append
        )

    def send(self, request: Request) -> Reply:
        """Answer as scripted; another request than the next one fails the test."""
        said = f"{request.method} {request.url.removeprefix(BASE)}"
        assert self.script, f"nothing more was expected, but: {said}"
        exchange = self.script.pop(0)
        assert said == exchange.asked
        self.requests.append(request)
        if isinstance(exchange.answer, Exception):
            raise exchange.answer
        return exchange.answer

    def bodies(self, path: str) -> list[Json]:
        """Return the JSON bodies of the requests to a path."""
        return [json.loads(request.body or b"{}") for request in self.requests if request.url == BASE + path]


def reply(content: object, status: int = 200, **headers: str) -> Reply:
    """Return a reply with a JSON body; an underscore in the name of a header stands for a dash."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"content-type": "application/json", **named}, json.dumps(content).encode())


def login(token: str = ACCESS_TOKEN, expires_in: object = 3600) -> Exchange:
    return Exchange("POST https://login.example/token", reply({"access_token": token, "expires_in": expires_in}))


def accounts() -> Exchange:
    return Exchange("GET /v2/accounts/search", reply({"accounts": ACCOUNTS}))


def opening() -> list[Exchange]:
    """Return what every conversation begins with."""
    return [login(), accounts()]


def post(path: str, answer: Reply | Exception | Json) -> Exchange:
    return Exchange(f"POST {path}", reply(answer) if isinstance(answer, dict) else answer)


def get(path: str, answer: Reply | Exception | Json) -> Exchange:
    return Exchange(f"GET {path}", reply(answer) if isinstance(answer, dict) else answer)


def not_yet() -> Exchange:
    return post(POLL, {"status": "OK_POLL", "message": ""})


def finished(action: str, *items: Json) -> Exchange:
    return post(POLL, {"status": "COMPLETE", "data": {action: list(items)}})


def in_base64(file: bytes) -> str:
    return base64.b64encode(file).decode()


ACCOUNTS: list[Json] = [
    {
        "name": "Example",
        "domain": "example.com",
        "account_id": 101,
        "virtual_accounts": [
            {"name": "Campus West", "virtual_account_id": 2001},
            {"name": "DEFAULT", "virtual_account_id": 2002},
        ],
    },
    {"name": "Example", "domain": "example.org", "account_id": 102, "virtual_accounts": []},
    {"name": "Other", "domain": "other.example", "account_id": 103, "virtual_accounts": []},
]
ACCESS: Json = {
    "base_url": BASE,
    "token_url": "https://login.example/token",
    "client_id": "tests",
    "client_secret": SECRET,
}
PLACE: Json = {"smart_account": "example.com", "virtual_account": "Campus West"}


def sudi(sn: str, pid: str = "C8000V") -> dict[str, str]:
    return {"udi_pid": pid, "udi_serial_number": sn}


def payload(sn: str, report_id: str) -> str:
    """Return a payload with a blank and an escape that a program which rewrites it would lose."""
    return (
        f'{{"asset_identification":{{"report_id":{report_id},"asset":{{"name":"regid.of.tests"}},'
        f'"instance":{{"sudi":{json.dumps(sudi(sn))}}}}},"meta":{{"note":"caf\\u00e9 / \\/"}}, "measurements":[]}}'
    )


def usage_file(reports: Iterable[tuple[str, str]]) -> bytes:
    """Return a usage file with the given reports, each a serial number and an id."""
    lines = [
        json.dumps(
            {
                "payload": payload(sn, report_id),
                "header": {"type": "rum"},
                "signature": {"sudi": sudi(sn), "signing_type": "builtin", "key": "k", "value": f"of {sn} {report_id}"},
            }
        )
        for sn, report_id in reports
    ]
    elements = "\n".join(f"<RUMReport><![CDATA[{line}]]></RUMReport>" for line in lines)
    return f"<smartLicense>{elements}</smartLicense>".encode()


def ack_file(sn: str | None, *report_ids: str) -> bytes:
    """Return an ACK; without a serial number one that does not say whose it is."""
    items = [{**({"sudi": sudi(sn)} if sn else {}), "report_id": report_id} for report_id in report_ids]
    data = f"<data><![CDATA[{json.dumps(items)}]]></data>"
    return (
        f"<smartLicense><smartLicenseRumAck>{data}<signature>MEx</signature></smartLicenseRumAck></smartLicense>"
    ).encode()


def slac_file(sn: str, tag: str = TAG) -> bytes:
    return (
        f"<smartLicense><smartLicenseAuthorization><udi>P:C8000V,S:{sn}</udi><authorizationCode><entitlements>"
        f"<entitlement><tag>{tag}</tag><count>1</count></entitlement></entitlements></authorizationCode>"
        "<signature>MEx</signature></smartLicenseAuthorization></smartLicense>"
    ).encode()


def shown(outcome: Mapping[str, Any]) -> dict[str, str]:
    """Return the status of each report of a result, by serial number and report id."""
    return {f"{row['udi'].rpartition(':')[2]} {row['report_id']}": row["status"] for row in outcome["reports"]}
