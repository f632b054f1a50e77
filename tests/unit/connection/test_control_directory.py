# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of the sockets: passwords go through them, so no other user may reach or replace one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.control_directory import (
    NotOurs,
    claim,
    socket_path,
)

SOMEBODY = 12345


def mode(path: Path | str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


@pytest.fixture(autouse=True)
def _open_umask() -> object:
    """As where a user shares all files: what is closed is closed by us."""
    before = os.umask(0)
    yield
    os.umask(before)


def theirs(tmp_path: Path) -> Path:
    """Return a directory of another user: one made so by root, else one that is there."""
    if os.geteuid():
        return Path("/")
    directory = tmp_path / "theirs"
    directory.mkdir(mode=0o777)
    os.chown(directory, SOMEBODY, SOMEBODY)
    return directory


def test_the_directory_is_made_for_us_alone(tmp_path: Path) -> None:
    socket_path(str(tmp_path / "pc"), "a host")
    assert mode(tmp_path / "pc") == 0o700


def test_a_socket_is_ours_alone_from_its_first_moment(tmp_path: Path) -> None:
    path = socket_path(str(tmp_path / "pc"), "a host")
    listener = claim(path)
    assert listener
    with listener:
        assert mode(path) == 0o600
    assert os.umask(0) == 0


def test_who_comes_second_finds_the_socket_served(tmp_path: Path) -> None:
    path = socket_path(str(tmp_path / "pc"), "a host")
    listener = claim(path)
    assert listener
    with listener:
        assert claim(path) is None
    again = claim(path)
    assert again
    again.close()


def test_a_directory_of_another_user_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotOurs, match="invalid_value: .* belongs to another user.*ANSIBLE_PERSISTENT_CONTROL_PATH_DIR"):
        socket_path(str(theirs(tmp_path)), "a host")


def test_a_link_to_a_directory_of_another_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(theirs(tmp_path))
    with pytest.raises(NotOurs, match="belongs to another user"):
        socket_path(str(tmp_path / "link"), "a host")


@pytest.mark.parametrize("open_to", [0o720, 0o702, 0o777, 0o1777])
def test_a_directory_that_others_can_write_to_is_refused(tmp_path: Path, open_to: int) -> None:
    (tmp_path / "pc").mkdir()
    (tmp_path / "pc").chmod(open_to)
    with pytest.raises(NotOurs, match="can be written to by other users"):
        socket_path(str(tmp_path / "pc"), "a host")


def test_a_directory_that_others_can_only_look_into_is_used(tmp_path: Path) -> None:
    (tmp_path / "pc").mkdir()
    (tmp_path / "pc").chmod(0o755)
    assert socket_path(str(tmp_path / "pc"), "a host").startswith(str(tmp_path / "pc" / "slp_"))
