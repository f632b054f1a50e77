# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a fleet: each is judged alone, so that one bad file or one bad ledger stops no other host."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifact_paths import host_folder
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.claim import NAME as CLAIM
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.claim import claim
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.fleet_files import (
    answers,
    claim_hosts,
    pending,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import Event
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import NAME, append
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.safe_xml import SIZE_LIMIT
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from tests.unit.files.samples import ROUTER, answer, slac, usage_file

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
HOSTS = {"r1": "WAN", "r2": "WAN", "r3": "WAN"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder in which each host has one report to send."""
    for number, host in enumerate(HOSTS):
        data = usage_file(Udi("C8300-1N1S-4T2X", f"SN{number}"), [1000 + number])
        digest = hashlib.sha256(data).hexdigest()
        file = f"usage/{digest[:16]}.xml"
        write_whole(str(host_folder(tmp_path, host) / file), data)
        event = Event(event="verified", at=NOW.isoformat(), reports=[str(1000 + number)], file=file, sha256=digest)
        append(host_folder(tmp_path, host), event)
    return tmp_path


def usage_of(root: Path, host: str) -> Path:
    (path,) = (root / host / "usage").iterdir()
    return path


def missing(root: Path) -> None:
    usage_of(root, "r2").unlink()


def altered(root: Path) -> None:
    path = usage_of(root, "r2")
    path.write_bytes(path.read_bytes().replace(b"COUNT", b"C0UNT", 1) + b" ")


def swollen(root: Path) -> None:
    os.truncate(usage_of(root, "r2"), SIZE_LIMIT + 1)


def folder(root: Path) -> None:
    missing_path = usage_of(root, "r2")
    missing_path.unlink()
    missing_path.mkdir()


def link(root: Path) -> None:
    path = usage_of(root, "r2")
    path.unlink()
    path.symlink_to("/etc/passwd")


def hostile_ledger(root: Path) -> None:
    line = {"event": "verified", "at": NOW.isoformat(), "reports": ["9"], "file": "/etc/passwd", "sha256": "aa" * 32}
    with (root / "r2" / NAME).open("a") as stream:
        stream.write(json.dumps(line) + "\n")


def ledger_is_a_folder(root: Path) -> None:
    (root / "r2" / NAME).unlink()
    (root / "r2" / NAME).mkdir()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (missing, "transfer_failed"),
        (altered, "transfer_failed"),
        (swollen, "transfer_failed"),
        (folder, "transfer_failed"),
        (link, "transfer_failed"),
        (hostile_ledger, "invalid_value"),
        (ledger_is_a_folder, "transfer_failed"),
    ],
)
def test_what_is_wrong_with_one_host_is_its_own_trouble(
    root: Path, damage: Callable[[Path], None], reason: str
) -> None:
    damage(root)
    found, refused = pending(root, HOSTS)

    assert [entry.host for entry in found] == ["r1", "r3"]
    assert {host: error.reason for host, error in refused.items()} == {"r2": reason}
    assert "root:" not in refused["r2"].message


def test_a_host_on_which_another_play_works_is_left_out(root: Path) -> None:
    claim(root / "r2", os.getpid(), NOW)
    held = json.loads((root / "r2" / CLAIM).read_text())
    (root / "r2" / CLAIM).write_text(json.dumps({**held, "machine": "elsewhere"}))

    assert {host: error.reason for host, error in claim_hosts(root, HOSTS, NOW).items()} == {"r2": "busy"}


# -- answers ------------------------------------------------------------------------------------------------------


def lzma_of_garbage() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", b"<smartLicense/>" * 50)
    data = bytearray(packed.getvalue())
    # Behind the header of the file and that of LZMA: the compressed bytes themselves.
    data[50] ^= 0xFF
    return bytes(data)


def put(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def oversize(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(70 * 1024 * 1024)


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (put(lzma_of_garbage()), "broken or locked archive"),
        (put(b"\x1f\x8bgarbage"), "broken archive"),
        (put(b""), "neither XML nor an archive"),
        (oversize, "larger than"),
        (unix_socket, "cannot be read"),
        (os.mkfifo, "not a regular file"),
        (lambda path: path.symlink_to("nowhere"), "No such file"),
        (lambda path: path.symlink_to(path), "symbolic link"),
    ],
    ids=["lzma", "gzip", "empty", "70 MB", "socket", "pipe", "dangling link", "loop"],
)
def test_one_bad_file_among_answers_is_named_and_the_others_are_given(
    tmp_path: Path, make: Callable[[Path], object], why: str
) -> None:
    (tmp_path / "a.xml").write_bytes(answer(slac(ROUTER)))
    make(tmp_path / "bad")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.xml").write_bytes(answer(slac(ROUTER)))
    given, left = answers(tmp_path, {"r1": frozenset([ROUTER])})

    assert [piece.name for _host, piece in given] == ["a.xml", "d.xml"]
    (line,) = left
    assert line.startswith(("bad: import_rejected: ", "bad: transfer_failed: "))
    assert why in line


def test_what_is_hidden_is_nobodys_answer(tmp_path: Path) -> None:
    for name in (".pending/a.xml", ".writing.1", "b/.c.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(answer(slac(ROUTER)))

    assert answers(tmp_path, {"r1": frozenset([ROUTER])}) == ([], [])
