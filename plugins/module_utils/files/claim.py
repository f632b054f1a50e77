# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One play at a time works on a device and its files, so that no report and no token is sent twice.

The play is a process that outlives the workers in which tasks run, so a lock of a worker cannot represent it. Its claim
names it: machine, process, time at which that process started. The claim of a process that is gone is void, so a
killed play leaves nothing that anyone has to clear away.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import multiprocessing
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..words.clock import Clock
from ..words.errors import LicensingError
from .artifact_paths import host_folder
from .artifacts import make_private, read_whole, write_whole
from .locked_file import locked
from .process import machine, started

NAME = "claim.json"
# Held while the claim is read and replaced, which takes no time.
_LOCK = "claim.lock"
# Seconds: on another machine, or in another container, the process cannot be checked; there a claim that was not
# renewed for so long, or that comes from so far in the future, is void.
UNSEEN_FOR = 900
_RENEWED_AFTER = 60
_LONGEST = 4096
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0


class Claim(NamedTuple):
    """Who works on a device. `started`: when the process was, in any unit; `at`: of the last renewal, in UTC."""

    pid: int
    started: str
    machine: str
    host: str
    at: dt.datetime

    def is_of(self, other: Claim) -> bool:
        """Return whether both are of one play."""
        return (self.machine, self.pid, self.started) == (other.machine, other.pid, other.started)

    def is_live(self, now: dt.datetime) -> bool:
        """Return whether the play still runs; of one on another machine, whether it may."""
        if self.machine == machine():
            return started(self.pid) == self.started
        return abs((now - self.at).total_seconds()) < UNSEEN_FOR


def this_play() -> int:
    """Return the process ID of the play that this worker of Ansible belongs to, be that play still there or not.

    A worker outlives a killed play, and its parent is then a process that never ends: a claim for that one would never
    be void.
    """
    play = multiprocessing.parent_process()
    return os.getppid() if play is None or play.pid is None else play.pid


def claim(folder: Path, owner: int, now: dt.datetime) -> bool:
    """Claim the folder of a device for the play whose process is `owner`, or renew the claim; say whether it is new.

    It lasts until that play ends, or `release`. `now` with a zone. Raises LicensingError: busy while another play
    works on the device, or when the owner is gone; storage_full, transfer_failed.
    """
    mine = _claim_of(owner, now)
    make_private(folder)
    with locked(folder / _LOCK):
        other = _held(folder)
        if other and other.is_of(mine):
            if abs((now - other.at).total_seconds()) >= _RENEWED_AFTER:
                _write(folder, mine)
            return False
        if other and other.is_live(now):
            raise LicensingError(
                "busy",
                f"Another play works on {folder.name} (process {other.pid} on {other.host}, last seen at "
                f"{other.at.isoformat(timespec='seconds')}). Wait until it ends, then run this one again.",
            )
        _write(folder, mine)
        return True


def release(folder: Path, owner: int) -> None:
    """Give the claim of a play up, if it has one. Raises LicensingError for what the disk refuses."""
    with locked(folder / _LOCK):
        held = _held(folder)
        if held and (held.pid, held.machine) == (owner, machine()):
            (folder / NAME).unlink(missing_ok=True)


@contextlib.contextmanager
def claimed(root: Path, host: str, clock: Clock, wait_seconds: float) -> Iterator[None]:
    """Work on a device while no other play does; wait that long for another play, with growing pauses.

    `root`: slp_artifact_dir. A claim that this play had before stays after the block. Raises LicensingError: busy
    when the seconds are over, and what `claim` raises.
    """
    folder, owner = host_folder(root, host), this_play()
    is_new = clock.when_free(lambda: claim(folder, owner, clock.utc_now()), wait_seconds, _FIRST_PAUSE, _LONGEST_PAUSE)
    try:
        yield
    finally:
        if is_new:
            release(folder, owner)


def _claim_of(owner: int, now: dt.datetime) -> Claim:
    since = started(owner)
    if since is None:
        raise LicensingError("busy", "The play that started this was killed, so nothing was done; run it again.")
    return Claim(owner, since, machine(), socket.gethostname(), now)


def _write(folder: Path, mine: Claim) -> None:
    text = json.dumps({**mine._asdict(), "at": mine.at.isoformat(timespec="seconds")}, sort_keys=True)
    write_whole(str(folder / NAME), text)


def _held(folder: Path) -> Claim | None:
    """Return the claim in the file; None if there is none, or what is none. Raises LicensingError for a link."""
    if not os.path.lexists(folder / NAME):
        return None
    try:
        return _read(json.loads(read_whole(folder / NAME, _LONGEST, follow=False)))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def _read(held: dict[str, object]) -> Claim | None:
    texts = [held["started"], held["machine"], held["host"], held["at"]]
    pid = held["pid"]
    if not all(isinstance(text, str) and text.isprintable() for text in texts) or not isinstance(pid, int):
        return None
    since, where, host, at = map(str, texts)
    return Claim(pid, since, where, host, dt.datetime.fromisoformat(at).astimezone(dt.UTC))
