# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's requirements on the controller.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import re
from pathlib import Path

# As requirements.txt and galaxy.yml name them; a test holds the copies together.
PACKAGES = {"ansible-pylibssh": "1.2.0", "jmespath": "1.0.1", "ttp": "0.9.5"}
COLLECTIONS = {"ansible.netcommon": "8.0.0", "ansible.utils": "6.0.0", "cisco.ios": "11.0.0"}


def found() -> dict[str, str | None]:
    """Return the version of each requirement that is installed, None of one that is not."""
    return {name: _package(name) for name in PACKAGES} | {name: _collection(name) for name in COLLECTIONS}


def shortfalls(versions: dict[str, str | None]) -> list[str]:
    """Say of each requirement that is missing or too old how to install it; empty when all is there."""
    return [
        f"{name} {versions[name] or 'is missing'}; {needed} or later is needed: {_how(name, needed)}"
        for name, needed in (PACKAGES | COLLECTIONS).items()
        if not _is_new_enough(versions[name], needed)
    ]


def _how(name: str, needed: str) -> str:
    return f"pip install '{name}>={needed}'" if name in PACKAGES else f"ansible-galaxy collection install {name}"


def _package(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _collection(name: str) -> str | None:
    try:
        package = importlib.import_module(f"ansible_collections.{name}")
    except ImportError:
        return None
    manifest = Path(next(iter(package.__path__)), "MANIFEST.json")
    # A collection in development has no manifest: who works on it knows its version.
    return (
        json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]["version"] if manifest.is_file() else "999"
    )


def _is_new_enough(version: str | None, needed: str) -> bool:
    return version is not None and _key(version) >= _key(needed)


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
