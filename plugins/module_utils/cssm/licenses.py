# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licences of virtual accounts: the request for a page, and how to read the response.

Public programs show the question, and of the answer `licenses` with `license`, `virtualAccount` and `available`.
The other keys are as far as we know those of the API's documentation, which is not public: each may be missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..http.accounts import SmartAccount
from ..http.calls import Call, Json, one_line, said_by
from ..http.registration_token import filled_path
from ..words.errors import LicensingError

PAGE = 50
_MOST_PAGES = 1_000
_MOST = 10**12


@dataclass(frozen=True)
class Page:
    """The entries of an answer as they came, and how many there are on all pages; None if it does not say."""

    entries: list[Any]
    total: int | None


@dataclass(frozen=True)
class Term:
    """A part of a purchase; dates as CSSM writes them, None for missing values."""

    kind: str | None
    quantity: int | None
    start: str | None
    end: str | None
    subscription: str | None


@dataclass(frozen=True)
class Owned:
    """A licence of a virtual account; `available` is negative if more is in use than was purchased."""

    virtual_account: str | None
    name: str
    bought: int | None
    in_use: int | None
    available: int | None
    status: str | None
    terms: list[Term]


def list_licenses(
    paths: Mapping[str, str], account: SmartAccount, virtual_accounts: Sequence[str], offset: int
) -> Call:
    """Ask for the licences of virtual accounts, from the entry `offset` on; see read_page."""
    body = {"virtualAccounts": list(virtual_accounts), "limit": PAGE, "offset": offset}
    path = filled_path(paths["licenses"], "paths.licenses", domain=account.domain)
    return Call("licenses", "POST", path, True, lambda _stamp: body)


def read_page(answer: Json) -> Page:
    """Return what an answer holds. Raises LicensingError (api_failed) for a refusal and for another answer."""
    said = said_by(answer)
    if str(answer.get("status", "")).upper() in ("FAILED", "ERROR"):
        raise LicensingError("api_failed", f"licenses: CSSM refused: {said or 'it gives no reason'}.")
    entries, total = answer.get("licenses"), _whole(answer.get("totalRecords"))
    if entries is None and total == 0:
        entries = []
    if not isinstance(entries, list):
        raise LicensingError(
            "api_failed", f"licenses: the response has no list of licenses {said}".rstrip() + "; check paths."
        )
    return Page(entries, total or None)


def every_page(ask: Callable[[int], Page]) -> Page:
    """Return the entries of all pages, each requested by its offset. Raises LicensingError.

    The number of all entries says where the end is; without it, a page that is not full. A page that says nothing new
    is the end too: a server may give the same one whatever the offset.
    """
    found: list[Any] = []
    seen: set[str] = set()
    offset = 0
    for _page in range(_MOST_PAGES):
        page = ask(offset)
        told = [json.dumps(entry, sort_keys=True) for entry in page.entries]
        new = [entry for entry, text in zip(page.entries, told, strict=True) if text not in seen]
        found += new
        seen.update(told)
        offset += len(page.entries)
        is_last = len(page.entries) < PAGE if page.total is None else offset >= page.total
        if is_last or not new:
            return Page(found, page.total)
    raise LicensingError("api_failed", f"licenses: more than {_MOST_PAGES:,} pages; check paths.")


def read_license(entry: Any, virtual_account: str | None) -> Owned | None:
    """Return what an entry says, None if it names no licence. `virtual_account`: whose it is if it does not say."""
    name = _text(entry.get("license")) if isinstance(entry, dict) else None
    if name is None:
        return None
    terms = entry.get("licenseDetails")
    return Owned(
        _text(entry.get("virtualAccount")) or virtual_account,
        name,
        _amount(entry.get("quantity")),
        _amount(entry.get("inUse")),
        _whole(entry.get("available")),
        _text(entry.get("status")),
        [_term(term) for term in terms if isinstance(term, dict)] if isinstance(terms, list) else [],
    )


def _term(term: Json) -> Term:
    return Term(
        _text(term.get("licenseType")),
        _amount(term.get("quantity")),
        _text(term.get("startDate")),
        _text(term.get("endDate")),
        _text(term.get("subscriptionId")),
    )


def _text(value: Any) -> str | None:
    """Return a text or a number as a short text of one line, None for nothing and for anything else."""
    return one_line(str(value)) or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _amount(value: Any) -> int | None:
    number = _whole(value)
    return None if number is None or number < 0 else number


def _whole(value: Any) -> int | None:
    """Return a whole number, also one that is written as a text or with a fraction of nothing."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,12}\s*", value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _MOST:
        return None
    return int(value) if value == int(value) else None
