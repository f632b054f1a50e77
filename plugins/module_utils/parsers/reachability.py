# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the lines of a running-config by which a product instance and its server reach each other.

Passwords and hashes stand in such lines too; none of them is kept, and no error quotes one.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from ..words.errors import ParseError
from .lines import clean_lines, is_damaged

# IOS takes about 250 characters a line, and a question mark asks it for help. Nothing is asked for that is not read:
# other lines hold keys.
_LINES = (
    "^aaa (new-m|authentication login d|authorization exec d)|^crypto pki trustp|^no ip (dom|http s)"
    "|^ip (dom|host|name-s|route|http (server|secure-s|auth|max|client so))|^logging host|^netconf-y|^ntp s"
    "|^restconf|^username "
)
REACHABILITY_COMMAND = f"show running-config | section {_LINES}"
# Whatever of it a reload would lose does not stand in here.
REACHABILITY_STARTUP_COMMAND = f"show startup-config | section {_LINES}"

_VRF = r"(?:vrf (?P<vrf>\S+) )?"
_HOST = re.compile(rf"ip host {_VRF}(?P<name>\S+) (?P<addresses>\S+(?: \S+)*)")
_NAME_SERVER = re.compile(rf"ip name-server {_VRF}(?P<addresses>\S+(?: \S+)*)")
_DOMAIN_NAME = re.compile(rf"ip domain[ -]name {_VRF}(?P<name>\S+)")
_LOOKUP_SOURCE = re.compile(rf"ip domain[ -]lookup {_VRF}source-interface (?P<interface>\S+)")
_NTP = re.compile(rf"ntp server {_VRF}(?P<server>\S+)")
_ROUTE = re.compile(rf"ip route {_VRF}(?P<prefix>[\d.]+) (?P<mask>[\d.]+) (?P<next_hop>\S+)")
_TRUST_POINT = re.compile(r"crypto pki trustpoint (?P<name>\S+)")
_AAA = re.compile(r"aaa (?P<what>authentication login|authorization exec) default (?P<methods>.+)")


def parse_reachability(text: str) -> dict[str, Any]:
    """Read the output of REACHABILITY_COMMAND; for the shape see `empty_reachability`. Raises ParseError.

    `http` is None where no line tells: releases differ in what is on by default.
    """
    found = empty_reachability()
    trust_point = ""
    for line in clean_lines(text):
        if is_damaged(line):
            raise ParseError("a message was written into the configuration, read it again")
        if line.startswith(" "):
            if trust_point and line.strip().startswith("revocation-check "):
                found["revocation_checks"][trust_point] = line.split()[1:]
            continue
        opened = _TRUST_POINT.fullmatch(line)
        trust_point = opened["name"] if opened else ""
        _global_line(found, line)
    return found


def empty_reachability() -> dict[str, Any]:
    """Return what a configuration without any of these lines says."""
    return {
        "name_servers": [],
        "domain_lookup": True,
        "domain_lookup_sources": [],
        "domain_names": [],
        "hosts": [],
        "http_client_source_interface": None,
        "routes": [],
        "revocation_checks": {},
        "http": {"plain": None, "secure": None, "authentication": None, "max_connections": None},
        "restconf": False,
        "netconf": False,
        "logging_hosts": [],
        "ntp_servers": [],
        "users": [],
        "aaa": {"new_model": False, "login_default": None, "exec_default": None},
    }


def _global_line(found: dict[str, Any], line: str) -> None:
    if line in ("no ip domain lookup", "no ip domain-lookup"):
        found["domain_lookup"] = False
    elif line == "restconf":
        found["restconf"] = True
    elif line == "netconf-yang":
        found["netconf"] = True
    elif match := _HOST.fullmatch(line):
        found["hosts"].append({"vrf": match["vrf"], "name": match["name"], "addresses": match["addresses"].split()})
    elif match := _NAME_SERVER.fullmatch(line):
        found["name_servers"] += [{"vrf": match["vrf"], "address": one} for one in match["addresses"].split()]
    elif match := _LOOKUP_SOURCE.fullmatch(line):
        found["domain_lookup_sources"].append(match.groupdict())
    elif match := _DOMAIN_NAME.fullmatch(line):
        found["domain_names"].append(match.groupdict())
    elif match := _ROUTE.match(line):
        found["routes"].append(match.groupdict())
    elif match := _NTP.match(line):
        found["ntp_servers"].append(match.groupdict())
    elif line.startswith("logging host "):
        found["logging_hosts"].append(line.split()[2])
    elif line.startswith("username "):
        _user_line(found["users"], line.split()[1:])
    elif line.startswith("aaa "):
        _aaa_line(found["aaa"], line)
    elif " http " in line:
        _http_line(found, line)


def _user_line(users: list[dict[str, Any]], words: list[str]) -> None:
    """A user can stand in several lines, each with another part of what is known; behind the password all is secret."""
    user = next((user for user in users if user["name"] == words[0]), None)
    if user is None:
        user = {"name": words[0], "privilege": 1, "password": False}
        users.append(user)
    open_words = list(itertools.takewhile(lambda word: word not in ("secret", "password"), words[1:]))
    user["password"] = user["password"] or len(open_words) < len(words) - 1
    if "privilege" in open_words[:-1]:
        user["privilege"] = int(open_words[open_words.index("privilege") + 1])


def _aaa_line(aaa: dict[str, Any], line: str) -> None:
    if line == "aaa new-model":
        aaa["new_model"] = True
    elif match := _AAA.fullmatch(line):
        key = "login_default" if match["what"].startswith("authentication") else "exec_default"
        aaa[key] = match["methods"]


def _http_line(found: dict[str, Any], line: str) -> None:
    words = line.split()
    setting = words[words.index("http") + 1 :]
    if setting[:1] == ["server"]:
        found["http"]["plain"] = words[0] != "no"
    elif setting[:1] == ["secure-server"]:
        found["http"]["secure"] = words[0] != "no"
    elif setting[:1] == ["authentication"]:
        found["http"]["authentication"] = " ".join(setting[1:])
    elif setting[:1] == ["max-connections"] and setting[1:2] and setting[1].isdigit():
        found["http"]["max_connections"] = int(setting[1])
    elif setting[:2] == ["client", "source-interface"]:
        found["http_client_source_interface"] = " ".join(setting[2:])
