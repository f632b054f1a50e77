# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""before.json: the licensing settings of a product instance before this collection first changed it.

What is read back is input: every value is checked as the option of slp_transport is that it would be given by, and
only the settings are kept, so that a line comes from our plan and never from the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_type_hints

from ..files.artifact_paths import host_folder
from ..files.artifacts import read_whole, write_whole
from ..files.strict_json import read_json
from ..state.state import State, udi_name
from ..words.errors import InvalidValue
from ..words.values import checked, checked_number
from .settings import CallHome, Settings

FILE = "before.json"
_SCHEMA = 1
_LARGEST = 100_000
_TYPES = (None, "smart", "cslu", "callhome", "off", "automatic")
_URL_WORDS = ("", "smart", "cslu", "utility")
_INFO = ("city", "country", "id", "name", "postalcode", "state", "street")
_TAGS = ("tag1", "tag2", "tag3", "tag4")


def keep(root: Path, host: str, state: State, settings: Settings) -> bool:
    """Write the settings of a device unless that was done in an earlier run; returns whether. Raises LicensingError."""
    path = host_folder(root, host) / FILE
    if path.exists():
        return False
    at = (state["clock"] or {}).get("wall_clock")
    content = {"schema": _SCHEMA, "host": host, "udi": udi_name(state["product"]), "at": at, "settings": settings}
    write_whole(str(path), json.dumps(content, indent=1) + "\n")
    return True


def read(path: Path, state: State) -> Settings:
    """Return the settings in a file that was written for this device.

    Raises LicensingError: transfer_failed where it cannot be read, InvalidValue for what is not ours.
    """
    try:
        found = read_json(read_whole(path, _LARGEST, follow=False).decode())
    except ValueError as error:
        raise _refused(path, "it is no JSON") from error
    if not isinstance(found, dict) or found.get("schema") != _SCHEMA or not isinstance(found.get("settings"), dict):
        raise _refused(path, "it has not the shape of such a file")
    own = udi_name(state["product"])
    if found.get("udi") != own:
        raise _refused(path, f"it is of the device {str(found.get('udi'))[:80]!r}, and this one is {own}")
    try:
        return _settings(found["settings"])
    except (KeyError, TypeError, AttributeError) as error:
        raise _refused(path, f"its settings are not complete ({type(error).__name__})") from error


def _refused(path: Path, why: str) -> InvalidValue:
    return InvalidValue(
        f"{path.absolute()} is not used: {why}. Nothing was sent; enter the lines of the device's own backup instead."
    )


def _settings(given: Mapping[str, Any]) -> Settings:
    _require_keys(given, Settings, "settings")
    return Settings(
        type=_one_of("type", given["type"], _TYPES),
        url=_optional("url", given["url"], _url),
        foreign_urls=_each("foreign_urls", given["foreign_urls"], _URL_WORDS, _url),
        proxy=_optional("proxy", given["proxy"], _proxy),
        vrf=_optional("vrf", given["vrf"], _as("vrf")),
        usage_interval=checked_number("usage_interval", _of("usage_interval", given["usage_interval"], int), 1, 365),
        utility=_of("utility", given["utility"], bool),
        utility_customer_info=_each("customer_info", given["utility_customer_info"], _INFO, _as("text")),
        privacy_hostname=_of("privacy_hostname", given["privacy_hostname"], bool),
        privacy_version=_of("privacy_version", given["privacy_version"], bool),
        customer_tags=_each("customer_tags", given["customer_tags"], _TAGS, _as("text")),
        server_identity_check=_optional("server_identity_check", given["server_identity_check"], _flag),
        call_home=_call_home(given["call_home"]),
    )


def _call_home(given: Mapping[str, Any]) -> CallHome:
    _require_keys(given, CallHome, "call_home")
    return CallHome(
        service=_of("service", given["service"], bool),
        profile=_as("profile")("profile", given["profile"]),
        active=_of("active", given["active"], bool),
        http=_of("http", given["http"], bool),
        destination=_optional("destination", given["destination"], _url),
        contact_email=_optional("contact_email", given["contact_email"], _as("email")),
        proxy=_optional("proxy", given["proxy"], _proxy),
    )


def _require_keys(given: Mapping[str, Any], shape: type, name: str) -> None:
    unknown = sorted(set(given) - set(get_type_hints(shape)))
    if unknown:
        raise InvalidValue(f"{name}: {unknown[0][:80]!r} is no setting that this collection changes")


def _of(name: str, value: Any, kind: type) -> Any:
    # To Python a flag is a number, and here it is none.
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise InvalidValue(f"{name}: {str(value)[:80]!r} is not of the type that belongs there")
    return value


def _flag(name: str, value: Any) -> bool:
    return bool(_of(name, value, bool))


def _one_of(name: str, value: Any, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise InvalidValue(f"{name}: {str(value)[:80]!r} is none of {', '.join(map(str, choices))}")
    return value


def _optional(name: str, value: Any, check: Callable[[str, Any], Any]) -> Any:
    return None if value is None else check(name, value)


def _as(kind: str) -> Callable[[str, Any], str]:
    return lambda name, value: checked(name, kind, _of(name, value, str))


def _url(name: str, value: Any) -> str:
    """Check a URL, or the bare name that a device shows for a CSLU that it looks for."""
    return checked(name, "url" if "/" in _of(name, value, str) else "host", value)


def _proxy(name: str, value: Any) -> Any:
    address = checked(name, "host", _of(name, value["address"], str))
    return {"address": address, "port": checked_number(name, _of(name, value["port"], int), 1, 65535)}


def _each(name: str, value: Any, keys: tuple[str, ...], check: Callable[[str, Any], str]) -> dict[str, str]:
    return {_one_of(name, key, keys): check(name, text) for key, text in _of(name, value, dict).items()}
