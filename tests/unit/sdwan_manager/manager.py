# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SD-WAN Manager that is a script: what it is asked, in order, and how it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, Request
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock

BASE = "https://manager.example:8443"
PASSWORD, COOKIE, TOKEN = "open-sesame-42", "fA7-session_of-tests", "C0FFEE0123456789"
API = "/dataservice"
DEVICES = f"GET {API}/v1/licensing/devices"
SETTINGS = f"GET {API}/v1/smart-licensing/user-settings"
ACCOUNTS = f"GET {API}/smartLicensing/fetchAccounts?mode=online"
SYNC = f"POST {API}/v1/smart-licensing/sync"
TAG = "regid.2020-10.com.cisco.DSTACK_T2_A,1.0_b072e613-aa2c-4ed0-ab46-ae91ddc7dfb5"
NAME = "Routing DNA Advantage: Tier 2"

Json = dict[str, Any]


@dataclass(frozen=True)
class Exchange:
    """A request (method, and what follows the base of the URL) and its reply, or the exception instead of one."""

    asked: str
    answer: Reply | Exception


@dataclass
class Manager:
    """Plays its script, in order. `requests`: what was sent."""

    script: list[Exchange]
    requests: list[Request] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """Return a clock that moves only when somebody sleeps."""
        return Clock(now=lambda: sum(self.pauses), elapsed=lambda: sum(self.pauses), sleep=self.pauses.append)

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

    def body(self, asked: str) -> Json:
        """Return the JSON body of the last request of this kind."""
        method, path = asked.split(" ", 1)
        (*_earlier, last) = [sent for sent in self.requests if (sent.method, sent.url) == (method, BASE + path)]
        found: Json = json.loads(last.body or b"{}")
        return found


def reply(content: object = None, status: int = 200, **headers: str) -> Reply:
    """Return a reply with a JSON body, or with none; an underscore in the name of a header stands for a dash."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, b"" if content is None else json.dumps(content).encode())


PAGE = Reply(200, {"content-type": "text/html"}, b"<html><head><title>Cisco Catalyst SD-WAN</title></head></html>")


def login(cookie: str = COOKIE, token: str = TOKEN) -> list[Exchange]:
    cookies = f"JSESSIONID={cookie}; Path=/; Secure; HttpOnly, server=a; Path=/"
    return [
        Exchange("POST /j_security_check", Reply(200, {"set-cookie": cookies})),
        Exchange(f"GET {API}/client/token", Reply(200, {}, token.encode())),
    ]


def logout() -> Exchange:
    return Exchange("GET /logout?nocache=1", Reply(302, {"location": "/welcome.html"}))


def asked(what: str, content: object = None) -> Exchange:
    return Exchange(what, content if isinstance(content, Reply | Exception) else reply(content))


def settings(mode: str = "online", *, credentials: bool = True) -> Exchange:
    content = {"isPresentCredentials": credentials, "mode": mode, "multipleEntitlement": False, "uname": "someone"}
    return asked(SETTINGS, content)


def accounts() -> Exchange:
    virtual = [{"name": "WAN", "virtual_account_id": "702544"}, {"name": "Campus", "virtual_account_id": 702545}]
    return asked(ACCOUNTS, [{"account_id": "316448", "name": "example.com", "virtual_accounts": virtual}])


def books(number: str, *available: str) -> list[Exchange]:
    """Return the two questions for the licences of a virtual account; all of them are prepaid."""
    path = f"GET {API}/v1/smart-licensing/license?virtual_account_id={number}&licenseType="
    licences = [{"tag": TAG, "display_name": NAME, "Available": count, "inUse": "0"} for count in available]
    held = [{"subscription_id": "sub1", "billing_type": "PREPAID", "licenses": licences}]
    return [asked(f"{path}prepaid", held if available else []), asked(f"{path}postpaid", [])]


def row(uuid: str, host_name: str = "", licence: Mapping[str, str] | None = None, **more: Any) -> Json:
    """Return a device as Manager lists it."""
    return {
        "uuid": uuid,
        "hostName": host_name,
        "configuredSystemIP": "10.0.0.1",
        "deviceModel": "vedge-C8300",
        "complianceStatus": "In Compliance" if licence else "Out Of Compliance",
        "inCompliantReason": "" if licence else "Unassigned",
        "hsecCompatible": "Yes",
        "hsecStatus": "-",
        "licenses": [dict(licence)] if licence else [],
        **more,
    }


def devices(*rows: Json) -> Exchange:
    return asked(DEVICES, {"devices": list(rows)})


HELD = {"tag": TAG, "displayName": NAME, "saName": "example.com", "vaName": "WAN", "billingType": "prepaid"}
