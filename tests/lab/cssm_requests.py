# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the requests that devices save for CSSM: for trust codes, and for authorization codes (SLAC)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from .cssm_answers import signed_parts
from .rum import TRUST_REQUEST, device_secret, document, sudi, udi_of, verify

_TRUST, _SLAC = TRUST_REQUEST, "smartLicenseAuthRequest"


@dataclass(frozen=True)
class DeviceRequest:
    """`wanted`: for each UDI the entitlement tags with their counts, none in a request for trust codes.

    `returned`: the UDIs whose former authorization code was returned with this request.
    """

    kind: Literal["trust", "slac"]
    wanted: Mapping[str, Mapping[str, int]]
    returned: frozenset[str] = frozenset()


def read_request(data: bytes) -> DeviceRequest:
    """Raises ValueError for what is no request, or none that the device named in it has signed."""
    root, text = document(data)
    # A usage file can hold one beside its reports.
    parts = {part.tag: part for part in root if part.tag != "RUMReport"}
    if root.tag != "smartLicense" or not parts.keys() & {_TRUST, _SLAC}:
        raise ValueError("not a request of a device")
    if list(parts) != [name for name, _, _ in signed_parts(text)]:
        raise ValueError("a part of the request is not signed")
    for name, content, signature in signed_parts(text):
        owner = sudi(parts[name].findtext("udi", ""))
        if not verify(device_secret(owner["udi_serial_number"]), content, signature):
            raise ValueError(f"the signature of {udi_of(owner)} is wrong")
    try:
        return _trust(parts[_TRUST]) if _TRUST in parts else _slac(parts[_SLAC])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a request of a device: {error!r}") from error


def _trust(part: ElementTree.Element) -> DeviceRequest:
    return DeviceRequest("trust", {udi_of(member["sudi"]): {} for member in _data(part)["ha_udi"]})


def _slac(part: ElementTree.Element) -> DeviceRequest:
    licenses = _data(part)["licenses"]
    wanted = {
        udi_of(entry["sudi"]): {str(key["entitlement"]): int(key["count"]) for key in entry["keys"]}
        for entry in licenses
    }
    return DeviceRequest("slac", wanted, frozenset(udi_of(entry["sudi"]) for entry in licenses if entry["remove_code"]))


def _data(part: ElementTree.Element) -> Any:
    return json.loads(part.findtext("data", ""))
