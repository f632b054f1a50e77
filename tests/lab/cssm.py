# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM as the devices see it: accounts, tokens, policies, entitlements in stock, the reports it received."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

MAX_CLOCK_DIFFERENCE = 3600.0


class Refusal(Exception):
    """CSSM answered, and said no. The text is what the device keeps as its failure reason."""


@dataclass(frozen=True)
class Token:
    """`name` is how the estate file calls it; `value` is what a device is given."""

    name: str
    value: str
    virtual_account: str
    expired: bool = False


@dataclass
class ProductInstance:
    udi: str
    virtual_account: str
    authorized: list[str] = field(default_factory=list)


@dataclass
class Faults:
    """`delay` is the time in seconds between a message and its answer."""

    delay: float = 2.0
    unreachable: bool = False


@dataclass
class Cssm:
    """Pure: told the time, it decides; it never waits and never acts by itself."""

    smart_account: str
    tokens: dict[str, Token]
    stock: dict[str, dict[str, int]]
    faults: Faults = field(default_factory=Faults)
    instances: dict[str, ProductInstance] = field(default_factory=dict)
    reports: list[dict[str, object]] = field(default_factory=list)

    def establish_trust(self, udis: list[str], token: str, device_time: float, now: float) -> str:
        """Register the UDIs under the token's virtual account, whose name is returned. Raises Refusal."""
        self._check_clock(device_time, now)
        known = self.tokens.get(token)
        # Classic registrations answer in this shape, token included; a log that keeps it leaks the token.
        if known is None:
            raise Refusal(f'{{"token":["The token \'{token}\' is not valid."]}}')
        if known.expired:
            raise Refusal(f'{{"token":["The token \'{token}\' has expired."]}}')
        for udi in udis:
            instance = self.instances.setdefault(udi, ProductInstance(udi, known.virtual_account))
            instance.virtual_account = known.virtual_account
        return known.virtual_account

    def authorize(self, udi: str, feature: str, now: float, device_time: float) -> str:
        """Take one entitlement from stock; returns the confirmation code. Raises Refusal."""
        self._check_clock(device_time, now)
        instance = self.instances.get(udi)
        if instance is None:
            raise Refusal('{"product_instance_identifier":["The product instance is not known here."]}')
        if feature not in instance.authorized:
            stock = self.stock[instance.virtual_account]
            if stock.get(feature, 0) < 1:
                raise Refusal(f'{{"entitlements":["Not enough {feature} licenses in {instance.virtual_account}."]}}')
            stock[feature] -= 1
            instance.authorized.append(feature)
        return digest(udi, feature, str(int(now)))[:8]

    def take_back(self, udi: str, feature: str) -> None:
        """Put a returned entitlement in stock again; a code it never gave is ignored, as a late return may be."""
        instance = self.instances.get(udi)
        if instance is not None and feature in instance.authorized:
            instance.authorized.remove(feature)
            self.stock[instance.virtual_account][feature] = self.stock[instance.virtual_account].get(feature, 0) + 1

    def receive_reports(self, udi: str, numbers: list[int], now: float, device_time: float) -> None:
        self._check_clock(device_time, now)
        if udi not in self.instances:
            raise Refusal('{"product_instance_identifier":["The product instance is not known here."]}')
        self.reports.append({"udi": udi, "reports": numbers, "received": now})

    def virtual_account_of(self, udi: str) -> str | None:
        instance = self.instances.get(udi)
        return instance.virtual_account if instance else None

    @staticmethod
    def _check_clock(device_time: float, now: float) -> None:
        # No capture shows the words for this; they are ours.
        if abs(device_time - now) > MAX_CLOCK_DIFFERENCE:
            raise Refusal('{"timestamp":["The time on the device differs by more than one hour."]}')


def digest(*parts: str) -> str:
    """A code that looks random and is the same in every run."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
