# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List the accounts that a login can see."""

from __future__ import annotations

from ...http.accounts import SmartAccount, choose_smart_account, choose_virtual_account, read_accounts
from ...http.operation import Params, Result, ServerOperation
from ...http.session import Session
from ..calls import search_accounts
from .cssm import CSSM


def _run(params: Params, session: Session, _check_mode: bool) -> Result:
    accounts = read_accounts(session.call(search_accounts(params["paths"])))
    if params["smart_account"] is None:
        return {"changed": False, "smart_accounts": [_shown(account) for account in accounts]}
    account = choose_smart_account(accounts, params["smart_account"])
    result: Result = {"changed": False, "smart_accounts": [_shown(account)]}
    if params["virtual_account"] is not None:
        virtual = choose_virtual_account(account, params["virtual_account"])
        result["smart_accounts"][0]["virtual_accounts"] = [{"id": virtual.id, "name": virtual.name}]
    return result


def _shown(account: SmartAccount) -> Result:
    return {
        "id": account.id,
        "name": account.name,
        "domain": account.domain,
        "virtual_accounts": [{"id": virtual.id, "name": virtual.name} for virtual in account.virtual_accounts],
    }


OPERATION = ServerOperation(
    CSSM,
    {"smart_account": {"type": "str"}, "virtual_account": {"type": "str"}},
    _run,
    {"required_by": {"virtual_account": ["smart_account"]}},
)
