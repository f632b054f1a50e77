# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the release, the operating mode and the licensing lines from show version."""

from __future__ import annotations

import re
from typing import Any

from .._errors import ParseError
from ._lines import whole_lines
from ._words import value

VERSION_COMMAND = "show version | include Version|operating mode"

_XE = re.compile(r"Cisco IOS[ -]XE Software, Version (?P<release>\d\S*)")
_IOS = re.compile(r"Cisco (?:IOS|IOS-XE) Software.*, Version (?P<release>\d[^,\s]*)")
_NXOS = re.compile(r"\s*(?:NXOS|system): +version (?P<release>\d\S*)")
_OPERATING_MODE = re.compile(r"Router operating mode: (?P<mode>\S+)")
_LABELS = {
    "Smart Licensing Status": "status",
    "License Level": "level",
    "License Type": "type",
    "Next reload license Level": "next_level",
    "Addon License Level": "addon_level",
    "Addon License Type": "addon_type",
    "Next reload addon license Level": "next_addon_level",
    "AIR License Level": "air_level",
    "Next reload AIR license Level": "next_air_level",
}
_THROUGHPUT = re.compile(r"The current (?:crypto )?throughput level is (?P<kbps>\d+) kbps")
_PACKAGES_END = re.compile(r"Current +Type +Next (?:reboot|reload)")
_COLUMNS = re.compile(r" {2,}")


def parse_version(text: str) -> dict[str, Any]:
    """Return {release, ios_xe, operating_mode, licensing}.

    operating_mode is C(autonomous), C(controller-managed) or None. licensing: {status, level, type, next_level,
    addon_level, addon_type, next_addon_level, air_level, next_air_level, throughput_kbps, packages: [{technology,
    current, type, next_reboot}]}. Raises ParseError when neither a release nor a licensing line is shown.
    """
    found: dict[str, Any] = {"release": None, "ios_xe": False, "operating_mode": None}
    lines = list(whole_lines(text))
    for line in lines:
        xe, ios, mode = _XE.match(line), _IOS.match(line) or _NXOS.match(line), _OPERATING_MODE.match(line)
        if xe:
            found |= {"release": xe["release"], "ios_xe": True}
        elif ios and found["release"] is None:
            found["release"] = ios["release"]
        elif mode:
            found["operating_mode"] = mode["mode"].lower()
    found["licensing"] = licensing = _licensing(lines)
    if found["release"] is None and not any(licensing.values()):
        raise ParseError("the output of 'show version' shows no release")
    return found


def _licensing(lines: list[str]) -> dict[str, Any]:
    words: dict[str, Any] = dict.fromkeys(_LABELS.values())
    throughput = None
    for line in lines:
        label, _colon, rest = line.partition(":")
        match = _THROUGHPUT.match(line)
        if label.strip() in _LABELS:
            words[_LABELS[label.strip()]] = value(rest)
        elif match:
            throughput = int(match["kbps"])
    return {**words, "throughput_kbps": throughput, "packages": _packages(lines)}


def _packages(lines: list[str]) -> list[dict[str, str | None]]:
    """Read the table of technology packages: three columns on switches, four on routers."""
    packages = []
    inside = False
    for line in lines:
        cells = [cell.strip() for cell in _COLUMNS.split(line.strip())]
        if _PACKAGES_END.fullmatch(line.strip()):
            inside = True
        elif inside and len(cells) in (3, 4):
            technology, current, kind, after = [None] * (4 - len(cells)) + [value(cell) for cell in cells]
            packages.append({"technology": technology, "current": current, "type": kind, "next_reboot": after})
        elif inside and line.strip("-"):
            break
    return packages
