# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to SSM On-Prem; its responses have the format of CSSM's (`http.registration_token`).

Older releases have their API at the root, version 8 below `backend`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..http.calls import Call
from ..http.registration_token import filled_path, token_request

LOGIN = "oauth/token"
_TOKENS = "api/v1/accounts/{account}/virtual-accounts/{virtual_account}/tokens"


@dataclass(frozen=True)
class LocalPlace:
    """A local virtual account of a local account, and the prefix of the API that it is asked about at."""

    prefix: str
    account: str
    virtual_account: str


def below(prefix: str, path: str) -> str:
    """Return a path of the API with the prefix of the release before it."""
    return "/".join(part for part in (prefix.strip("/"), path) if part)


def list_tokens(place: LocalPlace) -> Call:
    """Ask for the registration tokens of a local virtual account."""
    return Call("tokens", "GET", _path(place), True)


def create_token(place: LocalPlace, description: str, expires_after_days: int, export_controlled: bool) -> Call:
    """Ask for a new registration token. Asked twice, it makes two."""
    body = token_request(description, expires_after_days, export_controlled)
    return Call("new token", "POST", _path(place), False, lambda _stamp: body)


def _path(place: LocalPlace) -> str:
    return below(place.prefix, filled_path(_TOKENS, account=place.account, virtual_account=place.virtual_account))
