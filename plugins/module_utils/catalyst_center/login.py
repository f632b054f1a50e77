# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login to Catalyst Center: user and password once, then a token."""

from __future__ import annotations

import base64

from ..http.https import Request
from ..http.login import Asking, Granted, is_header_word
from ..words.errors import LicensingError

# It lasts an hour. Some releases end it sooner, after a number of calls: then the session logs in again.
_SECONDS = 3600 * 0.9


class CenterLogin:
    """HTTP Basic, answered with a token. `more_secrets`: what else must never show, such as device passwords."""

    advice = "Check username and password, and the permissions of the user's role."

    def __init__(self, base_url: str, username: str, password: str, more_secrets: tuple[str, ...] = ()) -> None:
        self._url = f"{base_url.rstrip('/')}/dna/system/api/v1/auth/token"
        self._basic = base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
        self.secrets: tuple[str, ...] = (password, self._basic, *more_secrets)

    def log_in(self, ask: Asking) -> Granted:
        """Return the token as a header; see Login."""
        token = ask.json("login", self._request).get("Token")
        if not is_header_word(token):
            raise LicensingError("api_failed", "login: the response has no Token; check base_url.")
        return Granted({"X-Auth-Token": token}, (token,), _SECONDS)

    def _request(self) -> Request:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Basic {self._basic}",
        }
        return Request("POST", self._url, headers, b"{}")
