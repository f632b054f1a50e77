# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List the purchased licences of virtual accounts, also as a file for the compliance report."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...files.artifacts import read_whole, write_whole
from ...http.accounts import SmartAccount, choose_smart_account, choose_virtual_account, read_accounts
from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ...words.errors import InvalidValue
from ..calls import search_accounts
from ..licenses import Page, every_page, list_licenses, read_license, read_page
from .cssm import CSSM

# What the report reads at most.
_MOST_BYTES = 16 << 20
# What the report takes of a licence. The rest changes with every use, and would make the file another each day.
_TAKEN = ("smart_account", "virtual_account", "name", "bought")
_OPTIONS: dict[str, Any] = {
    "smart_account": {"type": "str", "required": True},
    "virtual_accounts": {"type": "list", "elements": "str"},
    "path": {"type": "path"},
}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    accounts = read_accounts(session.call(search_accounts(params["paths"])))
    account = choose_smart_account(accounts, params["smart_account"])
    names = _virtual_accounts(account, params["virtual_accounts"])
    pages = every_page(lambda offset: read_page(session.call(list_licenses(params["paths"], account, names, offset))))
    only = names[0] if len(names) == 1 else None
    read = [read_license(entry, only) for entry in pages.entries]
    # Devices know the account by its name, not by its domain.
    licenses = [{"smart_account": account.name, **asdict(owned)} for owned in read if owned is not None]
    licenses.sort(key=lambda owned: [str(owned[key]) for key in _TAKEN])
    result: Result = {"changed": False, "licenses": licenses, "warnings": _doubts(pages, licenses)}
    return result if params["path"] is None else result | _kept(Path(params["path"]), licenses, check_mode)


def _virtual_accounts(account: SmartAccount, wanted: Sequence[str] | None) -> list[str]:
    if wanted:
        return list(dict.fromkeys(choose_virtual_account(account, name).name for name in wanted))
    if not account.virtual_accounts:
        raise InvalidValue(f"smart_account: {account.domain} has no virtual account visible to this login.")
    return [virtual.name for virtual in account.virtual_accounts]


def _doubts(pages: Page, licenses: Sequence[Result]) -> list[str]:
    """Return what may be missing: a report of too few licences could be wrong."""
    unread = len(pages.entries) - len(licenses)
    unknown = sum(owned["bought"] is None for owned in licenses)
    doubts = {
        f"CSSM counts {pages.total} licences, returned {len(pages.entries)}.": (pages.total or 0) > len(pages.entries),
        f"{unread} licences of the response have no readable name; they are omitted.": unread,
        f"{unknown} licences have no readable quantity; the purchased quantity is unknown.": unknown,
    }
    return [doubt for doubt, is_there in doubts.items() if is_there]


def _kept(path: Path, licenses: Sequence[Result], check_mode: bool) -> Result:
    """Write the file for the report if its content changed; return `path` only if the file is up to date."""
    bought = [{key: owned[key] for key in _TAKEN} for owned in licenses if owned["bought"] is not None]
    content = (json.dumps(bought, indent=1) + "\n").encode("ascii")
    if os.path.exists(path) and read_whole(path, _MOST_BYTES) == content:
        return {"path": str(path)}
    if check_mode:
        return {"changed": True}
    write_whole(str(path), content)
    return {"changed": True, "path": str(path)}


OPERATION = ServerOperation(CSSM, _OPTIONS, _run)
