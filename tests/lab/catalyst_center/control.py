# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalyst Center in the control API: its state and faults, and what a human does in its GUI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from ..clock import LabClock
from ..control_body import assign, json_body, text_of
from .center import RELEASES, Center, Entry, Task


def center_routes(center: Center, clock: LabClock) -> list[web.RouteDef]:
    gui = _Gui(center, clock)
    return [
        web.get("/catalyst-center", gui.state),
        web.put("/catalyst-center", gui.switch),
        web.put("/catalyst-center/faults", gui.set_faults),
        web.post("/catalyst-center/expire-logins", gui.expire_logins),
        web.post("/catalyst-center/install-slac", gui.install_slac),
        web.post("/catalyst-center/upload-usage", gui.upload_usage),
        web.post("/catalyst-center/policy", gui.modify_policy),
        web.post("/catalyst-center/read-again", gui.read_again),
        web.post("/catalyst-center/reboot", gui.reboot),
    ]


class _Gui:
    """Devices are named as the lab names them."""

    def __init__(self, center: Center, clock: LabClock) -> None:
        self._center = center
        self._clock = clock

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._center.truth())

    async def switch(self, request: web.Request) -> web.Response:
        """`release`, and whether CSSM knows its user (`cssm_login`)."""
        body = await json_body(request)
        release = text_of(body, "release", self._center.release)
        known = body.get("cssm_login", self._center.cssm_login)
        if release not in RELEASES or not isinstance(known, bool):
            raise web.HTTPBadRequest(text=f"release is one of {', '.join(RELEASES)}, cssm_login true or false")
        self._center.release, self._center.cssm_login = release, known
        return web.json_response(self._center.truth())

    async def set_faults(self, request: web.Request) -> web.Response:
        return web.json_response(assign(self._center.faults, await json_body(request)))

    async def expire_logins(self, request: web.Request) -> web.Response:
        self._center.logins.expire_all()
        return web.json_response({})

    async def install_slac(self, request: web.Request) -> web.Response:
        """With the `virtual_account` that is chosen in the dialog; without it that of the device."""
        entry, account = self._chosen(await json_body(request))
        return _started(self._center.install_slac(entry, account, self._clock.now()))

    async def upload_usage(self, request: web.Request) -> web.Response:
        """As above."""
        entry, account = self._chosen(await json_body(request))
        return _started(self._center.upload_usage(entry, account, self._clock.now()))

    async def modify_policy(self, request: web.Request) -> web.Response:
        days = (await json_body(request)).get("days")
        try:
            self._center.modify_policy(days if isinstance(days, int) else 0)
        except ValueError as error:
            raise web.HTTPConflict(text=str(error)) from error
        return web.json_response({})

    async def read_again(self, request: web.Request) -> web.Response:
        entry = self._entry(text_of(await json_body(request), "device"))
        return _started(self._center.synchronize([entry.id], self._clock.now()))

    async def reboot(self, request: web.Request) -> web.Response:
        self._center.reboot(self._entry(text_of(await json_body(request), "device")))
        return web.json_response({})

    def _chosen(self, body: Mapping[str, Any]) -> tuple[Entry, str]:
        entry = self._entry(text_of(body, "device"))
        account = text_of(body, "virtual_account", entry.virtual_account)
        if account not in self._center.cssm.virtual_accounts:
            raise web.HTTPBadRequest(text="virtual_account: one that exists")
        return entry, account

    def _entry(self, name: str) -> Entry:
        found = [entry for entry in self._center.entries.values() if entry.device and entry.device.name == name]
        if not found:
            raise web.HTTPNotFound(text=f"the inventory has no device {name}")
        return found[0]


def _started(task: Task) -> web.Response:
    return web.json_response({"task": task.id})
