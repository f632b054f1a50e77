# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two plays never work on the files of one device at once, and a killed play blocks no other."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.claim import (
    NAME,
    UNSEEN_FOR,
    claim,
    claimed,
    release,
    this_play,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.locked_file import locked
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.clock import Clock
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def play() -> Iterator[subprocess.Popen[bytes]]:
    """Return another play: a process that runs until it is ended."""
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
    assert "was killed" in taken(tmp_path, play.pid)
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


def test_a_play_on_another_machine_may_wait_ten_minutes_for_an_ack_between_two_signs_of_life(tmp_path: Path) -> None:
    claim(tmp_path, os.getpid(), NOW)
    held = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps({**held, "machine": "elsewhere", "host": "node7"}))
    assert "on node7" in taken(tmp_path, os.getpid(), NOW + timedelta(minutes=10))
    claim(tmp_path, os.getpid(), NOW + timedelta(minutes=20))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid":1,"started":1,"machine":1,"host":1,"at":"x"}'])
def test_a_torn_claim_is_nobodys(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    claim(tmp_path, os.getpid(), NOW)
    assert json.loads((tmp_path / NAME).read_text())["pid"] == os.getpid()


@pytest.mark.parametrize("at", ["2026-11-24T08:00:00", "2036-01-01T00:00:00", "2036-01-01T00:00:00+00:00"])
def test_a_claim_from_elsewhere_is_void_in_time_however_its_date_is_written(tmp_path: Path, at: str) -> None:
    claim(tmp_path, os.getpid(), NOW)
    held = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps({**held, "machine": "elsewhere", "at": at}))
    claim(tmp_path, os.getpid(), NOW + timedelta(seconds=UNSEEN_FOR))
    assert json.loads((tmp_path / NAME).read_text())["machine"] != "elsewhere"


@pytest.mark.parametrize(
    "values",
    [
        {"pid": -1},
        {"pid": 2**70},
        {"pid": "1"},
        {"at": "0001-01-01T00:00:00+23:59"},
        {"at": 7},
        {"host": "x\nall is well"},
        {"started": None},
        {"machine": {}},
    ],
    ids=str,
)
def test_a_claim_that_nobody_here_wrote_is_nobodys(tmp_path: Path, values: dict[str, object]) -> None:
    claim(tmp_path, os.getpid(), NOW)
    held = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps({**held, "started": "1", **values}))
    claim(tmp_path, os.getpid(), NOW)
    assert json.loads((tmp_path / NAME).read_text())["started"] not in ("1", None)


@pytest.mark.parametrize("name", [NAME, "claim.lock"])
def test_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    target = tmp_path / "target"
    target.write_text("theirs")
    (tmp_path / "router").mkdir()
    (tmp_path / "router" / name).symlink_to(target)
    with pytest.raises(LicensingError) as failure:
        claim(tmp_path / "router", os.getpid(), NOW)
    assert failure.value.reason == "transfer_failed"
    assert str(tmp_path / "router" / name) in failure.value.message
    assert target.read_text() == "theirs"


def test_a_claim_is_read_and_replaced_by_one_process_at_a_time(tmp_path: Path) -> None:
    worker = threading.Thread(target=claim, args=(tmp_path, os.getpid(), NOW))
    with locked(tmp_path / "claim.lock"):
        worker.start()
        worker.join(0.3)
        assert not (tmp_path / NAME).exists()
    worker.join()
    assert (tmp_path / NAME).exists()


def test_a_claim_is_its_owners_alone(tmp_path: Path) -> None:
    claim(tmp_path / "a" / "router", os.getpid(), NOW)
    assert stat.S_IMODE((tmp_path / "a" / "router" / NAME).stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path / "a", tmp_path / "a" / "router")] == [
        0o700
    ] * 2


# -- for the length of a block ------------------------------------------------------------------------------------


@dataclass
class Waits:
    """A time that passes only by waiting; `meanwhile` happens in the pause of that number."""

    meanwhile: dict[int, Callable[[], object]] = field(default_factory=dict)
    pauses: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: NOW.timestamp() + sum(self.pauses), lambda: sum(self.pauses), self.sleep)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.meanwhile.get(len(self.pauses), lambda: None)()


def test_a_device_is_free_again_after_the_block(tmp_path: Path) -> None:
    with claimed(tmp_path, "r 1", Waits().clock, 0):
        (held,) = tmp_path.rglob(NAME)
    assert not held.exists()


def test_it_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), claimed(tmp_path, "r1", Waits().clock, 0):
        raise ZeroDivisionError
    assert not list(tmp_path.rglob(NAME))


def test_what_the_play_had_before_it_keeps(tmp_path: Path) -> None:
    claim(tmp_path / "r1", this_play(), NOW)
    with claimed(tmp_path, "r1", Waits().clock, 0), claimed(tmp_path, "r1", Waits().clock, 0):
        pass
    assert (tmp_path / "r1" / NAME).exists()


def test_another_play_is_waited_for_within_a_bound(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    claim(tmp_path / "r1", play.pid, NOW)
    waits = Waits()
    with pytest.raises(LicensingError) as failure, claimed(tmp_path, "r1", waits.clock, 30):
        pass
    assert failure.value.reason == "busy"
    assert "r1" in failure.value.message and str(play.pid) in failure.value.message
    assert sum(waits.pauses) == pytest.approx(30)
    assert len(waits.pauses) < 20


def test_the_work_begins_when_the_other_play_is_done(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    claim(tmp_path / "r1", play.pid, NOW)
    waits = Waits({3: lambda: release(tmp_path / "r1", play.pid)})
    with claimed(tmp_path, "r1", waits.clock, 30):
        assert json.loads((tmp_path / "r1" / NAME).read_text())["pid"] == this_play()
    assert len(waits.pauses) == 3


def test_the_work_begins_when_the_other_play_is_killed(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    def kill() -> None:
        play.kill()
        play.wait()

    claim(tmp_path / "r1", play.pid, NOW)
    waits = Waits({2: kill})
    with claimed(tmp_path, "r1", waits.clock, 30):
        assert len(waits.pauses) == 2


def test_nobody_gives_up_the_claim_of_another(tmp_path: Path, play: subprocess.Popen[bytes]) -> None:
    claim(tmp_path, play.pid, NOW)
    release(tmp_path, os.getpid())
    assert json.loads((tmp_path / NAME).read_text())["pid"] == play.pid


def work(root: Path, log: Path) -> None:
    """Be one of several plays that work on a device, each for a moment."""
    for _turn in range(5):
        with claimed(root, "r1", Clock(), 60), log.open("a") as stream:
            stream.write(f"begin {os.getpid()}\n")
            stream.flush()
            stream.write(f"end {os.getpid()}\n")


def test_plays_take_turns(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.unit.files.test_claim import work, claimed; "
        "work(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "root"), str(tmp_path / "log")]
    plays = [subprocess.Popen(["/bin/sh", "-c", '"$@"; exit $?', "sh", *arguments]) for _play in range(3)]
    assert [play.wait(60) for play in plays] == [0, 0, 0]
    lines = (tmp_path / "log").read_text().splitlines()
    assert len(lines) == 30
    for begin, end in zip(lines[::2], lines[1::2], strict=True):
        assert begin.split() == ["begin", end.split()[1]]
        assert end.startswith("end ")
