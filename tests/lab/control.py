# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API: look at the estate, move its clock, break it, count what happened, put it back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from .device.device import Device
from .estate import Estate


def application(estate: Estate) -> web.Application:
    api = _Api(estate)
    app = web.Application()
    app.add_routes(
        [
            web.get("/", api.health),
            web.get("/devices", api.devices),
            web.get("/devices/{name}", api.device),
            web.put("/devices/{name}/faults", api.set_faults),
            web.post("/devices/{name}/reset", api.reset_device),
            web.post("/reset", api.reset),
            web.post("/advance", api.advance),
            web.get("/cssm", api.cssm),
            web.put("/cssm/faults", api.set_cssm_faults),
            web.get("/counters", api.counters),
            web.post("/counters/reset", api.reset_counters),
        ]
    )
    return app


class _Api:
    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._devices = {placement.device.name: placement.device for placement in estate.placements}

    def _find(self, request: web.Request) -> Device:
        name = request.match_info["name"]
        if name not in self._devices:
            raise web.HTTPNotFound(text=f"no device is called {name}")
        return self._devices[name]

    async def health(self, request: web.Request) -> web.Response:
        return web.json_response({"devices": len(self._devices), "now": self._estate.clock.now()})

    async def devices(self, request: web.Request) -> web.Response:
        return web.json_response(list(self._devices))

    async def device(self, request: web.Request) -> web.Response:
        return web.json_response(self._find(request).truth())

    async def reset_device(self, request: web.Request) -> web.Response:
        self._find(request).reset()
        return web.json_response({})

    async def reset(self, request: web.Request) -> web.Response:
        self._estate.reset()
        return web.json_response({})

    async def advance(self, request: web.Request) -> web.Response:
        body = await _body(request)
        try:
            self._estate.clock.advance(float(body["seconds"]))
        except (KeyError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=f"seconds: a number, not negative ({error})") from error
        return web.json_response({"now": self._estate.clock.now()})

    async def cssm(self, request: web.Request) -> web.Response:
        for device in self._devices.values():
            device.tick()
        shown = dataclasses.asdict(self._estate.cssm)
        shown["tokens"] = {token.name: dataclasses.asdict(token) for token in self._estate.cssm.tokens.values()}
        return web.json_response(shown)

    async def set_cssm_faults(self, request: web.Request) -> web.Response:
        return web.json_response(_assign(self._estate.cssm.faults, await _body(request)))

    async def set_faults(self, request: web.Request) -> web.Response:
        device = self._find(request)
        device.tick()
        return web.json_response(_assign(device.faults, await _body(request)))

    async def counters(self, request: web.Request) -> web.Response:
        return web.json_response({name: dataclasses.asdict(found.counters) for name, found in self._devices.items()})

    async def reset_counters(self, request: web.Request) -> web.Response:
        for device in self._devices.values():
            device.counters.reset()
        return web.json_response({})


async def _body(request: web.Request) -> Mapping[str, Any]:
    try:
        body = await request.json()
    except json.JSONDecodeError as error:
        raise web.HTTPBadRequest(text=f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is expected")
    return body


def _assign(faults: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    known = {spec.name for spec in dataclasses.fields(faults)}
    unknown = set(wanted) - known
    if unknown:
        raise web.HTTPBadRequest(text=f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
    for name, value in wanted.items():
        setattr(faults, name, value)
    return dataclasses.asdict(faults)
