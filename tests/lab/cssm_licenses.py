# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What CSSM lists of the licences of a virtual account: the export licences in its stock, and other purchases."""

from __future__ import annotations

from typing import Any

from .cssm import Cssm

_NAMES = {"hseck9": "Router US Export Lic. for DNA"}


def licenses_of(cssm: Cssm, virtual_account: str) -> list[dict[str, Any]]:
    """Each licence as its API shows it. Usage is counted of what SLACs took, and of nothing else."""
    authorized = [
        feature
        for instance in cssm.instances.values()
        if instance.virtual_account == virtual_account
        for feature in instance.authorized
    ]
    listed = [
        _shown(virtual_account, _NAMES.get(feature, feature), left + authorized.count(feature), left)
        for feature, left in cssm.stock.get(virtual_account, {}).items()
    ]
    bought = cssm.bought.get(virtual_account, {})
    return listed + [_shown(virtual_account, name, count, count) for name, count in bought.items()]


def _shown(virtual_account: str, name: str, quantity: int, available: int) -> dict[str, Any]:
    term = {"licenseType": "PERPETUAL", "quantity": quantity, "startDate": "", "endDate": "", "subscriptionId": None}
    return {
        "license": name,
        "virtualAccount": virtual_account,
        "quantity": quantity,
        "inUse": quantity - available,
        "available": available,
        "status": "In Compliance",
        "pendingQuantity": 0,
        "reserved": 0,
        "licenseDetails": [term],
    }
