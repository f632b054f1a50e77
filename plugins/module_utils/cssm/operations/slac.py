# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SLAC for one product instance, as a file to import; and its return."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...files.artifacts import make_usable, read_whole, write_whole
from ...files.envelope import Answer, read_answer
from ...files.udi import Udi, parse_udi
from ...http.accounts import Place
from ...http.calls import Call
from ...http.operation import Params, Result, ServerOperation
from ...http.polling import finished
from ...http.session import Session
from ...words.errors import InvalidValue, LicensingError
from ..calls import Item, Poll, PollId, poll, read_poll, read_submission, request_slac, return_slac, slac_key
from ..pending import Pending, forget, keep, recall
from .cssm import CSSM, PLACE, POLLING, place_of, require_usable_polling

_MAX_FILE = 16 * 1024 * 1024
_OPTIONS: dict[str, Any] = {
    **PLACE,
    "udi": {"type": "str", "required": True},
    "hostname": {"type": "str"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "entitlement_tag": {"type": "str"},
    "count": {"type": "int", "default": 1},
    "dest": {"type": "path"},
    "return_code": {"type": "str"},
    **POLLING,
}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    udi = parse_udi(params["udi"])
    if params["count"] < 1:
        raise InvalidValue("count: takes 1 or more.")
    require_usable_polling(params)
    if params["state"] == "absent":
        return _give_back(params, session, udi, check_mode)
    return _obtain(params, session, udi, check_mode)


def _obtain(params: Params, session: Session, udi: Udi, check_mode: bool) -> Result:
    tag, dest = params["entitlement_tag"], Path(params["dest"])
    result: Result = {"udi": str(udi), "dest": str(dest)}
    if dest.exists() and _is_for(_present(dest), udi, tag):
        return {"changed": False, **result}
    place = place_of(params, session)
    if check_mode:
        return {"changed": True, **result}
    kept = dest.with_name(f".{dest.name}.pending")
    pending, wait = recall(kept), 0.0
    if pending is None or (pending.udi, pending.entitlement_tag) != (udi, tag) or not pending.belongs_to(place):
        make_usable(dest.parent, "dest")
        key = slac_key(tag, params["count"])
        poll_id, wait = _submit(session, request_slac(params["paths"], place, udi, params["hostname"], [key]))
        pending = Pending(poll_id, place.smart_account.id, place.virtual_account.id, udi, entitlement_tag=tag)
        keep(kept, pending)
    done = _await(params, session, place, udi, pending.poll_id, wait)
    items = [item for item in done.items if item.file is not None and not item.refused]
    if not items:
        # The next run sends a new request.
        forget(kept)
        raise _denied(done.items, "request")
    file = items[0].file or b""
    if not _is_for(_given(file), udi, tag):
        raise LicensingError("api_failed", f"SLAC request: CSSM gave a file that is no SLAC of {udi}; it was not kept.")
    write_whole(str(dest), file)
    forget(kept)
    return {"changed": True, **result}


def _give_back(params: Params, session: Session, udi: Udi, check_mode: bool) -> Result:
    place = place_of(params, session)
    if not check_mode:
        question = return_slac(params["paths"], place, udi, params["hostname"], params["return_code"])
        done = _await(params, session, place, udi, *_submit(session, question))
        if any(item.refused for item in done.items):
            raise _denied(done.items, "return")
    return {"changed": True, "udi": str(udi)}


def _submit(session: Session, question: Call) -> tuple[PollId, float]:
    """Return the id of the request, and after how many seconds CSSM wants the next poll."""
    submission = read_submission(session.call(question))
    if submission.poll_id is None:
        raise LicensingError("slac_denied", f"{question.name}: CSSM refused: {submission.message}.")
    return submission.poll_id, submission.wait


def _await(params: Params, session: Session, place: Place, udi: Udi, poll_id: PollId, wait: float) -> Poll:
    question = poll(params["paths"], place, udi, poll_id, "authorizations")
    ask = {poll_id: lambda: read_poll(session.call(question), "authorizations")}
    for _poll_id, done in finished(ask, params["poll_timeout"], session.clock, wait, params["poll_interval"]):
        return done
    raise LicensingError(
        "timeout",
        f"CSSM has not finished request {poll_id} after {params['poll_timeout']} seconds; run again later, or "
        "increase poll_timeout.",
        poll_id=str(poll_id),
    )


def _denied(items: tuple[Item, ...], what: str) -> LicensingError:
    said = "; ".join(dict.fromkeys(verdict.message for item in items for verdict in item.refused))
    return LicensingError(
        "slac_denied",
        f"SLAC {what}: CSSM refused: {said or 'no file and no reason'}. Check the licences available in the virtual "
        "account, the entitlement tag and the UDI.",
    )


def _present(dest: Path) -> Answer:
    try:
        return read_answer(read_whole(dest, _MAX_FILE))
    except LicensingError as error:
        raise InvalidValue(f"dest: {dest} exists and is not a file from CSSM; choose another one.") from error


def _given(file: bytes) -> Answer:
    try:
        return read_answer(file)
    except LicensingError as error:
        raise LicensingError("api_failed", f"SLAC request: CSSM returned no file to import: {error.message}") from error


def _is_for(answer: Answer, udi: Udi, tag: str) -> bool:
    return any(
        authorization.udi == udi and tag in [entitlement.tag for entitlement in authorization.entitlements]
        for authorization in answer.authorizations
    )


OPERATION = ServerOperation(
    CSSM,
    _OPTIONS,
    _run,
    {"required_if": [("state", "present", ("entitlement_tag", "dest")), ("state", "absent", ("return_code",))]},
)
