# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins to Catalyst Center: a user and its password for a token, which ends by time and by the number of its calls."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field


@dataclass
class _Token:
    ends: float
    calls_left: int


@dataclass
class Logins:
    username: str = "lab-operator"
    password: str = "lab-Center-1"
    issued: dict[str, _Token] = field(default_factory=dict)
    count: int = 0

    def issue(self, authorization: str, life: float, calls: int, now: float) -> str | None:
        """A new token, None for another user or password."""
        expected = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        if authorization != f"Basic {expected}":
            return None
        self.count += 1
        token = hashlib.sha256(f"{self.password} {self.count}".encode()).hexdigest()
        self.issued[token] = _Token(now + life, calls)
        return token

    def take(self, token: str, now: float) -> bool:
        """Whether a call may be made with a token; the call is counted."""
        found = self.issued.get(token)
        if found is None or now >= found.ends or found.calls_left < 1:
            return False
        found.calls_left -= 1
        return True

    def expire_all(self) -> None:
        self.issued.clear()
