# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that a CSSM module leaves on the controller: whole or not at all, for their owner only."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .._artifacts import write_whole
from .._errors import LicensingError


def read_file(path: Path, limit: int) -> bytes:
    """Return the content of a file of at most so many bytes. Raises LicensingError (transfer_failed)."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise LicensingError("transfer_failed", f"{path}: cannot be read ({error.strerror}).") from error
    if len(data) > limit:
        raise LicensingError("transfer_failed", f"{path}: larger than {limit} bytes, which no file of this kind is.")
    return data


def make_folder(path: Path) -> None:
    """Make a folder for its owner only, if it is missing, and make sure that it takes a file.

    Done before anything is asked for whose answer could not be kept. Raises LicensingError (transfer_failed).
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise LicensingError("transfer_failed", f"{path}: cannot be written to ({error.strerror}).") from error


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Work in a folder while no other process does. Raises LicensingError (busy) when one is at it.

    The lock ends with the process that holds it, however that ends.
    """
    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LicensingError("transfer_failed", f"{folder}: cannot be locked ({error.strerror}).") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LicensingError(
                "busy", f"{folder}: another run is at it; wait until that ends, then run again."
            ) from error
        yield
    finally:
        os.close(handle)


def keep_whole(path: Path, data: bytes) -> None:
    """Write a file with mode 0600. Raises LicensingError.

    The reasons: storage_full, else transfer_failed.
    """
    try:
        write_whole(str(path), data)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise LicensingError(
            "storage_full" if full else "transfer_failed", f"{path}: cannot be written ({error.strerror})."
        ) from error


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)
