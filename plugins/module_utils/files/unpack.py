# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unpack files from CSSM: one XML file, or nested archives of them.

Nothing is written and no name becomes a path. Total size, number of files and depth are bounded before anything is
unpacked, so that a bomb is refused at the cost of what it was allowed.
"""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ..words.errors import LicensingError
from .labels import check_label, is_side_file
from .safe_xml import SIZE_LIMIT

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TAR_MAGIC = slice(257, 262)
# An encrypted file is a RuntimeError, an unknown compression a NotImplementedError.
_BROKEN_ZIP = (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error, lzma.LZMAError)
_TAR_END = bytes(tarfile.BLOCKSIZE)


@dataclass
class Budget:
    """What may still be unpacked: `size` bytes over all layers, `file_size` for one, `count` files, `depth`."""

    size: int = 256 * 1024 * 1024
    file_size: int = SIZE_LIMIT
    count: int = 20_000
    depth: int = 5

    def spend(self, name: str, size: int) -> None:
        """Count one file. Raises LicensingError (import_rejected) when it is more than is left."""
        self.size -= size
        self.count -= 1
        if self.size < 0 or self.count < 0:
            raise _refused(name, "contains more than any bundle")


def unpack(name: str, data: bytes, budget: Budget | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each XML file in `data`, whose own name is `name`.

    Names of files in archives are joined by slashes. Manifests are left out. Raises LicensingError (import_rejected)
    for what is neither XML nor an archive, for a broken archive, links, devices, names that climb, and bombs.
    """
    yield from _unpack(name, data, budget or Budget(), 0)


def _unpack(name: str, data: bytes, budget: Budget, depth: int) -> Iterator[tuple[str, bytes]]:
    if depth > budget.depth:
        raise _refused(name, "is nested in too many archives")
    if data.startswith(_GZIP):
        yield from _unpack(name, _gunzip(name, data, budget), budget, depth + 1)
    elif data[_TAR_MAGIC] == b"ustar":
        for label, content in _tar_files(name, data, budget):
            yield from _unpack(f"{name}/{label}", content, budget, depth + 1)
    elif data.startswith(_ZIP):
        for label, content in _zip_files(name, data, budget):
            yield from _unpack(f"{name}/{label}", content, budget, depth + 1)
    elif data[:64].removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<"):
        yield name, data
    else:
        raise _refused(name, "is neither XML nor an archive of XML files")


def _gunzip(name: str, data: bytes, budget: Budget) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(budget.size + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _refused(name, f"is a broken archive ({error})") from error
    budget.spend(name, len(content))
    return content


def _tar_files(name: str, data: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for member in tar:
                label = f"{name}/{check_label(member.name)}"
                if member.isdir():
                    budget.spend(label, 0)
                    continue
                if not member.isreg() or member.issparse():
                    raise _refused(label, "is a link or a device, not a file")
                content = tar.extractfile(member)
                if member.size > budget.file_size or content is None:
                    raise _refused(label, f"is larger than {budget.file_size} bytes")
                budget.spend(label, member.size)
                if not is_side_file(member.name):
                    yield member.name, content.read()
            # tarfile takes a cut or a damaged header for the end.
            if data[tar.offset : tar.offset + len(_TAR_END)] != _TAR_END:
                raise _refused(name, "is an incomplete or damaged archive")
    except (tarfile.TarError, ValueError, OSError, EOFError) as error:
        raise _refused(name, f"is a broken archive ({error})") from error


def _zip_files(name: str, data: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                label = f"{name}/{check_label(member.filename)}"
                if member.is_dir():
                    budget.spend(label, 0)
                    continue
                with archive.open(member) as stream:
                    content = stream.read(budget.file_size + 1)
                if len(content) > budget.file_size:
                    raise _refused(label, f"is larger than {budget.file_size} bytes")
                budget.spend(label, len(content))
                if not is_side_file(member.filename):
                    yield member.filename, content
    except _BROKEN_ZIP as error:
        raise _refused(name, f"is a broken or locked archive ({error})") from error


def _refused(name: str, why: str) -> LicensingError:
    return LicensingError(
        "import_rejected",
        f"{name[:200]!r} {why}. Nothing was read from it. Download it from CSSM again, and do not change it.",
    )
