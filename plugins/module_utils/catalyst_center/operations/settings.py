# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set how Catalyst Center reaches CSSM, and its default accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ...words.errors import InvalidValue, LicensingError
from ..calls import (
    CONNECTION_MODES,
    Settings,
    ask_smart_accounts,
    ask_virtual_accounts,
    choose,
    read_smart_accounts,
    read_task_id,
    read_virtual_accounts,
    set_connection_mode,
    set_licence_setting,
)
from ..tasks import wait_for_task
from .center import CATALYST_CENTER, POLL_TIMEOUT
from .info import settings_of

_OPTIONS: dict[str, Any] = {
    "connection_mode": {"type": "str", "choices": list(CONNECTION_MODES)},
    "on_prem": {
        "type": "dict",
        "options": {
            "host": {"type": "str", "required": True},
            "smart_account": {"type": "str", "required": True},
            "client_id": {"type": "str", "required": True},
            "client_secret": {"type": "str", "required": True, "no_log": True},
        },
    },
    "smart_account": {"type": "str"},
    "virtual_account": {"type": "str"},
    **POLL_TIMEOUT,
}


@dataclass(frozen=True)
class _Accounts:
    smart_account_id: str | None
    virtual_account_id: str | None


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    before = settings_of(session)
    if before is None:
        raise LicensingError(
            "unsupported_release",
            "this release of Catalyst Center has no API for its licence settings: set the connection mode in System > "
            "Settings > Cisco Accounts > SSM Connection Mode and the accounts in Tools > License Manager.",
        )
    other_mode = _wants_other_mode(params, before)
    accounts = _accounts(params, session, before)
    other_accounts = accounts != _Accounts(before.smart_account_id, before.virtual_account_id)
    if not check_mode and other_mode:
        _set_mode(params, session)
    if not check_mode and other_accounts and accounts.smart_account_id is not None:
        session.call(set_licence_setting(accounts.smart_account_id, accounts.virtual_account_id))
    after = {
        "connection_mode": params["connection_mode"] or before.connection_mode,
        "smart_account_id": accounts.smart_account_id,
        "virtual_account_id": accounts.virtual_account_id,
    }
    return {
        "changed": other_mode or other_accounts,
        "before": {key: getattr(before, key) for key in after},
        "after": after,
    }


def _wants_other_mode(params: Params, before: Settings) -> bool:
    mode, on_prem = params["connection_mode"], params["on_prem"]
    if mode is None:
        return False
    if mode != before.connection_mode:
        return True
    # The API does not return the secret, so a new secret alone is not a change.
    known = (before.on_prem_host, before.on_prem_account)
    return mode == "on_prem" and known != (on_prem["host"], on_prem["smart_account"])


def _accounts(params: Params, session: Session, before: Settings) -> _Accounts:
    """Return the intended accounts; those not given do not change. Raises InvalidValue."""
    if params["smart_account"] is None:
        return _Accounts(before.smart_account_id, before.virtual_account_id)
    smart = choose("smart_account", read_smart_accounts(session.call(ask_smart_accounts())), params["smart_account"])
    if params["virtual_account"] is None:
        kept = before.virtual_account_id if smart.id == before.smart_account_id else None
        return _Accounts(smart.id, kept)
    if (params["connection_mode"] or before.connection_mode) == "smart_proxy":
        raise InvalidValue("virtual_account: devices register by themselves only in the modes direct and on_prem.")
    virtual = read_virtual_accounts(session.call(ask_virtual_accounts(smart.id)))
    return _Accounts(smart.id, choose("virtual_account", virtual, params["virtual_account"]).id)


def _set_mode(params: Params, session: Session) -> None:
    on_prem = params["on_prem"] if params["connection_mode"] == "on_prem" else None
    answer = session.call(set_connection_mode(params["connection_mode"], on_prem))
    task_id = read_task_id("connection mode", answer)
    failure = wait_for_task(session, "connection mode", task_id, params["poll_timeout"])
    if failure is not None:
        raise LicensingError("api_failed", f"connection mode: Catalyst Center did not change it: {failure}.")


OPERATION = ServerOperation(
    CATALYST_CENTER,
    _OPTIONS,
    _run,
    {
        "required_if": [("connection_mode", "on_prem", ("on_prem",))],
        "required_by": {"virtual_account": ["smart_account"], "on_prem": ["connection_mode"]},
    },
)
