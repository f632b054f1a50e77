# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Request files, in which a device requests a SLAC from CSSM: verify that they are complete.

What is known of them is where CSSM's clients look: `smartLicense/smartLicenseAuthRequest/data`, JSON that names the
device in a `sudi`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from ..words.errors import InvalidValue, LicensingError
from .safe_xml import Element, XmlRefused, read_xml
from .strict_json import read_json
from .udi import Udi, belongs_to, parse_udi, udi_of

_ROOT = "smartLicense"
_REQUEST = "smartLicenseAuthRequest"
# One that asks for every member of a large stack is a few kB.
_SIZE_LIMIT = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request. `udis`: all that it names, members included."""

    udis: frozenset[Udi]
    sha256: str


def read_request(data: bytes, device: Collection[Udi]) -> Request:
    """Verify that a SLAC request is complete, and from the device with these UDIs, one per member.

    Raises LicensingError (transfer_failed).
    """
    try:
        root = read_xml(data, _SIZE_LIMIT)
    except XmlRefused as error:
        raise _refused(str(error)) from error
    if root.name != _ROOT:
        raise _refused(f"has the root {root.name!r} instead of a device's {_ROOT!r}")
    if root.child(_REQUEST) is None:
        raise _refused(f"has no {_REQUEST!r}")
    udis = frozenset(_named(root))
    if not udis or not belongs_to(udis, device):
        names = ", ".join(sorted(map(str, udis))[:5]) or "no device"
        raise _refused(f"names {names}, not {', '.join(sorted(map(str, device)))}")
    return Request(udis, hashlib.sha256(data).hexdigest())


def _named(root: Element) -> Iterator[Udi]:
    for element in root.walk():
        text = element.text.strip()
        try:
            if element.name == "udi" and text:
                yield parse_udi(text)
            elif element.name == "data":
                yield from _named_in(read_json(text))
        except (ValueError, InvalidValue) as error:
            raise _refused(f"has an unreadable part: {error}") from error


def _named_in(content: Any) -> Iterator[Udi]:
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = udi_of(part)
            if name:
                yield name
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _refused(why: str) -> LicensingError:
    return LicensingError("transfer_failed", f"The request file {why}. Nothing was read from it; run again.")
