# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSM On-Prem in the control API: its state, and what a human does on its pages."""

from __future__ import annotations

from aiohttp import web

from .clock import LabClock
from .control_body import file_answer, json_body, text_of
from .cslu import Rest
from .cslu_rest import collect
from .on_prem import OnPrem

_SWITCHES = {"state": str, "registered": bool, "connected": bool, "validation": bool, "prefix": str}


def on_prem_routes(on_prem: OnPrem, clock: LabClock) -> list[web.RouteDef]:
    pages = _Pages(on_prem, clock)
    return [
        web.get("/on-prem", pages.state),
        web.put("/on-prem", pages.switch),
        web.post("/on-prem/add", pages.add),
        web.post("/on-prem/assign", pages.assign),
        web.post("/on-prem/validate", pages.validate),
        web.post("/on-prem/pull", pages.pull),
        web.post("/on-prem/synchronize", pages.synchronize),
        web.post("/on-prem/authorize", pages.authorize),
        web.post("/on-prem/export", pages.export),
        web.post("/on-prem/import", pages.take_in),
        web.post("/on-prem/expire-logins", pages.expire_logins),
    ]


async def pull_what_is_due(on_prem: OnPrem, clock: LabClock) -> None:
    """Collect from the devices whose minute is over."""
    for udi in on_prem.due_pulls(clock.now()):
        await collect(on_prem, on_prem.relay.instances[udi], clock)


class _Pages:
    def __init__(self, on_prem: OnPrem, clock: LabClock) -> None:
        self._on_prem = on_prem
        self._clock = clock

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._on_prem.truth())

    async def switch(self, request: web.Request) -> web.Response:
        """`state` (up, starting, down), `registered`, `connected`, `validation`, `prefix`, `virtual_account`."""
        body = dict(await json_body(request))
        account = body.pop("virtual_account", self._on_prem.relay.virtual_account)
        wrong = [name for name, value in body.items() if not isinstance(value, _SWITCHES.get(name, ()))]
        if wrong or account not in self._on_prem.cssm.virtual_accounts:
            raise web.HTTPBadRequest(text=f"not known, or of another type: {', '.join(wrong) or account}")
        self._on_prem.relay.virtual_account = account
        for name, value in body.items():
            setattr(self._on_prem, name, value)
        return web.json_response(self._on_prem.truth())

    async def add(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        port = body.get("port")
        if not isinstance(port, int):
            raise web.HTTPBadRequest(text="port: a number is expected")
        rest = Rest(text_of(body, "host", "127.0.0.1"), port, text_of(body, "username"), text_of(body, "password"))
        self._on_prem.add(text_of(body, "udi"), rest)
        return web.json_response({})

    async def assign(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        try:
            self._on_prem.assign(text_of(body, "udi"), text_of(body, "virtual_account"))
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return web.json_response({})

    async def validate(self, request: web.Request) -> web.Response:
        self._on_prem.validated.add(text_of(await json_body(request), "udi"))
        return web.json_response({})

    async def pull(self, request: web.Request) -> web.Response:
        """From one `udi`, or from all with a connect method; triggered a minute later."""
        wanted = text_of(await json_body(request), "udi", "")
        instances = self._on_prem.relay.instances
        if wanted and wanted not in instances:
            raise web.HTTPNotFound(text=f"no product instance is {wanted}")
        udis = [wanted] if wanted else [udi for udi, found in instances.items() if found.rest is not None]
        self._on_prem.pull(udis, self._clock.now())
        return web.json_response({"udis": udis})

    async def synchronize(self, request: web.Request) -> web.Response:
        try:
            self._on_prem.synchronize(self._clock.now())
        except ValueError as error:
            raise web.HTTPConflict(text=str(error)) from error
        return web.json_response({})

    async def authorize(self, request: web.Request) -> web.Response:
        """The file is empty if CSSM was asked at once."""
        body = await json_body(request)
        try:
            file = self._on_prem.authorize(text_of(body, "udi"), text_of(body, "feature"), self._clock.now())
        except ValueError as error:
            raise web.HTTPConflict(text=str(error)) from error
        return file_answer("authorization_request.csv", file.encode())

    async def export(self, request: web.Request) -> web.Response:
        try:
            name, data = self._on_prem.relay.export(self._clock.now())
        except ValueError as error:
            raise web.HTTPConflict(text=str(error)) from error
        return file_answer(name, data)

    async def take_in(self, request: web.Request) -> web.Response:
        """The body is the file. Answers with the UDIs for which an answer waits now."""
        try:
            return web.json_response({"udis": self._on_prem.relay.take_in(await request.read())})
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error

    async def expire_logins(self, request: web.Request) -> web.Response:
        self._on_prem.logins.expire_all()
        return web.json_response({})
