# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API: look at the estate, move its clock, break it, count what happened, put it back."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from .catalyst_center.control import center_routes
from .control_body import assign, json_body
from .cslu_control import cslu_routes
from .cssm_control import cssm_routes
from .device.device import Device
from .device.troubles import Trouble
from .estate import Estate
from .file_control import file_routes
from .on_prem_control import on_prem_routes, pull_what_is_due
from .sdwan_manager_control import sdwan_manager_routes
from .web_troubles import WebTrouble

LARGEST = 256 * 1024 * 1024


def application(estate: Estate) -> web.Application:
    api = _Api(estate)
    app = web.Application(client_max_size=LARGEST, middlewares=[api.up_to_date])
    app.add_routes(
        [
            *cssm_routes(estate.cssm, estate.clock),
            *cslu_routes(estate.cslu, estate.clock),
            *cslu_routes(estate.isolated_cslu, estate.clock, "/isolated-cslu"),
            *on_prem_routes(estate.on_prem, estate.clock),
            *file_routes(estate.file_server),
            *sdwan_manager_routes(estate.sdwan_manager),
            *center_routes(estate.center, estate.clock),
            web.get("/", api.health),
            web.get("/devices", api.devices),
            web.get("/devices/{name}", api.device),
            web.put("/devices/{name}/faults", api.set_faults),
            web.post("/devices/{name}/reset", api.reset_device),
            web.post("/devices/{name}/heal", api.heal_device),
            web.post("/devices/{name}/mode", api.change_mode),
            web.put("/servers/{name}/faults", api.set_web_faults),
            web.post("/reset", api.reset),
            web.post("/heal", api.heal),
            web.post("/advance", api.advance),
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

    @web.middleware
    async def up_to_date(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Due events of the devices happen before any request reads or changes anything."""
        for device in self._devices.values():
            device.tick()
        self._estate.cslu.exchange(self._estate.clock.now())
        self._estate.on_prem.tick(self._estate.clock.now())
        await pull_what_is_due(self._estate.on_prem, self._estate.clock)
        self._estate.sdwan_manager.tick(self._estate.clock.now())
        self._estate.center.tick(self._estate.clock.now())
        return await handler(request)

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
        body = await json_body(request)
        try:
            self._estate.clock.advance(float(body["seconds"]))
        except (KeyError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=f"seconds: a number, not negative ({error})") from error
        return web.json_response({"now": self._estate.clock.now()})

    async def change_mode(self, request: web.Request) -> web.Response:
        """A person brings a device into the overlay network, or out of it."""
        wanted = (await json_body(request)).get("controller_mode")
        if not isinstance(wanted, bool):
            raise web.HTTPBadRequest(text="controller_mode: true or false")
        self._find(request).change_mode(wanted)
        return web.json_response({})

    async def set_faults(self, request: web.Request) -> web.Response:
        return web.json_response(assign(self._find(request).faults, await _with_troubles(request, Trouble)))

    async def set_web_faults(self, request: web.Request) -> web.Response:
        faults = self._estate.web_faults.get(request.match_info["name"])
        if faults is None:
            raise web.HTTPNotFound(text=f"servers: {', '.join(self._estate.web_faults)}")
        return web.json_response(assign(faults, await _with_troubles(request, WebTrouble)))

    async def heal(self, request: web.Request) -> web.Response:
        self._estate.heal()
        return web.json_response({})

    async def heal_device(self, request: web.Request) -> web.Response:
        self._find(request).heal()
        return web.json_response({})

    async def counters(self, request: web.Request) -> web.Response:
        return web.json_response({name: dataclasses.asdict(found.counters) for name, found in self._devices.items()})

    async def reset_counters(self, request: web.Request) -> web.Response:
        for device in self._devices.values():
            device.counters.reset()
        return web.json_response({})


async def _with_troubles(request: web.Request, kind: type[Trouble] | type[WebTrouble]) -> dict[str, Any]:
    """A body whose troubles, if there are any, are of that kind; refused with 400 otherwise."""
    body = dict(await json_body(request))
    try:
        if "troubles" in body:
            body["troubles"] = [kind(**entry) for entry in body["troubles"]]
    except (TypeError, ValueError, re.error) as error:
        raise web.HTTPBadRequest(text=f"troubles: {error}") from error
    return body
