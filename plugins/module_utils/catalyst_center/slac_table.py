# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For which devices Catalyst Center can generate a SLAC: the table of the document. Pure.

How to Configure Smart Licensing Using Policy, Connected to CSSM Through a Controller, Table 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..words.errors import InvalidValue, LicensingError
from ..words.releases import at_least

FEATURE = "hseck9"
ELSEWHERE = (
    "Get this SLAC another way: directly from CSSM (slp_topology: direct) or as a file (slp_topology: offline), and "
    "remove it from slp_slac_features."
)


@dataclass(frozen=True)
class Row:
    """A row of the table; `pid`: what the product IDs of the family begin with, a pattern."""

    family: str
    pid: str
    center: str
    ios_xe: str


TABLE = (
    Row("Cisco 1000 Series Integrated Services Routers", r"C1[01]\d\dX?-|ISR1100X?-", "2.2.2", "17.3.2"),
    Row("Cisco 4000 Series Integrated Services Routers", r"ISR4\d\d\d", "2.2.2", "17.3.2"),
    Row("Catalyst 8300 Series Edge Platforms", r"C8300-", "2.2.2", "17.3.2"),
    Row("Catalyst 8500 Series Edge Platforms", r"C8500L?-", "2.2.2", "17.3.2"),
    Row("Catalyst 8200 Series Edge Platforms", r"C8200L?-", "2.2.2", "17.4.1"),
)


def require_slac_support(feature: str, pid: str, ios_xe: str, center: str | None) -> None:
    """Raise LicensingError if the GUI of Catalyst Center cannot generate that SLAC for that device.

    invalid_value for a feature or a platform that is not in the table, unsupported_release for an earlier release of
    IOS XE or of the Center. A `center` of None (unknown release) does not exclude the device.
    """
    if feature.lower() != FEATURE:
        raise InvalidValue(
            f"slp_slac_features: Catalyst Center generates a SLAC for {FEATURE} only, not for {feature}. {ELSEWHERE}"
        )
    row = next((row for row in TABLE if re.match(row.pid, pid)), None)
    if row is None:
        families = ", ".join(row.family for row in TABLE)
        raise InvalidValue(
            f"slp_slac_features: Catalyst Center generates no SLAC for {pid}, only for {families}. {ELSEWHERE}"
        )
    if not at_least(ios_xe, row.ios_xe):
        raise LicensingError(
            "unsupported_release",
            f"Catalyst Center generates a SLAC for {row.family} from IOS XE {row.ios_xe} on, and {pid} runs {ios_xe}: "
            "upgrade the device, or remove the feature from slp_slac_features.",
        )
    if center is not None and not at_least(center, row.center):
        raise LicensingError(
            "unsupported_release",
            f"Catalyst Center generates a SLAC for {row.family} from its release {row.center} on, and this release is "
            f"{center}: upgrade it. Until then: {ELSEWHERE}",
        )
