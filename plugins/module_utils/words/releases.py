# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IOS XE releases: which of two is later, and the first one that supports a step."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The first with Smart Licensing Using Policy.
FIRST_RELEASE = "17.3.2"

# 17.3.2a, and 17.03.02a as show version pads it; what follows (a build, a date) says nothing about the order.
_RELEASE = re.compile(r"(\d+)\.(\d+)(?:\.(\d+)([a-z]*))?", re.IGNORECASE)
_AGENT = re.compile(r"(\d+)\.(\d+)\.")
# Captures of 5.1 (17.3 and 17.4) know no VRF, all of 5.3 and later show one.
FIRST_AGENT_WITH_VRF = (5, 3)


def release_key(release: str) -> tuple[int, int, int, str] | None:
    """Return what releases can be compared by; None for a text that is no release."""
    found = _RELEASE.match(release.strip())
    return (int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "").lower()) if found else None


def at_least(release: str | None, first: str) -> bool:
    """Return whether a release is `first` or a later one; False for an unknown one."""
    key, lowest = release_key(release or ""), release_key(first)
    return key is not None and lowest is not None and key >= lowest


def agent_key(version: str | None) -> tuple[int, int] | None:
    """Return what versions of the Smart Agent, such as 5.11.4_rel/20, can be compared by; None if it is not one."""
    found = _AGENT.match(version or "")
    return (int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True)
class Ability:
    """What not every release can do.

    `certain`: the first release is documented, or seen on devices; otherwise it comes from memory, and a device with
    an earlier one may support it anyway. `without`: the consequence; empty if the workflow cannot be carried out.
    """

    title: str
    release: str
    certain: bool
    without: str = ""


ABILITIES = {
    "smart_proxy": Ability("an HTTPS proxy for Smart transport (license smart proxy)", "17.3.2a", certain=False),
    # The VRF line of show license all is seen from the agents of late 2021 on.
    "license_vrf": Ability("messages through a VRF (license smart vrf)", "17.7.1", certain=False),
    "slac_request_file": Ability("a SLAC request saved to a file", "17.7.1", certain=True),
    "trust_with_usage_file": Ability(
        "a request for a trust code in the saved usage",
        "17.7.1",
        certain=True,
        without="No trust code comes with the ACK; reporting goes on without one.",
    ),
    "trust_through_cslu": Ability(
        "a request for a trust code in the report to CSLU",
        "17.7.1",
        certain=False,
        without="No trust code comes with the ACK; reporting goes on without one.",
    ),
    "trust_when_collected": Ability(
        "a trust code where the server collects",
        "17.9.1a",
        certain=True,
        without="No trust code comes with the ACK; reporting goes on without one.",
    ),
    "ssm_on_prem": Ability("SSM On-Prem", "17.3.3", certain=False),
    "sdwan_reporting": Ability("usage reporting through SD-WAN Manager", "17.5.1", certain=True),
    "privacy_version": Ability("the version kept private (license smart privacy version)", "17.7.1", certain=False),
}
