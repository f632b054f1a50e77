# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The path of a device's file on the controller: `<slp_artifact_dir>/<host>/<kind>/<name>`.

Names come from inventories, devices and archives. None of them leads out of its folder, and no two share a file.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Literal

ArtifactKind = Literal["usage", "request", "ack", "slac", "policy", "trust", "return"]
# No host can have this name, see safe_name.
BUNDLES = "_bundles"
_LONGEST = 100
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HASHED = re.compile(r".*-[0-9a-f]{10}(\.[A-Za-z0-9.]+)?")
_ENDING = re.compile(r"(\.[A-Za-z0-9]{1,8}){1,2}\Z")


def safe_name(name: str) -> str:
    """Return a name that is one part of a path: a safe one as it is, another made safe, with a hash of what it was.

    No two names become the same one. The ending stays.
    """
    if _SAFE.fullmatch(name) and len(name) <= _LONGEST and not _HASHED.fullmatch(name):
        return name
    ending = found[0] if (found := _ENDING.search(name)) else ""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", name[: len(name) - len(ending)]).lstrip("._-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{stem[: _LONGEST - 30] or 'unnamed'}-{digest}{ending}"


def host_folder(root: Path, host: str) -> Path:
    """Return the folder of a device, whose ledger lies in it."""
    return root / safe_name(host)


def artifact_path(root: Path, host: str, kind: ArtifactKind, name: str) -> Path:
    """Return where a file of a device lies."""
    return host_folder(root, host) / kind / safe_name(name)


def bundle_path(root: Path, name: str) -> Path:
    """Return where an archive of many devices lies."""
    return root / BUNDLES / safe_name(name)
