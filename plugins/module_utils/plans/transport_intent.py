# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of slp_transport, read once: every value in an intent is fit for a command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..words.errors import InvalidValue
from ..words.values import checked, checked_number
from .settings import CALL_HOME_PROFILE, Proxy

DEFAULT_URL = "default"


@dataclass(frozen=True)
class TransportIntent:
    """What is asked for; None leaves a setting as it is.

    `state`: merged, replaced, deleted; `named`: the options that were given; `profile`: that of Call Home; `url`:
    `DEFAULT_URL` for that of the type; `vrf`: empty for none; `privacy`: by hostname and version. In state deleted
    only `named` counts.
    """

    state: str
    named: frozenset[str]
    save: bool
    profile: str = CALL_HOME_PROFILE
    type: str | None = None
    url: str | None = None
    proxy: Proxy | None = None
    vrf: str | None = None
    usage_interval: int | None = None
    utility: bool | None = None
    customer_info: dict[str, str] = field(default_factory=dict)
    privacy: dict[str, bool] = field(default_factory=dict)
    customer_tags: dict[str, str] | None = None
    server_identity_check: bool | None = None
    contact_email: str | None = None


def transport_intent(params: Mapping[str, Any]) -> TransportIntent:
    """Return what the options of slp_transport ask for. Raises InvalidValue for a value that must not be sent."""
    named = frozenset(name for name, value in params.items() if value not in (None, {}, []))
    call_home, utility = params["call_home"] or {}, params["utility"] or {}
    profile = checked("call_home.profile", "profile", call_home.get("profile") or CALL_HOME_PROFILE)
    if params["state"] == "deleted":
        return TransportIntent("deleted", named, params["save"], profile, params["type"])
    days, email = params["usage_interval"], call_home.get("contact_email")
    return TransportIntent(
        state=params["state"],
        named=named,
        save=params["save"],
        profile=profile,
        type=params["type"],
        url=params["url"] if params["url"] in (None, DEFAULT_URL) else checked("url", "url", params["url"]),
        proxy=_proxy(params["proxy"]),
        vrf=checked("vrf", "vrf", params["vrf"]) if params["vrf"] else params["vrf"],
        usage_interval=None if days is None else checked_number("usage_interval", days, 1, 365),
        utility=utility.get("enabled"),
        customer_info=_texts("utility.customer_info", utility.get("customer_info")),
        privacy={key: value for key, value in (params["privacy"] or {}).items() if value is not None},
        customer_tags=None if params["customer_tags"] is None else _texts("customer_tags", params["customer_tags"]),
        server_identity_check=params["server_identity_check"],
        contact_email=checked("call_home.contact_email", "email", email) if email else None,
    )


def _texts(option: str, given: Mapping[str, str | None] | None) -> dict[str, str]:
    return {key: checked(f"{option}.{key}", "text", text) for key, text in (given or {}).items() if text is not None}


def _proxy(given: Mapping[str, Any] | None) -> Proxy | None:
    if not given or not given.get("address"):
        return None
    if given.get("port") is None:
        raise InvalidValue("proxy.port: a proxy needs a port as well as an address")
    return Proxy(
        address=checked("proxy.address", "host", given["address"]),
        port=checked_number("proxy.port", given["port"], 1, 65535),
    )
