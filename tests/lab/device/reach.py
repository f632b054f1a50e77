# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a message from a device reaches CSSM, CSLU or SSM On-Prem with the configuration it has, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..on_prem import OnPrem
from .config import CALL_HOME_URL, SMART_URL, CallHomeProfile, RunningConfig
from .profile import Profile

UNRESOLVED = "Unable to resolve server hostname/domain name"
NO_REPLY = "NO REPLY"
EMPTY = "Received empty response from server"
TRUST_POINT = "crypto pki trustpoint SLA-TrustPoint"
CSLU = "Cisco Smart License Utility (CSLU)"
CSLU_LOCAL = "cslu-local"
CSLU_PATH = "/cslu/v1/pi"
CALL_HOME_FAILED = "Fail to send out Call Home HTTP message."
CALL_HOME_DISABLED = "The action failed because smart license transport is disabled in call-home profile"


@dataclass(frozen=True)
class NoWay:
    """`answer` is the word for `Last Response`, `reason` its failure reason (may be empty), `log` for syslog."""

    answer: str
    reason: str
    log: str
    peer: str = "Cisco Smart Software Manager (CSSM)"


def way_to_cssm(config: RunningConfig, profile: Profile, unreachable: bool) -> NoWay | None:
    """None when messages get through.

    An unanswered connection has no failure reason in the captures, only `NO REPLY`; the reason is in syslog.
    """
    transport = config.license.transport
    if transport == "smart":
        blocked = _smart(config, profile)
    elif transport == "callhome":
        blocked = _call_home(config, profile)
    else:
        # Transport off. What an agent that has something to say keeps as its failure then was not seen.
        blocked = NoWay(NO_REPLY, UNRESOLVED, UNRESOLVED, CSLU)
    if blocked is None and unreachable:
        return NoWay(NO_REPLY, "", "Communications failure")
    return blocked


def way_to_cslu(config: RunningConfig, profile: Profile, unreachable: bool) -> NoWay | None:
    """None when messages get through. CSLU is at every port of this machine, and at no other address.

    Without a URL a device looks for `cslu-local`, which only its own host table can know here.
    """
    url = urlsplit(config.license.url_cslu or f"http://{CSLU_LOCAL}:8182{CSLU_PATH}")
    addresses = config.hosts.get((config.license.vrf, url.hostname or ""), [url.hostname or ""])
    known = "127.0.0.1" in addresses and config.license.vrf == profile.needs_vrf
    if not known:
        return NoWay(NO_REPLY, UNRESOLVED, UNRESOLVED, CSLU)
    if unreachable or url.scheme not in ("http", "https") or not url.path.startswith(CSLU_PATH):
        return NoWay(NO_REPLY, "", "Communications failure", CSLU)
    return None


def goes_to_on_prem(config: RunningConfig, on_prem: OnPrem) -> bool:
    """Whether the transport leads to SSM On-Prem, which CSLU's type of transport does by its URL alone."""
    licence = config.license
    return on_prem.is_at(licence.effective_url if licence.transport == "smart" else licence.url_cslu)


def way_to_on_prem(config: RunningConfig, profile: Profile, on_prem: OnPrem, blind: bool, down: bool) -> NoWay | None:
    """None when messages get through. `blind`: revocation lists are out of reach, so that no certificate passes that is
    to be checked against one. What a device says then, and of a path that On-Prem does not know, was not seen.
    """
    licence = config.license
    url = urlsplit(licence.effective_url if licence.transport == "smart" else licence.url_cslu)
    addresses = config.hosts.get((licence.vrf, url.hostname or ""), [url.hostname or ""])
    if "127.0.0.1" not in addresses or licence.vrf != profile.needs_vrf:
        return NoWay(NO_REPLY, UNRESOLVED, UNRESOLVED, CSLU)
    checked = "revocation-check none" not in config.blocks.get(TRUST_POINT, [])
    if down or on_prem.state != "up" or (blind and checked):
        return NoWay(NO_REPLY, "", "Communications failure", CSLU)
    if licence.transport == "smart":
        return NoWay(NO_REPLY, "", EMPTY)
    if not on_prem.registered or url.path != on_prem.path:
        return NoWay(NO_REPLY, "", EMPTY, CSLU)
    return None


def _unresolved() -> NoWay:
    return NoWay(NO_REPLY, UNRESOLVED, UNRESOLVED)


def _resolves(config: RunningConfig, url: str, vrf: str) -> bool:
    host = urlsplit(url).hostname or ""
    served = bool(config.name_servers.get(vrf)) and config.domain_lookup
    return served or (vrf, host) in config.hosts


def _smart(config: RunningConfig, profile: Profile) -> NoWay | None:
    licence = config.license
    if licence.effective_url != SMART_URL or licence.vrf != profile.needs_vrf:
        return _unresolved()
    proxy = (licence.proxy_address, licence.proxy_port) if licence.proxy_address else None
    return _through(config, profile, SMART_URL, proxy, licence.vrf)


def _call_home(config: RunningConfig, profile: Profile) -> NoWay | None:
    home = config.call_home
    usable = [candidate for candidate in home.profiles.values() if candidate.active and candidate.http]
    if not home.service or not usable:
        return NoWay("COMM INIT FAILURE", CALL_HOME_DISABLED, CALL_HOME_DISABLED)
    if not home.contact or not any(_call_home_url(config, candidate) == CALL_HOME_URL for candidate in usable):
        return NoWay("COMM FAILURE", CALL_HOME_FAILED, CALL_HOME_FAILED)
    if profile.needs_vrf:
        return _unresolved()
    return _through(config, profile, CALL_HOME_URL, home.proxy, "")


def _call_home_url(config: RunningConfig, candidate: CallHomeProfile) -> str:
    return candidate.addresses[0] if candidate.addresses else config.license.url


def _through(
    config: RunningConfig, profile: Profile, url: str, proxy: tuple[str, int | None] | None, vrf: str
) -> NoWay | None:
    if profile.needs_proxy is not None:
        # Behind a proxy there is no direct DNS either; a wrong proxy accepts nothing.
        if proxy is None:
            return _unresolved()
        return None if proxy == profile.needs_proxy else NoWay(NO_REPLY, "", "Communications failure")
    if proxy is not None:
        return NoWay(NO_REPLY, "", "Communications failure")
    return None if _resolves(config, url, vrf) else _unresolved()
