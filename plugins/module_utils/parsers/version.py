# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the release, the operating mode and the licensing lines from show version."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from ..words.errors import ParseError
from .lines import whole_lines
from .words import value

# The lines of licences too; what else they match is not read.
VERSION_COMMAND = (
    "show version | include Version|operating mode|Smart Lic|icense (Level|Type)|throughput level|Technology|Next [Rr]e"
)

_XE = re.compile(r"Cisco IOS[ -]XE Software, Version (?P<release>\d\S*)")
_IOS = re.compile(r"Cisco (?:IOS|IOS-XE) Software.*, Version (?P<release>\d[^,\s]*)")
_NXOS = re.compile(r"\s*(?:NXOS|system): +version (?P<release>\d\S*)")
_OPERATING_MODE = re.compile(r"Router operating mode: (?P<mode>\S+)")
_STATUS = re.compile(r"Smart Licensing Status: *(?P<status>.*)")
_LEVEL = re.compile(
    r"(?P<next>Next reload )?(?:(?P<technology>\w+) )?license (?P<what>Level|Type): *(?P<word>.*)", re.IGNORECASE
)
_THROUGHPUT = re.compile(r"The current (?:crypto )?throughput level is (?P<level>(?P<kbps>\d+)? ?\S+)")
# The second line above the table: its columns on switches and old routers, and on routers of late.
_TABLE = re.compile(r"Current +(?P<type>Type +)?Next (?:reboot|reload)", re.IGNORECASE)
_COLUMNS = re.compile(r" {2,}")
_TYPED_ROW = re.compile(r"(?P<technology>Smart License|\S+) +(?P<type>\S+) +(?P<current>\S+) +(?P<next_reboot>\S+)")

Level: TypeAlias = "dict[str, str | None]"


def parse_version(text: str) -> dict[str, Any]:
    """Return {release, ios_xe, operating_mode, licensing}.

    operating_mode is `autonomous`, `controller-managed` or None. licensing: {status, throughput, throughput_kbps,
    levels: [{technology, current, type, next_reboot}]}. Raises ParseError when neither a release nor a licensing line
    is shown.
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
    found: dict[str, Any] = {"status": None, "throughput": None, "throughput_kbps": None}
    for line in lines:
        status, throughput = _STATUS.match(line), _THROUGHPUT.match(line)
        if status:
            found["status"] = value(status["status"])
        elif throughput:
            found["throughput"] = throughput["level"]
            found["throughput_kbps"] = int(throughput["kbps"]) if throughput["kbps"] else None
    return {**found, "levels": _labelled_levels(lines) + _table(lines)}


def _level(technology: str | None = None) -> Level:
    return {"technology": technology, "current": None, "type": None, "next_reboot": None}


def _labelled_levels(lines: list[str]) -> list[Level]:
    """Read the levels that stand behind labels; `technology` is the word before: none, `addon`, `air`."""
    levels: dict[str | None, Level] = {}
    for line in lines:
        label = _LEVEL.fullmatch(line)
        if label:
            technology = label["technology"] and label["technology"].lower()
            key = "type" if label["what"].lower() == "type" else "next_reboot" if label["next"] else "current"
            levels.setdefault(technology, _level(technology))[key] = value(label["word"])
    return list(levels.values())


def _table(lines: list[str]) -> list[Level]:
    """Read the table of technology packages."""
    levels: list[Level] = []
    head: re.Match[str] | None = None
    for line in map(str.strip, lines):
        row = (_row if head["type"] else _typed_row)(line) if head else None
        if row:
            levels.append(row)
        elif line.strip("-"):
            head = _TABLE.fullmatch(line)
    return levels


def _row(line: str) -> Level | None:
    """Read three columns (switches), or four with the technology in front (old routers)."""
    cells = [value(cell) for cell in _COLUMNS.split(line)]
    if len(cells) not in (3, 4):
        return None
    technology, current, kind, following = [None] * (4 - len(cells)) + cells
    return {"technology": technology, "current": current, "type": kind, "next_reboot": following}


def _typed_row(line: str) -> Level | None:
    row = _TYPED_ROW.fullmatch(line)
    return {key: value(row[key]) for key in _level()} if row else None
