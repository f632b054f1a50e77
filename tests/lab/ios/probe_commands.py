# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands by which a person looks around before a change: ping, `show ntp status`, the state of a trustpoint.

What they say is the truth of the device: its names, VRFs, proxy and faults, as its own messages meet them.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from ..device.config import CALL_HOME_URL, SMART_URL
from ..device.device import Device
from .grammar import Grammar
from .shell import Command, Reply, Shell

Words = tuple[str, ...]
Values = dict[str, str]

# What the name servers of the lab know; where these hosts are is invented.
_ZONE = {urlsplit(SMART_URL).hostname: "198.51.100.201", urlsplit(CALL_HOME_URL).hostname: "198.51.100.202"}
_UNRESOLVED = "% Unrecognized host or address, or protocol not running.\n"


def add_probe_commands(grammar: Grammar[Command]) -> None:
    grammar.add("ping [vrf <vrf>] <host> [repeat <count:1..9999>] [timeout <seconds:0..3600>]", _ping)


def add_probe_shows(grammar: Grammar[Command]) -> None:
    grammar.add("show ntp status", lambda shell, words, values: Reply(_ntp(shell.device)))
    grammar.add("show crypto pki trustpoints <name> status", _trust_point)
    grammar.add("show users", lambda shell, words, values: Reply(_users(shell.device)))
    grammar.add("show ip http server session-module", lambda shell, words, values: Reply(_session_module(shell.device)))


# -- ping ---------------------------------------------------------------------------------------------------------


def _ping(shell: Shell, words: Words, values: Values) -> Reply:
    device, host, vrf = shell.device, values["host"], values.get("vrf", "")
    if vrf and f"vrf definition {vrf}" not in device.config.blocks:
        # Which words a device has for this is not known.
        return Reply(f"% VRF {vrf} does not exist or is not configured.\n")
    translation, address = _translated(device, host, vrf)
    if not address:
        return Reply(f"{translation}{_UNRESOLVED}", delay=device.faults.probe_delay)
    count, seconds = int(values.get("count", "5")), int(values.get("seconds", "2"))
    answered = _answers(device, address, vrf)
    lines = [
        "Type escape sequence to abort.",
        f"Sending {count}, 100-byte ICMP Echos to {address}, timeout is {seconds} seconds:",
        ("!" if answered else ".") * count,
        f"Success rate is 100 percent ({count}/{count}), round-trip min/avg/max = 1/1/2 ms"
        if answered
        else f"Success rate is 0 percent (0/{count})",
    ]
    return Reply(translation + "\n".join([*lines, ""]), delay=device.faults.probe_delay)


def _translated(device: Device, host: str, vrf: str) -> tuple[str, str]:
    """What is printed while a name is looked up, and its address, empty if it has none."""
    try:
        return "", str(ipaddress.ip_address(host))
    except ValueError:
        config = device.config
    if (vrf, host) in config.hosts:
        return "", config.hosts[vrf, host][0]
    servers = config.name_servers.get(vrf, [])
    if not config.domain_lookup:
        return f'Translating "{host}"\n', ""
    if not servers:
        return f'Translating "{host}"...domain server (255.255.255.255)\n', ""
    address = _ZONE.get(host, "")
    if address:
        return f'Translating "{host}"...domain server ({servers[0]}) [OK]\n\n', address
    return f'Translating "{host}"...domain server {" ".join(f"({server})" for server in servers)}\n', ""


def _answers(device: Device, address: str, vrf: str) -> bool:
    """Whether somebody at an address answers a ping: who is reached, and does not drop it."""
    profile = device.profile
    if device.faults.drops_icmp:
        return False
    if address == "127.0.0.1":
        return True
    if profile.needs_proxy is not None:
        return address == profile.needs_proxy[0]
    return address in _ZONE.values() and vrf == profile.needs_vrf and not device.faults.cssm_unreachable


# -- shows --------------------------------------------------------------------------------------------------------


def _ntp(device: Device) -> str:
    """A clock that the device itself marks is not synchronized, whatever is configured."""
    servers = [line.split()[2] for line in device.config.plain if line.startswith("ntp server ")]
    if not servers:
        return "%NTP is not enabled.\n"
    if device.profile.clock_mark or device.faults.skew_seconds:
        head = "Clock is unsynchronized, stratum 16, no reference clock"
    else:
        head = f"Clock is synchronized, stratum 3, reference is {servers[0]}"
    lines = [head, "nominal freq is 250.0000 Hz, actual freq is 249.9961 Hz, precision is 2**10"]
    lines += [
        "ntp uptime is 8649300 (1/100 of seconds), resolution is 4016",
        f"reference time is {device.clock_line('')}",
    ]
    return "\n".join([*lines, "clock offset is 0.2331 msec, root delay is 12.63 msec", ""])


def _trust_point(shell: Shell, words: Words, values: Values) -> Reply:
    """The words for a trustpoint that is not there are a guess."""
    device, name = shell.device, values["name"]
    if f"crypto pki trustpoint {name}" not in device.config.blocks:
        return Reply(f"% Trustpoint {name} is not configured\n")
    answer = "No" if device.faults.trust_point_empty else "Yes"
    lines = [f"Trustpoint {name}:"]
    if answer == "Yes":
        lines += ["  Issuing CA certificate configured:", "    Subject Name:", "     cn=Lab Licensing Root,o=Lab"]
        lines += ["    Fingerprint MD5: 00112233 44556677 8899AABB CCDDEEFF "]
    lines += ["  State:", "    Keys generated ............. No", f"    Issuing CA authenticated ....... {answer}"]
    return Reply("\n".join([*lines, "    Certificate request(s) ..... None", ""]))


# -- the HTTP server ----------------------------------------------------------------------------------------------


def _session_module(device: Device) -> str:
    plain = device.config.plain
    status = ["Active" if f"ip http {server}" in plain else "Inactive" for server in ("server", "secure-server")]
    modules = (("HTTP_IFS", 1, "HTTP based IOS File Server"), ("SL_HTTP", 2, "HTTP REST IOS-XE Smart License Server"))
    rows = [f"{name:<21} {handle:<6} {status[0]:<8} {status[1]:<14} {text}   " for name, handle, text in modules]
    heading = " Session module Name  Handle Status   Secure-status\tDescription"
    return "\n".join(["HTTP server application session modules:", heading, *rows, ""])


def _users(device: Device) -> str:
    rows = [
        "    Line       User       Host(s)              Idle       Location",
        "   0 con 0                idle                 02:11:09   ",
        f"*  1 vty 0     {device.account.username:<10} idle                 00:00:00 198.51.100.250",
        "",
        "  Interface    User               Mode         Idle     Peer Address",
    ]
    return "\n".join([*rows, ""])
