# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a device fetches from a URL and puts there: real over HTTP on this machine, else with the lab's file server."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

import aiohttp

from .file_server import FileServer, Trouble
from .ios.shell import Delivery, Errand

_LIMIT = aiohttp.ClientTimeout(total=20)
_LOOPBACK = ("127.0.0.1", "localhost")


async def run_errand(errand: Errand, server: FileServer) -> Delivery:
    """Never raises: what goes wrong is the delivery's problem."""
    parts = urlsplit(errand.url)
    if parts.scheme.startswith("usb"):
        return Delivery(problem="No such device")
    if parts.scheme not in ("http", "https") or parts.hostname not in _LOOPBACK:
        return _served(errand, server)
    try:
        async with aiohttp.ClientSession(timeout=_LIMIT) as client:
            method = "GET" if errand.data is None else "PUT"
            async with client.request(method, errand.url, data=errand.data, ssl=_any_certificate()) as answer:
                if answer.status >= 400:
                    return Delivery(problem=_problem(answer.status))
                return Delivery(await answer.read() if errand.data is None else b"")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Delivery(problem="I/O error")


def _served(errand: Errand, server: FileServer) -> Delivery:
    try:
        if errand.data is None:
            return Delivery(server.get(errand.url))
        server.put(errand.url, errand.data)
    except Trouble as trouble:
        return Delivery(problem=str(trouble))
    return Delivery()


def _problem(status: int) -> str:
    return {401: "Permission denied", 403: "Permission denied", 404: "No such file or directory"}.get(
        status, "I/O error"
    )


def _any_certificate() -> ssl.SSLContext:
    """A device that was given no trustpoint checks no certificate here either."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
