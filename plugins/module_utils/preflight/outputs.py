# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parse the outputs that only the preflight reads. A value that the text does not show is None, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..device.flash import SCP_LINE
from ..parsers import RUNNING_COMMAND

# One look at the configuration: the licensing lines, and what a device needs to reach a server and for files.
SURROUNDINGS_COMMAND = (
    f"{RUNNING_COMMAND}|^hostname|^ip (name-s|domain|host|scp)|^no ip domain|^ntp |^vrf def|^ip vrf |"
    "^crypto pki trustpoint SLA"
)
NTP_COMMAND = "show ntp status"
TRUSTPOINT = "SLA-TrustPoint"
TRUSTPOINT_COMMAND = f"show crypto pki trustpoints {TRUSTPOINT} status"

_SYNCHRONIZED = re.compile(
    r"Clock is (?P<un>un)?synchronized(?:, stratum (?P<stratum>\d+))?(?:, reference is (?P<reference>\S+))?",
    re.IGNORECASE,
)
_NO_NTP = re.compile(r"%\s?NTP is not (?:enabled|configured|running)", re.IGNORECASE)
_SENDING = re.compile(r"Sending \d+, \d+-byte ICMP Echos? to (?P<address>[^\s,]+)", re.IGNORECASE)
_RATE = re.compile(r"Success rate is \d+ percent \((?P<received>\d+)/(?P<sent>\d+)\)")
_UNRESOLVED = re.compile(
    r"% ?(?:Unrecognized host or address|Unknown command or computer name|Bad IP address)", re.IGNORECASE
)
_VRF_LINE = re.compile(r"(?:vrf definition|ip vrf) (?P<name>\S+)")
_SCOPE = r"(?:vrf (?P<vrf>\S+) )?"
_NAME_SERVER = re.compile(rf"ip name-server {_SCOPE}(?P<rest>\S.*)")
_HOST = re.compile(rf"ip host {_SCOPE}(?P<name>\S+) (?P<rest>\S.*)")
_NO_LOOKUP = re.compile(r"no ip domain[ -]lookup")
_REVOCATION = re.compile(r"\s+revocation-check (?P<methods>\S.*)")
_AUTHENTICATED = re.compile(r"Issuing CA authenticated \.+ (?P<answer>Yes|No)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Ntp:
    """`enabled` False: no NTP is configured. `synchronized` None: not shown."""

    enabled: bool | None = None
    synchronized: bool | None = None
    stratum: int | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Ping:
    """`address`: the resolved address, if any. `resolved` and `sent` are None if unknown."""

    resolved: bool | None = None
    address: str | None = None
    sent: int | None = None
    received: int | None = None


@dataclass
class Surroundings:
    """The part of the configuration not about licences; by VRF, `""` being none."""

    hostname: str | None = None
    vrfs: set[str] = field(default_factory=set)
    name_servers: dict[str, list[str]] = field(default_factory=dict)
    hosts: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    domain_lookup: bool = True
    ntp_servers: list[str] = field(default_factory=list)
    trust_point: bool = False
    revocation: list[str] = field(default_factory=list)
    scp_is_on: bool = False


def parse_ntp_status(text: str) -> Ntp:
    """Read `show ntp status`, also if it refuses since there is no NTP."""
    if _NO_NTP.search(text):
        return Ntp(enabled=False, synchronized=False)
    found = _SYNCHRONIZED.search(text)
    if found is None:
        return Ntp()
    stratum = int(found["stratum"]) if found["stratum"] else None
    return Ntp(True, found["un"] is None, stratum, found["reference"] and found["reference"].rstrip(","))


def parse_ping(text: str) -> Ping:
    """Read what `ping` printed, also a refusal."""
    if _UNRESOLVED.search(text):
        return Ping(resolved=False)
    sending, rate = _SENDING.search(text), _RATE.search(text)
    if sending is None:
        return Ping()
    if rate is None:
        return Ping(True, sending["address"])
    return Ping(True, sending["address"], int(rate["sent"]), int(rate["received"]))


def parse_trust_point_status(text: str) -> bool | None:
    """Return whether the CA of the trustpoint is authenticated, which is whether its certificate is there."""
    found = _AUTHENTICATED.search(text)
    return None if found is None else found["answer"].lower() == "yes"


def parse_surroundings(text: str) -> Surroundings:
    """Parse the lines of `SURROUNDINGS_COMMAND`; skip lines about licences."""
    found, inside = Surroundings(), False
    for line in text.splitlines():
        if line.startswith(" "):
            revocation = _REVOCATION.fullmatch(line.rstrip()) if inside else None
            found.revocation = revocation["methods"].split() if revocation else found.revocation
            continue
        inside = line.split()[:4] == ["crypto", "pki", "trustpoint", TRUSTPOINT]
        found.trust_point = found.trust_point or inside
        _global_line(found, line.strip())
    return found


def _global_line(found: Surroundings, line: str) -> None:
    vrf, server, host = _VRF_LINE.fullmatch(line), _NAME_SERVER.fullmatch(line), _HOST.fullmatch(line)
    if line.startswith("hostname "):
        found.hostname = line.split()[1]
    elif vrf:
        found.vrfs.add(vrf["name"])
    elif server:
        found.name_servers.setdefault(server["vrf"] or "", []).extend(server["rest"].split())
    elif host:
        found.hosts[host["vrf"] or "", host["name"].lower()] = host["rest"].split()
    elif line == SCP_LINE:
        found.scp_is_on = True
    elif _NO_LOOKUP.fullmatch(line):
        found.domain_lookup = False
    elif line.startswith(("ntp server ", "ntp peer ")):
        found.ntp_servers.append(line)
