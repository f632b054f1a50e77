# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles: the usage files of many devices in one upload, and the answers in one download of the same build.

`UD_SA_<x>.tar.gz` holds `manifest.mf` and for each virtual account `UD_VA_<x>.tar.gz` with a file for each device.
The answer has the same names with `ACK_` in front.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MANIFEST = "manifest.mf"
LARGEST = 256 * 1024 * 1024
MOST_FILES = 20_000


@dataclass(frozen=True)
class BundleFile:
    """A device's file; `group` is the name of the archive of its virtual account."""

    group: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Bundle:
    """`virtual_account` is for all archives, `accounts` for the archives that the manifest names; both may be empty."""

    smart_account: str
    virtual_account: str
    files: tuple[BundleFile, ...]
    accounts: Mapping[str, str] = field(default_factory=dict)


def is_bundle(data: bytes) -> bool:
    return data.startswith(b"\x1f\x8b")


def usage_bundle(
    files: Iterable[tuple[str, bytes]], smart_account: str, virtual_account: str, now: float
) -> tuple[str, bytes]:
    """`files`: name and bytes of each device's file. Returns the bundle's name and bytes."""
    number = int(now * 1000)
    group = f"UD_VA_{number}.tar.gz"
    inner = _archive(files, now)
    return f"UD_SA_{number}.tar.gz", _archive([_manifest(smart_account, virtual_account), (group, inner)], now)


def answer_bundle(files: Sequence[BundleFile], smart_account: str, now: float) -> bytes:
    """`files` with the names and groups of the upload."""
    members = [_manifest(smart_account, "")]
    for group in dict.fromkeys(file.group for file in files):
        named = [(f"ACK_{file.name}", file.data) for file in files if file.group == group]
        members.append((f"ACK_{group}", _archive(named, now)))
    return _archive(members, now)


def read_bundle(data: bytes) -> Bundle:
    """Raises ValueError for what CSSM does not take: no archive, no manifest, another build, too large."""
    outer = dict(_members(data))
    facts, *sections = _sections(outer.pop(MANIFEST, b""))
    if "Manifest-Version" not in facts:
        raise ValueError(f"{MANIFEST} is missing in the bundle")
    odd = [name for name in outer if not name.removeprefix("ACK_").startswith("UD_VA_")]
    if odd or not outer:
        raise ValueError(f"not part of a bundle: {', '.join(odd) or 'nothing in it'}")
    files = tuple(BundleFile(group, name, found) for group, inner in outer.items() for name, found in _members(inner))
    accounts = {part.get("Name", "").lstrip("/"): part.get("Specification-VA", "") for part in sections}
    return Bundle(facts.get("Smart-Account", ""), facts.get("Virtual-Account", ""), files, accounts)


def read_files(data: bytes) -> list[BundleFile]:
    """The files of a bundle, or a single file as one of a bundle without names. Raises ValueError."""
    return list(read_bundle(data).files) if is_bundle(data) else [BundleFile("", "", data)]


def _manifest(smart_account: str, virtual_account: str) -> tuple[str, bytes]:
    lines = ["Manifest-Version: 1.0", "Created-By: CSLU", f"Smart-Account: {smart_account}"]
    lines += [f"Virtual-Account: {virtual_account}"] if virtual_account else []
    return MANIFEST, ("\n".join(lines) + "\n").encode()


def _sections(manifest: bytes) -> list[dict[str, str]]:
    """The header of a manifest, then a section for each archive, where it has them; empty lines between."""
    return [
        {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in section.splitlines())}
        for section in manifest.decode("utf-8", "replace").split("\n\n")
    ]


def _archive(files: Iterable[tuple[str, bytes]], now: float) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(data), int(now)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    left = LARGEST
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
            for count, entry in enumerate(archive):
                left -= entry.size
                if left < 0 or count >= MOST_FILES:
                    raise ValueError("the bundle is too large")
                found = archive.extractfile(entry) if entry.isfile() else None
                if found is None:
                    raise ValueError(f"{entry.name} in the bundle is not a file")
                yield entry.name, found.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ValueError(f"the bundle cannot be read: {error}") from error
