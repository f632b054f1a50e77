# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The port of CSLU, to be found by those who look whether it listens.

What devices say to CSLU goes past this port, by the methods of Cslu: how they say it on the wire is not known.
"""

from __future__ import annotations

from aiohttp import web

from .cslu import Cslu

PATH = "/cslu/v1/pi"


def application(cslu: Cslu) -> web.Application:
    async def answer(request: web.Request) -> web.StreamResponse:
        if not cslu.running and request.transport is not None:
            request.transport.abort()
        return web.json_response({"error": "A message of a product instance is expected."}, status=400)

    app = web.Application()
    app.add_routes([web.route("*", PATH, answer), web.route("*", PATH + "/{account}", answer)])
    return app
