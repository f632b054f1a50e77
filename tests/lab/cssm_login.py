# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins to CSSM's API: OAuth client credentials, access tokens for a while, each nonce once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass
class Logins:
    """`issued` maps access tokens to the time at which they end; `nonces` those of all calls so far."""

    client_id: str = "lab-client"
    client_secret: str = "lab-Client-Secret-1"
    issued: dict[str, float] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    count: int = 0

    def issue(self, life: float, now: float) -> str:
        self.count += 1
        token = hashlib.sha256(f"{self.client_secret} {self.count}".encode()).hexdigest()
        self.issued[token] = now + life
        return token

    def valid(self, token: str, now: float) -> bool:
        return now < self.issued.get(token, 0.0)

    def expire_all(self) -> None:
        self.issued.clear()

    def is_fresh(self, nonce: str) -> bool:
        """True the first time that a nonce is seen."""
        fresh = nonce not in self.nonces
        self.nonces.add(nonce)
        return fresh
