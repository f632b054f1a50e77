# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of earlier runs, so that a run over a part of the fleet keeps the rest of the table."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from ..files.artifacts import read_whole
from ..words.errors import LicensingError
from .report import Host

FILE = "preflight.json"
# A hundred thousand hosts take less.
_LARGEST = 256 << 20
_TEXTS = ("topology", "release", "pid")
_OF_A_CHECK = ("id", "status", "title", "found", "wanted", "remedy")


def merged(folder: Path, hosts: Iterable[Host], inventory: Collection[str]) -> list[Host]:
    """Return these hosts and those of the inventory that earlier runs left in `preflight.json`, by name."""
    known = {name: host for name, host in _read(folder / FILE).items() if name in inventory}
    return [host for _name, host in sorted({**known, **{host.name: host for host in hosts}}.items())]


def as_text(hosts: Iterable[Host]) -> str:
    """Return the content of that file."""
    return json.dumps(
        {
            host.name: {**{key: getattr(host, key) for key in _TEXTS}, "checks": [dict(check) for check in host.checks]}
            for host in hosts
        },
        indent=1,
    )


def _read(path: Path) -> dict[str, Host]:
    if not path.is_file():
        return {}
    try:
        content = json.loads(read_whole(path, _LARGEST))
    except (LicensingError, ValueError, RecursionError):
        return {}
    entries = content.items() if isinstance(content, dict) else ()
    return {name: host for name, entry in entries if (host := _host(name, entry)) is not None}


def _host(name: str, entry: Any) -> Host | None:
    """Return a stored host; None for anything else."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("checks"), list):
        return None
    checks = entry["checks"]
    whole = all(
        isinstance(check, Mapping) and all(isinstance(check.get(key), str) for key in _OF_A_CHECK) for check in checks
    )
    return Host(name, **{key: str(entry.get(key) or "") for key in _TEXTS}, checks=checks) if whole else None
