# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of files within archives: labels to distinguish files, never paths to write to."""

from __future__ import annotations

import re

from ..words.errors import LicensingError

_LONGEST = 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")


def check_label(name: str) -> str:
    """Return a name that an archive gives to a file. Raises LicensingError (import_rejected) if it climbs."""
    parts = name.replace("\\", "/").split("/")
    climbs = ".." in parts or parts[0] == "" or _DRIVE.match(name)
    if climbs or len(name) > _LONGEST or _CONTROL.search(name):
        raise LicensingError(
            "import_rejected",
            f"The archive has a file named {name[:80]!r}, which is not a plain file name. Nothing was read from it. "
            "Download the archive from CSSM again.",
        )
    return name


def is_side_file(name: str) -> bool:
    """Say whether a file is no licence file by its name: a manifest, or what a desktop adds when it packs a folder."""
    parts = name.split("/")
    return parts[-1].lower().endswith(".mf") or parts[-1].startswith(("._", ".DS_Store")) or "__MACOSX" in parts


def plain(text: str) -> str:
    """Return a text as a part of a file name: letters, digits, dot and dash; the rest becomes an underscore."""
    return re.sub(r"[^A-Za-z0-9.-]+", "_", text).strip("._") or "unnamed"
