# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that the collection stores on the controller: readable by their owner only, written atomically.

A disk error is a LicensingError here: storage_full if the disk is full, otherwise transfer_failed, with the
absolute path.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..words.errors import LicensingError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_PROBE = bytes(4096)


def write_whole(path: str, content: str | bytes, mode: int = 0o600) -> None:
    """Write a file in a folder that is made when it is missing; a text as UTF-8. On disk when this returns.

    A symbolic link of that name is replaced, never followed. Raises LicensingError.
    """
    file = Path(path)
    make_private(file.parent)
    with disk(file, "written"):
        # The name of the file may be as long as the file system allows.
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".writing.")
        try:
            with os.fdopen(handle, "wb") as stream:
                os.fchmod(handle, mode)
                stream.write(content.encode() if isinstance(content, str) else content)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, file)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
            raise
        sync_folder(file.parent)


def read_whole(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """Return the content of a file of at most `limit` bytes. Without `follow` a symbolic link is refused.

    Raises LicensingError (transfer_failed): missing, unreadable, too large, or a folder, a socket, a pipe, a device.
    """
    with disk(path, "read"):
        # A pipe that somebody put there must not be waited for.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW))
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise LicensingError("transfer_failed", f"{path.absolute()} is not a regular file.")
            data = stream.read(limit + 1)
    if len(data) > limit:
        raise LicensingError(
            "transfer_failed", f"{path.absolute()} is larger than {limit} bytes, too large for a file of this kind."
        )
    return data


def require_writable(folder: Path, named: str = "slp_artifact_dir") -> None:
    """Raise LicensingError unless files can be written below a folder, or the folder can be created.

    The attempt leaves nothing, so it fits check mode. `named`: the variable or option that says where it is.
    """
    try:
        existing = next(part for part in (folder.absolute(), *folder.absolute().parents) if part.exists())
        with tempfile.TemporaryFile(dir=existing) as probe:
            probe.write(_PROBE)
    except OSError as error:
        raise _refused(folder, "written to", error, f"Set {named} to a folder that can.") from error


def make_usable(folder: Path, named: str) -> None:
    """Make a folder for its owner only, if it is missing, and make sure that it takes a file; `named`: its option.

    Done before anything is asked for whose answer could not be kept. Raises LicensingError.
    """
    require_writable(folder, named)
    make_private(folder)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner only. Raises LicensingError."""
    with disk(folder, "made"):
        for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder's files to disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def disk(path: Path, done: str) -> Iterator[None]:
    """Raise an OSError of the block as the LicensingError that says what could not be `done` to what."""
    try:
        yield
    except OSError as error:
        raise _refused(path, done, error, _advice(error)) from error


def _advice(error: OSError) -> str:
    if error.errno in _FULL:
        return "Free some space there, or set slp_artifact_dir to another folder; then run again."
    if error.errno == errno.ELOOP:
        return "It is a symbolic link, which the collection does not follow: remove it."
    return "Check that it exists, and its owner."


def _refused(path: Path, done: str, error: OSError, advice: str) -> LicensingError:
    return LicensingError(
        "storage_full" if error.errno in _FULL else "transfer_failed",
        f"{path.absolute()} cannot be {done} ({error.strerror}). {advice}",
    )
