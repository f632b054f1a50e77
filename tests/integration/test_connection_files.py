# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files over the connection: what the device has afterwards, and what is left of the session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integration.small_devices import Start, ios_command

LICENCE = "a line of a licence file\n" * 9000
PROTOCOL = pytest.mark.parametrize("protocol", ["scp", "sftp"])
CLOCK = ios_command("show clock")


def net_put(source: Path, destination: str, protocol: str) -> dict[str, Any]:
    return {"ansible.netcommon.net_put": {"src": str(source), "dest": destination, "protocol": protocol}}


def net_get(source: str, destination: Path, protocol: str) -> dict[str, Any]:
    return {"ansible.netcommon.net_get": {"src": source, "dest": str(destination), "protocol": protocol}}


@pytest.fixture
def flash(tmp_path: Path) -> Path:
    folder = tmp_path / "flash"
    folder.mkdir()
    (folder / "usage.txt").write_text(LICENCE[::-1])
    (tmp_path / "licence.txt").write_text(LICENCE)
    return folder


@PROTOCOL
def test_a_file_goes_to_the_device_and_another_comes_back(
    start: Start, flash: Path, tmp_path: Path, protocol: str
) -> None:
    devices = start("--flash", str(flash))
    put = net_put(tmp_path / "licence.txt", "/licence.txt", protocol)
    get = net_get("/usage.txt", tmp_path / "got.txt", protocol)
    first, again, got = devices.results([put, put, get])
    assert (flash / "licence.txt").read_text() == LICENCE
    assert (tmp_path / "got.txt").read_text() == LICENCE[::-1]
    assert [first["changed"], again["changed"], got["changed"]] == [True, False, True]
    assert devices.seen().count("tiny0 file written /licence.txt") == 1


@PROTOCOL
def test_a_transfer_that_fails_says_why_and_leaves_the_session_alone(
    start: Start, flash: Path, tmp_path: Path, protocol: str
) -> None:
    devices = start("--flash", str(flash))
    missing = net_get("/missing.txt", tmp_path / "got.txt", protocol)
    nowhere = net_put(tmp_path / "licence.txt", "/nowhere/licence.txt", protocol)
    before, fetched, copied, after = devices.results(
        [CLOCK, missing | {"ignore_errors": True}, nowhere | {"ignore_errors": True}, CLOCK]
    )
    assert "/missing.txt" in fetched["msg"]
    assert "/nowhere/licence.txt" in copied["msg"]
    assert before["stdout"] == after["stdout"]
    assert devices.seen().count("tiny0 login") == 1
    assert not (tmp_path / "got.txt").exists()


def test_a_device_without_a_file_service_is_said_to_have_none(start: Start, tmp_path: Path) -> None:
    devices = start()
    missing = net_get("/usage.txt", tmp_path / "got.txt", "sftp")
    refused, clock = devices.results([missing | {"ignore_errors": True}, CLOCK])
    assert "failed to open a SFTP connection" in refused["msg"]
    assert clock["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]
