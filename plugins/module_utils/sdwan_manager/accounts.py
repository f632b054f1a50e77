# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls about settings, accounts and their licences: pure, and the only place that knows their formats.

The shapes are those of the published OpenAPI documents (20.16 to 26.1). Where these leave an answer open (accounts,
reports), whatever fits is read.
"""

from __future__ import annotations

import hashlib
import json
import urllib.parse
from collections.abc import Callable, Sequence
from typing import Any

from ..http.accounts import SmartAccount, VirtualAccount
from ..http.calls import Call, Json
from ..words.errors import LicensingError
from .records import Licence, LicenceFile, Mode, Settings
from .responses import dicts, identifier, number, rows, text

_API = "dataservice"
# Which spelling a call takes differs from call to call.
_SYNC_MODES = {"online": "online", "offline": "offline", "on_prem": "onprem"}
_QUERY_MODES = {"online": "online", "offline": "offline", "on_prem": "onPrem"}


def user_settings() -> Call:
    """Ask how Manager reports; see read_settings."""
    return Call("settings", "GET", f"{_API}/v1/smart-licensing/user-settings", True)


def read_settings(answer: Json) -> Settings:
    """Return the settings."""
    modes: dict[str, Mode] = {"online": "online", "offline": "offline", "onprem": "on_prem"}
    return Settings(
        modes.get(text(answer, "mode").casefold()),
        text(answer, "uname"),
        answer.get("isPresentCredentials") is True,
        answer.get("multipleEntitlement") is True,
    )


def fetch_accounts(mode: str) -> Call:
    """Ask which accounts the login that Manager has at CSSM can see; see read_accounts."""
    return Call("accounts", "GET", f"{_API}/smartLicensing/fetchAccounts?mode={_QUERY_MODES[mode]}", True)


def read_accounts(answer: Any) -> list[SmartAccount]:
    """Return the accounts; their domain is the name by which Manager knows them. Raises LicensingError."""
    return [
        SmartAccount(
            identifier(account, "account_id"),
            text(account, "name"),
            text(account, "name"),
            tuple(
                VirtualAccount(identifier(virtual, "virtual_account_id"), text(virtual, "name"))
                for virtual in dicts(account.get("virtual_accounts"))
            ),
        )
        for account in rows(answer, ("data", "accounts"), "account_id")
    ]


def known_licences(account: VirtualAccount, billing_type: str) -> Call:
    """Ask which licences of a virtual account Manager has in its own books; see read_known_licences."""
    query = urllib.parse.urlencode({"virtual_account_id": account.id, "licenseType": billing_type})
    return Call("licenses", "GET", f"{_API}/v1/smart-licensing/license?{query}", True)


def read_known_licences(answer: Any, owner: SmartAccount, account: VirtualAccount) -> list[Licence]:
    """Return the licences of a virtual account."""
    return [
        Licence(
            text(licence, "tag"),
            text(licence, "display_name"),
            owner.name,
            account.name,
            text(licence, "billing_type") or text(subscription, "billing_type"),
            text(subscription, "subscription_id"),
            number(licence, "Available"),
            number(licence, "quantity") or number(licence, "Purchased") or 0,
        )
        for subscription in rows(answer, ("data",), "licenses")
        for licence in dicts(subscription.get("licenses"))
    ]


def synchronize(
    mode: str,
    accounts: Sequence[tuple[SmartAccount, Sequence[VirtualAccount]]],
    multiple_entitlement: bool,
    file: LicenceFile | None,
) -> Call:
    """Have Manager take the licences of accounts into its books, from CSSM or from a file.

    It replaces what was there by what is: asked twice it comes to the same.
    """
    data = {
        "mode": _SYNC_MODES[mode],
        "multipleEntitlement": multiple_entitlement,
        "smartAccounts": [
            {
                "account_id": owner.id,
                "name": owner.name,
                "virtual_accounts": [{"virtual_account_id": account.id} for account in chosen],
            }
            for owner, chosen in accounts
        ],
    }
    content = in_multipart(file)
    return Call("sync", "POST", f"{_API}/v1/smart-licensing/sync", True, lambda _stamp: data, content=content)


def in_multipart(file: LicenceFile | None) -> Callable[[Any], tuple[str, bytes]]:
    """Return what puts a body into a form: its JSON in the field `data`, the file in the field `name`."""

    def content(body: Any) -> tuple[str, bytes]:
        data = json.dumps(body, separators=(",", ":")).encode("ascii")
        fields = [b'name="data"\r\n\r\n' + data]
        if file is not None:
            # Its own name may hold signs that end the header.
            kind = b"Content-Type: application/octet-stream"
            fields.append(b'name="name"; filename="licenses"\r\n' + kind + b"\r\n\r\n" + file.data)
        boundary = hashlib.sha256(b"\n".join(fields)).hexdigest().encode()
        parts = b"".join(b"--%b\r\nContent-Disposition: form-data; %b\r\n" % (boundary, part) for part in fields)
        return f"multipart/form-data; boundary={boundary.decode()}", parts + b"--%b--\r\n" % boundary

    return content


def accounts_with_reports() -> Call:
    """Ask for which Smart Accounts there are usage reports; see read_accounts_with_reports."""
    return Call("reports", "GET", f"{_API}/smartLicensing/fetchAllSa", True)


def read_accounts_with_reports(answer: Any) -> list[tuple[str, str]]:
    """Return the domain and the id of each Smart Account. Raises LicensingError."""
    accounts = []
    for row in rows(answer, ("data", "accounts"), ""):
        domain = next((found for key in ("saDomain", "domain", "name") if (found := text(row, key))), "")
        owner = next((str(row[key]) for key in ("saId", "account_id", "id") if row.get(key) not in (None, "")), "")
        if not domain or not owner:
            raise LicensingError("api_failed", "reports: a Smart Account in the response has no domain or no id.")
        accounts.append((domain, owner))
    return accounts


def usage_report(domain: str, owner: str) -> Call:
    """Ask for the usage reports of a Smart Account, which are a file for CSSM."""
    query = urllib.parse.urlencode({"saDomain": domain, "saId": owner})
    return Call("report", "GET", f"{_API}/smartLicensing/fetchReportsForSa?{query}", True)
