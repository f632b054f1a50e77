# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport settings as one flat record: the current and the requested ones.

The show output tells the truth where it can; the running-config hides defaults and repeats itself (setting one URL
may add the other line), so it only answers what no show output prints.
"""

from __future__ import annotations

from typing import Any, TypedDict

from ..state.state import State

SMART_URL = "https://smartreceiver.cisco.com/licservice/license"
CALL_HOME_URL = "https://tools.cisco.com/its/service/oddce/services/DDCEService"
CALL_HOME_PROFILE = "CiscoTAC-1"
# What the Smart Agent itself writes if no contact is configured; a profile cannot be active without one.
SMART_AGENT_EMAIL = "sch-smart-licensing@cisco.com"
DEFAULT_INTERVAL_DAYS = 30
DEFAULT_TYPE = "cslu"


class Proxy(TypedDict):
    """An HTTPS proxy, without authentication: the device supports none."""

    address: str
    port: int


class CallHome(TypedDict):
    """The Call Home service as licensing uses it."""

    service: bool
    profile: str
    active: bool
    http: bool
    destination: str | None
    contact_email: str | None
    proxy: Proxy | None


class Settings(TypedDict):
    """How a product instance reaches its server, and how it reports. `url` is that of the transport type.

    `foreign_urls`: the lines that hold a URL of another type of transport, by the word of the line ("" for none).
    """

    type: str | None
    url: str | None
    foreign_urls: dict[str, str]
    proxy: Proxy | None
    vrf: str | None
    usage_interval: int
    utility: bool
    utility_customer_info: dict[str, str]
    privacy_hostname: bool
    privacy_version: bool
    customer_tags: dict[str, str]
    server_identity_check: bool | None
    call_home: CallHome


# By type, the words of the URL lines that are its own; the line without one is that of older releases.
_OWN_URLS = {
    "smart": ("smart", ""),
    "callhome": ("",),
    "cslu": ("cslu",),
    "off": (),
    "automatic": ("smart", "cslu", ""),
}


def settings_of(state: State, profile: str = CALL_HOME_PROFILE, kind: str | None = None) -> Settings:
    """Return the settings that a device has, from its state with the config part.

    `kind`: the type of transport that a URL is foreign to; that of the device, where it is None.
    """
    transport = state["transport"]
    config = state["config"] or {}
    proxy = transport["proxy"] or _config_proxy(config)
    return Settings(
        type=transport["type"],
        url=_url(state),
        foreign_urls=_foreign_urls(config, kind or transport["type"], transport["cslu_address"]),
        proxy=Proxy(address=proxy["address"], port=proxy["port"]) if proxy else None,
        vrf=transport["vrf"] or config.get("vrf"),
        usage_interval=config.get("usage_interval") or DEFAULT_INTERVAL_DAYS,
        utility=bool(state["utility"]["enabled"]),
        utility_customer_info=dict(config.get("utility", {}).get("customer_info", {})),
        privacy_hostname=bool(state["privacy"]["hostname"]),
        privacy_version=bool(state["privacy"]["version"]),
        customer_tags=dict(config.get("customer_tags", {})),
        server_identity_check=_first_known(transport["server_identity_check"], config.get("server_identity_check")),
        call_home=_call_home(config.get("call_home") or {}, profile),
    )


def foreign_to(kind: str | None, settings: Settings) -> Settings:
    """Return settings whose foreign URLs are the URLs that do not belong to `kind`."""
    url = settings["url"]
    own = dict.fromkeys(_OWN_URLS.get(settings["type"] or "", ()), url) if url else {}
    mine = _OWN_URLS.get(kind or "", ())
    urls = {word: url for word, url in {**settings["foreign_urls"], **own}.items() if url and word not in mine}
    return {**settings, "foreign_urls": urls}


def _foreign_urls(config: dict[str, Any], kind: str | None, cslu_address: str | None) -> dict[str, str]:
    urls = {**(config.get("urls") or {}), "": config.get("url")}
    # On older releases the line without a word is that of CSLU and SSM On-Prem too.
    own = (*_OWN_URLS.get(kind or "", tuple(urls)), "utility", *(("",) if urls[""] == cslu_address else ()))
    return {word: url for word, url in urls.items() if url and word not in own}


def _first_known(*answers: bool | None) -> bool | None:
    return next((answer for answer in answers if answer is not None), None)


def _config_proxy(config: dict[str, Any]) -> dict[str, Any] | None:
    proxy: dict[str, Any] = config.get("proxy") or {}
    return proxy if proxy.get("address") else None


def _url(state: State) -> str | None:
    by_type: dict[str | None, str | None] = {
        "smart": state["transport"]["url"],
        "cslu": state["transport"]["cslu_address"],
        "callhome": (state["config"] or {}).get("url"),
    }
    return by_type.get(state["transport"]["type"])


def _call_home(config: dict[str, Any], profile: str) -> CallHome:
    found: dict[str, Any] = next((entry for entry in config.get("profiles", []) if entry["name"] == profile), {})
    return CallHome(
        service=bool(config.get("service")),
        profile=profile,
        active=bool(found.get("active")),
        http="http" in found.get("methods", []),
        destination=(found.get("addresses") or [None])[-1],
        contact_email=config.get("contact_email"),
        proxy=config.get("proxy"),
    )
