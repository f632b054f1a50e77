# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Untrusted names on the controller's disk: none escapes the folder, no two collide."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifact_paths import (
    BUNDLES,
    artifact_path,
    bundle_path,
    host_folder,
    safe_name,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

STEADY = settings(settings.get_profile("files"))
ROOT = Path("/artifacts")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("name", ["router1", "core-sw.example.com", "UD_SA_x_20261124T080000Z.tar.gz", "192.0.2.1"])
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "/etc/passwd", "a/b", "a\\b", "a\nb", "-rf", ".hidden", "fe80::1", "ü", BUNDLES, "x" * 300]
    + ["\x00", "a\x1b[2J", "\udcff", "\ud800", safe_name("a/b")],
)
def test_any_other_name_becomes_one_part_of_a_path(name: str) -> None:
    path = artifact_path(ROOT, name, "usage", name)
    assert os.path.normpath(path) == str(path)
    assert path.parents[2] == ROOT
    assert path.name.isprintable() and path.name.isascii() and len(path.name) <= 130
    assert safe_name(name) != name


def test_names_that_look_alike_stay_apart() -> None:
    names = ["a/b", "a_b", "a\\b", "a:b", "a b", "a//b", safe_name("a/b"), "../a_b"]
    assert len({safe_name(name) for name in names}) == len(names)


@STEADY
@given(st.sets(st.text(alphabet="aA./_-:\\\n0é", max_size=12), min_size=2, max_size=6))
def test_no_two_names_share_a_file(names: set[str]) -> None:
    assert len({safe_name(name) for name in names}) == len(names)


def test_a_host_never_meets_the_bundles() -> None:
    assert host_folder(ROOT, BUNDLES) != bundle_path(ROOT, "x").parent


def test_an_ending_stays() -> None:
    assert safe_name("ACK für R1.tar.gz").endswith(".tar.gz")


def test_files_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = artifact_path(tmp_path / "artifacts", "router1", "usage", "a.xml")
        write_whole(str(path), b"one")
        write_whole(str(path), b"two\r\n\xff")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"two\r\n\xff"
    assert mode(path) == 0o600
    assert [mode(folder) for folder in path.parents[:3]] == [0o700] * 3
    assert [entry.name for entry in path.parent.iterdir()] == ["a.xml"]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.mkdir()
    with pytest.raises(LicensingError, match="taken") as failure:
        write_whole(str(path), b"data")
    assert failure.value.reason == "transfer_failed"
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]
