# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to CSSM, and the virtual account of most operations."""

from __future__ import annotations

from typing import Any

from ...http.accounts import Place, choose, read_accounts
from ...http.login import ClientCredentials
from ...http.operation import Params, Server
from ...http.session import Session
from ...words.errors import InvalidValue
from ..calls import search_accounts

_TOKENS = "v1/accounts/{domain}/virtual-accounts/{virtual_account}/tokens"
ACCESS: dict[str, Any] = {
    "base_url": {"type": "str", "default": "https://swapi.cisco.com/services/api/smart-accounts-and-licensing"},
    "token_url": {"type": "str", "default": "https://cloudsso.cisco.com/as/token.oauth2", "no_log": False},
    "client_id": {"type": "str", "required": True},
    "client_secret": {"type": "str", "required": True, "no_log": True},
    "paths": {
        "type": "dict",
        "apply_defaults": True,
        "options": {
            "accounts": {"type": "str", "default": "v2/accounts/search"},
            "licenses": {"type": "str", "default": "v1/accounts/{domain}/licenses"},
            "tokens": {"type": "str", "default": _TOKENS, "no_log": False},
            "authorization_request": {"type": "str", "default": "v2/devices/authrequest"},
            "usage_report": {"type": "str", "default": "v2/devices/reportusage"},
            "poll": {"type": "str", "default": "v2/accounts/poll"},
        },
    },
}
CSSM = Server(
    "CSSM",
    ACCESS,
    lambda params: ClientCredentials(params["token_url"], params["client_id"], params["client_secret"]),
    urls=("base_url", "token_url"),
)
POLLING: dict[str, Any] = {
    "poll_timeout": {"type": "int", "default": 900},
    "poll_interval": {"type": "int"},
}
PLACE: dict[str, Any] = {
    "smart_account": {"type": "str", "required": True},
    "virtual_account": {"type": "str", "required": True},
}


def require_usable_polling(params: Params) -> None:
    """Raise InvalidValue for options that make no sense."""
    if params["poll_interval"] is not None and params["poll_interval"] < 1:
        raise InvalidValue("poll_interval: takes 1 or more.")


def place_of(params: Params, session: Session) -> Place:
    """Return the virtual account that the options name, after asking CSSM. Raises LicensingError."""
    accounts = read_accounts(session.call(search_accounts(params["paths"])))
    return choose(accounts, params["smart_account"], params["virtual_account"])
