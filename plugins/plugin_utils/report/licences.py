# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences in use over all hosts, compared with purchases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue

from . import shape
from .bounded_files import Damaged, load
from .host_file import Host, License

_MOST_BYTES = 16 << 20
_MOST_ENTRIES = 100_000


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What an account has bought of a licence."""

    smart_account: str | None
    virtual_account: str | None
    name: str
    bought: int


@dataclass(frozen=True, slots=True)
class Consumption:
    """What an account uses of a licence; `bought` is None if nothing is known of it."""

    smart_account: str | None
    virtual_account: str | None
    name: str
    in_use: int
    hosts: int
    bought: int | None

    @property
    def missing(self) -> int:
        """Return how many more are in use than were purchased; 0 if unknown."""
        return 0 if self.bought is None else max(self.in_use - self.bought, 0)


def read_entitlements(file: Path) -> list[Entitlement]:
    """Return the purchases from a JSON file. Raises InvalidValue."""
    try:
        content = load(file, _MOST_BYTES)
        return [_entitlement(entry) for entry in shape.entries(content, "the list", _MOST_ENTRIES)]
    except Damaged as damaged:
        raise InvalidValue(f"entitlements, {file}: {damaged}.") from damaged


def consumption(hosts: Sequence[Host], entitlements: Sequence[Entitlement]) -> list[Consumption]:
    """Return each used or purchased licence of each account: shortages first, then the most used.

    A licence is the bought one of its account when CSSM gives it the name, the description or the tag that the host
    shows; case and spaces do not count.
    """
    known = {_key(entry.smart_account, entry.virtual_account, entry.name): entry for entry in entitlements}
    bought: dict[tuple[str, str, str], int] = {}
    for entry in entitlements:
        key = _key(entry.smart_account, entry.virtual_account, entry.name)
        bought[key] = bought.get(key, 0) + entry.bought
    used: dict[tuple[str, str, str], int] = dict.fromkeys(bought, 0)
    users: dict[tuple[str, str, str], set[str]] = {key: set() for key in bought}
    shown = {key: (entry.smart_account, entry.virtual_account, entry.name) for key, entry in known.items()}
    for host in hosts:
        account = host.device.get("smart_account"), host.device.get("virtual_account")
        for licence in host.licenses:
            if not _is_in_use(licence):
                continue
            names = [name for name in (licence.name, licence.description, licence.entitlement_tag) if name]
            keys = [_key(*account, name) for name in names]
            key = next((key for key in keys if key in bought), keys[0])
            shown.setdefault(key, (*account, licence.name))
            used[key] = used.get(key, 0) + (licence.count or 0)
            users.setdefault(key, set()).add(host.name)
    rows = [Consumption(*shown[key], used[key], len(users[key]), bought.get(key)) for key in used]
    return sorted(rows, key=lambda row: (-row.missing, -row.in_use, row.name, row.virtual_account or ""))


def _is_in_use(licence: License) -> bool:
    return licence.status is None or licence.status.upper().startswith("IN USE")


def _key(smart_account: str | None, virtual_account: str | None, name: str) -> tuple[str, str, str]:
    smart, virtual, plain_name = (
        " ".join((text or "").split()).casefold() for text in (smart_account, virtual_account, name)
    )
    return smart, virtual, plain_name


def _entitlement(data: dict[str, Any]) -> Entitlement:
    bought = shape.whole_or_none(data, "bought")
    if bought is None or bought < 0:
        raise Damaged("bought is not a number")
    accounts = shape.text_or_none(data, "smart_account"), shape.text_or_none(data, "virtual_account")
    return Entitlement(*accounts, shape.text(data, "name"), bought)
