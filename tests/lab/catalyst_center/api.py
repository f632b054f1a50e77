# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Catalyst Center over HTTPS: logins, faults, what each release has, and the calls."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from ..clock import LabClock
from . import answers
from .center import Center, Credentials

INTENT = "/dna/intent/api/v1"
TOKEN = "/dna/system/api/v1/auth/token"
_EXECUTION = "/dna/platform/management/business-api/v1/execution-status/{task}"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# What came with which release; before it, the path is not there.
SINCE: dict[str, tuple[int, ...]] = {
    f"{INTENT}/sites": (2, 3, 7, 6),
    f"{INTENT}/networkDevices/assignToSite/apply": (2, 3, 7, 6),
    f"{INTENT}/connectionModeSetting": (2, 3, 7, 6),
    f"{INTENT}/licenseSetting": (2, 3, 7, 6),
    f"{INTENT}/networkDeviceLicenses": (3, 2, 1),
}


def application(center: Center, clock: LabClock) -> web.Application:
    api = _Api(center, clock)
    app = web.Application(middlewares=[api.around])
    licences = f"{INTENT}/licenses"
    app.add_routes(
        [
            web.post(TOKEN, api.log_in),
            web.get(f"{INTENT}/dnac-release", api.release),
            web.get(f"{INTENT}/task/{{task}}", api.task),
            web.get(_EXECUTION, api.execution),
            web.get(f"{INTENT}/network-device", api.inventory),
            web.post(f"{INTENT}/network-device", api.add),
            web.put(f"{INTENT}/network-device/sync", api.synchronize),
            web.get(f"{INTENT}/sites", api.sites),
            web.get(f"{INTENT}/site", api.sites_of_before),
            web.post(f"{INTENT}/networkDevices/assignToSite/apply", api.assign),
            web.post("/dna/system/api/v1/site/{site}/device", api.assign_as_before),
            web.get(f"{licences}/smartAccounts", api.smart_accounts),
            web.get(f"{licences}/smartAccount/{{account}}/virtualAccounts", api.virtual_accounts),
            web.put(f"{licences}/smartAccount/virtualAccount/{{account}}/register", api.register),
            web.get(f"{licences}/device/summary", api.summary),
            web.get(f"{INTENT}/connectionModeSetting", api.connection_mode),
            web.put(f"{INTENT}/connectionModeSetting", api.set_connection_mode),
            web.get(f"{INTENT}/licenseSetting", api.licence_setting),
            web.put(f"{INTENT}/licenseSetting", api.set_licence_setting),
            web.post(f"{INTENT}/networkDeviceLicenses/query", api.query),
            web.put(f"{INTENT}/networkDeviceLicenses/{{row}}", api.change_level),
        ]
    )
    return app


class _Api:
    def __init__(self, center: Center, clock: LabClock) -> None:
        self._center = center
        self._clock = clock

    @web.middleware
    async def around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        faults = self._center.faults
        if faults.unreachable:
            return _hang_up(request)
        if faults.throttle > 0:
            faults.throttle -= 1
            wait = {"Retry-After": str(faults.retry_after)}
            return web.json_response({"error": "API rate limit exceeded"}, status=429, headers=wait)
        if faults.fail > 0:
            faults.fail -= 1
            return web.Response(text="<html>upstream connect error</html>", status=faults.fail_status)
        self._center.tick(self._clock.now())
        self._center.calls.append(f"{request.method} {request.path}")
        token = request.headers.get("X-Auth-Token", "")
        if request.path != TOKEN and not self._center.logins.take(token, self._clock.now()):
            return _refused(401, "The request requires user authentication.")
        if any(request.path.startswith(path) and self._center.numbers < first for path, first in SINCE.items()):
            return _refused(404, "The requested resource is not available.")
        try:
            return await handler(request)
        except answers.Refusal as refusal:
            return _refused(refusal.status, str(refusal))

    async def log_in(self, request: web.Request) -> web.StreamResponse:
        faults = self._center.faults
        token = self._center.logins.issue(
            request.headers.get("Authorization", ""), faults.token_life, faults.token_calls, self._clock.now()
        )
        return web.json_response({"Token": token}) if token else _refused(401, "Invalid credentials.")

    async def release(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.release(self._center))

    async def task(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.task(self._center, request.match_info["task"]))

    async def execution(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.execution(self._center, request.match_info["task"]))

    async def inventory(self, request: web.Request) -> web.StreamResponse:
        serial_numbers = request.query.getall("serialNumber", [])
        addresses = request.query.getall("managementIpAddress", [])
        return web.json_response(answers.inventory(self._center, serial_numbers, addresses, *_paging(request)))

    async def add(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, dict)
        addresses = _texts(body.get("ipAddress"))
        if body.get("cliTransport") != "ssh" or body.get("snmpVersion") not in ("v2", "v3") or not addresses:
            raise answers.Refusal(400, "NCND01004: cliTransport, snmpVersion and ipAddress are required.")
        snmp = bool(body.get("snmpROCommunity") if body["snmpVersion"] == "v2" else body.get("snmpUserName"))
        credentials = Credentials(
            str(body.get("userName")), str(body.get("password")), snmp, str(body.get("netconfPort", ""))
        )
        return _accepted(answers.started(self._center.add(addresses, credentials, self._clock.now())))

    async def synchronize(self, request: web.Request) -> web.StreamResponse:
        ids = _texts(await _body(request, list))
        return _accepted(answers.started(self._center.synchronize(ids, self._clock.now())))

    async def sites(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.sites(self._center, request.query.get("nameHierarchy", "")))

    async def sites_of_before(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(
            answers.sites_of_before(self._center, request.query.get("name", ""), *_paging(request))
        )

    async def assign(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, dict)
        entries = self._center.chosen(_texts(body.get("deviceIds")))
        name = self._site(str(body.get("siteId")))
        return _accepted(answers.started(self._center.assign(name, entries, self._clock.now())))

    async def assign_as_before(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, dict)
        found = [self._center.at(str(entry.get("ip"))) for entry in body.get("device", [])]
        entries = [entry for entry in found if entry is not None]
        task = self._center.assign(self._site(request.match_info["site"]), entries, self._clock.now())
        return _accepted(answers.execution_started(task))

    async def smart_accounts(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.smart_accounts(self._center))

    async def virtual_accounts(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.virtual_accounts(self._center, request.match_info["account"]))

    async def register(self, request: web.Request) -> web.StreamResponse:
        entries = self._center.chosen(_texts((await _body(request, dict)).get("device_uuids")))
        task = self._center.register(request.match_info["account"], entries, self._clock.now())
        return _accepted(answers.started(task))

    async def summary(self, request: web.Request) -> web.StreamResponse:
        page, limit = (int(request.query.get(key, default)) for key, default in (("page_number", 1), ("limit", 50)))
        return web.json_response(answers.summary(self._center, page, limit))

    async def connection_mode(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.connection_mode(self._center))

    async def set_connection_mode(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, dict)
        mode, parameters = body.get("connectionMode"), body.get("parameters") or {}
        needed = ("onPremiseHost", "smartAccountName", "clientId", "clientSecret") if mode == "ON_PREMISE" else ()
        if mode not in ("DIRECT", "ON_PREMISE", "SMART_PROXY") or not all(parameters.get(key) for key in needed):
            raise answers.Refusal(400, "NCLM20010: connectionMode or its parameters are not valid.")
        return _accepted(answers.started(self._center.set_mode(body, self._clock.now())))

    async def licence_setting(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.licence_setting(self._center))

    async def set_licence_setting(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, dict)
        names = {number: name for name, number in self._center.cssm.virtual_accounts.items()}
        if body.get("defaultSmartAccountId") != self._center.cssm.smart_account_id:
            raise answers.Refusal(400, "NCLM20011: defaultSmartAccountId is not valid.")
        self._center.auto_account = names.get(str(body.get("autoRegistrationVirtualAccountId")), "")
        return web.json_response(answers.licence_setting(self._center))

    async def query(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(answers.query(self._center, await _body(request, dict)))

    async def change_level(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, dict)
        entry = answers.entry_of_row(self._center, request.match_info["row"])
        if body.get("licenseLevel") not in ("ESSENTIALS", "ADVANTAGE", "NONE"):
            raise answers.Refusal(400, "NCLM20012: licenseLevel is not valid.")
        level, reboot = body["licenseLevel"], body.get("triggerReboot") is True
        return _accepted(answers.started(self._center.change_level(entry, level, reboot, self._clock.now())))

    def _site(self, site_id: str) -> str:
        found = [name for name, number in self._center.sites.items() if number == site_id]
        if not found:
            raise answers.Refusal(400, "NCND00002: The site is not known.")
        return found[0]


async def _body(request: web.Request, kind: type) -> Any:
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        raise answers.Refusal(400, f"NCND00000: The body is not JSON: {error}") from error
    if not isinstance(body, kind):
        raise answers.Refusal(400, "NCND00000: The body is of another kind.")
    return body


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise answers.Refusal(400, "NCND00000: A list of texts is expected.")
    return value


def _paging(request: web.Request) -> tuple[int, int]:
    try:
        return int(request.query.get("offset", "1")), int(request.query.get("limit", "500"))
    except ValueError as error:
        raise answers.Refusal(400, "NCND00001: offset and limit are numbers.") from error


def _accepted(body: Any) -> web.Response:
    return web.json_response(body, status=202)


def _refused(status: int, text: str) -> web.Response:
    return web.json_response({"response": {"errorCode": str(status), "message": text}, "version": "1.0"}, status=status)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
