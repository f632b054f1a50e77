# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the licensing lines of a running-config. What it hides (defaults) is None here: the show output knows it."""

from __future__ import annotations

import re
from typing import Any

from ..words.errors import ParseError
from .clock import parse_clock_text
from .lines import clean_lines, is_damaged

_LINES = "^license smart|^service call-home|^call-home|^ip http client source|^clock timezone|^clock summer-time"
# The comments above a running-config say when it was changed and saved. What hides them hides only these times.
RUNNING_COMMAND = f"show running-config | section {_LINES}|^! (Last|NVRAM)"
# Whatever of it a reload would lose does not stand in here.
STARTUP_COMMAND = f"show startup-config | section {_LINES}"

_LICENSE = re.compile(r"(?P<no>no )?license smart (?P<key>\S+)(?: (?P<rest>.*))?")
_URL_KINDS = ("smart", "cslu", "utility")
_ZONE = re.compile(r"clock timezone (?P<name>\S+) (?P<hours>-?\d+)(?: (?P<minutes>\d+))?")
_SUMMER = re.compile(r"clock summer-time (?P<name>\S+) ")
_HEADER = re.compile(
    r"! (?:(?P<change>Last configuration change)|NVRAM config last updated) at (?P<at>.+?)(?: by (?P<by>\S.*))?"
)
_HTTP_PROXY = re.compile(r'http-proxy "?(?P<address>[^"\s]+)"? port (?P<port>\d+)')


def parse_running(text: str) -> dict[str, Any]:
    """Read the lines of `RUNNING_COMMAND`. Shape: see `empty_config`. Raises ParseError when one is damaged."""
    config = empty_config()
    block, comment = "", False
    for line in clean_lines(text):
        if is_damaged(line):
            raise ParseError(f"a message was written into the configuration, read it again: {line.strip()[:200]}")
        if line.startswith("! "):
            _header_line(config, line)
        elif line.startswith(" "):
            if block == "call-home":
                _call_home_line(config["call_home"], line.strip())
        else:
            _global_line(config, line)
            # A long comment in a block is wrapped, and its tail at the margin ends no block.
            block = block if comment else line
        comment = line.startswith(" ") and line.lstrip().startswith("!")
    return config


def empty_config() -> dict[str, Any]:
    """Return the settings of a device whose running-config shows no licensing line."""
    return {
        "last_change": None,
        "last_saved": None,
        "transport": None,
        "url": None,
        "urls": dict.fromkeys(_URL_KINDS),
        "proxy": {"address": None, "port": None},
        "vrf": None,
        "usage_interval": None,
        "customer_tags": {},
        "utility": {"enabled": False, "customer_info": {}},
        "privacy": {"hostname": False, "version": False},
        "server_identity_check": None,
        "custom_id": None,
        "http_client_source_interface": None,
        "clock": {"zone": None, "offset_minutes": None, "summer_zone": None},
        "call_home": {
            "service": False,
            "contact_email": None,
            "proxy": None,
            "source_interface": None,
            "vrf": None,
            "profiles": [],
        },
    }


def settings_of(config: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration without the times of its header, which differ though the settings do not."""
    return {key: found for key, found in config.items() if key not in ("last_change", "last_saved")}


def _header_line(config: dict[str, Any], line: str) -> None:
    """Keep a time of the header; a comment further down that looks like one is no such time."""
    found = _HEADER.fullmatch(line)
    clock = parse_clock_text(found["at"]) if found else None
    key = "last_change" if found and found["change"] else "last_saved"
    if found and clock and config[key] is None:
        config[key] = {"at": clock["text"], "by": found["by"], "wall_clock": clock["wall_clock"]}


def _global_line(config: dict[str, Any], line: str) -> None:
    licence = _LICENSE.fullmatch(line)
    zone = _ZONE.match(line)
    summer = _SUMMER.match(f"{line} ")
    if licence:
        _licence_line(config, licence["key"], (licence["rest"] or "").strip(), present=not licence["no"])
    elif zone:
        hours, minutes = int(zone["hours"]), int(zone["minutes"] or 0)
        # IOS writes the sign on the hours only.
        config["clock"] |= {"zone": zone["name"], "offset_minutes": hours * 60 + (minutes if hours >= 0 else -minutes)}
    elif summer:
        config["clock"]["summer_zone"] = summer["name"]
    elif line == "service call-home":
        config["call_home"]["service"] = True
    elif line.startswith("ip http client source-interface "):
        config["http_client_source_interface"] = line.split(" ", 4)[4]


def _licence_line(config: dict[str, Any], key: str, rest: str, *, present: bool) -> None:
    words = rest.split()
    if key in ("transport", "vrf", "custom_id") and present:
        config[key] = rest
    elif key == "url" and present and words:
        if words[0] in _URL_KINDS and len(words) == 2:
            config["urls"][words[0]] = words[1]
        else:
            config["url"] = rest
    elif key == "proxy" and present and len(words) == 2 and words[0] in config["proxy"]:
        config["proxy"][words[0]] = _whole_number(words[1]) if words[0] == "port" else words[1]
    elif key == "usage" and present and len(words) >= 2:
        if words[0] == "interval":
            config["usage_interval"] = _whole_number(words[1])
        elif words[0] == "customer-tags" and len(words) >= 3:
            config["customer_tags"][words[1]] = " ".join(words[2:])
    elif key == "utility" and present:
        if len(words) >= 3 and words[0] == "customer_info":
            config["utility"]["customer_info"][words[1]] = " ".join(words[2:])
        elif not words:
            config["utility"]["enabled"] = True
    elif key == "privacy" and words:
        kinds = ("hostname", "version") if words[0] == "all" else words[:1]
        config["privacy"].update({kind: present for kind in kinds if kind in config["privacy"]})
    elif key == "server-identity-check":
        config["server_identity_check"] = present


def _whole_number(word: str) -> int | None:
    return int(word) if word.isdecimal() else None


def _call_home_line(call_home: dict[str, Any], line: str) -> None:
    profiles = call_home["profiles"]
    proxy = _HTTP_PROXY.match(line)
    if line.startswith("profile "):
        profiles.append({"name": line.split(" ", 1)[1].strip('"'), "active": False, "methods": [], "addresses": []})
    elif proxy:
        call_home["proxy"] = {"address": proxy["address"], "port": int(proxy["port"])}
    elif line.startswith("contact-email-addr "):
        call_home["contact_email"] = line.split(" ", 1)[1]
    elif line.startswith("source-interface "):
        call_home["source_interface"] = line.split(" ", 1)[1]
    elif line.startswith("vrf "):
        call_home["vrf"] = line.split(" ", 1)[1]
    elif profiles and line == "active":
        profiles[-1]["active"] = True
    elif profiles and line.startswith("destination transport-method "):
        profiles[-1]["methods"].append(line.rsplit(" ", 1)[1])
    elif profiles and line.startswith("destination address http "):
        profiles[-1]["addresses"].append(line.rsplit(" ", 1)[1])
