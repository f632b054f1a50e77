# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let SD-WAN Manager synchronize the licences of virtual accounts.

The API does not show when it last synchronized, only in which mode it reports, and whether it has any
licence of each account: where both are as asked, nothing is done, unless it is forced.
"""

from __future__ import annotations

from pathlib import Path

from ...files.artifacts import read_whole
from ...http.accounts import SmartAccount, VirtualAccount, choose_smart_account, choose_virtual_account
from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ...words.errors import InvalidValue, LicensingError
from ..accounts import fetch_accounts, read_accounts, read_settings, synchronize, user_settings
from ..records import MODES, Licence, LicenceFile
from .manager import SDWAN_MANAGER, licences_in, shown

_LARGEST = 64 * 1024 * 1024
_PAUSE = 5.0


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    mode = params["mode"]
    file = _file(params["license_file"]) if mode == "offline" else None
    settings = read_settings(session.call(user_settings()))
    owner = choose_smart_account(read_accounts(session.value(fetch_accounts(mode))), params["smart_account"])
    wanted = [choose_virtual_account(owner, name) for name in params["virtual_accounts"]] or list(
        owner.virtual_accounts
    )
    before = _books(session, owner, wanted)
    due = params["force"] or settings.mode != mode or not all(before.values())
    if not due or check_mode:
        return _result(due, mode, before)
    session.content(synchronize(mode, [(owner, wanted)], params["multiple_entitlement"], file))
    return _result(True, mode, _awaited(session, owner, wanted, params["wait"]))


def _books(session: Session, owner: SmartAccount, wanted: list[VirtualAccount]) -> dict[str, list[Licence]]:
    return {account.name: licences_in(session, owner, account) for account in wanted}


def _awaited(
    session: Session, owner: SmartAccount, wanted: list[VirtualAccount], seconds: int
) -> dict[str, list[Licence]]:
    """Return the books once every account has a licence in them, or after so many seconds as they are."""
    books: dict[str, list[Licence]] = {}

    def all_have_one() -> bool:
        books.update(_books(session, owner, wanted))
        return all(books.values())

    session.clock.wait(all_have_one, seconds, _PAUSE, _PAUSE)
    return books


def _file(path: str) -> LicenceFile:
    file = Path(path)
    try:
        data = read_whole(file, _LARGEST)
    except LicensingError as error:
        raise InvalidValue(f"license_file: {error.message}") from error
    if not data:
        raise InvalidValue(f"license_file: {path} is empty.")
    return LicenceFile(file.name, data)


def _result(changed: bool, mode: str, books: dict[str, list[Licence]]) -> Result:
    empty = [name for name, licences in books.items() if not licences]
    warnings = [f"SD-WAN Manager has no licence of {', '.join(empty)}; every run synchronizes again."]
    return {
        "changed": changed,
        "mode": mode,
        "licenses": [shown(licence) for licences in books.values() for licence in licences],
        **({"warnings": warnings} if empty else {}),
    }


OPERATION = ServerOperation(
    SDWAN_MANAGER,
    {
        "mode": {"type": "str", "choices": list(MODES), "default": "online"},
        "smart_account": {"type": "str", "required": True},
        "virtual_accounts": {"type": "list", "elements": "str", "default": []},
        "multiple_entitlement": {"type": "bool", "default": False},
        "license_file": {"type": "path"},
        "force": {"type": "bool", "default": False},
        "wait": {"type": "int", "default": 60},
    },
    _run,
    {"required_if": [["mode", "offline", ["license_file"]]]},
)
