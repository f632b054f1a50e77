# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that a device saves for somebody to carry to CSSM: for trust, and for authorization codes.

No real file of either kind was seen. Of the second it is known where two elements stand and what is taken from them;
everything else, and the first one as a whole, is ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..cssm import digest
from ..rum import TRUST_REQUEST, device_secret, sign
from .profile import Profile, Udi
from .reports import sudi

# From this release on a device without trust code asks for one in each usage file that it saves.
REQUEST_WITH_USAGE = (17, 7, 1)


def trust_request(profile: Profile, hostname: str, now: float) -> bytes:
    """One request for the whole device; members are named in it."""
    return _wrapped(trust_element(profile, hostname, now))


def trust_element(profile: Profile, hostname: str, now: float) -> str:
    """The same as in the usage files of a device without a trust code."""
    members = [{"role": member.role, "sudi": sudi(member)} for member in profile.members]
    data = {**_head(profile.udi, hostname, now), "software_version": profile.padded_release, "ha_udi": members}
    return _element(TRUST_REQUEST, profile.udi, data)


def authorization_request(
    profile: Profile, hostname: str, feature: str, members: Iterable[tuple[Udi, str]], now: float
) -> bytes:
    """Ask for one licence on each of the members, which come with their last return codes (may be empty)."""
    licenses = [
        {
            "sudi": sudi(member),
            "hostname": hostname,
            "display_name": feature,
            "keys": [{"entitlement": profile.export_entitlement, "count": "1"}],
            "confirm_code": digest(str(member), feature)[:8],
            "remove_code": return_code,
        }
        for member, return_code in members
    ]
    system = _element("smartLicenseSystemInfo", profile.udi, _head(profile.udi, hostname, now))
    return _wrapped(system, _element("smartLicenseAuthRequest", profile.udi, {"licenses": licenses}))


def _head(udi: Udi, hostname: str, now: float) -> dict[str, object]:
    nonce = digest(str(udi), str(now))[:16]
    return {"timestamp": int(now * 1000), "nonce": nonce, "sudi": sudi(udi), "hostname": hostname}


def _element(name: str, udi: Udi, data: dict[str, object]) -> str:
    """Signed as the parts of an answer are: over everything in the element that stands before the signature."""
    text = json.dumps(data, separators=(",", ":"))
    content = f"<udi>P:{udi.pid},S:{udi.sn}</udi><data><![CDATA[{text}]]></data>"
    return f"<{name}>{content}<signature>{sign(device_secret(udi.sn), content)}</signature></{name}>"


def _wrapped(*elements: str) -> bytes:
    return "".join(["<smartLicense>", *elements, "</smartLicense>"]).encode()
