# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface of an operation on a server, and its options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .login import Login
from .session import Session

Params = dict[str, Any]
Result = dict[str, Any]
Run = Callable[[Params, Session, bool], Result]

HTTPS: dict[str, Any] = {
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "timeout": {"type": "int", "default": 30},
    "retries": {"type": "int", "default": 3},
}


@dataclass(frozen=True)
class Server:
    """A kind of server. `name`: what errors call it; `options`: those of the access, `base_url` among them.

    `urls` names the options that hold a URL to which secrets travel; `login` makes a login of the options.
    """

    name: str
    options: dict[str, Any]
    login: Callable[[Params], Login]
    urls: tuple[str, ...] = ("base_url",)


@dataclass(frozen=True)
class Operation:
    """`run(params, session, check_mode)` returns a result or raises LicensingError; in check mode it only asks."""

    server: Server
    options: dict[str, Any]
    run: Run
    constraints: dict[str, Any] = field(default_factory=dict)

    @property
    def argument_spec(self) -> dict[str, Any]:
        """Return the options of the module, those of the access included."""
        return self.server.options | HTTPS | self.options
