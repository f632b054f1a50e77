# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SD-WAN Manager in the control API: its state, and what a human does in its pages."""

from __future__ import annotations

from aiohttp import web

from .control_body import assign, json_body
from .sdwan_manager import SdwanManager


def sdwan_manager_routes(manager: SdwanManager) -> list[web.RouteDef]:
    pages = _Pages(manager)
    return [
        web.get("/sdwan-manager", pages.state),
        web.put("/sdwan-manager", pages.configure),
        web.put("/sdwan-manager/faults", pages.set_faults),
        web.post("/sdwan-manager/end-sessions", pages.end_sessions),
    ]


class _Pages:
    def __init__(self, manager: SdwanManager) -> None:
        self._manager = manager

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._manager.truth())

    async def configure(self, request: web.Request) -> web.Response:
        """The pages of License Management: `mode`, and whether a login to CSSM is entered (`has_credentials`)."""
        body = await json_body(request)
        manager = self._manager
        mode, has_credentials = body.get("mode", manager.mode), body.get("has_credentials", manager.has_credentials)
        if mode not in ("online", "offline", "onPrem") or not isinstance(has_credentials, bool):
            raise web.HTTPBadRequest(text="mode is online, offline or onPrem, has_credentials true or false")
        manager.mode, manager.has_credentials = mode, has_credentials
        return web.json_response(manager.truth())

    async def set_faults(self, request: web.Request) -> web.Response:
        return web.json_response(assign(self._manager.faults, await json_body(request)))

    async def end_sessions(self, request: web.Request) -> web.Response:
        """Every session ends now."""
        self._manager.sessions.clear()
        return web.json_response({})
