# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Response files from CSSM for `license smart import`, and their content: ACK, SLAC, policy, trust code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from ..words.errors import InvalidValue, LicensingError
from .acknowledged import Acknowledged, read_acknowledged
from .safe_xml import SIZE_LIMIT, Element, XmlRefused, read_xml
from .udi import Udi, parse_udi, udi

Kind = Literal["ack", "slac", "policy", "trust", "account"]
KINDS: tuple[str, ...] = get_args(Kind)
_ROOT = "smartLicense"
_POLICY = "smartLicensePolicy"
_BY_NAME: dict[str, Kind] = {
    "smartLicenseRumAck": "ack",
    "smartLicenseAuthorization": "slac",
    _POLICY: "policy",
    "smartLicenseAccountInfo": "account",
}
# The name of a trust code's element was never published beyond its beginning.
_TRUST = "smartLicenseTrust"
_REQUESTS = ("smartLicenseSystemInfo", "smartLicenseAuthRequest")


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One licence that a SLAC authorises."""

    tag: str | None
    name: str | None
    count: int | None


@dataclass(frozen=True, slots=True)
class Authorization:
    """One SLAC. `confirmation`: its code where the file has one; `success`: None if CSSM does not say."""

    udi: Udi | None
    entitlements: tuple[Entitlement, ...]
    confirmation: str | None
    success: bool | None


@dataclass(frozen=True, slots=True)
class Part:
    """One element below the root. `data[start:end]` of the file are its bytes; `kind`: None if unknown."""

    kind: Kind | None
    name: str
    udis: frozenset[Udi]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer file. `acknowledged`: None when it has no ACK or its ACK cannot be read."""

    kinds: tuple[Kind, ...]
    udis: frozenset[Udi]
    acknowledged: tuple[Acknowledged, ...] | None
    authorizations: tuple[Authorization, ...]
    policy: str | None
    smart_account: str | None
    virtual_account: str | None
    correlation_id: str | None
    parts: tuple[Part, ...]
    sha256: str

    @property
    def is_for_any_device(self) -> bool:
        """Return whether the file holds nothing specific to a device: a policy, or account names."""
        return not self.udis and set(self.kinds) <= {"policy", "account"}


def read_answer(data: bytes, limit: int = SIZE_LIMIT) -> Answer:
    """Say what is inside an answer file. `limit` in bytes.

    Raises LicensingError (import_rejected): not well-formed, nothing to import, or a file that goes the other way.
    Signatures are left to the device, which has CSSM's key.
    """
    try:
        root = read_xml(data, limit)
    except XmlRefused as error:
        raise _refused(str(error)) from error
    elements = _parts(root)
    parts = tuple(_part(element) for element in elements)
    if any(part.name == "RUMReport" for part in parts):
        raise _refused("is a usage file of a device", "Upload it to CSSM, and import the ACK that CSSM returns.")
    if any(part.name in _REQUESTS or _is_trust_request(part.name) for part in parts):
        raise _refused("is a request of a device", "Upload it to CSSM, and import the file that CSSM returns.")
    kinds = tuple(kind for kind in get_args(Kind) if any(part.kind == kind for part in parts))
    if not set(kinds) - {"account"}:
        raise _refused("contains nothing that a device can import")
    account = next((found for element in elements if (found := _descendant(element, "customerInfo"))), None)
    policy = next((found for element in elements if (found := _descendant(element, "policyCode"))), None)
    return Answer(
        kinds=kinds,
        udis=frozenset(name for part in parts for name in part.udis),
        acknowledged=_acknowledged(elements),
        authorizations=tuple(_authorization(element) for element in elements if _kind(element.name) == "slac"),
        policy=policy.text_of("name") if policy else None,
        smart_account=account.text_of("smartAccount") if account else None,
        virtual_account=account.text_of("virtualAccount") if account else None,
        correlation_id=root.text_of("correlationID"),
        parts=parts,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def refuse_strangers(answer: Answer, device: frozenset[Udi]) -> None:
    """Refuse an answer that is for other devices. `device`: its UDIs, one for each member of a stack.

    Raises LicensingError (import_rejected).
    """
    if answer.udis and answer.udis.isdisjoint(device):
        named = ", ".join(sorted(map(str, answer.udis))[:5])
        own = ", ".join(sorted(map(str, device)))
        raise _refused(f"is for {named}, not for {own}", "Import the file that names this device.")


def _parts(root: Element) -> list[Element]:
    if root.name == _POLICY:
        return [root]
    if root.name != _ROOT:
        raise _refused(f"has the root {root.name!r} instead of CSSM's {_ROOT!r} or {_POLICY!r}")
    return root.children


def _part(element: Element) -> Part:
    return Part(_kind(element.name), element.name, frozenset(_named(element)), element.start, element.end)


def _kind(name: str) -> Kind | None:
    return "trust" if name.startswith(_TRUST) else _BY_NAME.get(name)


def _is_trust_request(name: str) -> bool:
    return name.startswith(_TRUST) and name.endswith("Request")


def _named(element: Element) -> Iterator[Udi]:
    for part in element.walk():
        if part.name == "udi" and part.text.strip():
            yield _udi(part.text)
        pid, sn = part.text_of("udi_pid"), part.text_of("udi_serial_number")
        if pid and sn:
            yield udi(pid, sn)
    data = element.child("data")
    if _kind(element.name) == "ack" and data and (read := read_acknowledged(data.text)):
        yield from read[1]


def _udi(text: str) -> Udi:
    try:
        return parse_udi(text)
    except InvalidValue as error:
        raise _refused(f"names a device in an unreadable way: {error.message}") from error


def _acknowledged(elements: list[Element]) -> tuple[Acknowledged, ...] | None:
    texts = [data.text for element in elements if _kind(element.name) == "ack" and (data := element.child("data"))]
    read = [found for text in texts if (found := read_acknowledged(text)) is not None]
    return tuple(report for reports, _udis in read for report in reports) if read else None


def _authorization(element: Element) -> Authorization:
    name, code = element.text_of("udi"), element.child("authorizationCode")
    entitlements = [part for part in element.walk() if part.name == "entitlement"]
    status = code.child("status") if code else None
    success = status.text_of("success") if status else None
    confirmation = next((part for part in element.walk() if part.name.lower() == "confirmationcode"), None)
    return Authorization(
        udi=_udi(name) if name else None,
        entitlements=tuple(_entitlement(part) for part in entitlements),
        confirmation=(confirmation.text.strip() or None) if confirmation else None,
        success=None if success is None else success.lower() == "true",
    )


def _entitlement(element: Element) -> Entitlement:
    count = element.text_of("count")
    is_number = count is not None and count.isascii() and count.isdigit() and len(count) < 10
    number = int(count) if count and is_number else None
    return Entitlement(element.text_of("tag"), element.text_of("displayName"), number)


def _descendant(element: Element, name: str) -> Element | None:
    return next((part for part in element.walk() if part.name == name), None)


def _refused(why: str, advice: str = "Download it from CSSM again.") -> LicensingError:
    return LicensingError("import_rejected", f"The file {why}. Nothing was sent to the device. {advice}")
