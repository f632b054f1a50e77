# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to SD-WAN Manager, and requests that several operations share."""

from __future__ import annotations

from typing import Any

from ...http.accounts import SmartAccount, VirtualAccount
from ...http.operation import Server
from ...http.session import Session
from ..accounts import known_licences, read_known_licences
from ..login import SessionLogin
from ..records import BILLING_TYPES, Licence

ACCESS: dict[str, Any] = {
    "base_url": {"type": "str", "required": True},
    "username": {"type": "str", "required": True},
    "password": {"type": "str", "required": True, "no_log": True},
}
SDWAN_MANAGER = Server(
    "SD-WAN Manager",
    ACCESS,
    lambda params: SessionLogin(params["base_url"], params["username"], params["password"]),
)


def licences_in(session: Session, owner: SmartAccount, account: VirtualAccount) -> list[Licence]:
    """Return the licences of a virtual account that Manager has in its own books. Raises LicensingError."""
    return [
        licence
        for billing_type in BILLING_TYPES
        for licence in read_known_licences(session.value(known_licences(account, billing_type)), owner, account)
    ]


def shown(licence: Licence) -> dict[str, Any]:
    """Return a licence as results have it."""
    return {
        "tag": licence.tag,
        "display_name": licence.display_name,
        "smart_account": licence.smart_account,
        "virtual_account": licence.virtual_account,
        "billing_type": licence.billing_type,
        "subscription_id": licence.subscription_id,
        "available": licence.available,
        "quantity": licence.quantity,
    }
