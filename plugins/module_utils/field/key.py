# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key for replacements: created once in the artifact folder, readable by its owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from ..files.artifacts import write_whole

# No host can have this name, see safe_name.
_FOLDER = "_record"
_BYTES = 32


def key_of(root: Path) -> bytes:
    """Return the key in the folder of artifacts; several plays that make it at once agree on one. Raises OSError."""
    path = root / _FOLDER / "key"
    if not path.exists():
        mine = path.with_name(f"key.{os.getpid()}")
        write_whole(str(mine), secrets.token_bytes(_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(mine, path)
        mine.unlink()
    return path.read_bytes()
