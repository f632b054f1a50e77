# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registration token for trust codes: the one that is there, else a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from ..._errors import InvalidValue, LicensingError
from ..._http.operation import Operation, Params, Result
from ..._http.session import Session
from ..calls import RegistrationToken, create_token, list_tokens, read_new_token, read_tokens
from .cssm import CSSM, PLACE, place_of

MAX_DAYS = 365
_OPTIONS: dict[str, Any] = {
    **PLACE,
    "description": {"type": "str", "required": True},
    "expires_after_days": {"type": "int", "default": 30},
    "export_controlled": {"type": "bool", "default": True},
    "min_valid_hours": {"type": "int", "default": 1},
}


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    if not params["description"].strip():
        raise InvalidValue("description: give one, for by it the token is found again.")
    if not 1 <= params["expires_after_days"] <= MAX_DAYS:
        raise InvalidValue(f"expires_after_days: takes 1 to {MAX_DAYS}.")
    place = place_of(params, session)

    def usable() -> tuple[RegistrationToken | None, int]:
        tokens = read_tokens(session.call(list_tokens(params["paths"], place)))
        alike = [token for token in tokens if _is_meant(token, params)]
        return _latest(alike, session.clock.now() + params["min_valid_hours"] * 3600)

    found, undated = usable()
    warnings = [f"{undated} tokens of this description have a date that cannot be read; none of them was reused."]
    more: Result = {"warnings": warnings} if undated else {}
    if found is not None:
        return {"changed": False, **_shown(found), **more}
    if check_mode:
        return {"changed": True, **more}
    question = create_token(
        params["paths"], place, params["description"], params["expires_after_days"], params["export_controlled"]
    )
    made = _made(lambda: read_new_token(session.call(question)), lambda: usable()[0])
    return {"changed": True, **_shown(made), **more}


def _made(make: Callable[[], RegistrationToken], look: Callable[[], RegistrationToken | None]) -> RegistrationToken:
    """Return a new token. After a lost answer it is looked for: asking again could make another."""
    try:
        return make()
    except LicensingError as error:
        found = look() if error.reason == "connection_lost" else None
        if found is None:
            raise
        return found


def _is_meant(token: RegistrationToken, params: Params) -> bool:
    alike = (token.description, token.export_controlled)
    return alike == (params["description"], params["export_controlled"])


def _latest(tokens: list[RegistrationToken], needed_until: float) -> tuple[RegistrationToken | None, int]:
    """Return the token that stays valid longest, if any is valid long enough, and how many have no readable date."""
    dated = [(token.expires, token) for token in tokens if token.expires is not None]
    valid = [(expires, token) for expires, token in dated if expires > needed_until]
    best = max(valid, key=lambda pair: pair[0], default=None)
    return (best[1] if best else None), len(tokens) - len(dated)


def _shown(token: RegistrationToken) -> Result:
    moment = None if token.expires is None else dt.datetime.fromtimestamp(token.expires, dt.UTC)
    return {"token": token.value, "expires": moment.isoformat(timespec="seconds") if moment else None}


OPERATION = Operation(CSSM, _OPTIONS, _run)
