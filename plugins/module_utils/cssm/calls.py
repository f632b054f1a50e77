# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to CSSM and how to read the responses: pure, and the only place that knows the API's formats.

The shapes are those of public programs that use version 2 of the Smart Accounts and Licensing API.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeGuard

from ..files.udi import Udi, udi_of
from ..http.accounts import Place
from ..http.calls import Call, Json, Stamp, one_line, said_by
from ..http.polling import told_wait
from ..http.registration_token import filled_path, token_request
from ..words.errors import LicensingError
from .usage import DeviceUsage

Action = Literal["authorizations", "acknowledgements"]
# A number in what is recorded. Whatever it is, it goes back as it came.
PollId: TypeAlias = "int | str"
_WAITING, _FAILURES = "OK_POLL", ("FAILED", "ERROR")
_NO_REASON = "it gives no reason"


@dataclass(frozen=True)
class Submission:
    """What CSSM said to a request that it works on later; without `poll_id` it is not worked on.

    `wait`: the seconds until it wants the next poll, 0 if it does not say.
    """

    poll_id: PollId | None
    message: str
    wait: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """CSSM's message for one report. `report_id` None: for all reports of the item."""

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
    """The progress of a request. `wait`: the seconds until CSSM wants the next poll, 0 if it does not say."""

    complete: bool
    items: tuple[Item, ...] = ()
    wait: float = 0.0


def search_accounts(paths: Mapping[str, str]) -> Call:
    """Ask which accounts the login can see; see accounts.read_accounts."""
    return Call("accounts", "GET", paths["accounts"], True)


def list_tokens(paths: Mapping[str, str], place: Place) -> Call:
    """Ask for the registration tokens of a virtual account; see http.registration_token."""
    return Call("tokens", "GET", _tokens_path(paths, place), True)


def create_token(
    paths: Mapping[str, str], place: Place, description: str, expires_after_days: int, export_controlled: bool
) -> Call:
    """Ask for a new registration token; see http.registration_token. Asked twice, it makes two."""
    body = token_request(description, expires_after_days, export_controlled)
    return Call("new token", "POST", _tokens_path(paths, place), False, lambda _stamp: body)


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


def poll(paths: Mapping[str, str], place: Place, udi: Udi, poll_id: PollId, action: Action) -> Call:
    """Ask how far a request is; see read_poll."""
    return Call(
        f"poll of {action}",
        "POST",
        paths["poll"],
        True,
        lambda stamp: {"data": {**_stamped(stamp), "poll_id": poll_id, "action": action}},
        _headers(place.smart_account.id, place.virtual_account.id, udi),
    )


def read_submission(answer: Json) -> Submission:
    """Return the poll id of a request, or why there is none. Raises LicensingError (api_failed)."""
    poll_id, status, message = answer.get("poll_id"), _status(answer), said_by(answer)
    if status in _FAILURES or _is_failed_wait(answer):
        return Submission(None, message or _NO_REASON)
    if is_poll_id(poll_id):
        return Submission(poll_id, message, told_wait(answer.get("poll_interval")))
    raise LicensingError(
        "api_failed", f"the response has neither a usable poll_id nor a refusal {message}".rstrip() + "."
    )


def is_poll_id(value: object) -> TypeGuard[PollId]:
    """Return whether a value can be the number of a request: it is sent back, shown, and part of the name of a file."""
    return (
        isinstance(value, int | str)
        and not isinstance(value, bool)
        and re.fullmatch(r"[\w-]{1,64}", str(value), re.ASCII) is not None
    )


def read_poll(answer: Json, action: Action) -> Poll:
    """Return how far a request is. Raises LicensingError (api_failed) on an answer of another kind."""
    status, message = _status(answer), said_by(answer)
    if status == _WAITING and not _is_failed_wait(answer):
        return Poll(False, wait=told_wait(answer.get("poll_interval")))
    data = answer.get("data")
    items = data.get(action) if isinstance(data, dict) else None
    if isinstance(items, list) and status in ("COMPLETE", "FAILED"):
        return Poll(True, tuple(_item(item) for item in items if isinstance(item, dict)))
    if status in (*_FAILURES, _WAITING):
        return Poll(True, (Item(None, None, (Verdict(None, message or _NO_REASON),)),))
    raise LicensingError("api_failed", f"poll of {action}: the response has neither a known status nor data.{action}.")


def _is_failed_wait(answer: Json) -> bool:
    """Return whether CSSM says why it will never finish: with a status to wait, and in a message."""
    return _status(answer) == _WAITING and bool(one_line(str(answer.get("message") or "")))


def _status(answer: Json) -> str:
    return str(answer.get("status", "")).upper()


def is_duplicate(message: str) -> bool:
    """Return whether a refusal says that CSSM has the report already. The words are not documented."""
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


def _tokens_path(paths: Mapping[str, str], place: Place) -> str:
    return filled_path(paths["tokens"], domain=place.smart_account.domain, virtual_account=place.virtual_account.name)


def _item(item: Json) -> Item:
    message = said_by(item)
    refused = list(_verdicts(item))
    if _status(item) in _FAILURES and not refused:
        refused.append(Verdict(None, message or _NO_REASON))
    sudi = item.get("sudi")
    return Item(udi_of(sudi) if isinstance(sudi, dict) else None, _file(item.get("smart_license")), tuple(refused))


def _verdicts(item: Json) -> Iterable[Verdict]:
    """Yield the refusals of single reports. No public program shows their shape: the likely ones are read."""
    for key in ("usage", "reports"):
        reports = item.get(key)
        for report in reports if isinstance(reports, list) else []:
            if isinstance(report, dict) and _status(report) in _FAILURES:
                report_id = report.get("report_id")
                yield Verdict(None if report_id is None else str(report_id), said_by(report) or _NO_REASON)


def _file(text: Any) -> bytes | None:
    if not text:
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError, AttributeError) as error:
        raise LicensingError("api_failed", "the file in the response is not base64.") from error
