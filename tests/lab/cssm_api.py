# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM's API over HTTPS: logins, faults and lost answers around the calls."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from . import cssm_calls as calls
from .clock import LabClock
from .cssm import Cssm

BASE = "/services/api/smart-accounts-and-licensing"
TOKEN = "/as/token.oauth2"
LARGEST = 256 * 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(cssm: Cssm, clock: LabClock) -> web.Application:
    api = _Api(cssm, clock)
    app = web.Application(middlewares=[api.around], client_max_size=LARGEST)
    tokens = BASE + "/v1/accounts/{domain}/virtual-accounts/{virtual_account}/tokens"
    app.add_routes(
        [
            web.post(TOKEN, api.log_in),
            web.get(f"{BASE}/v2/accounts/search", api.search),
            web.get(tokens, api.list_tokens),
            web.post(tokens, api.create_token),
            web.post(f"{BASE}/v1/accounts/{{domain}}/licenses", api.licenses),
            web.post(f"{BASE}/v2/devices/authrequest", api.authorizations),
            web.post(f"{BASE}/v2/devices/reportusage", api.usage),
            web.post(f"{BASE}/v2/accounts/poll", api.poll),
        ]
    )
    return app


class _Api:
    def __init__(self, cssm: Cssm, clock: LabClock) -> None:
        self._cssm = cssm
        self._clock = clock

    @web.middleware
    async def around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        faults = self._cssm.faults
        if faults.unreachable:
            return _hang_up(request)
        if faults.throttle > 0:
            faults.throttle -= 1
            wait = {"Retry-After": str(faults.retry_after)}
            return web.json_response({"message": "Too many requests."}, status=429, headers=wait)
        if faults.fail > 0:
            faults.fail -= 1
            return web.Response(text="<html>Service unavailable</html>", status=faults.fail_status)
        try:
            if request.path != TOKEN:
                if faults.end_logins > 0:
                    faults.end_logins -= 1
                    self._cssm.logins.expire_all()
                calls.check_login(self._cssm, _headers(request), self._clock.now())
            return await handler(request)
        except calls.ApiRefusal as refusal:
            key = "error" if request.path == TOKEN else "message"
            return web.json_response({key: str(refusal)}, status=refusal.status)

    async def log_in(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        return web.json_response(calls.log_in(self._cssm, form, self._clock.now()))

    async def search(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(calls.search_accounts(self._cssm))

    async def list_tokens(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(calls.list_tokens(self._cssm, **request.match_info))

    async def create_token(self, request: web.Request) -> web.StreamResponse:
        made = calls.create_token(self._cssm, **request.match_info, call=await self._call(request))
        return web.json_response(made, status=201)

    async def licenses(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(calls.list_licenses(self._cssm, **request.match_info, call=await self._call(request)))

    async def authorizations(self, request: web.Request) -> web.StreamResponse:
        return _submission(calls.request_authorizations(self._cssm, await self._call(request)))

    async def usage(self, request: web.Request) -> web.StreamResponse:
        answer: dict[str, Any] = calls.report_usage(self._cssm, await self._call(request))
        if self._cssm.faults.drop_uploads > 0:
            # The awkward case: the reports were accepted, but the response is lost.
            self._cssm.faults.drop_uploads -= 1
            return _hang_up(request)
        return _submission(answer)

    async def poll(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(calls.poll(self._cssm, await self._call(request)))

    async def _call(self, request: web.Request) -> calls.Call:
        return calls.Call(_headers(request), await request.read(), self._clock.now(), time.time())


def _submission(answer: dict[str, Any]) -> web.Response:
    return web.json_response(answer, status=202 if "poll_id" in answer else 200)


def _headers(request: web.Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection; the response that the framework wants arrives nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
