# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM as the devices see it: accounts, tokens, policies, entitlements in stock, the reports it received."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from .clock import DAY
from .cssm_answers import Account
from .cssm_jobs import Job
from .cssm_login import Logins
from .cssm_usage import Usage

MAX_CLOCK_DIFFERENCE = 3600.0


class Refusal(Exception):
    """CSSM answered, and said no. The text is what the device keeps as its failure reason."""


@dataclass(frozen=True)
class Token:
    """`name` is how the estate file calls it, and its description; `value` is what a device is given.

    `expires` in seconds of the lab's clock; None for one that does not, or did long ago.
    """

    name: str
    value: str
    virtual_account: str
    expired: bool = False
    expires: float | None = None
    export_controlled: bool = True

    def is_valid(self, now: float) -> bool:
        return not self.expired and (self.expires is None or now < self.expires)


@dataclass
class ProductInstance:
    udi: str
    virtual_account: str
    authorized: list[str] = field(default_factory=list)


@dataclass
class Faults:
    """What is wrong with CSSM. The counts go down by one with every call of the API that they spoil.

    `delay`: seconds between a message and its answer. `throttle`: calls answered with 429 and `retry_after`.
    `fail`: calls answered with `fail_status`. `drop_uploads`: uploads that are taken, and whose answer is lost.
    `duplicates`: `refused`, or `acknowledged` again. `token_life`: seconds that a login lasts. `end_logins`: calls
    that find their login ended before its time. `page`: licences that one answer has at most, whatever was asked for.
    `poll_interval`: after how many seconds it wants a poll while it works. `give_up`: requests that it takes and never
    finishes; it says so when it is asked, with the status of unfinished requests.
    """

    delay: float = 2.0
    unreachable: bool = False
    throttle: int = 0
    retry_after: int = 1
    fail: int = 0
    fail_status: int = 503
    drop_uploads: int = 0
    duplicates: str = "refused"
    token_life: float = 3600.0
    end_logins: int = 0
    page: int = 100
    poll_interval: int = 2
    give_up: int = 0


@dataclass
class Cssm:
    """Pure: told the time, it decides; it never waits and never acts by itself.

    `subscriptions`: for licences that were deposited with one, its ID by virtual account and entitlement.
    """

    smart_account: str
    tokens: dict[str, Token]
    stock: dict[str, dict[str, int]]
    faults: Faults = field(default_factory=Faults)
    instances: dict[str, ProductInstance] = field(default_factory=dict)
    domain: str = "lab.example"
    bought: dict[str, dict[str, int]] = field(default_factory=dict)
    subscriptions: dict[str, dict[str, str]] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    jobs: list[Job] = field(default_factory=list)
    logins: Logins = field(default_factory=Logins)

    @property
    def smart_account_id(self) -> str:
        return _account_number(self.domain)

    @property
    def virtual_accounts(self) -> dict[str, str]:
        """Names and ids."""
        names = dict.fromkeys([*self.stock, *self.bought, *(token.virtual_account for token in self.tokens.values())])
        return {name: _account_number(f"{self.domain}/{name}") for name in names}

    def account_of(self, udi: str) -> Account:
        virtual_account = self.instances[udi].virtual_account
        number = self.virtual_accounts.get(virtual_account, "")
        return Account(self.smart_account, virtual_account, self.smart_account_id, number, self.domain)

    def register(self, udis: list[str], virtual_account: str, keep: bool = False) -> None:
        """Product instances of a virtual account. `keep`: one that is known stays where it is."""
        for udi in udis:
            instance = self.instances.setdefault(udi, ProductInstance(udi, virtual_account))
            if not keep:
                instance.virtual_account = virtual_account

    def create_token(
        self, description: str, virtual_account: str, days: int, export_controlled: bool, now: float
    ) -> Token:
        """A new registration token; several may have one description."""
        value = digest("token", description, str(len(self.tokens)))
        name = description or f"token-{len(self.tokens)}"
        token = Token(name, value, virtual_account, expires=now + days * DAY, export_controlled=export_controlled)
        self.tokens[value] = token
        return token

    def establish_trust(self, udis: list[str], token: str, device_time: float, now: float) -> str:
        """Register the UDIs under the token's virtual account, whose name is returned. Raises Refusal."""
        self._check_clock(device_time, now)
        known = self.tokens.get(token)
        # Classic registrations answer in this shape, token included; a log that keeps it leaks the token.
        if known is None:
            raise Refusal(f'{{"token":["The token \'{token}\' is not valid."]}}')
        if not known.is_valid(now):
            raise Refusal(f'{{"token":["The token \'{token}\' has expired."]}}')
        self.register(udis, known.virtual_account)
        return known.virtual_account

    def authorize(self, udi: str, feature: str, now: float, device_time: float) -> str:
        """Take one entitlement from stock; returns the confirmation code. Raises Refusal."""
        self._check_clock(device_time, now)
        instance = self.instances.get(udi)
        if instance is None:
            raise Refusal('{"product_instance_identifier":["The product instance is not known here."]}')
        if feature not in instance.authorized:
            stock = self.stock.setdefault(instance.virtual_account, {})
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
        self.usage.count_online(udi, numbers, now)

    def subscription_ids(self, udi: str, entitlements: Iterable[str]) -> dict[str, str]:
        """By entitlement, for an ACK of flagged reports: the subscriptions of the device's virtual account."""
        known = self.subscriptions.get(self.virtual_account_of(udi) or "", {})
        return {tag: known[tag] for tag in entitlements if tag in known}

    def virtual_account_of(self, udi: str) -> str | None:
        instance = self.instances.get(udi)
        return instance.virtual_account if instance else None

    def truth(self, now: float) -> dict[str, Any]:
        """The whole state as JSON types. `reports` says of each how often it was received and acknowledged."""
        return {
            "smart_account": self.smart_account,
            "domain": self.domain,
            "smart_account_id": self.smart_account_id,
            "virtual_accounts": self.virtual_accounts,
            "tokens": {token.name: asdict(token) for token in self.tokens.values()},
            "stock": self.stock,
            "bought": self.bought,
            "faults": asdict(self.faults),
            "instances": {udi: asdict(instance) for udi, instance in self.instances.items()},
            "reports": [asdict(report) for report in self.usage.known.values()],
            "refused": [asdict(verdict) for verdict in self.usage.refused],
            "uploads": [job.shown(now) for job in self.jobs],
        }

    @staticmethod
    def _check_clock(device_time: float, now: float) -> None:
        # No capture shows the words for this; they are ours.
        if abs(device_time - now) > MAX_CLOCK_DIFFERENCE:
            raise Refusal('{"timestamp":["The time on the device differs by more than one hour."]}')


def _account_number(name: str) -> str:
    return str(int(digest("account", name)[:7], 16))


def digest(*parts: str) -> str:
    """A code that looks random and is the same in every run."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
