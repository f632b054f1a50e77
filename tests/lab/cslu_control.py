# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSLU in the control API: its state, and what a human does in its windows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from .clock import LabClock
from .control_body import file_answer, json_body, text_of
from .cslu import Cslu, Instance, Rest
from .cslu_rest import collect, push


def cslu_routes(cslu: Cslu, clock: LabClock, base: str = "/cslu") -> list[web.RouteDef]:
    windows = _Windows(cslu, clock)
    return [
        web.get(base, windows.state),
        web.put(base, windows.switch),
        web.post(f"{base}/add", windows.add),
        web.post(f"{base}/collect", windows.collect),
        web.post(f"{base}/push", windows.push),
        web.post(f"{base}/export", windows.export),
        web.post(f"{base}/import", windows.take_in),
        web.post(f"{base}/connect", windows.connect),
        web.post(f"{base}/disconnect", windows.disconnect),
    ]


class _Windows:
    def __init__(self, cslu: Cslu, clock: LabClock) -> None:
        self._cslu = cslu
        self._clock = clock

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._cslu.truth())

    async def switch(self, request: web.Request) -> web.Response:
        """Whether CSLU runs at all, and its default virtual account."""
        body = await json_body(request)
        running = body.get("running", self._cslu.running)
        account = text_of(body, "virtual_account", self._cslu.virtual_account)
        if not isinstance(running, bool) or account not in self._cslu.cssm.virtual_accounts:
            raise web.HTTPBadRequest(text="running is true or false, virtual_account one that exists")
        self._cslu.running, self._cslu.virtual_account = running, account
        return web.json_response(self._cslu.truth())

    async def add(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        port = body.get("port")
        if not isinstance(port, int):
            raise web.HTTPBadRequest(text="port: a number is expected")
        host = text_of(body, "host", "127.0.0.1")
        self._cslu.add(text_of(body, "udi"), Rest(host, port, text_of(body, "username"), text_of(body, "password")))
        return web.json_response({})

    async def collect(self, request: web.Request) -> web.Response:
        """From one `udi`, or from all with a connect method. Answers with what is wrong with each, mostly nothing."""
        return await self._each(request, collect)

    async def push(self, request: web.Request) -> web.Response:
        return await self._each(request, push)

    async def _each(
        self, request: web.Request, act: Callable[[Cslu, Instance, LabClock], Awaitable[str]]
    ) -> web.Response:
        wanted = text_of(await json_body(request), "udi", "")
        if wanted and wanted not in self._cslu.instances:
            raise web.HTTPNotFound(text=f"no product instance is {wanted}")
        chosen = [
            found
            for udi, found in list(self._cslu.instances.items())
            if udi == wanted or (not wanted and found.rest is not None)
        ]
        return web.json_response({found.udi: await act(self._cslu, found, self._clock) for found in chosen})

    async def export(self, request: web.Request) -> web.Response:
        try:
            name, data = self._cslu.export(self._clock.now())
        except ValueError as error:
            raise web.HTTPConflict(text=str(error)) from error
        return file_answer(name, data)

    async def take_in(self, request: web.Request) -> web.Response:
        """The body is the file. Answers with the UDIs for which an answer waits now."""
        try:
            return web.json_response({"udis": self._cslu.take_in(await request.read())})
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error

    async def connect(self, request: web.Request) -> web.Response:
        self._cslu.connect(self._clock.now())
        return web.json_response({})

    async def disconnect(self, request: web.Request) -> web.Response:
        self._cslu.disconnect()
        return web.json_response({})
