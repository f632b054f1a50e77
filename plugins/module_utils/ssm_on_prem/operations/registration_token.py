# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A registration token of SSM On-Prem."""

from __future__ import annotations

from typing import Any

from ...http.login import Login
from ...http.operation import Params, Result, Server, ServerOperation
from ...http.registration_token import TOKEN_OPTIONS, kept_or_made, require_usable
from ...http.session import Session
from ..calls import LOGIN, LocalPlace, below, create_token, list_tokens
from ..login import OnPremLogin

_ACCESS: dict[str, Any] = {
    "base_url": {"type": "str", "required": True},
    "api_prefix": {"type": "str", "default": "backend"},
    "client_id": {"type": "str", "required": True},
    "client_secret": {"type": "str", "required": True, "no_log": True},
}
_OPTIONS: dict[str, Any] = {
    "account": {"type": "str", "required": True},
    "virtual_account": {"type": "str", "default": "Default"},
    **TOKEN_OPTIONS,
}


def _login(params: Params) -> Login:
    url = f"{params['base_url'].rstrip('/')}/{below(params['api_prefix'], LOGIN)}"
    return OnPremLogin(url, params["client_id"], params["client_secret"])


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    require_usable(params)
    place = LocalPlace(params["api_prefix"], params["account"], params["virtual_account"])
    making = create_token(place, params["description"], params["expires_after_days"], params["export_controlled"])
    return kept_or_made(params, session, list_tokens(place), making, check_mode)


OPERATION = ServerOperation(Server("SSM On-Prem", _ACCESS, _login), _OPTIONS, _run)
