# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's own web servers on 127.0.0.1: the control API, CSSM's API and controllers over HTTPS, CSLU's port."""

from __future__ import annotations

import ssl

from aiohttp import web

from . import cslu_port, cssm_api, on_prem_web, sdwan_manager_api
from .catalyst_center import api as center_api
from .control import application
from .estate import Estate
from .pki import Authority
from .web_troubles import WebFaults, around


class WebServices:
    """`url` is the control API; `ca_certificate` (PEM) is what a client of CSSM's API must trust."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._runners: list[web.AppRunner] = []
        self.ca_certificate = authority.certificate
        self.url = self.cssm_url = self.cssm_token_url = self.cslu_url = self.sdwan_manager_url = self.center_url = ""
        self.on_prem_url = self.isolated_cslu_url = ""

    async def start(self, estate: Estate) -> None:
        faults = estate.web_faults
        self.url = f"http://127.0.0.1:{await self._listen(application(estate))}"
        cssm = await self._serve(cssm_api.application(estate.cssm, estate.clock), faults["cssm"])
        self.cssm_url = f"https://127.0.0.1:{cssm}{cssm_api.BASE}"
        self.cssm_token_url = f"https://127.0.0.1:{cssm}{cssm_api.TOKEN}"
        center = center_api.application(estate.center, estate.clock)
        self.center_url = f"https://127.0.0.1:{await self._serve(center, faults['catalyst_center'])}"
        manager = sdwan_manager_api.application(estate.sdwan_manager, estate.clock)
        self.sdwan_manager_url = f"https://127.0.0.1:{await self._serve(manager, faults['sdwan_manager'])}"
        estate.cslu.port = await self._serve(cslu_port.application(estate.cslu), faults["cslu"], tls=False)
        isolated = cslu_port.application(estate.isolated_cslu)
        estate.isolated_cslu.port = await self._serve(isolated, faults["isolated_cslu"], tls=False)
        on_prem = on_prem_web.application(estate.on_prem, estate.clock)
        estate.on_prem.port = await self._serve(on_prem, faults["on_prem"])
        self.on_prem_url = f"https://127.0.0.1:{estate.on_prem.port}"
        self.cslu_url = f"http://127.0.0.1:{estate.cslu.port}{cslu_port.PATH}"
        self.isolated_cslu_url = f"http://127.0.0.1:{estate.isolated_cslu.port}{cslu_port.PATH}"

    async def stop(self) -> None:
        for runner in self._runners:
            await runner.cleanup()
        self._runners.clear()

    async def _serve(self, app: web.Application, faults: WebFaults, *, tls: bool = True) -> int:
        app.middlewares.insert(0, around(faults))
        context = self._authority.changing_context(lambda: faults.certificate) if tls else None
        return await self._listen(app, context)

    async def _listen(self, app: web.Application, context: ssl.SSLContext | None = None) -> int:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        port: int = runner.addresses[0][1]
        return port
