# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private file that one process at a time has open."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ..words.errors import LicensingError
from .artifacts import disk, sync_folder

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


@contextlib.contextmanager
def locked(path: Path) -> Iterator[int]:
    """Open a file for reading and adding, made when it is missing; others wait until the block ends.

    The lock ends with the process that holds it, however that ends. What the disk refuses, in the block too, is a
    LicensingError; so is a symbolic link, and whatever is not a file.
    """
    with disk(path, "written"):
        is_new = not path.exists()
        with _opened(path) as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        if is_new:
            sync_folder(path.parent)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Work in a folder while no other process does. Raises LicensingError (busy) when one is at it."""
    with contextlib.ExitStack() as stack:
        with disk(folder, "locked"):
            handle = stack.enter_context(_opened(folder / "lock"))
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LicensingError(
                    "busy", f"{folder}: another run is at it; wait until that ends, then run again."
                ) from error
        yield


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, _FLAGS, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise LicensingError("transfer_failed", f"{path.absolute()} is not a regular file; remove it.")
        yield handle
    finally:
        os.close(handle)
