# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM in the control API: its state and faults, and what a human does on its pages."""

from __future__ import annotations

from aiohttp import web

from .clock import LabClock
from .control_body import assign, file_answer, json_body, text_of
from .cssm import Cssm
from .cssm_web import NotReady, download, find, policy, slac, upload


def cssm_routes(cssm: Cssm, clock: LabClock) -> list[web.RouteDef]:
    pages = _Pages(cssm, clock)
    return [
        web.get("/cssm", pages.state),
        web.put("/cssm/faults", pages.set_faults),
        web.post("/cssm/expire-logins", pages.expire_logins),
        web.post("/cssm/transfer", pages.transfer),
        web.post("/cssm/upload", pages.upload),
        web.post("/cssm/slac", pages.slac),
        web.get("/cssm/policy", pages.policy),
        web.get("/cssm/uploads/{number}", pages.upload_state),
        web.get("/cssm/download/{number}", pages.download),
    ]


class _Pages:
    def __init__(self, cssm: Cssm, clock: LabClock) -> None:
        self._cssm = cssm
        self._clock = clock

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._cssm.truth(self._clock.now()))

    async def set_faults(self, request: web.Request) -> web.Response:
        return web.json_response(assign(self._cssm.faults, await json_body(request)))

    async def expire_logins(self, request: web.Request) -> web.Response:
        self._cssm.logins.expire_all()
        return web.json_response({})

    async def transfer(self, request: web.Request) -> web.Response:
        """A product instance goes to another virtual account."""
        body = await json_body(request)
        udi, account = text_of(body, "udi"), text_of(body, "virtual_account")
        if udi not in self._cssm.instances or account not in self._cssm.virtual_accounts:
            raise web.HTTPBadRequest(text="udi: a product instance; virtual_account: one that exists")
        self._cssm.register([udi], account)
        return web.json_response({})

    async def upload(self, request: web.Request) -> web.Response:
        """The body is the file; `name` and `virtual_account` stand in the query."""
        query = request.query
        try:
            job = upload(
                self._cssm,
                query.get("name", "upload"),
                await request.read(),
                query.get("virtual_account", ""),
                self._clock.now(),
            )
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return web.json_response({"id": job.number})

    async def slac(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        udi = text_of(body, "udi")
        account = text_of(body, "virtual_account", self._cssm.virtual_account_of(udi) or "")
        try:
            job = slac(self._cssm, udi, text_of(body, "feature"), account, self._clock.now())
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return web.json_response({"id": job.number})

    async def policy(self, request: web.Request) -> web.Response:
        return file_answer("SLE_Policy.xml", policy(self._clock.now()))

    async def upload_state(self, request: web.Request) -> web.Response:
        try:
            job = find(self._cssm, int(request.match_info["number"]))
        except (KeyError, ValueError) as error:
            raise web.HTTPNotFound(text="no upload has this id") from error
        return web.json_response(job.shown(self._clock.now()))

    async def download(self, request: web.Request) -> web.Response:
        """409 with the reason while there is nothing to download."""
        try:
            job = find(self._cssm, int(request.match_info["number"]))
        except (KeyError, ValueError) as error:
            raise web.HTTPNotFound(text="no upload has this id") from error
        try:
            name, data = download(self._cssm, job, self._clock.now())
        except NotReady as error:
            raise web.HTTPConflict(text=str(error)) from error
        return file_answer(name, data)
