# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a device, as far as the preflight needs it: its server and its workflow."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..device.flash import WayIn
from ..plans.settings import CALL_HOME_URL, SMART_URL
from ..words.errors import InvalidValue
from ..words.values import checked

# The URL that a device uses if none is configured for CSLU.
CSLU_URL = "http://cslu-local:8182/cslu/v1/pi"
_PORTS = {"http": 80, "https": 443}
_CSLU = ("cslu", "cslu_disconnected")


@dataclass(frozen=True)
class Server:
    """Whom a device sends its messages to first. `role`: how that is called; `secure`: certificates are in play."""

    role: str
    host: str
    port: int
    url: str
    secure: bool

    @property
    def is_address(self) -> bool:
        """Whether there is no name to resolve."""
        try:
            ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return False
        return True


@dataclass(frozen=True)
class Intent:
    """The words of the inventory; empty ones are not given."""

    topology: str = ""
    initiated_by: str = ""
    controller: str = ""
    transport: str = ""
    url: str = ""
    proxy: Mapping[str, Any] | None = None
    vrf: str = ""
    slac_features: tuple[str, ...] = ()
    slac_by_request: bool = False
    utility: bool = False
    privacy_version: bool = False
    transfer: str = "auto"
    transfer_in: WayIn = "auto"
    transfer_url: str = ""
    enable_scp: bool = False

    @property
    def device_calls(self) -> bool:
        """Whether the device itself initiates contact with a server."""
        if self.topology in (*_CSLU, "ssm_on_prem"):
            return self.initiated_by == "product_instance"
        return self.topology == "direct"

    @property
    def is_collected_from(self) -> bool:
        """Whether a CSLU or an SSM On-Prem collects from the device."""
        return self.initiated_by in ("cslu", "ssm_on_prem") and self.topology in (*_CSLU, "ssm_on_prem")

    @property
    def uses_files(self) -> bool:
        """Whether files lie on the device's flash on their way."""
        return self.topology == "offline"


def server_of(intent: Intent) -> Server | None:
    """Return the server that the device must reach; None if it initiates no contact, or the server is unknown.

    Raises InvalidValue for a value that must not go into a command.
    """
    if not intent.device_calls:
        return None
    url = _url(intent)
    parts = urlsplit(checked("url", "url", url)) if url else None
    if parts is None or not parts.hostname:
        return None
    if intent.proxy:
        host, port = checked("proxy", "host", str(intent.proxy["address"])), int(intent.proxy["port"])
        return Server("the proxy", host, port, url, parts.scheme == "https")
    host = checked("url", "host", parts.hostname)
    return Server("the licence server", host, _port(parts.port, parts.scheme), url, parts.scheme == "https")


def _port(given: int | None, scheme: str) -> int:
    return given or _PORTS.get(scheme, 443)


def _url(intent: Intent) -> str:
    if intent.url and intent.url != "default":
        return intent.url
    if intent.topology == "direct":
        return CALL_HOME_URL if intent.transport == "callhome" else SMART_URL
    return CSLU_URL if intent.topology in _CSLU else ""


def validate(intent: Intent) -> None:
    """Raise InvalidValue for what must not go into a command of the preflight."""
    try:
        server_of(intent)
    except ValueError as error:
        raise InvalidValue(f"url: {error}") from error
    if intent.vrf:
        checked("vrf", "vrf", intent.vrf)
