# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of CSSM, and what its answers say: pure, and all that this collection knows of the API's shapes.

The shapes are those of public programs that use version 2 of the Smart Accounts and Licensing API.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
import urllib.parse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .._errors import InvalidValue, LicensingError
from .._files.udi import Udi, udi_of
from .._http.calls import Call, Json, Stamp, said_by
from .accounts import Place
from .usage import DeviceUsage

Action = Literal["authorizations", "acknowledgements"]


@dataclass(frozen=True)
class RegistrationToken:
    """A token for trust codes. C(expires): seconds since 1970 UTC, None when the date cannot be read."""

    value: str = field(repr=False)
    description: str
    expires: float | None
    export_controlled: bool


@dataclass(frozen=True)
class Submission:
    """What CSSM said to a request that it works on later; without C(poll_id) it is not worked on."""

    poll_id: str | None
    message: str


@dataclass(frozen=True)
class Verdict:
    """What CSSM says of one report. C(report_id) None: of all reports of the item."""

    report_id: str | None
    message: str


@dataclass(frozen=True)
class Item:
    """One result of a request: a file for a product instance, refusals with their messages, or both."""

    udi: Udi | None
    file: bytes | None
    refused: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Poll:
    """How far a request is. C(message) is what CSSM adds, mostly nothing."""

    complete: bool
    message: str
    items: tuple[Item, ...] = ()


def search_accounts(paths: Mapping[str, str]) -> Call:
    """Ask which accounts the login can see; see accounts.read_accounts."""
    return Call("accounts", "GET", paths["accounts"], True)


def list_tokens(paths: Mapping[str, str], place: Place) -> Call:
    """Ask for the registration tokens of a virtual account; see read_tokens."""
    return Call("tokens", "GET", _tokens_path(paths["tokens"], place), True)


def create_token(
    paths: Mapping[str, str], place: Place, description: str, expires_after_days: int, export_controlled: bool
) -> Call:
    """Ask for a new registration token; see read_new_token. Asked twice, it makes two."""
    body = {
        "description": description,
        "expiresAfterDays": expires_after_days,
        "exportControlled": "Allowed" if export_controlled else "Not Allowed",
    }
    return Call("new token", "POST", _tokens_path(paths["tokens"], place), False, lambda _stamp: body)


def request_slac(paths: Mapping[str, str], place: Place, udi: Udi, hostname: str | None, keys: Sequence[Json]) -> Call:
    """Ask for a SLAC; see slac_key, read_submission. Asked twice, it can take twice from the stock."""
    return _authorization("SLAC request", paths, place, udi, {"hostname": hostname or udi.sn, "keys": list(keys)})


def return_slac(paths: Mapping[str, str], place: Place, udi: Udi, hostname: str | None, return_code: str) -> Call:
    """Give a SLAC back with the code that the device printed when it was removed there."""
    what = {"hostname": hostname or udi.sn, "keys": [], "remove_code": return_code}
    return _authorization("SLAC return", paths, place, udi, what)


def slac_key(entitlement_tag: str, count: int) -> Json:
    """Return what a SLAC request asks for; the API takes the count as text."""
    return {"entitlement": entitlement_tag, "count": str(count)}


def report_usage(paths: Mapping[str, str], place: Place, devices: Sequence[DeviceUsage]) -> Call:
    """Hand in the reports of devices; see read_submission.

    Each payload goes as it was read: its signature covers its bytes. An upload whose answer was lost is sent again,
    for CSSM knows a report by its UDI and id: what it already has it names a duplicate, and it counts once.
    """
    reports = [
        {
            "sudi": _sudi(device.udi),
            "usage": [{"payload": report.payload, "signature": report.signature} for report in device.reports],
        }
        for device in devices
    ]
    return Call(
        "usage report",
        "POST",
        paths["usage_report"],
        True,
        lambda stamp: {"data": {**_stamped(stamp), "reports": reports}},
        _headers(place.smart_account.id, place.virtual_account.id, devices[0].udi),
    )


def poll(paths: Mapping[str, str], place: Place, udi: Udi, poll_id: str, action: Action) -> Call:
    """Ask how far a request is; see read_poll."""
    number: int | str = int(poll_id) if poll_id.isdecimal() else poll_id
    return Call(
        f"poll of {action}",
        "POST",
        paths["poll"],
        True,
        lambda stamp: {"data": {**_stamped(stamp), "poll_id": number, "action": action}},
        _headers(place.smart_account.id, place.virtual_account.id, udi),
    )


def read_tokens(answer: Json) -> list[RegistrationToken]:
    """Return the tokens of a list of them. Raises LicensingError (api_failed)."""
    tokens = answer.get("tokens")
    if not isinstance(tokens, list):
        raise LicensingError("api_failed", "tokens: the answer holds no list of tokens; check paths.")
    return [_token(token) for token in tokens]


def read_new_token(answer: Json) -> RegistrationToken:
    """Return the token that was made. Raises LicensingError (api_failed)."""
    if "tokenInfo" not in answer:
        raise LicensingError("api_failed", f"new token: CSSM made none: {said_by(answer) or 'it says nothing more'}.")
    return _token(answer["tokenInfo"])


def read_submission(answer: Json) -> Submission:
    """Return the poll id of a request, or why there is none. Raises LicensingError (api_failed)."""
    poll_id, status = answer.get("poll_id"), str(answer.get("status", "")).upper()
    message = said_by(answer)
    if isinstance(poll_id, int | str) and re.fullmatch(r"[\w-]{1,64}", str(poll_id), re.ASCII):
        return Submission(str(poll_id), message)
    if status in ("FAILED", "ERROR"):
        return Submission(None, message or "it gives no reason")
    raise LicensingError("api_failed", f"the answer holds neither a poll_id nor a refusal {message}".rstrip() + ".")


def read_poll(answer: Json, action: Action) -> Poll:
    """Return how far a request is. Raises LicensingError (api_failed) on an answer of another kind."""
    status, message = str(answer.get("status", "")).upper(), said_by(answer)
    if status == "OK_POLL":
        return Poll(False, message)
    data = answer.get("data")
    items = data.get(action) if isinstance(data, dict) else None
    if isinstance(items, list) and status in ("COMPLETE", "FAILED"):
        return Poll(True, message, tuple(_item(item) for item in items if isinstance(item, dict)))
    if status == "FAILED":
        return Poll(True, message, (Item(None, None, (Verdict(None, message or "it gives no reason"),)),))
    raise LicensingError("api_failed", f"poll of {action}: the answer has neither a known status nor {action}.")


def is_duplicate(message: str) -> bool:
    """Tell whether a refusal says that CSSM has the report already. The words are not documented."""
    return (
        re.search(r"duplicate|already\s+(?:been\s+)?(?:received|reported|processed|exist)", message, re.I) is not None
    )


def _authorization(name: str, paths: Mapping[str, str], place: Place, udi: Udi, what: Json) -> Call:
    licence = {"sudi": _sudi(udi), **what}
    return Call(
        name,
        "POST",
        paths["authorization_request"],
        False,
        lambda stamp: {"data": {**_stamped(stamp), "licenses": [licence]}},
        _headers(place.smart_account.id, place.virtual_account.id, udi),
    )


def _stamped(stamp: Stamp) -> Json:
    return {"timestamp": stamp.timestamp, "nonce": stamp.nonce}


def _headers(smart_account: str, virtual_account: str, udi: Udi) -> dict[str, str]:
    return {
        "X-CSW-SMART-ACCOUNT-ID": smart_account,
        "X-CSW-VIRTUAL-ACCOUNT-ID": virtual_account,
        "X-CSW-REQUESTING-SYSTEM": json.dumps(_sudi(udi), separators=(",", ":")),
    }


def _sudi(udi: Udi) -> dict[str, str]:
    return {"udi_pid": udi.pid, "udi_serial_number": udi.sn}


def _tokens_path(template: str, place: Place) -> str:
    names = {"domain": place.smart_account.domain, "virtual_account": place.virtual_account.name}
    try:
        return template.format(**{key: urllib.parse.quote(name, safe="") for key, name in names.items()})
    except (KeyError, ValueError, IndexError) as error:
        raise InvalidValue("paths.tokens: takes {domain} and {virtual_account}, and no other braces.") from error


def _token(token: Any) -> RegistrationToken:
    value = token.get("token") if isinstance(token, dict) else None
    if not isinstance(value, str) or not value:
        raise LicensingError("api_failed", "tokens: a token has no value; the login may not be allowed to see it.")
    return RegistrationToken(
        value,
        str(token.get("description") or ""),
        _moment(token.get("expirationDate")),
        str(token.get("exportControlled", "")).strip().casefold() == "allowed",
    )


def _moment(date: Any) -> float | None:
    """Return a date as seconds since 1970 UTC: ISO 8601, taken for UTC without a zone, or milliseconds since then."""
    if isinstance(date, int) and not isinstance(date, bool):
        return date / 1000
    try:
        moment = dt.datetime.fromisoformat(str(date).strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()


def _item(item: Json) -> Item:
    message = said_by(item)
    refused = list(_verdicts(item))
    failed = str(item.get("status", "")).upper() in ("FAILED", "ERROR")
    if failed and not refused:
        refused.append(Verdict(None, message or "it gives no reason"))
    sudi = item.get("sudi")
    return Item(udi_of(sudi) if isinstance(sudi, dict) else None, _file(item.get("smart_license")), tuple(refused))


def _verdicts(item: Json) -> Iterable[Verdict]:
    """Yield the refusals of single reports. No public program shows their shape: the likely ones are read."""
    for key in ("usage", "reports"):
        reports = item.get(key)
        for report in reports if isinstance(reports, list) else []:
            if isinstance(report, dict) and str(report.get("status", "")).upper() in ("FAILED", "ERROR"):
                report_id = report.get("report_id")
                yield Verdict(None if report_id is None else str(report_id), said_by(report) or "it gives no reason")


def _file(text: Any) -> bytes | None:
    if not text:
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError, AttributeError) as error:
        raise LicensingError("api_failed", "the file in the answer is not base64.") from error
