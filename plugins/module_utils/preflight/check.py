# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One check and its result; the order of the checks is the order in which to fix problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Status = Literal["ok", "warning", "error", "unknown"]
# From problems that stop a run to checks without a result.
STATUSES: tuple[Status, ...] = ("error", "warning", "unknown", "ok")

# What comes first hides what comes later: without a login nothing is known, in classic licensing no step counts.
TITLES = {
    "variables": "The variables of the host",
    "login": "The device can be read",
    "mode": "Licensing and operating mode",
    "topology": "The planned topology",
    "release": "Release",
    "platform": "Platform",
    "clock": "Clock",
    "ntp": "NTP",
    "vrf": "VRF",
    "name_resolution": "Name resolution",
    "reachability": "The server is reachable",
    "certificates": "Certificates",
    "storage": "Flash space",
    "transfer": "The way of files",
    "members": "Members",
    "steps": "What this release can do",
}


@dataclass(frozen=True)
class Check:
    """`found` and `wanted` are for people; `remedy` is what to do, or empty."""

    id: str
    status: Status
    found: str
    wanted: str
    remedy: str = ""

    def told(self) -> dict[str, str]:
        """Return it as the result of a module has it, with its title."""
        return {"title": TITLES[self.id], **asdict(self)}


def worst(statuses: Iterable[str]) -> Status:
    """Return the first of `STATUSES` that is among them; ok if there is none."""
    found = set(statuses)
    return next((status for status in STATUSES if status in found), "ok")


def in_order(checks: Iterable[Check]) -> list[Check]:
    """Return the checks in the order in which to fix them."""
    places = list(TITLES)
    return sorted(checks, key=lambda check: places.index(check.id))
