# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registration token of a server for trust codes: an existing one, otherwise a new one.

CSSM and SSM On-Prem ask for it and answer in the same shapes.
"""

from __future__ import annotations

import datetime as dt
import string
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..words.errors import InvalidValue, LicensingError
from .calls import Call, Json, said_by
from .operation import Params, Result
from .session import Session

MAX_DAYS = 365
TOKEN_OPTIONS: dict[str, Any] = {
    "description": {"type": "str", "required": True},
    "expires_after_days": {"type": "int", "default": 30},
    "export_controlled": {"type": "bool", "default": True},
    "min_valid_hours": {"type": "int", "default": 1},
}


@dataclass(frozen=True)
class RegistrationToken:
    """A token for trust codes. `expires`: seconds since 1970 UTC, None when the date cannot be read."""

    value: str = field(repr=False)
    description: str
    expires: float | None
    export_controlled: bool


def require_usable(params: Params) -> None:
    """Raise InvalidValue for options that make no sense."""
    if not params["description"].strip():
        raise InvalidValue("description: required, because it identifies the token.")
    if not 1 <= params["expires_after_days"] <= MAX_DAYS:
        raise InvalidValue(f"expires_after_days: takes 1 to {MAX_DAYS}.")


def kept_or_made(params: Params, session: Session, listing: Call, making: Call, check_mode: bool) -> Result:
    """Return the token that the options select as a result; the calls list existing tokens and create one.

    Raises LicensingError.
    """

    def usable() -> tuple[RegistrationToken | None, int]:
        alike = [token for token in read_tokens(session.call(listing)) if _is_meant(token, params)]
        return _latest(alike, session.clock.now() + params["min_valid_hours"] * 3600)

    found, undated = usable()
    warnings = [f"{undated} tokens with this description have an unreadable date; none of them was reused."]
    more: Result = {"warnings": warnings} if undated else {}
    if found is not None:
        return {"changed": False, **_shown(found), **more}
    if check_mode:
        return {"changed": True, **more}
    made = _made(lambda: read_new_token(session.call(making)), lambda: usable()[0])
    return {"changed": True, **_shown(made), **more}


def filled_path(template: str, option: str = "paths.tokens", **names: str) -> str:
    """Return a path, that of an option, with the names in it encoded. Raises InvalidValue for other braces."""
    known = " and ".join(f"{{{name}}}" for name in names)
    try:
        # What else a template may hold would look into objects, or fill the memory.
        for _text, field, form, conversion in string.Formatter().parse(template):
            if field is not None and (field not in names or form or conversion):
                raise ValueError(field)
        return template.format(**{key: urllib.parse.quote(name, safe="") for key, name in names.items()})
    except (KeyError, ValueError, IndexError) as error:
        raise InvalidValue(f"{option}: allows {known}, and no other braces.") from error


def token_request(description: str, expires_after_days: int, export_controlled: bool) -> Json:
    """Return the body that asks for a new token."""
    return {
        "description": description,
        "expiresAfterDays": expires_after_days,
        "exportControlled": "Allowed" if export_controlled else "Not Allowed",
    }


def read_tokens(answer: Json) -> list[RegistrationToken]:
    """Return the tokens of a list of them. Raises LicensingError (api_failed)."""
    tokens = answer.get("tokens")
    if not isinstance(tokens, list):
        raise LicensingError("api_failed", "tokens: the response has no list of tokens; check paths.")
    return [_token(token) for token in tokens]


def read_new_token(answer: Json) -> RegistrationToken:
    """Return the token that was made. Raises LicensingError (api_failed)."""
    if "tokenInfo" not in answer:
        raise LicensingError(
            "api_failed", f"new token: the server created none: {said_by(answer) or 'it says nothing more'}."
        )
    return _token(answer["tokenInfo"])


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
    """Return a date as seconds since 1970 UTC: ISO 8601, taken for UTC without a zone, or milliseconds since then.

    None for what is no date, or none of the years 1 to 9999.
    """
    try:
        if isinstance(date, int) and not isinstance(date, bool):
            return dt.datetime.fromtimestamp(date / 1000, dt.UTC).timestamp()
        moment = dt.datetime.fromisoformat(str(date).strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
