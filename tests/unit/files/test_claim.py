# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two plays never work on the files of one device at once, and a killed play is in nobody's way."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils._errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils._files.claim import (
    NAME,
    UNSEEN_FOR,
    claim,
    this_play,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def play() -> Iterator[subprocess.Popen[bytes]]:
    """Return another play: a process that runs until it is told to end."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def taken(folder: Path, owner: int, now: datetime = NOW) -> str:
    with pytest.raises(LicensingError) as failure:
        claim(folder, owner, now)
    assert failure.value.reason == "busy"
    return failure.value.message


def test_a_second_play_is_told_who_works_there(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    claim(tmp_path, play.pid, NOW)
    assert f"process {play.pid}" in taken(tmp_path, os.getpid())


def test_a_play_claims_as_often_as_it_likes(tmp_path: Path) -> None:
    claim(tmp_path, os.getpid(), NOW)
    claim(tmp_path, os.getpid(), NOW + timedelta(minutes=1))
    assert json.loads((tmp_path / NAME).read_text())["at"] == "2026-11-24T08:01:00+00:00"


def test_a_killed_play_is_in_nobodys_way(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    claim(tmp_path, play.pid, NOW)
    play.kill()
    play.wait()
    claim(tmp_path, os.getpid(), NOW)


def test_a_worker_whose_play_was_killed_claims_nothing(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    play.kill()
    play.wait()
    assert "was ended" in taken(tmp_path, play.pid)
    assert not (tmp_path / NAME).exists()


def test_a_worker_belongs_to_the_process_that_began_it() -> None:
    context = multiprocessing.get_context("fork")
    known = context.SimpleQueue()
    worker = context.Process(target=lambda: known.put(this_play()))
    worker.start()
    worker.join()
    assert known.get() == os.getpid()


def test_another_process_of_the_same_number_is_another_play(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    claim(tmp_path, play.pid, NOW)
    held = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps({**held, "started": "1"}))
    claim(tmp_path, os.getpid(), NOW)


def test_a_claim_from_another_machine_holds_while_it_is_renewed(tmp_path: Path) -> None:
    claim(tmp_path, os.getpid(), NOW)
    held = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps({**held, "machine": "elsewhere", "host": "node7"}))
    assert "on node7" in taken(tmp_path, os.getpid(), NOW + timedelta(seconds=UNSEEN_FOR - 1))
    claim(tmp_path, os.getpid(), NOW + timedelta(seconds=UNSEEN_FOR))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid":1,"started":1,"machine":1,"host":1,"at":"x"}'])
def test_a_torn_claim_is_nobodys(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    claim(tmp_path, os.getpid(), NOW)
    assert json.loads((tmp_path / NAME).read_text())["pid"] == os.getpid()
