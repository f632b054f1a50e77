# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of SD-WAN Manager as typed records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Mode = Literal["online", "offline", "on_prem"]
MODES: tuple[str, ...] = get_args(Mode)
BillingType = Literal["prepaid", "postpaid"]
BILLING_TYPES: tuple[str, ...] = get_args(BillingType)


@dataclass(frozen=True)
class Settings:
    """How Manager reports. `mode` is None if it is unknown."""

    mode: Mode | None
    user: str
    has_credentials: bool
    multiple_entitlement: bool


@dataclass(frozen=True)
class Licence:
    """A licence of a device, or of an account; `available` and `quantity` are for the latter."""

    tag: str
    display_name: str
    smart_account: str = ""
    virtual_account: str = ""
    billing_type: str = ""
    subscription_id: str = ""
    available: int | None = None
    quantity: int = 0

    def is_called(self, wanted: str) -> bool:
        """Return whether it is meant by a tag, with its version or without, or by a display name."""
        return wanted in (self.tag, self.tag.partition(",")[0], self.display_name) and bool(wanted)


@dataclass(frozen=True)
class EdgeDevice:
    """A device of the overlay, as Manager's list of licences has it. Words are Manager's."""

    uuid: str
    host_name: str
    system_ip: str
    model: str
    compliance_status: str
    reason: str
    hsec_compatible: bool
    hsec_status: str
    hsec_license_status: str
    licenses: tuple[Licence, ...] = ()


@dataclass(frozen=True)
class Compliance:
    """The compliance of all devices together; `reasons` are pairs of a status and a reason."""

    status: str
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Applicable:
    """Licences that fit devices of one class of platforms."""

    platform_class: str
    uuids: tuple[str, ...]
    licenses: tuple[Licence, ...]


@dataclass(frozen=True)
class Assignment:
    """One licence for devices, from one virtual account."""

    licence: Licence
    uuids: tuple[str, ...]
    platform_class: str = ""


@dataclass(frozen=True)
class LicenceFile:
    """A file of licences from CSSM, for a Manager without a connection."""

    name: str
    data: bytes = field(repr=False)
