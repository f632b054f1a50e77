# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file system of a device: list a directory, and copy files from and to it with verification."""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..words.errors import LicensingError, ParseError
from .device import Device

# Licence files are a few MB at most; below this nothing is written to a file system.
LEAST_FREE_BYTES = 8 * 1024 * 1024
# How a file comes from the device; auto takes SCP where it is on and admits the login, else the command line.
Way = Literal["auto", "scp", "cli"]
# How a file comes to the device; auto takes the URL where there is one, else SCP.
WayIn = Literal["auto", "scp", "url", "rest"]
SCP_LINE = "ip scp server enable"
_SOON = 5
SCP_COMMAND = f"show running-config | include ^{SCP_LINE}"
# The second form is that of a recovery file system (drec0:): no number in front, no date, nothing about free bytes.
_HEAD = re.compile(r"\s*(?:Directory of |Attributes +Size +Name\b)")
_FILE = re.compile(r"(?:\s*[0-9]+\s+)?-\S+\s+([0-9]{1,18})\s+.*?(\S+)\s*$")
_FREE = re.compile(r"\((\d+) bytes free\)")
_MD5 = re.compile(r"=\s*([0-9a-fA-F]{32})\b")
_SUCCESS = re.compile(r"\d+ bytes copied|\[OK\b")
# By scheme a copy asks for host, user and names, which Enter takes from the URL; for a password, which is in the URL or
# is not known; and whether to overwrite a file, which is always a file of this collection. Another question is not
# answered: older releases ask whether to erase the file system first.
_QUESTION = r"\]\s?\?\s*$|over ?write\?\s?\[confirm\]\s*$|assword:\s*$"
_MOST_QUESTIONS = 6
# A device gives a server that does not answer up by itself after about a minute.
_COPY_SECONDS = 120
# An SCP client takes the first letter of what IOS says for the status: P of "Privilege denied.", A of
# "Administratively disabled.".
_PRIVILEGE = re.compile(r"Privilege denied|status code 80\b")
_DISABLED = re.compile(r"Administratively disabled|status code 65\b")


class ScpRefused(LicensingError):
    """The SCP server of a device is disabled or refuses this login: a retry would not help."""


@dataclass(frozen=True)
class Directory:
    """The files of one directory with their sizes in bytes, and the free bytes of its file system if shown."""

    files: dict[str, int]
    free: int | None


def parse_directory(text: str) -> Directory:
    """Read the output of dir; raises ParseError for a text that is none.

    Folders are omitted: the collection does not use them.
    """
    if not _HEAD.match(text):
        raise ParseError("the output of 'dir' does not start with a directory name")
    found = [match for line in text.splitlines() if (match := _FILE.match(line))]
    free = _FREE.search(text)
    return Directory({match[2]: int(match[1]) for match in found}, int(free[1]) if free else None)


def split_path(path: str) -> tuple[str, str]:
    """Return the directory of a path, with its last sign, and the name: `flash:a/` and `b.xml`."""
    at = max(path.rfind("/"), path.rfind(":")) + 1
    return path[:at], path[at:]


def read_directory(device: Device, directory: str) -> tuple[Directory, bool]:
    """Ask for a directory and whether files can go by SCP, in one exchange."""
    listing, scp = device.conversation.show([f"dir {directory}", SCP_COMMAND])
    return parse_directory(listing), scp.strip() == SCP_LINE


def require_space(directory: Directory, size: int = 0) -> None:
    """Raise LicensingError (storage_full) if a file of that many bytes would leave too little free."""
    if directory.free is not None and directory.free - size < LEAST_FREE_BYTES:
        raise LicensingError(
            "storage_full",
            f"the file system has {directory.free} bytes free; {LEAST_FREE_BYTES + size} are needed. Remove files, or "
            "set directory to another file system.",
        )


def way_in(transfer: WayIn, url: str | None) -> Literal["scp", "url", "rest"]:
    """Return how a file comes to the device."""
    if transfer == "auto":
        return "url" if url else "scp"
    return transfer


def fetch(device: Device, path: str, size: int, way: Way, scp_is_on: bool) -> bytes:
    """Return the bytes of a file of the device, of the size that its directory shows.

    Raises LicensingError (transfer_failed) if the copy differs from the file on the device.
    """
    if way == "scp" or (way == "auto" and scp_is_on):
        try:
            return _fetch_by_scp(device, path, size)
        except ScpRefused:
            if way == "scp":
                raise
    shown, digest = device.conversation.show([f"more {path}", f"verify /md5 {path}"])
    found = _MD5.search(digest)
    for data in _spellings(shown):
        if len(data) == size and (found is None or _md5(data) == found[1].lower()):
            return data
    raise LicensingError(
        "transfer_failed",
        f"the output of 'more {path}' is not the complete file ({size} bytes). Use SCP: configure 'ip scp server "
        "enable' on the device, then run again.",
    )


def _fetch_by_scp(device: Device, path: str, size: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "file")
        with _scp_advice():
            device.conversation.fetch(path, str(copy))
        data = copy.read_bytes()
    if len(data) != size:
        raise LicensingError("transfer_failed", f"{len(data)} of the {size} bytes of {path} arrived; run again.")
    return data


@contextlib.contextmanager
def _scp_advice() -> Iterator[None]:
    """Say what to do about a refusal of the SCP server as such; its clients tell no more than a number."""
    try:
        yield
    except LicensingError as error:
        if _PRIVILEGE.search(error.message):
            why = (
                "SCP was refused: the login has a privilege below 15, and enable does not count. Set 'privilege 15' "
                "for the user on the device, or let the device copy the file itself (slp_transfer_in: url with "
                "slp_transfer_url), or use slp_transfer: rest."
            )
        elif _DISABLED.search(error.message):
            why = "SCP was refused: 'ip scp server enable' is no longer configured. Run again."
        else:
            raise
        raise ScpRefused(error.reason, f"{why} ({error.message})") from error


def copy_out(device: Device, path: str, url: str) -> None:
    """Let the device copy a file to a URL. Raises LicensingError (transfer_failed) with what it says instead."""
    answer = _copied(device, path, url)
    if not _SUCCESS.search(answer):
        raise LicensingError(
            "transfer_failed",
            f"the device does not copy {path} to {url}; it says: {' '.join(answer.split()) or 'nothing'}. Check that "
            "it can reach the server, the folder, and the user and password in the URL.",
        )


def _copied(device: Device, source: str, destination: str) -> str:
    """Let the device copy a file, and return what it says."""
    questions, answers = (_QUESTION,) * _MOST_QUESTIONS, ("",) * _MOST_QUESTIONS
    return device.ask(f"copy {source} {destination}", questions, answers, _COPY_SECONDS)


def when_whole(device: Device, path: str, timeout: int, bring: Callable[[int], None]) -> None:
    """Fetch a file that the device is still writing, without knowing when it is complete: poll until it is.

    `bring` is given the size that the directory shows, 0 if the file is not there yet, and raises LicensingError
    (transfer_failed) for what is not whole; that is raised here once `timeout` seconds are over.
    """
    directory, name = split_path(path)
    failures: list[LicensingError] = []

    def look() -> bool:
        listing, _scp = read_directory(device, directory)
        try:
            bring(listing.files.get(name, 0))
        except LicensingError as error:
            if error.reason != "transfer_failed" or isinstance(error, ScpRefused):
                raise
            failures.append(error)
            return False
        return True

    if not device.clock.wait(look, timeout):
        raise failures[-1]


def push(device: Device, data: bytes, path: str) -> None:
    """Bring a file to the device by SCP, and see there that it is whole."""
    directory, name = split_path(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, name)
        copy.write_bytes(data)
        device.commands.append(f"scp {name} {directory}")
        with _scp_advice():
            device.conversation.push(str(copy), path)
    (listing,) = device.conversation.show([f"dir {directory}"])
    _require_size(listing, path, len(data), "run again.")


def copy_in(device: Device, url: str, data: bytes, path: str) -> None:
    """Let the device copy a file from a URL, and see there that it is this one, whatever it says meanwhile.

    Raises LicensingError (transfer_failed) with what it says.
    """
    said = _copied(device, url, path)
    otherwise = (
        f"it should copy the file from {url} and says: {' '.join(said.split()) or 'nothing'}. Check that it can reach "
        "the server, that the file exists, and the user and password in the URL (slp_transfer_url)."
    )
    listing, digest = device.conversation.look([f"dir {split_path(path)[0]}", f"verify /md5 {path}"])
    _require_size(listing.output, path, len(data), otherwise)
    found = _MD5.search(digest.output)
    if found and found[1].lower() != _md5(data):
        raise LicensingError("transfer_failed", f"{path} has different content on the device; {otherwise}")


def _require_size(listing: str, path: str, size: int, otherwise: str) -> None:
    there = parse_directory(listing).files.get(split_path(path)[1])
    if there != size:
        raise LicensingError(
            "transfer_failed",
            f"the device has {'no' if there is None else there} bytes of {path} instead of {size}; {otherwise}",
        )


def appears(device: Device, path: str) -> bool:
    """Return whether a file that the device should write exists and is not empty within a few seconds."""
    directory, name = split_path(path)
    return device.clock.wait(lambda: bool(read_directory(device, directory)[0].files.get(name)), _SOON)


def delete(device: Device, path: str) -> None:
    """Delete a file. Whatever the device says to that, its directory decides: that the file is gone is what counts."""
    answer = device.ask(f"delete /force {path}")
    if not answer:
        return
    directory, name = split_path(path)
    if name in parse_directory(device.conversation.show([f"dir {directory}"])[0]).files:
        raise LicensingError("device_error", f"the device does not delete {path}; it says: {answer}")


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _spellings(shown: str) -> Iterator[bytes]:
    """A terminal shows neither how lines end in a file nor whether the last one does."""
    for text in (shown, f"{shown}\n"):
        yield text.encode()
        yield text.replace("\n", "\r\n").encode()
