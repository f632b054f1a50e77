# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The input of a recording: the values to replace, the name of the device, and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .disguise import Disguise
from .key import key_of
from .transcript import Said

_UPTIME = re.compile(r"^([\w.-]+) uptime is ", re.MULTILINE)
_RELEASE = re.compile(r"Cisco IOS[ -]XE Software, Version (\S+)")
_PID = re.compile(r"PID:([\w/.+-]+)")


def disguise_for(folder: Path, names: Iterable[str]) -> Disguise:
    """Return the disguise of a device whose artifacts lie in `folder`; `names` are its user's. Raises OSError."""
    return Disguise(key_of(folder.parent), {"name": names})


def name_of(version: str) -> str:
    """Return the name that a device gives itself in show version."""
    found = _UPTIME.search(version)
    return found[1] if found else "device"


def platform_of(heard: Iterable[Said]) -> str:
    """Return the release and the models of a device, in a few anonymous words."""
    text = "\n".join(said.answer for said in heard)
    release = _RELEASE.search(text)
    models = dict.fromkeys(_PID.findall(text))
    return f"{', '.join(models) or 'unknown model'}, {release[1] if release else 'unknown release'}"
