# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that a CSSM module writes on the controller: atomically, readable by their owner only."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from .._artifacts import disk, make_private, require_writable, write_whole
from .._artifacts import read_whole as read_file
from .._errors import LicensingError

__all__ = ["alone", "keep_whole", "make_folder", "read_file", "remove"]


def make_folder(path: Path) -> None:
    """Make a folder for its owner only, if it is missing, and make sure that it takes a file.

    Called before a request whose response could not be stored otherwise. Raises LicensingError.
    """
    require_writable(path, "dest")
    make_private(path)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Work in a folder while no other process does. Raises LicensingError (busy) when one is at it.

    The lock ends with the process that holds it, however that ends.
    """
    with disk(folder, "locked"):
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LicensingError(
                "busy", f"{folder}: another run uses it; wait until it ends, then run again."
            ) from error
        yield
    finally:
        os.close(handle)


def keep_whole(path: Path, data: bytes) -> None:
    """Write a file with mode 0600. Raises LicensingError."""
    write_whole(str(path), data)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)
