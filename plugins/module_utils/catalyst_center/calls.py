# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to Catalyst Center about itself and about accounts, and how to read the responses. Pure.

The paths and shapes are those of Cisco's public SDKs, releases 2.3.7 to 3.2.3.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..http.calls import Call, Json, one_line, said_by
from ..words.errors import InvalidValue, LicensingError

INTENT = "dna/intent/api/v1"
# By the word of our options; the API's own words.
CONNECTION_MODES = {"direct": "DIRECT", "on_prem": "ON_PREMISE", "smart_proxy": "SMART_PROXY"}
# A product release is counted 2.3.7.9 or 3.2.3. Some Catalyst Centers report the build of their platform instead:
# 3.722.75335.
_HIGHEST_MINOR = 99


@dataclass(frozen=True)
class Task:
    """How far a task is. `failure` says why it failed, None while it did not; `wait`: see http.polling."""

    complete: bool
    failure: str | None
    wait: float = 0.0


@dataclass(frozen=True)
class Account:
    """A Smart Account or a virtual account as Catalyst Center names it. `domain` is empty for a virtual account."""

    id: str
    name: str
    domain: str = ""
    active: bool = False


@dataclass(frozen=True)
class Settings:
    """`connection_mode`: one of CONNECTION_MODES, else as the API spells it. Ids are None if nothing is set."""

    connection_mode: str
    on_prem_host: str | None
    on_prem_account: str | None
    smart_account_id: str | None
    virtual_account_id: str | None


def ask_release() -> Call:
    """Ask for the release; see read_release."""
    return Call("release", "GET", f"{INTENT}/dnac-release", True)


def read_release(answer: Json) -> str | None:
    """Return the product release (2.3.7.9), None if Catalyst Center reports only the build of its platform."""
    said = response_of("release", answer)
    for key in ("displayVersion", "installedVersion", "version"):
        found = re.match(r"(\d+)\.(\d+)(?:\.\d+){0,2}", str(said.get(key) or ""))
        if found and int(found[2]) <= _HIGHEST_MINOR:
            return found[0]
    return None


def ask_task(task_id: str) -> Call:
    """Ask how far a task is; see read_task."""
    return Call("task", "GET", f"{INTENT}/task/{quoted(task_id)}", True)


def read_task(answer: Json) -> Task:
    """Return how far a task is. Raises LicensingError (api_failed)."""
    said = response_of("task", answer)
    if said.get("isError"):
        reason = one_line(" ".join(str(said[key]) for key in ("failureReason", "progress") if said.get(key)))
        return Task(True, reason or "it gives no reason")
    return Task(bool(said.get("endTime")), None)


def read_task_id(name: str, answer: Json) -> str:
    """Return the id of the task that a call started. Raises LicensingError (api_failed)."""
    task_id = response_of(name, answer).get("taskId")
    if not isinstance(task_id, str) or not task_id:
        raise LicensingError("api_failed", f"{name}: the response names no task {said_by(answer)}".rstrip() + ".")
    return task_id


def ask_smart_accounts() -> Call:
    """Ask for the Smart Accounts that the Center reaches with its credentials of CSSM; see read_smart_accounts."""
    return Call("smart accounts", "GET", f"{INTENT}/licenses/smartAccounts", True)


def read_smart_accounts(answer: Json) -> list[Account]:
    """Return the Smart Accounts, none if the Center has no access to CSSM. Raises LicensingError (api_failed)."""
    return [
        Account(_id(row, "id"), str(row.get("name") or ""), str(row.get("domain") or ""), _is_active(row))
        for row in rows_of("smart accounts", answer.get("response"))
    ]


def ask_virtual_accounts(smart_account_id: str) -> Call:
    """Ask for the virtual accounts of a Smart Account; see read_virtual_accounts."""
    path = f"{INTENT}/licenses/smartAccount/{quoted(smart_account_id)}/virtualAccounts"
    return Call("virtual accounts", "GET", path, True)


def read_virtual_accounts(answer: Json) -> list[Account]:
    """Return the virtual accounts. Raises LicensingError (api_failed)."""
    # Wrapped like everything else, or not: the SDKs show it bare.
    inner = answer.get("response")
    holder = inner if isinstance(inner, dict) else answer
    return [
        Account(_id(row, "virtual_account_id"), str(row.get("virtual_account_name") or ""))
        for row in rows_of("virtual accounts", holder.get("virtual_account_details"))
    ]


def ask_connection_mode() -> Call:
    """Ask how the Center reaches CSSM; see read_settings."""
    return Call("connection mode", "GET", f"{INTENT}/connectionModeSetting", True)


def ask_licence_setting() -> Call:
    """Ask for the default accounts; see read_settings."""
    return Call("licence setting", "GET", f"{INTENT}/licenseSetting", True)


def read_settings(connection: Json, licence: Json) -> Settings:
    """Return the settings from the answers to both questions. Raises LicensingError (api_failed)."""
    mode, accounts = response_of("connection mode", connection), response_of("licence setting", licence)
    spelt = str(mode.get("connectionMode") or "")
    parameters = mode.get("parameters")
    on_prem: Json = parameters if isinstance(parameters, dict) else {}
    words = {theirs: ours for ours, theirs in CONNECTION_MODES.items()}
    return Settings(
        words.get(spelt, spelt),
        on_prem.get("onPremiseHost") or None,
        on_prem.get("smartAccountName") or None,
        _text_or_none(accounts.get("defaultSmartAccountId")),
        _text_or_none(accounts.get("autoRegistrationVirtualAccountId")),
    )


def set_connection_mode(mode: str, on_prem: Json | None) -> Call:
    """Ask for another way to CSSM; answered with a task. `on_prem`: host, smart_account, client_id, client_secret."""
    body: Json = {"connectionMode": CONNECTION_MODES[mode]}
    if on_prem is not None:
        body["parameters"] = {
            "onPremiseHost": on_prem["host"],
            "smartAccountName": on_prem["smart_account"],
            "clientId": on_prem["client_id"],
            "clientSecret": on_prem["client_secret"],
        }
    return Call("connection mode", "PUT", f"{INTENT}/connectionModeSetting", True, lambda _stamp: body)


def set_licence_setting(smart_account_id: str, virtual_account_id: str | None) -> Call:
    """Ask for other default accounts; without a virtual account devices are not registered by themselves."""
    body = {"defaultSmartAccountId": smart_account_id, "autoRegistrationVirtualAccountId": virtual_account_id}
    return Call("licence setting", "PUT", f"{INTENT}/licenseSetting", True, lambda _stamp: body)


def register(virtual_account: str, device_ids: Sequence[str]) -> Call:
    """Ask to register devices with a virtual account in CSSM; answered with a task."""
    path = f"{INTENT}/licenses/smartAccount/virtualAccount/{quoted(virtual_account)}/register"
    return Call("registration", "PUT", path, True, lambda _stamp: {"device_uuids": list(device_ids)})


def choose(option: str, accounts: Sequence[Account], wanted: str) -> Account:
    """Return the account of that domain or name, whatever its case. Raises InvalidValue, listing the existing ones."""
    spelt = wanted.casefold()
    found = [account for account in accounts if account.domain and account.domain.casefold() == spelt]
    found = found or [account for account in accounts if account.name.casefold() == spelt]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(account.domain or account.name for account in found or accounts)) or "none"
    which = "not the only one" if found else "not known to Catalyst Center"
    raise InvalidValue(
        f"{option}: '{wanted}' is {which}, which shows {known}. Enter the login that you use for CSSM in System > "
        "Settings > Cisco Accounts."
    )


def response_of(name: str, answer: Json) -> Json:
    """Return what an answer wraps. Raises LicensingError (api_failed) if it wraps nothing."""
    said = answer.get("response")
    if not isinstance(said, dict):
        raise LicensingError("api_failed", f"{name}: the response is empty {said_by(answer)}".rstrip() + ".")
    return said


def rows_of(name: str, rows: Any) -> list[Json]:
    """Return the rows of an answer, none if there is nothing. Raises LicensingError (api_failed)."""
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LicensingError("api_failed", f"{name}: the response has no list; check base_url.")
    return rows


def quoted(word: str) -> str:
    """Return a word as one part of a path."""
    return urllib.parse.quote(word, safe="")


def _is_active(row: Json) -> bool:
    return row.get("is_active_smart_account") is True


def _id(row: Json, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str | int) or not re.fullmatch(r"[\w-]+", str(value), re.ASCII):
        raise LicensingError("api_failed", f"accounts: an account has no usable {key}.")
    return str(value)


def _text_or_none(value: Any) -> str | None:
    return None if value in (None, "", "null") else str(value)
