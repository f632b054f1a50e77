# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to Catalyst Center, and the devices of an operation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...http.operation import Params, Server
from ..login import CenterLogin

ACCESS: dict[str, Any] = {
    "base_url": {"type": "str", "required": True},
    "username": {"type": "str", "required": True},
    "password": {"type": "str", "required": True, "no_log": True},
}
# What names a device.
DEVICE: dict[str, Any] = {
    "name": {"type": "str", "required": True},
    "serial_numbers": {"type": "list", "elements": "str"},
    "address": {"type": "str"},
}
POLL_TIMEOUT: dict[str, Any] = {"poll_timeout": {"type": "int", "default": 300}}
_SECRETS = ("password", "enable_password", "snmp_community", "snmp_auth_passphrase", "snmp_priv_passphrase")


def devices_of(options: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the option `devices`; each device has those further options."""
    return {"devices": {"type": "list", "elements": "dict", "required": True, "options": DEVICE | (options or {})}}


def told(problems: dict[str, str]) -> str:
    """Write the problems of devices as one text."""
    return "; ".join(f"{name}: {problem}" for name, problem in problems.items())


def _login(params: Params) -> CenterLogin:
    credentials = params.get("credentials") or {}
    on_prem = params.get("on_prem") or {}
    more: Iterable[Any] = (*(credentials.get(key) for key in _SECRETS), on_prem.get("client_secret"))
    return CenterLogin(params["base_url"], params["username"], params["password"], tuple(filter(None, more)))


CATALYST_CENTER = Server("Catalyst Center", ACCESS, _login)
