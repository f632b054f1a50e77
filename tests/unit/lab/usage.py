# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A CSSM by itself, and signed reports of devices that need not be in any estate."""

from __future__ import annotations

import json

from tests.lab.cssm import Cssm, Token
from tests.lab.device.profile import Profile, Udi
from tests.lab.rum import SignedReport, device_secret, read_usage_file, report, sudi, usage_file

CAMPUS = "PID:C9300-24UX,SN:FCW1111A0AA"
CAMPUS_STANDBY = "PID:C9300-24U,SN:FCW1111A0AB"
BRANCH = "PID:C8300-1N1S-4T2X,SN:FDO2222A0BB"


def small_cssm() -> Cssm:
    tokens = [Token("valid", "v-1", "Campus"), Token("expired", "e-1", "Campus", expired=True)]
    stock = {"Campus": {"hseck9": 1}, "WAN": {"hseck9": 3}}
    known = {token.value: token for token in tokens}
    return Cssm("Lab Industries", known, stock, domain="industries.lab.example")


def stack() -> Profile:
    """A stack of CAMPUS and CAMPUS_STANDBY, which asks for the export licence of routers."""
    members = (("Active", CAMPUS), ("Standby", CAMPUS_STANDBY))
    found = [Udi(role, sudi(udi)["udi_pid"], sudi(udi)["udi_serial_number"]) for role, udi in members]
    return Profile("stack", "router", "17.12.4", "", "", tuple(found))


def payload(udi: str, report_id: int, count: int = 1, members: tuple[str, ...] = ()) -> str:
    content = {
        "version": "2.0",
        "asset_identification": {
            "report_id": report_id,
            "asset": {"name": "regid.2019-10.com.cisco.C8300,1.0_1"},
            "instance": {"sudi": sudi(udi)},
        },
        "meta": {"ha_udi": [{"role": "Member", "sudi": sudi(member)} for member in members]},
        "measurements": [{"value": {"type": "COUNT", "value": str(count)}}],
    }
    # Blanks that nobody else would write: serializing it again breaks the signature.
    return json.dumps(content, separators=(", ", " :"))


def text(udi: str, report_id: int, members: tuple[str, ...] = ()) -> str:
    return report(udi, payload(udi, report_id, members=members), device_secret(sudi(udi)["udi_serial_number"]))


def usage(udi: str, *report_ids: int) -> bytes:
    return usage_file(text(udi, report_id) for report_id in report_ids)


def signed(udi: str, *report_ids: int) -> list[SignedReport]:
    return read_usage_file(usage(udi, *report_ids))


def altered(data: bytes) -> bytes:
    """The same with another count: still well-formed, no longer what the device signed."""
    changed = data.replace(b'\\"value\\" :\\"1\\"', b'\\"value\\" :\\"0\\"')
    assert changed != data
    return changed
