# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures of the lab, and the usage files that devices write; cssm_answers has the files that come back.

Real signatures are made with keys that nobody outside has. Here they are HMACs over the same bytes: of a device with
a secret made from its serial number, of CSSM with its own. A UDI is a text, `PID:<pid>,SN:<sn>` as devices print it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

# The element in which a device requests trust codes is unknown: its name is a guess.
TRUST_REQUEST = "smartLicenseTrustRequest"
_RUM_REPORT = re.compile(r"<RUMReport>\s*<!\[CDATA\[(.*?)\]\]>\s*</RUMReport>", re.DOTALL)
_UDI = re.compile(r"P(?:ID)?:(?P<pid>[^,\s]+),\s*S(?:N)?:(?P<sn>[^,\s]+)")


def device_secret(sn: str) -> str:
    return hashlib.sha256(f"device {sn}".encode()).hexdigest()


def sign(secret: str, payload: str) -> str:
    """Base64 of the HMAC-SHA256 over the payload's UTF-8 bytes."""
    return base64.b64encode(hmac.digest(secret.encode(), payload.encode(), "sha256")).decode()


def verify(secret: str, payload: str, value: str) -> bool:
    return hmac.compare_digest(sign(secret, payload).encode(), value.encode())


def sudi(udi: str) -> dict[str, str]:
    """`{"udi_pid": ..., "udi_serial_number": ...}` of a UDI in either spelling. Raises ValueError."""
    found = _UDI.fullmatch(udi.strip())
    if found is None:
        raise ValueError(f"not a UDI: {udi}")
    return {"udi_pid": found["pid"], "udi_serial_number": found["sn"]}


def udi_of(found: Mapping[str, Any]) -> str:
    """The UDI of a `sudi` object. Raises ValueError."""
    pid, sn = found.get("udi_pid"), found.get("udi_serial_number")
    if not (isinstance(pid, str) and isinstance(sn, str) and pid and sn):
        raise ValueError("no udi_pid and udi_serial_number")
    return f"PID:{pid},SN:{sn}"


# -- usage files --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignedReport:
    """One RUM report as it travels: the payload's text, who signed it, and the signature's value."""

    payload: str
    pid: str
    sn: str
    value: str

    @property
    def udi(self) -> str:
        return f"PID:{self.pid},SN:{self.sn}"


@dataclass(frozen=True)
class Payload:
    """What is read in a payload: older releases keep the report id under `meta`."""

    report_id: str
    udi: str
    members: tuple[str, ...]


def report(udi: str, payload: str, secret: str) -> str:
    """The text of one RUMReport: compact JSON, its payload a string that nothing may rewrite."""
    key = json.loads(payload)["asset_identification"]["asset"]["name"]
    signature = {"sudi": sudi(udi), "signing_type": "builtin", "key": key, "value": sign(secret, payload)}
    return compact({"payload": payload, "header": {"type": "rum"}, "signature": signature})


def usage_file(reports: Iterable[str], request: str = "") -> bytes:
    """`request`: the element in which a device asks for trust codes, where it has none."""
    lines = "\n".join(f"<RUMReport><![CDATA[{text}]]></RUMReport>" for text in reports)
    return f"<smartLicense>{request}\n{lines}\n</smartLicense>\n".encode()


def read_usage_file(data: bytes) -> list[SignedReport]:
    """The reports of a usage file, signatures not checked. Raises ValueError for everything that is not a whole one."""
    root, text = document(data)
    tags = [child.tag for child in root]
    if root.tag != "smartLicense" or set(tags) - {"RUMReport", TRUST_REQUEST}:
        raise ValueError("not a usage file")
    found = [_signed_report(match) for match in _RUM_REPORT.findall(text)]
    if not found or len(found) != tags.count("RUMReport"):
        raise ValueError("a report cannot be read")
    return found


def flagged_entitlements(payloads: Iterable[str]) -> set[str]:
    """The entitlements in payloads that say that utility mode is on."""
    metas = [json.loads(payload)["meta"] for payload in payloads]
    return {meta["entitlement_tag"] for meta in metas if meta.get("utility_enabled")}


def read_payload(payload: str) -> Payload:
    """Raises ValueError when it is not the payload of a report."""
    try:
        content = json.loads(payload)
        asset = content["asset_identification"]
        number = asset.get("report_id", content["meta"].get("report_id"))
        members = tuple(udi_of(member["sudi"]) for member in content["meta"].get("ha_udi", []))
        if not isinstance(number, int | str):
            raise ValueError("no report_id")
        return Payload(str(number), udi_of(asset["instance"]["sudi"]), members)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the payload of a report: {error!r}") from error


def _signed_report(text: str) -> SignedReport:
    try:
        content = json.loads(text)
        signature = content["signature"]
        udi = sudi(udi_of(signature["sudi"]))
        found = SignedReport(content["payload"], udi["udi_pid"], udi["udi_serial_number"], signature["value"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a report: {error!r}") from error
    if not isinstance(found.payload, str) or not isinstance(found.value, str):
        raise ValueError("a report without payload or signature")
    return found


def document(data: bytes) -> tuple[ElementTree.Element, str]:
    """The root and the text of a file. Raises ValueError when it is not XML without a document type."""
    text = data.decode("utf-8").strip()
    if "<!DOCTYPE" in text:
        raise ValueError("a document type is not taken")
    try:
        return ElementTree.fromstring(text), text
    except ElementTree.ParseError as error:
        raise ValueError(f"not XML: {error}") from error


def compact(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))
