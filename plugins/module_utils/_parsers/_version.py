# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the release and the operating mode from show version."""

from __future__ import annotations

import re
from typing import Any

from .._errors import ParseError
from ._lines import clean_lines

VERSION_COMMAND = "show version | include Version|operating mode"

_XE = re.compile(r"Cisco IOS[ -]XE Software, Version (?P<release>\d\S*)")
_IOS = re.compile(r"Cisco (?:IOS|IOS-XE) Software.*, Version (?P<release>\d[^,\s]*)")
_OPERATING_MODE = re.compile(r"Router operating mode: (?P<mode>\S+)")
_RELEASE = re.compile(r"(?P<major>\d+)\.(?P<minor>\d+)(?:\.(?P<patch>\d+))?(?P<letter>[a-z]*)")


def parse_version(text: str) -> dict[str, Any]:
    """Return {release, ios_xe, operating_mode}; operating_mode is C(autonomous), C(controller-managed) or None.

    Raises ParseError when no release is shown.
    """
    found: dict[str, Any] = {"release": None, "ios_xe": False, "operating_mode": None}
    for line in clean_lines(text):
        xe, ios, mode = _XE.match(line), _IOS.match(line), _OPERATING_MODE.match(line)
        if xe:
            found |= {"release": xe["release"], "ios_xe": True}
        elif ios and found["release"] is None:
            found["release"] = ios["release"]
        elif mode:
            found["operating_mode"] = mode["mode"].lower()
    if found["release"] is None:
        raise ParseError("the output of 'show version' shows no release")
    return found


def release_key(release: str) -> tuple[int, int, int, str]:
    """Return what orders releases: C(17.03.02a) gives (17, 3, 2, "a"); raises ParseError for other text."""
    match = _RELEASE.match(release)
    if match is None:
        raise ParseError(f"'{release}' is no release of IOS XE")
    return int(match["major"]), int(match["minor"]), int(match["patch"] or 0), match["letter"]
