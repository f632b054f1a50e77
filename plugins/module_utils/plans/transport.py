# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan the transport: from current and requested settings to configuration lines."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from ..words.errors import InvalidValue
from .call_home import call_home_lines, wanted_call_home
from .settings import CALL_HOME_URL, DEFAULT_INTERVAL_DAYS, DEFAULT_TYPE, SMART_URL, Proxy, Settings, foreign_to
from .transport_intent import DEFAULT_URL, TransportIntent

_TAGS = ("tag1", "tag2", "tag3", "tag4")
_UTILITY_TYPES = ("smart", "cslu", "off")
_DEFAULT_URLS: dict[str | None, str] = {"smart": SMART_URL, "callhome": CALL_HOME_URL}
# By type, the word of the line that its URL is set by.
_URL_WORDS = {"smart": "smart", "callhome": "", "cslu": "cslu"}
# By option, what state deleted leads to.
_DEFAULTS: dict[str, Any] = {
    "type": DEFAULT_TYPE,
    "proxy": None,
    "vrf": None,
    "usage_interval": DEFAULT_INTERVAL_DAYS,
    "customer_tags": {},
}


def desired_settings(current: Settings, intent: TransportIntent) -> Settings:
    """Return the settings asked for; what is None in the intent stays as it is.

    In state `replaced`, what leads to a server (URLs of any type, proxy) and is
    not named is removed; in state `deleted`, what is named goes back to the default of the device. Raises
    InvalidValue.
    """
    wanted = copy.deepcopy(current)
    if intent.state == "deleted":
        _forget(wanted, intent)
        return wanted
    if intent.state == "replaced":
        wanted["proxy"] = None
        wanted["foreign_urls"] = {}
    wanted["type"] = intent.type or current["type"]
    if intent.state == "replaced" and current["type"] == "callhome" != wanted["type"]:
        wanted["call_home"]["proxy"] = None
    _reach(wanted, current, intent)
    _report(wanted, intent)
    return wanted


def require_utility_transport(wanted: Settings) -> None:
    """Raise InvalidValue for utility mode over a transport that does not support it."""
    if wanted["utility"] and wanted["type"] not in _UTILITY_TYPES:
        raise InvalidValue(
            f"utility: utility mode is not supported with the transport {wanted['type']}; "
            "use smart transport, directly or through a proxy, or disable utility mode"
        )


def _forget(wanted: Settings, intent: TransportIntent) -> None:
    if "call_home" in intent.named:
        raise InvalidValue("call_home: state deleted leaves Call Home as it is; delete the type, URL or proxy instead")
    named = intent.named & {*_DEFAULTS, "url", "utility", "privacy", "server_identity_check"}
    keys = named or {"type", "url", "proxy", "vrf"}
    for key in keys & set(_DEFAULTS):
        wanted[key] = copy.copy(_DEFAULTS[key])  # type: ignore[literal-required]
    if "url" in keys or "type" in keys:
        wanted["url"] = _DEFAULT_URLS.get(wanted["type"])
    if "utility" in keys:
        wanted["utility"], wanted["utility_customer_info"] = False, {}
    if "privacy" in keys:
        wanted["privacy_hostname"] = wanted["privacy_version"] = False
    if "server_identity_check" in keys and wanted["server_identity_check"]:
        wanted["server_identity_check"] = False
    if wanted["type"] == "callhome":
        wanted["call_home"]["destination"] = wanted["url"] if "url" in keys else wanted["call_home"]["destination"]
        wanted["call_home"]["proxy"] = None if "proxy" in keys else wanted["call_home"]["proxy"]


def _reach(wanted: Settings, current: Settings, intent: TransportIntent) -> None:
    kind = wanted["type"]
    if intent.vrf is not None:
        wanted["vrf"] = intent.vrf or None
    if intent.state == "merged" and not intent.named & {"type", "url", "proxy", "call_home"}:
        return
    if kind == "callhome":
        call_home = wanted["call_home"] = wanted_call_home(current["call_home"], intent)
        wanted["url"], wanted["proxy"] = call_home["destination"], None
        return
    kept = current["url"] if kind == current["type"] and intent.state == "merged" else None
    wanted["url"] = _wanted_url(kind, intent.url, kept)
    if intent.proxy is not None:
        _require_proxy_possible(kind, wanted["url"])
        wanted["proxy"] = intent.proxy


def _require_proxy_possible(kind: str | None, url: str | None) -> None:
    """Raise InvalidValue if a device would accept the lines of a proxy but bypass it."""
    # The URL of SSM On-Prem ends in the account that it is for, that of CSLU in this path.
    to_on_prem = kind == "cslu" and bool((url or "").partition("/cslu/v1/pi")[2].strip("/"))
    if to_on_prem or kind == "off":
        where = "to SSM On-Prem" if to_on_prem else "with the transport off"
        raise InvalidValue(f"proxy: no proxy can be used {where}; do not set slp_proxy for this device")


def _wanted_url(kind: str | None, url: str | None, kept: str | None) -> str | None:
    if url is None and kept is not None:
        return kept
    return _DEFAULT_URLS.get(kind) if url in (None, DEFAULT_URL) else url


def _report(wanted: Settings, intent: TransportIntent) -> None:
    if intent.usage_interval is not None:
        wanted["usage_interval"] = intent.usage_interval
    if intent.utility is not None:
        wanted["utility"] = intent.utility
        if not intent.utility:
            wanted["utility_customer_info"] = {}
    wanted["utility_customer_info"] |= intent.customer_info
    for key, answer in intent.privacy.items():
        wanted[f"privacy_{key}"] = answer  # type: ignore[literal-required]
    if intent.customer_tags is not None:
        wanted["customer_tags"] = intent.customer_tags
    if intent.server_identity_check is not None:
        wanted["server_identity_check"] = intent.server_identity_check


def transport_commands(current: Settings, wanted: Settings) -> list[str]:
    """Return the configuration lines, in an order that a device takes, that lead from one to the other."""
    return list(_lines(current, wanted))


def taking_back(before: Settings, after: Settings) -> list[str]:
    """Return the configuration lines that lead from `after` back to `before`.

    Both may have been read for different types of transport: a URL counts by that of `before`.
    """
    kind = before["type"]
    return transport_commands(foreign_to(kind, after), foreign_to(kind, before))


def _lines(current: Settings, wanted: Settings) -> Iterator[str]:
    if wanted["type"] not in (None, current["type"]):
        yield f"license smart transport {wanted['type']}"
    yield from _url_lines(current, wanted)
    for word, url in current["foreign_urls"].items():
        if word not in wanted["foreign_urls"]:
            yield _url_line(f"no license smart url {word}", url)
    for word, url in wanted["foreign_urls"].items():
        if url != current["foreign_urls"].get(word):
            yield _url_line(f"license smart url {word}", url)
    yield from _proxy_lines(current["proxy"], wanted["proxy"])
    if wanted["vrf"] != current["vrf"]:
        yield f"license smart vrf {wanted['vrf']}" if wanted["vrf"] else f"no license smart vrf {current['vrf']}"
    if wanted["usage_interval"] != current["usage_interval"]:
        yield f"license smart usage interval {wanted['usage_interval']}"
    for key in ("hostname", "version"):
        if wanted[f"privacy_{key}"] != current[f"privacy_{key}"]:  # type: ignore[literal-required]
            yield _present(bool(wanted[f"privacy_{key}"]), f"license smart privacy {key}")  # type: ignore[literal-required]
    yield from _tag_lines(current["customer_tags"], wanted["customer_tags"])
    yield from _utility_lines(current, wanted)
    if wanted["server_identity_check"] not in (None, current["server_identity_check"]):
        yield _present(bool(wanted["server_identity_check"]), "license smart server-identity-check")
    if wanted["type"] == "callhome" or current["type"] == "callhome":
        yield from call_home_lines(current["call_home"], wanted["call_home"])


def _present(wanted: bool, line: str) -> str:
    return line if wanted else f"no {line}"


def _url_lines(current: Settings, wanted: Settings) -> Iterator[str]:
    kind, url = wanted["type"], wanted["url"]
    if url == current["url"] and kind == current["type"]:
        return
    if kind not in _URL_WORDS:
        return
    line = f"license smart url {_URL_WORDS[kind]}".rstrip()
    if kind == "smart" and url == SMART_URL:
        # The device fills the default in itself, under the names that its release uses.
        yield "license smart url default"
    elif url:
        yield f"{line} {url}"
    elif kind == current["type"]:
        yield f"no {line}"


def _url_line(beginning: str, url: str) -> str:
    return f"{beginning.rstrip()} {url}"


def _proxy_lines(current: Proxy | None, wanted: Proxy | None) -> Iterator[str]:
    if wanted == current:
        return
    if wanted is not None:
        yield f"license smart proxy address {wanted['address']}"
        yield f"license smart proxy port {wanted['port']}"
    elif current is not None:
        yield f"no license smart proxy address {current['address']}"
        yield f"no license smart proxy port {current['port']}"


def _tag_lines(current: dict[str, str], wanted: dict[str, str]) -> Iterator[str]:
    for tag in _TAGS:
        if wanted.get(tag) == current.get(tag):
            continue
        if tag in wanted:
            yield f"license smart usage customer-tags {tag} {wanted[tag]}"
        else:
            yield f"no license smart usage customer-tags {tag} {current[tag]}"


def _utility_lines(current: Settings, wanted: Settings) -> Iterator[str]:
    if wanted["utility"] != current["utility"]:
        yield _present(wanted["utility"], "license smart utility")
    for key in sorted(set(current["utility_customer_info"]) | set(wanted["utility_customer_info"])):
        before, after = current["utility_customer_info"].get(key), wanted["utility_customer_info"].get(key)
        if after is not None and after != before:
            yield f"license smart utility customer_info {key} {after}"
        elif after is None:
            yield f"no license smart utility customer_info {key} {before}"
