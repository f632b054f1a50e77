# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The login of SD-WAN Manager: a session cookie, and a token that every call which changes something must carry.

A wrong password and a session that has ended are both answered with the login page, mostly with status 200.
"""

from __future__ import annotations

import re
import urllib.parse

from ..http.https import Reply, Request
from ..http.login import Asking, Granted, is_header_word
from ..words.errors import LicensingError

_COOKIE = re.compile(r"(?:^|[\s,;])JSESSIONID=([!-+\--:<-~]+)")
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# Its response to a call without the session's token, which looks the same for an ended session.
_TOKEN_REFUSED = b"SessionTokenFilter"


class SessionLogin:
    """A user with a password. The user needs the permission to use the API and to manage licences."""

    advice = "Check username and password, and that this user may use the API and manage licences."

    def __init__(self, base_url: str, username: str, password: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._form = {"j_username": username, "j_password": password}
        self.secrets: tuple[str, ...] = (password,)

    def log_in(self, ask: Asking) -> Granted:
        """Return the cookie and the token as headers; see Login."""
        reply = ask.reply("login", self._request)
        cookie = _COOKIE.search(reply.headers.get("set-cookie", ""))
        if not 200 <= reply.status < 400:
            raise LicensingError(
                "api_failed", f"login: SD-WAN Manager answered with status {reply.status}. {self.advice}"
            )
        if is_login_page(reply) or cookie is None:
            raise LicensingError("api_failed", f"login: SD-WAN Manager refused it. {self.advice}")
        session = f"JSESSIONID={cookie[1]}"
        token = self._token(ask, session)
        headers = {"Cookie": session, "X-XSRF-TOKEN": token}
        # Manager counts the sessions of a user, and refuses more when there are too many.
        log_out = Request("GET", f"{self._base_url}/logout?nocache=1", {"Cookie": session})
        return Granted(headers, (cookie[1], token), ended=has_ended, log_out=log_out)

    def _token(self, ask: Asking, session: str) -> str:
        url = f"{self._base_url}/dataservice/client/token"
        reply = ask.reply("login", lambda: Request("GET", url, {"Cookie": session}))
        token = reply.body.decode("ascii", "replace").strip()
        if reply.status != 200 or is_login_page(reply) or not is_header_word(token):
            raise LicensingError(
                "api_failed",
                f"login: SD-WAN Manager returned no token for changes (status {reply.status}). {self.advice}",
            )
        return token

    def _request(self) -> Request:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(self._form).encode("ascii")
        return Request("POST", f"{self._base_url}/j_security_check", kind, body)


def is_login_page(reply: Reply) -> bool:
    """Return whether a reply is a page for a person, which no call is answered with."""
    return _PAGE.match(reply.body) is not None


def has_ended(reply: Reply) -> bool:
    """Return whether a reply says that the session has ended: nothing was done."""
    if reply.status in (302, 303):
        return True
    return reply.status == 401 or is_login_page(reply) or (reply.status == 403 and _TOKEN_REFUSED in reply.body)
