# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that the collection keeps on the controller: readable by their owner only, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: str, content: str | bytes) -> None:
    """Write a file in a folder that is made when it is missing; a text as UTF-8. On disk when this returns.

    Raises OSError.
    """
    file = Path(path)
    make_private(file.parent)
    # The name of the file may be as long as the file system allows.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".writing.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
    sync_folder(file.parent)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner only. Raises OSError."""
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder's files to disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
