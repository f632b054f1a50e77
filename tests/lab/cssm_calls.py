# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSSM's API without its network: a call with its headers and body, and the JSON that answers it.

The formats are recorded, or taken from two public programs; what they do not show (refusals of single reports, the
words) is ours.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from .clock import DAY
from .cssm import Cssm, Token
from .cssm_desk import hand_out, open_job, take_authorization, take_return, take_usage
from .cssm_jobs import Item, Job, Kind
from .cssm_licenses import licenses_of
from .rum import SignedReport, sudi, udi_of

MAX_AGE = 600.0
MOST_LICENSES = 100
LONG_AGO = 1577836800.0
ELSEWHERE = "The product instance belongs to another virtual account."
Json = dict[str, Any]
Entry = TypeVar("Entry")


class ApiRefusal(Exception):
    """The call was refused as a whole."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Call:
    """`headers` with names in lower case; `wall` is the real time, by which timestamps are judged, `now` the lab's."""

    headers: Mapping[str, str]
    body: bytes
    now: float
    wall: float


@dataclass(frozen=True)
class _Request:
    """A checked call of the second version of the API: the virtual account's name, the device that asks, the data."""

    virtual_account: str
    asking: str
    data: Mapping[str, Any]


def log_in(cssm: Cssm, form: Mapping[str, str], now: float) -> Json:
    """OAuth client credentials. Raises ApiRefusal."""
    if form.get("grant_type") != "client_credentials":
        raise ApiRefusal(400, "unsupported_grant_type")
    if (form.get("client_id"), form.get("client_secret")) != (cssm.logins.client_id, cssm.logins.client_secret):
        raise ApiRefusal(401, "invalid_client")
    life = cssm.faults.token_life
    return {"access_token": cssm.logins.issue(life, now), "token_type": "Bearer", "expires_in": int(life)}


def check_login(cssm: Cssm, headers: Mapping[str, str], now: float) -> None:
    """Raises ApiRefusal."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind != "Bearer" or not cssm.logins.valid(token, now):
        raise ApiRefusal(401, "The access token is invalid or has expired.")


def search_accounts(cssm: Cssm) -> Json:
    """The account of the estate, and one in which the login has no virtual account."""
    virtual_accounts = [{"name": name, "virtual_account_id": number} for name, number in cssm.virtual_accounts.items()]
    own = {"name": cssm.smart_account, "domain": cssm.domain, "account_id": cssm.smart_account_id}
    other = {"name": "Lab Leasing", "domain": "leasing.example", "account_id": "7", "virtual_accounts": []}
    accounts = [{**own, "virtual_accounts": virtual_accounts}, other]
    return {"status": "COMPLETE", "message_code": "", "message": "", "accounts": accounts}


def list_tokens(cssm: Cssm, domain: str, virtual_account: str) -> Json:
    """Raises ApiRefusal."""
    _check_place(cssm, domain, virtual_account)
    tokens = [token_shown(token) for token in cssm.tokens.values() if token.virtual_account == virtual_account]
    return {"status": "SUCCESS", "tokens": tokens}


def create_token(cssm: Cssm, domain: str, virtual_account: str, call: Call) -> Json:
    """Raises ApiRefusal."""
    _check_place(cssm, domain, virtual_account)
    body = _object(call.body)
    days, export = body.get("expiresAfterDays"), body.get("exportControlled", "Not Allowed")
    if not isinstance(days, int) or not 1 <= days <= 365 or export not in ("Allowed", "Not Allowed"):
        raise ApiRefusal(400, "expiresAfterDays is 1 to 365, exportControlled is Allowed or Not Allowed.")
    token = cssm.create_token(str(body.get("description", "")), virtual_account, days, export == "Allowed", call.now)
    return {"status": "SUCCESS", "tokenInfo": token_shown(token)}


def list_licenses(cssm: Cssm, domain: str, call: Call) -> Json:
    """A page of the licences of virtual accounts; without any named, of all. Raises ApiRefusal."""
    body = _object(call.body)
    names, limit, offset = body.get("virtualAccounts"), body.get("limit"), body.get("offset")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ApiRefusal(400, "virtualAccounts is a list of names.")
    if not isinstance(limit, int) or not 1 <= limit <= MOST_LICENSES or not isinstance(offset, int) or offset < 0:
        raise ApiRefusal(400, f"limit is 1 to {MOST_LICENSES}, offset 0 or more.")
    for name in names:
        _check_place(cssm, domain, name)
    found = [entry for name in names or cssm.virtual_accounts for entry in licenses_of(cssm, name)]
    shown = found[offset : offset + min(limit, cssm.faults.page)]
    return {"totalRecords": len(found), "licenses": shown, "status": "COMPLETE", "statusMessage": ""}


def request_authorizations(cssm: Cssm, call: Call) -> Json:
    """A SLAC for each device, or its return. Raises ApiRefusal."""
    request = _checked(cssm, call)
    wanted = _entries(request, "licenses", _wanted)
    job = open_job(cssm, "authorizations", "api", "", call.now)
    for udi, (keys, remove_code) in wanted:
        if _is_elsewhere(cssm, udi, request):
            job.items.append(Item(udi, None, message=ELSEWHERE))
        elif remove_code and not keys:
            job.items += take_return(cssm, udi, remove_code)
        else:
            job.items += take_authorization(cssm, job, {udi: keys}, request.virtual_account)
    return _submitted(cssm, job, request)


def report_usage(cssm: Cssm, call: Call) -> Json:
    """Reports of any number of devices. Raises ApiRefusal."""
    request = _checked(cssm, call)
    usage = _entries(request, "reports", _reports)
    job = open_job(cssm, "acknowledgements", "api", "", call.now)
    for udi, reports in usage:
        if _is_elsewhere(cssm, udi, request):
            job.items.append(Item(udi, None, message=ELSEWHERE))
        else:
            job.items += take_usage(cssm, job, reports, request.virtual_account)
    if job.all_duplicates:
        # There is nothing to poll for, not even the acknowledgement of an upload whose answer was lost.
        return _failed("DUPLICATE", "All usage reports are duplicates of received ones.")
    return _submitted(cssm, job, request)


def poll(cssm: Cssm, call: Call) -> Json:
    """How far a job is, and its files once it is complete. Raises ApiRefusal."""
    request = _checked(cssm, call)
    number, action = request.data.get("poll_id"), request.data.get("action")
    job = next((job for job in cssm.jobs if job.number == number and job.kind == action), None)
    if job is None or job.origin != "api":
        return _failed("UNKNOWN_POLL_ID", f"poll_id {number} is not known for {action}.")
    if request.asking not in {item.udi for item in job.items}:
        raise ApiRefusal(403, "The requesting system has no part in this request.")
    job.early += call.now < job.asked + cssm.faults.poll_interval
    job.asked = call.now
    if job.given_up:
        trouble = {"message_code": "INTERNAL_ERROR", "message": "The request cannot be processed."}
        return _submitted(cssm, job, request) | trouble
    if call.now < job.due:
        return _submitted(cssm, job, request)
    hand_out(cssm, job)
    return {
        "status": "COMPLETE",
        "message_code": "",
        "message": "",
        **_echoed(request),
        "type": job.kind,
        "correlation_id": f"lab-{job.number}",
        "data": {job.kind: [_result(item, job.kind) for item in job.items]},
    }


def _submitted(cssm: Cssm, job: Job, request: _Request) -> Json:
    return {
        "status": "OK_POLL",
        "message_code": None,
        "message": None,
        **_echoed(request),
        "type": None,
        "poll_id": job.number,
        "poll_interval": cssm.faults.poll_interval,
        "action": job.kind,
    }


def _failed(code: str, message: str) -> Json:
    return {"status": "FAILED", "message_code": code, "message": message}


def _echoed(request: _Request) -> Json:
    return {"timestamp": request.data["timestamp"], "nonce": request.data["nonce"]}


def _entries(request: _Request, key: str, read: Callable[[Json], Entry]) -> list[tuple[str, Entry]]:
    """The product instances of a call, all of them read before anything is taken. Raises ApiRefusal."""
    entries = request.data.get(key)
    if not isinstance(entries, list) or not entries:
        raise ApiRefusal(400, f"{key} is a list that is not empty.")
    try:
        found = [(udi_of(entry["sudi"]), read(entry)) for entry in entries]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ApiRefusal(400, f"{key} cannot be read: {error!r}.") from error
    if request.asking not in [udi for udi, _ in found]:
        raise ApiRefusal(403, "The requesting system is not among the product instances of the request.")
    return found


def _is_elsewhere(cssm: Cssm, udi: str, request: _Request) -> bool:
    instance = cssm.instances.get(udi)
    return instance is not None and instance.virtual_account != request.virtual_account


def _reports(entry: Json) -> list[SignedReport]:
    pid, sn = entry["sudi"]["udi_pid"], entry["sudi"]["udi_serial_number"]
    signed = [(usage["payload"], usage["signature"]["value"]) for usage in entry["usage"]]
    if not signed or not all(isinstance(text, str) for pair in signed for text in pair):
        raise ValueError("usage without payload and signature")
    return [SignedReport(payload, pid, sn, value) for payload, value in signed]


def _wanted(entry: Json) -> tuple[dict[str, int], str]:
    """Entitlement tags with their counts, and the return code."""
    return {str(key["entitlement"]): int(key["count"]) for key in entry["keys"]}, str(entry.get("remove_code") or "")


def _result(item: Item, kind: Kind) -> Json:
    """As recorded where it is a success: words for nothing in an authorization, and no status in an ACK."""
    refused = [verdict for verdict in item.verdicts if not verdict.accepted]
    shown: Json = {"sudi": sudi(item.udi)}
    shown["smart_license"] = None if item.file is None else base64.b64encode(item.file).decode()
    if kind == "authorizations":
        shown |= {"auth_status": [], "error_code": "None", "status": "SUCCESS", "status_message": "None"}
    else:
        shown |= {"software_tag_identifier": sudi(item.udi)["udi_pid"]}
    if item.failed:
        shown["status"] = "FAILED"
    if item.message:
        shown["status_message"] = item.message
    if refused:
        shown["error_code"] = "DUPLICATE" if all(verdict.duplicate for verdict in refused) else "INVALID_REPORT"
        shown["usage"] = [
            {"report_id": verdict.report_id, "status": "FAILED", "status_message": verdict.message}
            for verdict in refused
        ]
    return shown


def _checked(cssm: Cssm, call: Call) -> _Request:
    """The headers name a virtual account of the Smart Account, the nonce is new, the timestamp of now."""
    names = {number: name for name, number in cssm.virtual_accounts.items()}
    if call.headers.get("x-csw-smart-account-id") != cssm.smart_account_id:
        raise ApiRefusal(403, "X-CSW-SMART-ACCOUNT-ID is not a Smart Account of this login.")
    virtual_account = names.get(call.headers.get("x-csw-virtual-account-id", ""))
    if virtual_account is None:
        raise ApiRefusal(403, "X-CSW-VIRTUAL-ACCOUNT-ID is not a virtual account of this Smart Account.")
    try:
        asking = udi_of(json.loads(call.headers.get("x-csw-requesting-system", "")))
    except (ValueError, AttributeError) as error:
        raise ApiRefusal(400, "X-CSW-REQUESTING-SYSTEM is not a JSON object with a UDI.") from error
    data = _object(call.body).get("data")
    if not isinstance(data, dict):
        raise ApiRefusal(400, "data is missing.")
    stamp, nonce = data.get("timestamp"), data.get("nonce")
    if not isinstance(stamp, int) or abs(stamp / 1000 - call.wall) > MAX_AGE:
        raise ApiRefusal(400, "timestamp is not the time in milliseconds.")
    if not isinstance(nonce, str) or not nonce or not cssm.logins.is_fresh(nonce):
        raise ApiRefusal(400, "nonce is missing or was used before.")
    return _Request(virtual_account, asking, data)


def _check_place(cssm: Cssm, domain: str, virtual_account: str) -> None:
    if domain != cssm.domain or virtual_account not in cssm.virtual_accounts:
        raise ApiRefusal(404, f"There is no virtual account {virtual_account} in {domain}.")


def token_shown(token: Token) -> Json:
    expires = token.expires if token.expires is not None else LONG_AGO + (0 if token.expired else 3650 * DAY)
    return {
        "token": token.value,
        "description": token.name,
        "expirationDate": f"{datetime.fromtimestamp(expires, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "exportControlled": "Allowed" if token.export_controlled else "Not Allowed",
    }


def _object(body: bytes) -> Json:
    try:
        content = json.loads(body)
    except ValueError as error:
        raise ApiRefusal(400, f"The body is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ApiRefusal(400, "The body is not a JSON object.")
    return content
