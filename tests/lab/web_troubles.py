# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What befalls calls of a web server, whichever it is: a middleware around it, and the certificate that it shows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from aiohttp import web
from aiohttp.typedefs import Middleware

from .pki import Certificate

Kind = Literal["reset", "silence", "throttled", "failed", "html", "empty", "garbage", "truncated", "endless"]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HTML = "<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>"
_PART = b'{"message": "and so on"},' * 2000
# Whoever has not given up by then never will.
_LONGEST = 600.0


@dataclass
class WebTrouble:
    """`on`: a regular expression that "METHOD /path" matches; `skip` of them pass, then it happens `times` (0: always).

    `taken`: the call is carried out, only its answer is lost. `throttled`: 429 with `retry_after`. `failed`: `status`.
    `silence`: no answer comes. `empty`, `html`, `garbage`: 200 with a body of that kind. `truncated`: less than the
    length that was announced. `endless`: a body that never ends.
    """

    kind: Kind
    on: str = ""
    skip: int = 0
    times: int = 1
    taken: bool = False
    status: int = 500
    retry_after: str = "1"
    happened: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError."""
        if self.kind not in get_args(Kind):
            raise ValueError(f"no {self.kind}; known: {get_args(Kind)}")
        re.compile(self.on)


@dataclass
class WebFaults:
    """What is wrong with one server. `certificate`: which one it shows."""

    troubles: list[WebTrouble] = field(default_factory=list)
    certificate: Certificate = "good"

    def heal(self) -> None:
        self.troubles, self.certificate = [], "good"

    def take(self, call: str) -> WebTrouble | None:
        """The one that befalls a call, counted."""
        for trouble in self.troubles:
            if 0 < trouble.times <= trouble.happened or not re.search(trouble.on, call):
                continue
            if trouble.skip > 0:
                trouble.skip -= 1
                continue
            trouble.happened += 1
            return trouble
        return None


def around(faults: WebFaults) -> Middleware:
    """The middleware of a server with these faults."""

    @web.middleware
    async def befall(request: web.Request, handler: Handler) -> web.StreamResponse:
        trouble = faults.take(f"{request.method} {request.path}")
        if trouble is None:
            return await handler(request)
        if trouble.taken:
            await handler(request)
        return await _answer(request, trouble)

    return befall


async def _answer(request: web.Request, trouble: WebTrouble) -> web.StreamResponse:
    if trouble.kind == "throttled":
        return web.Response(status=429, headers={"Retry-After": trouble.retry_after})
    if trouble.kind == "failed":
        return web.json_response({"message": "Internal Server Error"}, status=trouble.status)
    if trouble.kind in ("html", "empty", "garbage"):
        bodies = {"html": _HTML.encode(), "empty": b"", "garbage": bytes(range(256)) * 4}
        kind = "text/html" if trouble.kind == "html" else "application/json"
        return web.Response(body=bodies[trouble.kind], content_type=kind)
    if trouble.kind in ("reset", "silence"):
        if trouble.kind == "silence":
            await asyncio.sleep(_LONGEST)
        return _hang_up(request)
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    if trouble.kind == "truncated":
        answer.content_length = 2 * len(_PART)
    await answer.prepare(request)
    await answer.write(b'{"tokens": [' + _PART)
    while trouble.kind == "endless":
        await answer.write(_PART)
    return _hang_up(request)


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection; the response that the framework wants arrives nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
