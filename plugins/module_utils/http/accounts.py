# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Smart Accounts and their virtual accounts: list them, and find one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ..words.errors import InvalidValue, LicensingError


@dataclass(frozen=True)
class VirtualAccount:
    """A virtual account; `id` is what the headers of the API take."""

    id: str
    name: str


@dataclass(frozen=True)
class SmartAccount:
    """A Smart Account. Its domain names it in paths, its id in headers."""

    id: str
    name: str
    domain: str
    virtual_accounts: tuple[VirtualAccount, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a call belongs: a virtual account in its Smart Account."""

    smart_account: SmartAccount
    virtual_account: VirtualAccount


def read_accounts(answer: dict[str, Any]) -> list[SmartAccount]:
    """Return the accounts of an answer to the search. Raises LicensingError (api_failed) for another answer."""
    accounts = answer.get("accounts")
    if not isinstance(accounts, list):
        raise LicensingError("api_failed", "accounts: the response has no list of accounts; check base_url and paths.")
    return [
        SmartAccount(
            _identifier(account, "account_id"),
            _text(account, "name"),
            _text(account, "domain"),
            tuple(
                VirtualAccount(_identifier(virtual, "virtual_account_id"), _text(virtual, "name"))
                for virtual in _list(account, "virtual_accounts")
            ),
        )
        for account in accounts
    ]


def choose_smart_account(accounts: Sequence[SmartAccount], wanted: str) -> SmartAccount:
    """Return the Smart Account of that domain or name. Raises InvalidValue, listing the existing ones."""
    by_domain = [account for account in accounts if account.domain.casefold() == wanted.casefold()]
    # Two companies can share a name, never a domain.
    found = by_domain or [account for account in accounts if account.name.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    known = _listed(f"{account.domain} ({account.name})" for account in found or accounts)
    if found:
        raise InvalidValue(f"smart_account: '{wanted}' matches more than one; use the domain: {known}.")
    raise InvalidValue(f"smart_account: '{wanted}' is not visible to this login, which sees: {known}.")


def choose_virtual_account(account: SmartAccount, wanted: str) -> VirtualAccount:
    """Return the virtual account of that name. Raises InvalidValue, listing the existing ones."""
    found = _best(account.virtual_accounts, wanted, lambda virtual: virtual.name)
    if found is not None:
        return found
    known = _listed(virtual.name for virtual in account.virtual_accounts)
    raise InvalidValue(f"virtual_account: {account.domain} has no '{wanted}' visible to this login, only {known}.")


def choose(accounts: Sequence[SmartAccount], smart_account: str, virtual_account: str) -> Place:
    """Return the virtual account that is meant, with its Smart Account. Raises InvalidValue."""
    owner = choose_smart_account(accounts, smart_account)
    return Place(owner, choose_virtual_account(owner, virtual_account))


_Item = TypeVar("_Item")


def _best(items: Sequence[_Item], wanted: str, name: Callable[[_Item], str]) -> _Item | None:
    """Return the item of that very name, else the only one that differs in case alone."""
    for spelling in (str, str.casefold):
        found = [item for item in items if spelling(name(item)) == spelling(wanted)]
        if len(found) == 1:
            return found[0]
    return None


def _listed(names: Any) -> str:
    return ", ".join(sorted(names)) or "none"


def _list(holder: Any, key: str) -> list[Any]:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, list) else []


def _text(holder: Any, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(value, str):
        raise LicensingError("api_failed", f"accounts: an account has no {key}.")
    return value


def _identifier(holder: Any, key: str) -> str:
    value = str(holder.get(key)) if isinstance(holder, dict) else ""
    # It goes into a header.
    if not re.fullmatch(r"[\w.-]+", value, re.ASCII) or value == "None":
        raise LicensingError("api_failed", f"accounts: an account has no usable {key}.")
    return value
