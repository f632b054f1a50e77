# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look up the release, licence settings, accounts and devices of Catalyst Center."""

from __future__ import annotations

import dataclasses
from typing import Any

from ...http.operation import Params, Result, ServerOperation
from ...http.session import Refused, Session
from ..calls import (
    Account,
    Settings,
    ask_connection_mode,
    ask_licence_setting,
    ask_release,
    ask_smart_accounts,
    ask_virtual_accounts,
    read_release,
    read_settings,
    read_smart_accounts,
    read_virtual_accounts,
)
from ..lookup import MISSING, look_up, shown, wanted_devices
from .center import CATALYST_CENTER, DEVICE

_OPTIONS: dict[str, Any] = {
    "release": {"type": "str"},
    "devices": {"type": "list", "elements": "dict", "default": [], "options": DEVICE},
}


def _run(params: Params, session: Session, _check_mode: bool) -> Result:
    wanted = wanted_devices(params["devices"])
    release = params["release"] or read_release(session.call(ask_release()))
    found = look_up(session, wanted)
    settings = settings_of(session)
    smart_accounts, trouble = _smart_accounts(session)
    accounts = {row["id"]: Account(row["id"], row["name"]) for one in smart_accounts for row in one["virtual_accounts"]}
    return {
        "changed": False,
        "release": release,
        "license_api": "network_device_licenses" if found.by_query else "device_summary",
        "settings": _shown(settings),
        "smart_accounts": smart_accounts,
        "accounts_problem": trouble,
        "devices": {name: shown(known, accounts) for name, known in found.devices.items()},
    }


def _smart_accounts(session: Session) -> tuple[list[Result], str | None]:
    """Return the accounts that Catalyst Center sees in CSSM; without a login there, none and its message."""
    try:
        return _all_accounts(session), None
    except Refused as refusal:
        return [], session.mask(refusal.message)


def _all_accounts(session: Session) -> list[Result]:
    smart_accounts: list[Result] = []
    for account in read_smart_accounts(session.call(ask_smart_accounts())):
        virtual = read_virtual_accounts(session.call(ask_virtual_accounts(account.id)))
        smart_accounts.append(
            {
                "id": account.id,
                "name": account.name,
                "domain": account.domain,
                "active": account.active,
                "virtual_accounts": [{"id": one.id, "name": one.name} for one in virtual],
            }
        )
    return smart_accounts


def settings_of(session: Session) -> Settings | None:
    """Return the licence settings, None on a release whose API has none."""
    try:
        return read_settings(session.call(ask_connection_mode()), session.call(ask_licence_setting()))
    except Refused as refusal:
        if refusal.status in MISSING:
            return None
        raise


def _shown(settings: Settings | None) -> Result | None:
    return None if settings is None else dataclasses.asdict(settings)


OPERATION = ServerOperation(CATALYST_CENTER, _OPTIONS, _run)
