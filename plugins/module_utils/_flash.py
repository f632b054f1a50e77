# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file system of a device: what a directory holds, and how a file comes from it or goes to it exactly."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ._device import Device
from ._errors import LicensingError, ParseError

# Licence files are a few MB at most; below this nothing is written to a file system.
LEAST_FREE_BYTES = 8 * 1024 * 1024
SCP_LINE = "ip scp server enable"
SCP_COMMAND = f"show running-config | include ^{SCP_LINE}"
# The second form is that of a recovery file system (drec0:): no number in front, no date, nothing about free bytes.
_HEAD = re.compile(r"\s*(?:Directory of |Attributes +Size +Name\b)")
_FILE = re.compile(r"(?:\s*\d+\s+)?-\S+\s+(\d+)\s+.*?(\S+)\s*$")
_FREE = re.compile(r"\((\d+) bytes free\)")
_MD5 = re.compile(r"=\s*([0-9a-fA-F]{32})\b")
_COPIED = re.compile(r"\d+ bytes copied|\[OK\b")
# By scheme a copy asks for host, user and name, and perhaps for a password; all of it is in the URL, or is not known.
_QUESTION = r"\]\s?\?\s*$|\[confirm\]\s*$|assword:\s*$"
_MOST_QUESTIONS = 5
_NOT_THERE = re.compile(r"%Error (?:opening|deleting) \S+ \((?:No such file|File not found)", re.IGNORECASE)


@dataclass(frozen=True)
class Directory:
    """The files of one directory with their sizes in bytes, and the free bytes of its file system where told."""

    files: dict[str, int]
    free: int | None


def parse_directory(text: str) -> Directory:
    """Read the output of dir; raises ParseError for a text that is none.

    Folders are left out: nothing of ours is in one.
    """
    if not _HEAD.match(text):
        raise ParseError("the output of 'dir' does not begin with the name of a directory")
    found = [match for line in text.splitlines() if (match := _FILE.match(line))]
    free = _FREE.search(text)
    return Directory({match[2]: int(match[1]) for match in found}, int(free[1]) if free else None)


def split_path(path: str) -> tuple[str, str]:
    """Return the directory of a path, with its last sign, and the name: C(flash:a/) and C(b.xml)."""
    at = max(path.rfind("/"), path.rfind(":")) + 1
    return path[:at], path[at:]


def read_directory(device: Device, directory: str) -> tuple[Directory, bool]:
    """Ask for a directory and whether files can go by SCP, in one exchange."""
    listing, scp = device.conversation.show([f"dir {directory}", SCP_COMMAND])
    return parse_directory(listing), scp.strip() == SCP_LINE


def require_space(directory: Directory, size: int = 0) -> None:
    """Raise LicensingError (storage_full) where a file of that many bytes would leave too little free."""
    if directory.free is not None and directory.free - size < LEAST_FREE_BYTES:
        raise LicensingError(
            "storage_full",
            f"the file system has {directory.free} bytes free; {LEAST_FREE_BYTES + size} are needed. "
            "Remove files from it, or name another one (path).",
        )


def fetch(device: Device, path: str, size: int, by_scp: bool) -> bytes:
    """Return the bytes of a file of the device, of the size that its directory shows.

    Raises LicensingError (transfer_failed) when what came is not what is there.
    """
    if by_scp:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "file")
            device.conversation.fetch(path, str(copy))
            return _of_size(copy.read_bytes(), size, path)
    shown, digest = device.conversation.show([f"more {path}", f"verify /md5 {path}"])
    found = _MD5.search(digest)
    for data in _spellings(shown):
        if len(data) == size and (found is None or hashlib.md5(data).hexdigest() == found[1].lower()):  # noqa: S324
            return data
    raise LicensingError(
        "transfer_failed",
        f"what 'more {path}' shows is not the file that is there ({size} bytes). "
        "Let it come by SCP: 'ip scp server enable' on the device, then run again.",
    )


def copy_out(device: Device, path: str, url: str) -> None:
    """Let the device copy a file to a URL. Raises LicensingError (transfer_failed) with what it says instead."""
    answer = device.ask(f"copy {path} {url}", (_QUESTION,) * _MOST_QUESTIONS, ("",) * _MOST_QUESTIONS)
    if not _COPIED.search(answer):
        raise LicensingError(
            "transfer_failed",
            f"the device does not copy {path} to {url}; it says: {' '.join(answer.split()) or 'nothing'}. "
            "Check that it reaches that server, the folder there, and the user and password in the URL.",
        )


def when_whole(device: Device, path: str, timeout: int, bring: Callable[[int], None]) -> None:
    """Bring a file that the device is writing, of which nobody says when it is whole: look until it is.

    C(bring) is given the size that the directory shows, 0 where the file is not there yet, and raises LicensingError
    (transfer_failed) for what is not whole; that is raised here once C(timeout) seconds are over.
    """
    directory, name = split_path(path)
    failures: list[LicensingError] = []

    def look() -> bool:
        listing, _scp = read_directory(device, directory)
        try:
            bring(listing.files.get(name, 0))
        except LicensingError as error:
            if error.reason != "transfer_failed":
                raise
            failures.append(error)
            return False
        return True

    if not device.wait(look, timeout):
        raise failures[-1]


def push(device: Device, data: bytes, path: str) -> None:
    """Bring a file to the device by SCP, and see there that it is whole."""
    directory, name = split_path(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, name)
        copy.write_bytes(data)
        device.commands.append(f"scp {name} {directory}")
        device.conversation.push(str(copy), path)
    listing = parse_directory(device.conversation.show([f"dir {directory}"])[0])
    if listing.files.get(name) != len(data):
        raise LicensingError(
            "transfer_failed",
            f"the device has {listing.files.get(name, 'no')} bytes of {path} instead of {len(data)}; run again.",
        )


def delete(device: Device, path: str) -> None:
    """Delete a file; that it is not there any more is as good."""
    answer = device.execute(f"delete /force {path}")
    if answer and not _NOT_THERE.search(answer):
        raise LicensingError("device_error", f"the device does not delete {path}; it says: {answer}")


def _of_size(data: bytes, size: int, path: str) -> bytes:
    if len(data) != size:
        raise LicensingError("transfer_failed", f"{len(data)} of the {size} bytes of {path} came; run again.")
    return data


def _spellings(shown: str) -> Iterator[bytes]:
    """A terminal shows neither how lines end in a file nor whether the last one does."""
    for text in (shown, f"{shown}\n"):
        yield text.encode()
        yield text.replace("\n", "\r\n").encode()
