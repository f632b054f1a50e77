# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSM On-Prem over HTTPS: the path for devices, OAuth, and the registration tokens of the local account.

What devices say to it goes past this port, by the methods of OnPrem: how they say it on the wire is not known.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from .clock import LabClock
from .cssm_calls import token_shown
from .on_prem import PATH, OnPrem

LOGIN = "/oauth/token"
TOKENS = "/api/v1/accounts/{account}/virtual-accounts/{virtual_account}/tokens"
LIFE = 3600.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(on_prem: OnPrem, clock: LabClock) -> web.Application:
    api = _Api(on_prem, clock)
    app = web.Application(middlewares=[api.around])
    app.add_routes([web.route("*", PATH, api.device), web.route("*", PATH + "/{account}", api.device)])
    for prefix in ("", "/backend"):
        app.add_routes(
            [
                web.post(prefix + LOGIN, api.log_in),
                web.get(prefix + TOKENS, api.list_tokens),
                web.post(prefix + TOKENS, api.create_token),
            ]
        )
    return app


class _Api:
    def __init__(self, on_prem: OnPrem, clock: LabClock) -> None:
        self._on_prem = on_prem
        self._clock = clock

    @web.middleware
    async def around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._on_prem.state == "down":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if self._on_prem.state == "starting":
            return web.Response(text="<html>502 Bad Gateway</html>", status=502, content_type="text/html")
        if request.path.startswith(PATH):
            return await handler(request)
        if request.path.startswith("/backend/") != (self._on_prem.prefix == "/backend"):
            return web.Response(text="<html>Not found</html>", status=404, content_type="text/html")
        if request.method != "POST" or not request.path.endswith(LOGIN):
            _kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
            # A login that has ended looks the same as none.
            if not self._on_prem.logins.valid(token, self._clock.now()):
                return web.json_response({"error": "Forbidden"}, status=403)
        return await handler(request)

    async def device(self, request: web.Request) -> web.StreamResponse:
        if not self._on_prem.registered or request.raw_path.partition("?")[0] != self._on_prem.path:
            return web.json_response({"error": "Unknown account."}, status=404)
        return web.json_response({"error": "A message of a product instance is expected."}, status=400)

    async def log_in(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        logins = self._on_prem.logins
        wanted = ("client_credentials", logins.client_id, logins.client_secret)
        if (form.get("grant_type"), form.get("client_id"), form.get("client_secret")) != wanted:
            return web.json_response({"error": "invalid_client"}, status=401)
        token = logins.issue(LIFE, self._clock.now())
        return web.json_response({"access_token": token, "token_type": "bearer", "expires_in": int(LIFE)})

    async def list_tokens(self, request: web.Request) -> web.StreamResponse:
        name = self._virtual_account(request)
        tokens = [token_shown(token) for token in self._on_prem.tokens if token.virtual_account == name]
        return web.json_response({"status": "SUCCESS", "tokens": tokens})

    async def create_token(self, request: web.Request) -> web.StreamResponse:
        name = self._virtual_account(request)
        try:
            body = dict(json.loads(await request.read()))
            days, export = int(body["expiresAfterDays"]), str(body["exportControlled"])
        except (ValueError, TypeError, KeyError):
            return web.json_response({"status": "ERROR", "statusMessage": "The body is wrong."}, status=400)
        if not 1 <= days <= 365 or export not in ("Allowed", "Not Allowed"):
            return web.json_response({"status": "ERROR", "statusMessage": "A value is wrong."}, status=400)
        description = str(body.get("description", ""))
        token = self._on_prem.create_token(description, name, days, export == "Allowed", self._clock.now())
        return web.json_response({"status": "SUCCESS", "tokenInfo": token_shown(token)})

    def _virtual_account(self, request: web.Request) -> str:
        name = request.match_info["virtual_account"]
        if request.match_info["account"] != self._on_prem.account or name not in self._on_prem.virtual_accounts:
            raise web.HTTPNotFound(
                text='{"status": "ERROR", "statusMessage": "No such account."}', content_type="application/json"
            )
        return name
