# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk refuses is a reason and an absolute path, and what is not a file is not waited for."""

from __future__ import annotations

import errno
import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import (
    read_whole,
    require_writable,
    write_whole,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError


def failing(number: int) -> Callable[..., int]:
    def fail(*_arguments: object, **_options: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "storage_full"),
        (errno.EDQUOT, "storage_full"),
        (errno.EROFS, "transfer_failed"),
        (errno.EACCES, "transfer_failed"),
    ],
)
def test_a_relative_folder_is_named_by_its_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", failing(number))
    with pytest.raises(LicensingError) as failure:
        write_whole("slp_artifacts/r1/a.xml", b"data")
    assert failure.value.reason == reason
    assert f"{tmp_path}/slp_artifacts/r1/a.xml cannot be written ({os.strerror(number)})" in failure.value.message
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_a_folder_that_takes_files_is_left_as_it_is(tmp_path: Path) -> None:
    require_writable(tmp_path / "not" / "made" / "yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "reason"), [(errno.EROFS, "transfer_failed"), (errno.ENOSPC, "storage_full")])
def test_a_folder_that_takes_none_is_known_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "TemporaryFile", failing(number))
    with pytest.raises(LicensingError) as failure:
        require_writable(Path("slp_artifacts"))
    assert failure.value.reason == reason
    assert str(tmp_path / "slp_artifacts") in failure.value.message
    assert "slp_artifact_dir" in failure.value.message


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "slp_artifacts").write_text("a file")
    with pytest.raises(LicensingError, match="Not a directory"):
        require_writable(tmp_path / "slp_artifacts" / "r1")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [pipe, unix_socket, loop, Path.mkdir, lambda path: None])
def test_what_is_no_file_has_a_reason_and_a_name(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "x"
    make(path)
    with pytest.raises(LicensingError) as failure:
        read_whole(path, 100)
    assert failure.value.reason == "transfer_failed"
    assert str(path) in failure.value.message


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with path.open("wb") as stream:
        stream.truncate(2**40)
    with pytest.raises(LicensingError, match="larger than 100 bytes"):
        read_whole(path, 100)


def test_a_link_is_followed_only_where_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"data")
    (tmp_path / "link").symlink_to("file")
    assert read_whole(tmp_path / "link", 100) == b"data"
    with pytest.raises(LicensingError, match="symbolic link"):
        read_whole(tmp_path / "link", 100, follow=False)
