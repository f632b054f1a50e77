# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control routes of the file server: list files, put files, inject faults."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from .control_body import json_body
from .file_server import FileServer

_SWITCHES = ("root", "unreachable", "full")


def file_routes(server: FileServer) -> list[web.RouteDef]:
    api = _Api(server)
    return [
        web.get("/files", api.look),
        web.put("/files", api.switch),
        web.get("/files/content", api.content),
        web.post("/files/content", api.put),
    ]


class _Api:
    def __init__(self, server: FileServer) -> None:
        self._server = server

    async def look(self, request: web.Request) -> web.Response:
        return web.json_response(self._shown())

    async def switch(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        unknown = set(body) - set(_SWITCHES)
        if unknown:
            raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(_SWITCHES)}")
        for name, value in body.items():
            setattr(self._server, name, value)
        return web.json_response(self._shown())

    async def content(self, request: web.Request) -> web.Response:
        data = self._server.files.get(request.query.get("path", ""))
        if data is None:
            raise web.HTTPNotFound(text="there is no such file")
        return web.Response(body=data, content_type="application/octet-stream")

    async def put(self, request: web.Request) -> web.Response:
        self._server.files[request.query.get("path", "")] = await request.read()
        return web.json_response(self._shown())

    def _shown(self) -> dict[str, Any]:
        sizes = {path: len(data) for path, data in self._server.files.items()}
        return {"files": sizes} | {name: getattr(self._server, name) for name in _SWITCHES}
