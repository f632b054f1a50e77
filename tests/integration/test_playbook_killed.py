# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A playbook that ends oddly, at any moment: no process of it lives on, whatever it was doing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.small_devices import EVENT_LIMIT, Devices, Start, ios_command

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")

END_LIMIT = 10
QUIET = 3
DEVICES = 6
FLEET = {"netops.smart_licensing.slp_fleet_info": {"gather_subset": ["clock"]}}
SIGNALS = pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda item: item.name)

Play = Callable[..., subprocess.Popen[bytes]]


class Marked:
    """Plays whose processes can be found: each inherits a variable of the environment, whatever forked it."""

    def __init__(self) -> None:
        self._used: list[list[str]] = []
        self._since = time.monotonic()
        self._mark = f"SLP_TEST_MARK={uuid.uuid4()}"

    def play(self, devices: Devices, *tasks: dict[str, Any], **variables: Any) -> subprocess.Popen[bytes]:
        name, _, value = self._mark.partition("=")
        return subprocess.Popen(
            devices.command_line(list(tasks), "--forks", str(DEVICES), **variables),
            env=devices.environment() | {name: value},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def alive(self) -> list[int]:
        return [int(place.name) for place in Path("/proc").glob("[0-9]*") if self._is_ours(place)]

    def _is_ours(self, place: Path) -> bool:
        with contextlib.suppress(OSError):
            # A process that has ended and was not waited for no longer has an environment.
            return self._mark.encode() in (place / "environ").read_bytes().split(b"\0")
        return False

    def is_quiet(self) -> bool:
        """Return whether no process of the plays computed anything in the last QUIET seconds."""
        used = [(Path("/proc") / str(pid) / "stat").read_text().split()[13:15] for pid in self.alive()]
        if used != self._used:
            self._used, self._since = used, time.monotonic()
        return time.monotonic() - self._since >= QUIET

    def until(self, done: Callable[[], bool], limit: float = END_LIMIT) -> bool:
        end = time.monotonic() + limit
        while not done() and time.monotonic() < end:
            time.sleep(0.05)
        return done()


@pytest.fixture
def marked() -> Iterator[Marked]:
    plays = Marked()
    yield plays
    for pid in plays.alive():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def all_saw(command: str, devices: Devices) -> bool:
    return {f"{name} command {command}" for name in devices.ports} <= set(devices.seen())


def assert_all_end(marked: Marked, playbook: subprocess.Popen[bytes], number: int) -> None:
    playbook.send_signal(number)
    playbook.wait(EVENT_LIMIT)
    assert marked.until(lambda: not marked.alive()), f"{len(marked.alive())} processes outlived their play"


@SIGNALS
@pytest.mark.parametrize("task", [ios_command("show license all"), FLEET], ids=["hosts", "fleet"])
def test_workers_and_sessions_end_in_the_middle_of_their_work(
    start: Start, marked: Marked, number: int, task: dict[str, Any]
) -> None:
    devices = start("--count", str(DEVICES), "--delay", "60", "--slow-clock")
    playbook = marked.play(devices, task, ansible_command_timeout=90)
    command = "show clock" if task is FLEET else "show license all"
    assert marked.until(lambda: all_saw(command, devices), EVENT_LIMIT)
    assert_all_end(marked, playbook, number)
    assert devices.left_sockets() == []


def test_workers_end_that_wait_to_hand_in_a_result_nobody_reads(start: Start, marked: Marked) -> None:
    devices = start("--count", str(DEVICES), "--delay", "2")
    playbook = marked.play(devices, ios_command("show long"))
    assert marked.until(lambda: all_saw("show long", devices), EVENT_LIMIT)
    # A playbook that has no time to read: its workers fill the pipe, and wait.
    playbook.send_signal(signal.SIGSTOP)
    assert marked.until(marked.is_quiet, EVENT_LIMIT)
    assert len(marked.alive()) > DEVICES + 1
    assert_all_end(marked, playbook, signal.SIGKILL)
    assert devices.left_sockets() == []
