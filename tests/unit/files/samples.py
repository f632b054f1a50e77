# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files to read: fixtures of our own, captures where a folder of them is at hand, and makers of many files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from tests.unit.parsers.captures import CORPUS

FIXTURES = Path(__file__).parent / "fixtures"
ROUTER = Udi("C8300-1N1S-4T2X", "FDO2401A0BC")
ACTIVE, STANDBY = Udi("C9300-24T", "FOC2233X0AA"), Udi("C9300-24T", "FOC2233X0BB")


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def captured(name: str) -> list[bytes]:
    """Return a capture of a real file, or nothing if the folder of captures is not at hand."""
    path = CORPUS / "files" / name
    return [path.read_bytes()] if path.exists() else []


def payload(device: Udi, report_id: int, members: Iterable[Udi] = (), samples: int = 1) -> str:
    """Return the text that is signed: about 150 bytes a sample, whose times compress as badly as real ones."""
    measurement = {"metric_name": "ENTITLEMENT", "sample_interval": 86400, "num_samples": 96, "value": "1"}
    numbers = hashlib.shake_128(f"{device} {report_id}".encode()).digest(4 * samples)
    times = [int.from_bytes(numbers[at : at + 4]) for at in range(0, len(numbers), 4)]
    content = {
        "version": "2.0",
        "asset_identification": {"report_id": report_id, "instance": {"sudi": sudi(device)}},
        "meta": {"ha_udi": [{"role": "Active", "sudi": sudi(member)} for member in members]},
        "measurements": [{"log_time": at, "start_time": at, "end_time": at + 86400, **measurement} for at in times],
    }
    return json.dumps(content, separators=(",", ":"))


def sudi(device: Udi) -> dict[str, str]:
    return {"udi_pid": device.pid, "udi_serial_number": device.sn}


def report(text: str, signer: Udi) -> bytes:
    signature = {"sudi": sudi(signer), "value": hashlib.sha256(text.encode()).hexdigest()}
    content = {"payload": text, "header": {"type": "rum"}, "signature": signature}
    return b"<RUMReport><![CDATA[%b]]></RUMReport>" % json.dumps(content).encode()


def usage_file(device: Udi, report_ids: Iterable[int], samples: int = 1) -> bytes:
    reports = (report(payload(device, number, samples=samples), device) for number in report_ids)
    return b"<smartLicense>\n" + b"\n".join(reports) + b"\n</smartLicense>\n"


def slac(device: Udi) -> bytes:
    entitlement = "<entitlement><tag>regid.hseck9</tag><count>1</count><displayName>HSEC</displayName></entitlement>"
    return (
        f"<smartLicenseAuthorization><udi>P:{device.pid},S:{device.sn}</udi><authorizationCode><entitlements>"
        f"{entitlement}</entitlements></authorizationCode><signature>{device.sn}=</signature>"
        "</smartLicenseAuthorization>"
    ).encode()


def ack(*acknowledged: tuple[Udi, int]) -> bytes:
    entries = [{"sudi": sudi(device), "report_id": number, "status": "ACKNOWLEDGED"} for device, number in acknowledged]
    data = json.dumps(entries)
    return (
        f"<smartLicenseRumAck><data><![CDATA[{data}]]></data><signature>QUNL</signature></smartLicenseRumAck>".encode()
    )


def policy() -> bytes:
    code = b"<policyCode><name>Ours</name></policyCode>"
    return b"<smartLicensePolicy>" + code + b"<signature>UE9M</signature></smartLicensePolicy>"


def answer(*parts: bytes) -> bytes:
    return b"<smartLicense>" + b"".join(parts) + b"<correlationID>abc</correlationID></smartLicense>"


def request_file(device: Udi, *members: Udi) -> bytes:
    """Return a request for the SLAC of a device, or of all members of a stack, as far as its layout is known."""
    licenses = [{"sudi": sudi(member), "keys": [{"entitlement": "regid.hseck9"}]} for member in (device, *members)]
    data = json.dumps({"licenses": licenses}, separators=(",", ":"))
    content = f"<udi>P:{device.pid},S:{device.sn}</udi><data><![CDATA[{data}]]></data><signature>UkVR</signature>"
    return f"<smartLicense><smartLicenseAuthRequest>{content}</smartLicenseAuthRequest></smartLicense>".encode()
