# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The REST service of a device, `/smartlic-service` over HTTPS: it returns reports and accepts response files.

Cisco documents the calls (DevNet, IOS XE, Smart Licensing) and not what all of them answer. Its own example sends an
answer file as it is, and says that it is JSON; its guide wants base64. So the one is tried, and then the other. Whether
a file was taken is said by the state of the device, and by no word of an answer.
"""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any, Protocol

from ..http.calls import Call, Json, one_line
from ..http.https import Http, UrlHttp
from ..http.login import Asking, Granted
from ..http.operation import unverified
from ..http.session import Refused, Session
from ..words.clock import Clock
from ..words.errors import InvalidValue, LicensingError
from ..words.values import checked, checked_number

BASE = "/smartlic-service"
OPTIONS: dict[str, Any] = {
    "rest_host": {"type": "str"},
    "rest_port": {"type": "int", "default": 443},
    "rest_username": {"type": "str"},
    "rest_password": {"type": "str", "no_log": True},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
}
REQUIRED = ["rest_host", "rest_username", "rest_password"]
CLOSE_REPORTS, IMPORT = f"POST {BASE}/close-reports", f"POST {BASE}/import"
_TIMEOUT = 60.0
_RETRIES = 2
_REFUSAL = re.compile(r"fail|error|invalid|denied|reject", re.IGNORECASE)
_DECODER = JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")


class OpenHttp(Protocol):
    """Something that makes a client of HTTPS."""

    def __call__(self, *, timeout: float, validate_certs: bool, ca_path: str | None, clock: Clock) -> Http:
        """Return the client. Raises InvalidValue for a ca_path that cannot be used."""


class _Basic:
    """HTTP Basic, with every request."""

    advice = "Check rest_username and rest_password, that the user has privilege 15, and 'ip http authentication'."

    def __init__(self, username: str, password: str) -> None:
        self._word = base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
        self.secrets: tuple[str, ...] = (password, self._word)

    def log_in(self, _ask: Asking) -> Granted:
        """Return the header without a request."""
        return Granted({"Authorization": f"Basic {self._word}"}, ())


@dataclass(frozen=True)
class SmartlicService:
    """The service of one device."""

    session: Session

    def close_reports(self) -> None:
        """Close what still collects, so that it is among the reports. Raises LicensingError."""
        # Cisco's example sends a body, whose content means nothing.
        self.session.content(Call("close reports", "POST", "close-reports", True, lambda _stamp: {}))

    def usage_file(self, days: int | None = None) -> bytes:
        """Return the reports of so many days, or all that are stored, as a usage file; each byte for byte.

        Raises LicensingError: transfer_failed for an answer that is cut or of another shape.
        """
        path = "all-reports" if days is None else f"days/{days}"
        answer = self.session.content(Call("fetch reports", "GET", path, True))
        try:
            reports = list(_raw_reports(answer.decode("utf-8")))
        except (ValueError, RecursionError) as error:
            raise LicensingError(
                "transfer_failed",
                f"the response of {BASE}/{path} is incomplete or has no 'usage' ({error}); run again.",
            ) from error
        return "\n".join(["<smartLicense>", *map(_element, reports), "</smartLicense>\n"]).encode()

    def hand_in(self, data: bytes) -> Iterator[str]:
        """Hand in an answer file, in one way after the other, for as long as the caller asks for more.

        Yields the device's message if it seems to refuse the file, otherwise nothing. A second import does no harm.
        Raises LicensingError if it was not reached.
        """
        for kind, body in itertools.product(("application/json", "text/plain"), (data, base64.b64encode(data))):
            yield self._import(kind, body)

    def _import(self, kind: str, body: bytes) -> str:
        def content(_body: Json) -> tuple[str, bytes]:
            return kind, body

        try:
            answer = self.session.content(Call("import", "POST", "import", True, lambda _stamp: {}, content=content))
        except Refused as refusal:
            if refusal.status in (401, 403, 404):
                raise
            return refusal.message
        said = self.session.mask(one_line(answer.decode("utf-8", "replace")))
        return said if sounds_like_refusal(said) else ""


def sounds_like_refusal(said: str) -> bool:
    """Return whether a device that was given a file may mean no; what it shows afterwards decides."""
    return _REFUSAL.search(said) is not None


def service_of(params: dict[str, Any], open_http: OpenHttp, clock: Clock) -> SmartlicService:
    """Return the service that the options name. Raises InvalidValue."""
    missing = [name for name in REQUIRED if not params[name]]
    if missing:
        raise InvalidValue(f"transfer=rest needs {', '.join(missing)}")
    host = checked("rest_host", "host", params["rest_host"])
    port = checked_number("rest_port", params["rest_port"], 1, 65535)
    url = f"https://{f'[{host}]' if ':' in host else host}:{port}{BASE}"
    http = open_http(timeout=_TIMEOUT, validate_certs=params["validate_certs"], ca_path=params["ca_path"], clock=clock)
    login = _Basic(params["rest_username"], params["rest_password"])
    return SmartlicService(Session("the REST service of the device", url, login, http, clock, _RETRIES))


def warnings_of(params: dict[str, Any]) -> dict[str, list[str]]:
    """Return what a result has to say about certificates."""
    return {} if params["validate_certs"] else {"warnings": [unverified("the device")]}


def open_https(*, timeout: float, validate_certs: bool, ca_path: str | None, clock: Clock) -> Http:
    """Return Ansible's own client of HTTPS; see OpenHttp."""
    return UrlHttp(timeout=timeout, validate_certs=validate_certs, ca_path=ca_path, clock=clock)


def _element(report: str) -> str:
    # In JSON this character occurs in strings only, where it may be escaped; unescaped it would end the CDATA section.
    text = report.replace("]]>", r"]]\u003e")
    return f"<RUMReport><![CDATA[{text}]]></RUMReport>"


def _raw_reports(text: str) -> Iterator[str]:
    """Yield the text of each item of the list `usage` of a JSON object, unchanged. Raises ValueError."""
    start = next((start for name, start, _end in _members(text) if name == "usage"), None)
    if start is None or text[start] != "[":
        raise ValueError("there is no list 'usage'")
    at = _skip(text, start + 1)
    while text[at] != "]":
        _value, end = _DECODER.raw_decode(text, at)
        yield text[at:end]
        at = _after(text, end, "]")


def _members(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (name, where its value begins, where it ends) of each member of a whole JSON object."""
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        raise ValueError("it is no JSON object")
    at = _skip(text, at + 1)
    while text[at : at + 1] != "}":
        name, end = _DECODER.raw_decode(text, at)
        at = _skip(text, end)
        if text[at : at + 1] != ":":
            raise JSONDecodeError("':' is missing", text, at)
        start = _skip(text, at + 1)
        _value, end = _DECODER.raw_decode(text, start)
        yield str(name), start, end
        at = _after(text, end, "}")


def _after(text: str, at: int, closing: str) -> int:
    """Return where the next item begins, or the closing sign stands."""
    at = _skip(text, at)
    if text[at : at + 1] == ",":
        return _skip(text, at + 1)
    if text[at : at + 1] != closing:
        raise JSONDecodeError("it is cut", text, at)
    return at


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
