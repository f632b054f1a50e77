# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device that is ready, and readings of it in which one thing is otherwise."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.dialects import Reply
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.ios_error import ios_error
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    COMMUNICATION_COMMAND,
    VERSION_COMMAND,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.outputs import (
    NTP_COMMAND,
    SURROUNDINGS_COMMAND,
    TRUSTPOINT_COMMAND,
    Ping,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.reading import (
    Reading,
    commands,
    reading_of,
)
from tests.unit.operations.texts import CLOCK, SMART, VERSION, licence, statistics

NOON = dt.datetime(2025, 12, 1, 12, 0, tzinfo=dt.UTC)
DIRECT = Intent(topology="direct", transport="smart")
RUNNING = """\
hostname wan1
ip name-server 192.0.2.53 192.0.2.54
ip domain name lab.example
vrf definition Mgmt
 rd 1:1
crypto pki trustpoint SLA-TrustPoint
 enrollment pkcs12
 revocation-check crl
ntp server 192.0.2.123
"""
NTP = """\
Clock is synchronized, stratum 3, reference is 192.0.2.123
nominal freq is 250.0000 Hz, actual freq is 249.9961 Hz, precision is 2**10
"""
NO_NTP = "%NTP is not enabled.\n"
UNSYNCHRONIZED = "Clock is unsynchronized, stratum 16, no reference clock\n"
TRUST_POINT = """\
Trustpoint SLA-TrustPoint:
  Issuing CA certificate configured:
    Subject Name:
     cn=Cisco Licensing Root CA,o=Cisco
  State:
    Keys generated ............. No
    Issuing CA authenticated ....... Yes
    Certificate request(s) ..... None
"""
DIRECTORY = """\
Directory of bootflash:/

11      drwx             4096  Nov 24 2026 10:00:00 +00:00  core

11353194496 bytes total (8112345088 bytes free)
"""
CONTROLLER = "Cisco IOS XE Software, Version 17.12.04\nRouter operating mode: Controller-Managed\n"
ANSWERED = Ping(True, "198.51.100.201", 2, 2)
SILENT = Ping(True, "198.51.100.201", 2, 0)
UNRESOLVED = Ping(resolved=False)


def outputs(**other: str) -> dict[str, str]:
    """Return by command what the device prints; `other` by a short name: licence, clock, running, version ..."""
    names = ("licence", "clock", "running", "version", "communication", "ntp", "trust_point", "directory")
    ready = (licence("c8300-wan-untrusted"), CLOCK, RUNNING, VERSION, statistics(), NTP, TRUST_POINT, DIRECTORY)
    texts = {**dict(zip(names, ready, strict=True)), **other}
    return dict(zip(commands("flash:"), texts.values(), strict=True))


def reading(ping: Ping | None = None, now: dt.datetime = NOON, **other: str) -> Reading:
    """Return a reading of such a device."""
    replies = {command: Reply(text, ios_error(text)) for command, text in outputs(**other).items()}
    return dataclasses.replace(reading_of(replies, "flash:", now), ping=ping)


def version(release: str) -> str:
    """Return show version of a release."""
    return f"Cisco IOS XE Software, Version {release}\nRouter operating mode: Autonomous\n"


def smart_licence() -> str:
    """Return show license all of a device whose transport is Smart already."""
    return licence("c8300-wan-untrusted", transport=SMART)


OFFLINE = Intent(topology="offline")
SCP_ON = f"{RUNNING}ip scp server enable\n"


def intent(**words: Any) -> Intent:
    """Return the intent of a direct host with other words."""
    return dataclasses.replace(DIRECT, **words)


ORDER = [
    "show license all",
    "show clock",
    SURROUNDINGS_COMMAND,
    VERSION_COMMAND,
    COMMUNICATION_COMMAND,
    NTP_COMMAND,
    TRUSTPOINT_COMMAND,
    "dir flash:",
]
