# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage files: the RUM reports that a device saved, verified to be complete.

A report's payload is a string within JSON within XML, and its signature covers the bytes of that string: it is handed
on unchanged and never rewritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..words.errors import InvalidValue, LicensingError
from .safe_xml import SIZE_LIMIT, Element, XmlRefused, read_xml
from .strict_json import read_json
from .udi import Udi, udi_of

_ROOT = "smartLicense"
_REPORT = "RUMReport"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a payload says of itself. `udi`: the product instance; `members`: the members of its stack."""

    report_id: str
    udi: Udi
    members: tuple[Udi, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One RUM report. `raw`: its element in the file, byte for byte; `payload`: the string that is signed."""

    report_id: str
    udi: Udi
    members: tuple[Udi, ...]
    payload: str
    signature: Mapping[str, Any]
    raw: bytes

    @property
    def pid(self) -> str:
        """Return the product ID of the device that reports."""
        return self.udi.pid

    @property
    def sn(self) -> str:
        """Return the serial number of the device that reports."""
        return self.udi.sn


@dataclass(frozen=True, slots=True)
class Usage:
    """A whole usage file. `udis`: all that its reports name, members included; empty when there is no report."""

    reports: tuple[Report, ...]
    udis: frozenset[Udi]
    sha256: str

    @property
    def report_ids(self) -> tuple[str, ...]:
        """Return the ID of each report, in the order of the file."""
        return tuple(report.report_id for report in self.reports)


def read_usage(data: bytes, limit: int = SIZE_LIMIT) -> Usage:
    """Verify that a usage file is complete and return its reports. `limit` in bytes.

    Raises LicensingError (transfer_failed): not well-formed, another root, a report that cannot be read.
    """
    try:
        root = read_xml(data, limit)
    except XmlRefused as error:
        raise _not_whole(str(error)) from error
    if root.name != _ROOT:
        raise _not_whole(f"has the root {root.name!r} instead of a device's {_ROOT!r}")
    elements = [element for element in root.children if element.name == _REPORT]
    closed = data.count(f"</{_REPORT}>".encode())
    if len(elements) != closed:
        raise _not_whole(f"has {len(elements)} reports and {closed} ends of reports")
    reports = tuple(_report(data, element, number) for number, element in enumerate(elements, 1))
    udis = {name for report in reports for name in (report.udi, *report.members)}
    return Usage(reports, frozenset(udis), hashlib.sha256(data).hexdigest())


def narrowed(data: bytes, report_ids: Collection[str]) -> bytes:
    """Return a usage file with these reports only, plus its other content; each byte for byte.

    From 17.7.1 on a device without trust code adds a request for one, in an undocumented element.
    """
    kept, position = [], 0
    for report in read_usage(data).reports:
        start = data.index(report.raw, position)
        end = start + len(report.raw)
        if report.report_id in report_ids:
            kept.append(data[position:end])
        else:
            kept.append(data[position:start])
            end += data[end : end + 1] == b"\n"
        position = end
    return b"".join([*kept, data[position:]])


def read_payload(text: str) -> Payload:
    """Read what a payload says of itself, in the layout of any release. Raises ValueError."""
    payload = read_json(text)
    if not isinstance(payload, dict):
        raise ValueError("its payload is not a JSON object")
    identification, meta = _mapping(payload, "asset_identification"), _mapping(payload, "meta")
    # 17.6 has the ID in meta, later releases in asset_identification.
    report_id = next((part["report_id"] for part in (identification, meta, payload) if "report_id" in part), None)
    if isinstance(report_id, bool) or not isinstance(report_id, (int, str)) or not str(report_id).strip():
        raise ValueError("its payload has no report ID")
    name = udi_of(_mapping(_mapping(identification, "instance"), "sudi"))
    if name is None:
        raise ValueError("its payload has no UDI")
    stack = meta.get("ha_udi")
    listed = [entry for entry in stack if isinstance(entry, dict)] if isinstance(stack, list) else []
    members = (udi_of(_mapping(entry, "sudi")) for entry in listed)
    return Payload(str(report_id).strip(), name, tuple(member for member in members if member))


def check_digest(data: bytes, algorithm: str, expected: str) -> None:
    """Compare a file with a digest that was taken before it travelled. Raises LicensingError (transfer_failed).

    `algorithm` is md5 (what a device computes) or sha256 (what the ledger keeps). This finds the changed byte that
    leaves a file readable: the signature of a report can be checked by CSSM alone.
    """
    found = hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
    if found != expected.strip().lower():
        raise _not_whole(f"has the {algorithm} {found}, but {expected} was recorded before")


def _report(data: bytes, element: Element, number: int) -> Report:
    try:
        envelope = read_json(element.text)
        if not isinstance(envelope, dict) or not isinstance(envelope.get("payload"), str):
            raise ValueError("its payload is not a string")
        payload = read_payload(envelope["payload"])
        signature = _mapping(envelope, "signature")
        signer = udi_of(_mapping(signature, "sudi"))
        if signer not in (None, payload.udi, *payload.members):
            raise ValueError(f"it is for {payload.udi} but signed by {signer}")
    except (ValueError, InvalidValue) as error:
        raise _not_whole(f"has a report, number {number}, that is unreadable: {error}") from error
    raw = data[element.start : element.end]
    return Report(payload.report_id, payload.udi, payload.members, envelope["payload"], signature, raw)


def _mapping(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _not_whole(why: str) -> LicensingError:
    return LicensingError(
        "transfer_failed",
        f"The usage file {why}. It is incomplete or altered: nothing was read from it. Save and fetch it again; the "
        "reports are still on the device.",
    )
