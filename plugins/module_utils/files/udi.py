# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""UDIs: the name of a product instance, in each spelling that files, devices and CSSM use."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from ..words.errors import InvalidValue

# P:C8000V,S:9ABC in files, PID:C8000V,SN:9ABC in outputs. Some PIDs hold a comma or a blank; a serial number never.
_SPELLING = re.compile(r"P(?:ID)? *: *(?P<pid>[ -+\--~]*), *S(?:N)? *: *(?P<sn>[!-+\--~]+)", re.IGNORECASE)


class Udi(NamedTuple):
    """A product ID and a serial number, in capital letters and without blanks around, so that two can be compared."""

    pid: str
    sn: str

    def __str__(self) -> str:
        return f"PID:{self.pid},SN:{self.sn}"


def udi(pid: str, sn: str) -> Udi:
    """Return a UDI of its two parts. Raises InvalidValue when one is empty."""
    made = Udi(pid.strip().upper(), sn.strip().upper())
    if not made.pid or not made.sn:
        raise InvalidValue(f"A UDI needs a product ID and a serial number, not {pid!r} and {sn!r}.")
    return made


def parse_udi(text: str) -> Udi:
    """Read `P:pid,S:sn` or `PID:pid,SN:sn`. Raises InvalidValue."""
    found = _SPELLING.fullmatch(text.strip())
    if not found:
        raise InvalidValue(f"{text[:80]!r} is not a UDI: write it as PID:C9300-24T,SN:FOC12345678.")
    return udi(found["pid"], found["sn"])


def udi_of(sudi: Mapping[str, Any]) -> Udi | None:
    """Read a JSON spelling, `udi_pid` and `udi_serial_number` or `udiPid` and `udiSerialNumber`; None without."""
    for names in (("udi_pid", "udi_serial_number"), ("udiPid", "udiSerialNumber")):
        pid, sn = map(sudi.get, names)
        if isinstance(pid, str) and isinstance(sn, str) and pid.strip() and sn.strip():
            return udi(pid, sn)
    return None


def belongs_to(named: Collection[Udi], device: Collection[Udi]) -> bool:
    """Return whether a file is for a device: it names at least one of the device's UDIs, or none at all.

    `device` holds the UDI of each member of a stack. A file for several devices belongs to each of them.
    """
    return not named or not set(named).isdisjoint(device)
