# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence data of devices in Catalyst Center, from the API of 3.2.1 and later or the earlier one. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..http.calls import Call, Json
from .calls import INTENT, quoted, rows_of
from .inventory import PAGE

LEVELS = ("essentials", "advantage", "none")
# What the API writes for a missing value.
_NOTHING = ("", "na", "n/a", "none", "null", "unknown", "unassigned", "-")
_WIRED, _WIRELESS = ("DNA_", "CNS_"), ("AIR_DNA_",)


@dataclass(frozen=True)
class Licence:
    """What the Center knows of a device's licences; None: it does not say.

    `device_id`, `address`: of the inventory; `row_id`: what a change of the level names, None on older releases.
    `virtual_account`: its name, or its id from 3.2.1 on. `slac`: whether an authorization code is installed.
    `last_report`: when CSSM last took usage, ISO 8601 in UTC, or as the Center writes it. `tells_reports`: whether
    this release says so at all.
    """

    device_id: str | None
    address: str
    row_id: str | None
    site: str | None
    virtual_account: str | None
    slac: bool | None
    last_report: str | None
    tells_reports: bool
    level: str | None
    wireless_level: str | None


def ask_licences(addresses: Sequence[str], offset: int) -> Call:
    """Ask for the rows of devices by their management addresses; see read_licences. `offset` counts from 1."""
    wanted = {"key": "managementAddress", "operator": "in", "value": list(addresses)}
    body = {"filter": {"filters": [wanted], "logicalOperator": "AND"}, "page": {"limit": PAGE, "offset": offset}}
    return Call("licences", "POST", f"{INTENT}/networkDeviceLicenses/query", True, lambda _stamp: body)


def read_licences(answer: Json) -> list[Licence]:
    """Return the rows. Raises LicensingError (api_failed)."""
    return [_row(row) for row in rows_of("licences", answer.get("response"))]


def ask_licences_of_before(page: int | None) -> Call:
    """Ask for a page of the rows of all devices; see read_licences_of_before.

    Whether pages count from 0 or from 1 is undocumented, so the first is requested without a number.
    """
    number = "" if page is None else f"&page_number={page}"
    return Call("licences", "GET", f"{INTENT}/licenses/device/summary?limit={PAGE}{number}", True)


def read_licences_of_before(answer: Json) -> list[Licence]:
    """Return the rows. Raises LicensingError (api_failed)."""
    return [_row_of_before(row) for row in rows_of("licences", answer.get("response"))]


def change_level(row_id: str, level: str, reboot: bool, wireless: bool) -> Call:
    """Ask for another licence level of a device; answered with a task. From 3.2.1 on."""
    body = {"licenseLevel": level.upper(), "triggerReboot": reboot, "changeWirelessLicense": wireless}
    path = f"{INTENT}/networkDeviceLicenses/{quoted(row_id)}"
    return Call("licence level", "PUT", path, True, lambda _stamp: body)


def _row(row: Json) -> Licence:
    types = [str(licence.get("type") or "") for licence in rows_of("licences of a device", row.get("licenses"))]
    return Licence(
        _text(row.get("networkDeviceId")),
        str(row.get("managementAddress") or ""),
        _text(row.get("id")),
        _text(row.get("siteHierarchy")),
        _text(row.get("virtualAccountId")),
        _installed(row.get("authCodeStatus")),
        _moment(row.get("lastSuccessfulUsageReportingTime")),
        True,
        _level(types, _WIRED),
        _level(types, _WIRELESS) if row.get("wirelessCapable") else None,
    )


def _row_of_before(row: Json) -> Licence:
    level = _text(row.get("dna_level"))
    return Licence(
        _text(row.get("device_uuid")),
        str(row.get("ip_address") or ""),
        None,
        _text(row.get("site")),
        _text(row.get("virtual_account_name")),
        _installed(row.get("sle_auth_code")),
        _moment(row.get("last_successful_rum_usage_upload_time")),
        "last_successful_rum_usage_upload_time" in row,
        level.lower() if level else None,
        None,
    )


def _level(types: Sequence[str], families: Sequence[str]) -> str:
    """Return the level of the subscription licences; a device that has none of them has none."""
    levels = [kind.removeprefix(family).lower() for kind in types for family in families if kind.startswith(family)]
    return next((level for level in LEVELS if level in levels), "none")


def _installed(status: Any) -> bool | None:
    word = str(status or "").upper().replace("_", " ")
    if "INSTALLED" not in word:
        return None
    return "NOT" not in word.split()


def _moment(value: Any) -> str | None:
    """Return a time as ISO 8601 in UTC: milliseconds since 1970 (as a number or as text), else as it is written."""
    text = str(value or "").strip()
    if text.isdecimal():
        if int(text) == 0:
            return None
        try:
            return dt.datetime.fromtimestamp(int(text) / 1000, dt.UTC).isoformat(timespec="seconds")
        except (OverflowError, ValueError, OSError):
            return text
    return _text(text)


def _text(value: Any) -> str | None:
    text = str(value or "").strip()
    return None if text.casefold() in _NOTHING else text
