# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The REST service of devices, `/smartlic-service` over HTTPS: list, collect and close reports, import answers."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import ssl
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

from .device.device import Device
from .device.imports import NOT_AN_ANSWER, SUCCESS, import_answer
from .device.model import RumReport
from .device.reports import signed
from .device.requests import trust_request
from .pki import Authority

DAYS = 90
LARGEST = 64 * 1024 * 1024
# The guide wants base64, Cisco's own example sends the file as it is. Here each is right for some releases only.
BASE64_SINCE = (17, 9, 1)
# Collected, a device asks for its trust code later than by its own contact.
TRUST_WHEN_COLLECTED = (17, 9, 1)
_BASE = "/smartlic-service"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def configured(device: Device) -> bool:
    """Whether the device listens at all: its HTTPS server and a way to know users must both be configured."""
    plain = device.config.plain
    return "ip http secure-server" in plain and any(line.startswith("ip http authentication ") for line in plain)


@dataclass
class _Service:
    device: Device

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._authenticated], client_max_size=LARGEST)
        app.add_routes(
            [
                web.post(f"{_BASE}/close-reports", self.close_reports),
                web.get(f"{_BASE}/list", self.list_reports),
                web.get(f"{_BASE}/all-reports", self.all_reports),
                web.get(f"{_BASE}/days", self.days),
                web.get(_BASE + r"/days/{days:\d{1,4}}", self.days),
                web.post(f"{_BASE}/import", self.import_file),
            ]
        )
        return app

    @web.middleware
    async def _authenticated(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The accounts are those of the command line; who starts there without privilege has none here."""
        account = self.device.account
        expected = base64.b64encode(f"{account.username}:{account.password}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            raise web.HTTPUnauthorized(headers={"WWW-Authenticate": 'Basic realm="level_15_access"'})
        if self.device.profile.login_privilege < 15:
            raise web.HTTPForbidden
        self.device.tick()
        self.device.counters.commands.append(f"{request.method} {request.path}")
        return await handler(request)

    async def close_reports(self, request: web.Request) -> web.Response:
        self.device.agent.book.close(self.device.clock.now())
        return web.json_response({"status": "SUCCESS"})

    async def list_reports(self, request: web.Request) -> web.Response:
        """Cisco's example asks with this header; whether it is needed is not known, so here it is."""
        if request.headers.get("FOXY-API-VERSION") != "1":
            raise web.HTTPBadRequest(text="FOXY-API-VERSION is missing")
        shown = [
            {"report_id": report.number, "timestamp": int(report.closed_at or 0)}
            for report in self.device.agent.book.stored()
        ]
        return web.json_response({"usage_list": shown})

    async def all_reports(self, request: web.Request) -> web.Response:
        return self._usage(self.device.agent.book.stored())

    async def days(self, request: web.Request) -> web.Response:
        days = int(request.match_info.get("days", DAYS))
        return self._usage(self.device.agent.book.of_days(days, self.device.clock.now()))

    def _usage(self, reports: Iterable[RumReport]) -> web.Response:
        """Reading changes nothing: what was only collected is still unreported for the command line.

        How the request for a trust code travels is not known; here it lies beside the reports, under a name of its own.
        """
        device = self.device
        texts = ",".join(signed(device.profile, report) for report in reports)
        request = ""
        if device.profile.numbers >= TRUST_WHEN_COLLECTED and not device.agent.trusted:
            data = trust_request(device.profile, device.config.hostname, device.clock.now())
            request = f',"trust_request":{json.dumps(data.decode())}'
        return web.Response(text=f'{{"usage":[{texts}]{request}}}', content_type="application/json")

    async def import_file(self, request: web.Request) -> web.Response:
        """Refusals too are answered with 200; what is inside says how it went.

        Cisco's example says of a file in XML that it is JSON; here nothing else is taken.
        """
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        data = await request.read()
        await asyncio.sleep(self.device.faults.import_seconds)
        said = self._import(data)
        status = "SUCCESS" if said.endswith(SUCCESS) else "FAILED"
        return web.json_response({"status": status, "message": said})

    def _import(self, data: bytes) -> str:
        if self.device.profile.numbers < BASE64_SINCE:
            return self._take(data)
        try:
            return self._take(base64.b64decode(data, validate=True))
        except binascii.Error:
            return NOT_AN_ANSWER

    def _take(self, data: bytes) -> str:
        return import_answer(self.device.agent, data, self.device.tick())


class _HangUp(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


class RestServices:
    """A port of 127.0.0.1 for each device; one that is not configured for it hangs up on whoever comes.

    They share one certificate, of the authority given; a real device makes one for itself.
    """

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._runners: list[web.AppRunner] = []
        self._listeners: list[asyncio.Server] = []

    async def start(self, devices: Iterable[Device]) -> dict[str, int]:
        """The ports by device name; only devices under Smart Licensing Using Policy have the service."""
        context = self._authority.server_context()
        return {
            device.name: await self._serve(device, context) for device in devices if device.profile.mode == "policy"
        }

    async def _serve(self, device: Device, context: ssl.SSLContext) -> int:
        runner = web.AppRunner(_Service(device).application(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._runners.append(runner)
        serve = runner.server
        if serve is None:
            raise RuntimeError("the service of a device did not start")

        def protocol() -> asyncio.Protocol:
            return serve() if configured(device) and not device.away else _HangUp()

        listener = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=context)
        self._listeners.append(listener)
        port: int = listener.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        for listener in self._listeners:
            listener.close()
        for runner in self._runners:
            await runner.cleanup()
        self._listeners.clear()
        self._runners.clear()
