# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles: the usage files of many devices as one archive for CSSM (UD_SA_*.tar.gz)."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from ..words.errors import InvalidValue
from .labels import plain

_COMPRESSION = 6
# What the oldest layout of a tar can hold as it is.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+=@-]{0,99}")


class Bundle(NamedTuple):
    """An archive to upload, with the name that CSSM expects."""

    name: str
    data: bytes


def pack(files: Mapping[str, Iterable[tuple[str, bytes]]], smart_account: str, now: datetime) -> Bundle:
    """Pack usage files, each (name, bytes), by Virtual Account into the archive for one Smart Account.

    The same files in the same order at the same time (`now`, with a zone) give the same bytes. The files are read one
    after the other and may come from a generator. Raises InvalidValue: no file, or a name that stands twice.
    """
    stamp = now.astimezone(UTC)
    moment = int(stamp.timestamp())
    inner = [(f"UD_VA_{plain(account)}.tar.gz", _archive(own, moment)) for account, own in files.items()]
    manifest = _manifest(smart_account, zip(files, (name for name, _data in inner), strict=True)).encode()
    outer = _archive([("manifest.mf", manifest), *inner], moment)
    return Bundle(f"UD_SA_{plain(smart_account)}_{stamp:%Y%m%dT%H%M%SZ}.tar.gz", outer)


def _manifest(smart_account: str, archives: Iterable[tuple[str, str]]) -> str:
    """Return the manifest for archives, each (Virtual Account, name).

    Fields and order are those of Cisco's own example (CiscoDevNet/xe-sip-api-code), which leaves the ids empty.
    """
    header = {
        "Manifest-Version": "1.0",
        "Created-By": "netops.smart_licensing",
        "Smart-Account": smart_account,
        "Smart-Account-ID": "",
    }
    sections = [
        {"Name": f"/{name}", "Specification-VA": account, "Specification-VA-ID": ""} for account, name in archives
    ]
    return "\n".join(map(_section, [header, *sections]))


def _section(fields: Mapping[str, str]) -> str:
    if any(not value.isprintable() for value in fields.values()):
        raise InvalidValue("The name of a Smart Account or Virtual Account has control characters.")
    return "".join(f"{name}: {value}".rstrip() + "\n" for name, value in fields.items())


def _archive(files: Iterable[tuple[str, bytes]], moment: int) -> bytes:
    packed = io.BytesIO()
    names: set[str] = set()
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=_COMPRESSION, fileobj=packed, mtime=moment) as stream,
        tarfile.open(fileobj=stream, mode="w|", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for name, data in files:
            if not _NAME.fullmatch(name) or name in names:
                raise InvalidValue(f"{name!r} cannot go into a bundle: names must be plain and unique.")
            names.add(name)
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(data), moment, 0o600
            tar.addfile(member, io.BytesIO(data))
    if not names:
        raise InvalidValue("There is no usage file to bundle.")
    return packed.getvalue()
