# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of many devices: uploads as bundles, and the responses by host.

A file is read, proved and handed on; nothing is remembered but in the ledger of each device.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..words.errors import LicensingError
from .answer import read_answer
from .artifact_paths import ArtifactKind, artifact_path, bundle_path, host_folder, safe_name
from .artifacts import read_whole, write_whole
from .bundle import pack
from .claim import claim, this_play
from .envelope import check_digest
from .ledger import Event, Upload, unacknowledged
from .ledger_file import append, read
from .safe_xml import SIZE_LIMIT
from .split import Piece, split
from .udi import Udi
from .unpack import unpack
from .usage import narrowed

# Of the kinds in an answer, the first of these names the folder that it goes to.
_FOLDERS: tuple[ArtifactKind, ...] = ("ack", "slac", "trust", "policy")


@dataclass(frozen=True)
class Pending:
    """A verified usage file of a host of a virtual account, with what of it CSSM has not acknowledged."""

    host: str
    virtual_account: str
    path: Path
    upload: Upload


@dataclass(frozen=True)
class MadeBundle:
    """An archive for one Smart Account, and what is in it."""

    path: Path
    hosts: list[str]
    reports: int


def pending(root: Path, virtual_accounts: Mapping[str, str]) -> tuple[list[Pending], dict[str, LicensingError]]:
    """Return what hosts have to report, from their ledgers, and by host why another one's files cannot be used.

    `virtual_accounts`: by host.
    """
    found: list[Pending] = []
    refused: dict[str, LicensingError] = {}
    for host, virtual_account in virtual_accounts.items():
        try:
            found += _pending_of(root, host, virtual_account)
        except LicensingError as error:
            refused[host] = error
    return found, refused


def claim_hosts(root: Path, hosts: Iterable[str], now: dt.datetime) -> dict[str, LicensingError]:
    """Claim the folders of hosts for this play, and return by host why one cannot be claimed."""
    refused: dict[str, LicensingError] = {}
    for host in hosts:
        try:
            claim(host_folder(root, host), this_play(), now)
        except LicensingError as error:
            refused[host] = error
    return refused


def bundle(root: Path, uploads: list[Pending], smart_account: str, now: dt.datetime) -> MadeBundle:
    """Pack what is pending for one Smart Account, and record it in the ledgers. The hosts are claimed.

    Reports that were packed before and wait for a response are not packed again: their archive is returned.
    """
    hosts = sorted({entry.host for entry in uploads})
    reports = sum(len(entry.upload.reports) for entry in uploads)
    known = _bundle_of(root, uploads)
    if known is not None:
        return MadeBundle(known, hosts, reports)
    accounts = dict.fromkeys(entry.virtual_account for entry in uploads)
    contents = {name: _contents([entry for entry in uploads if entry.virtual_account == name]) for name in accounts}
    made = pack(contents, smart_account, now)
    path = bundle_path(root, made.name)
    write_whole(str(path), made.data)
    for entry in uploads:
        event = Event(event="bundled", at=_stamp(now), reports=list(entry.upload.reports), bundle=path.name)
        append(host_folder(root, entry.host), event)
    return MadeBundle(path, hosts, reports)


def answers(source: Path, devices: Mapping[str, frozenset[Udi]]) -> tuple[list[tuple[str, Piece]], list[str]]:
    """Return the host of each response in a file or a folder, as (host, file), and files without a host or response.

    `devices`: the UDIs of each host, all members. A file without UDI, such as a policy, is every host's.
    """
    given: list[tuple[str, Piece]] = []
    left: list[str] = []
    for path in _files_in(source):
        # Each is judged alone: what is wrong with one is no other's trouble.
        try:
            files = unpack(path.name, read_whole(path, SIZE_LIMIT))
            pieces = split(files, [udis for udis in devices.values() if len(udis) > 1])
        except LicensingError as error:
            left.append(f"{path.name}: {error.reason}: {error.message}")
            continue
        for piece in pieces:
            if not piece.udis and not read_answer(piece.data).is_for_any_device:
                left.append(f"{piece.name}: names no device and is not for all devices; import it with slp_import")
                continue
            owners = [host for host, udis in devices.items() if not piece.udis or piece.udis & udis]
            given += [(host, piece) for host in owners]
            if not owners:
                left.append(f"{piece.name}: for {', '.join(sorted(map(str, piece.udis)))}, not a host of this play")
    return given, left


def keep(root: Path, host: str, own: frozenset[Udi], piece: Piece, now: dt.datetime) -> Path:
    """Keep an answer in the folder of its host, and note in the ledger what it acknowledges; safe to repeat."""
    kind: ArtifactKind = next((folder for folder in _FOLDERS if folder in piece.kinds), "policy")
    sha256 = hashlib.sha256(piece.data).hexdigest()
    path = artifact_path(root, host, kind, f"{sha256[:16]}.xml")
    folder = host_folder(root, host)
    if not path.exists():
        write_whole(str(path), piece.data)
    acknowledged = read_answer(piece.data).acknowledged or ()
    reports = [report.report_id for report in acknowledged if report.udi is None or report.udi in own]
    known = any(event["event"] == "acknowledged" and event.get("sha256") == sha256 for event in read(folder).trusted())
    if reports and not known:
        file = str(path.relative_to(folder))
        append(folder, Event(event="acknowledged", at=_stamp(now), reports=reports, file=file, sha256=sha256))
    return path


def _pending_of(root: Path, host: str, virtual_account: str) -> Iterator[Pending]:
    folder = host_folder(root, host)
    for upload in unacknowledged(read(folder).trusted()):
        path = folder / upload.file
        check_digest(read_whole(path, SIZE_LIMIT, follow=False), "sha256", upload.sha256)
        yield Pending(host, virtual_account, path, upload)


def _contents(uploads: Iterable[Pending]) -> Iterator[tuple[str, bytes]]:
    for entry in uploads:
        yield (
            f"UD_{safe_name(entry.host)}_{entry.upload.sha256[:12]}.xml",
            narrowed(read_whole(entry.path, SIZE_LIMIT, follow=False), entry.upload.reports),
        )


def _bundle_of(root: Path, uploads: Iterable[Pending]) -> Path | None:
    """Return the archive that all of this is in already, if there is one."""
    names: set[str] | None = None
    for entry in uploads:
        own = {
            event.get("bundle", "")
            for event in read(host_folder(root, entry.host)).trusted()
            if event["event"] == "bundled" and set(entry.upload.reports) <= set(event["reports"])
        }
        names = own if names is None else names & own
    paths = [bundle_path(root, name) for name in sorted(names or ()) if name]
    return next((path for path in reversed(paths) if path.is_file()), None)


def _files_in(source: Path) -> Iterator[Path]:
    """Yield each file of a folder, and whatever else in it cannot be read; or the one file that it is."""
    if not source.is_dir():
        yield source
        return
    unread: list[OSError] = []
    for folder, folders, names in os.walk(source, onerror=unread.append):
        # Records of an upload and unfinished files are not responses.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
    yield from (Path(error.filename) for error in unread)


def _stamp(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")
