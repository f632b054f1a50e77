# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of an operation on CSSM, and the options that all of them take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..accounts import Place, choose, read_accounts
from ..calls import search_accounts
from ..session import Session

Params = dict[str, Any]
Result = dict[str, Any]
Run = Callable[[Params, Session, bool], Result]

_TOKENS = "v1/accounts/{domain}/virtual-accounts/{virtual_account}/tokens"
ACCESS: dict[str, Any] = {
    "base_url": {"type": "str", "default": "https://swapi.cisco.com/services/api/smart-accounts-and-licensing"},
    "token_url": {"type": "str", "default": "https://cloudsso.cisco.com/as/token.oauth2", "no_log": False},
    "client_id": {"type": "str", "required": True},
    "client_secret": {"type": "str", "required": True, "no_log": True},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "timeout": {"type": "int", "default": 30},
    "retries": {"type": "int", "default": 3},
    "paths": {
        "type": "dict",
        "apply_defaults": True,
        "options": {
            "accounts": {"type": "str", "default": "v2/accounts/search"},
            "tokens": {"type": "str", "default": _TOKENS, "no_log": False},
            "authorization_request": {"type": "str", "default": "v2/devices/authrequest"},
            "usage_report": {"type": "str", "default": "v2/devices/reportusage"},
            "poll": {"type": "str", "default": "v2/accounts/poll"},
        },
    },
}
PLACE: dict[str, Any] = {
    "smart_account": {"type": "str", "required": True},
    "virtual_account": {"type": "str", "required": True},
}


@dataclass(frozen=True)
class Operation:
    """C(run(params, session, check_mode)) returns a result or raises LicensingError; in check mode it only asks."""

    options: dict[str, Any]
    run: Run
    constraints: dict[str, Any] = field(default_factory=dict)

    @property
    def argument_spec(self) -> dict[str, Any]:
        """Return the options of the module, those of the access included."""
        return ACCESS | self.options


def place_of(params: Params, session: Session) -> Place:
    """Return the virtual account that the options name, after asking CSSM. Raises LicensingError."""
    accounts = read_accounts(session.call(search_accounts(params["paths"])))
    return choose(accounts, params["smart_account"], params["virtual_account"])
