# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One play at a time works on the files of a device, so that no report is sent twice.

The play is a process that outlives the workers in which tasks run, so no lock of a worker can stand for it. Its claim
names it: machine, process, time at which that process started. The claim of a process that is gone is void, so a
killed play leaves nothing that anyone has to clear away.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
from datetime import datetime
from pathlib import Path
from typing import Any

from .._artifacts import make_private
from .._errors import LicensingError
from .locked_file import locked

NAME = "claim.json"
# Seconds: on another machine, or in another container, nobody can look for the process; there a claim that was not
# renewed for so long is void.
UNSEEN_FOR = 900
_LONGEST = 4096


def this_play() -> int:
    """Return the process ID of the play that this worker of Ansible belongs to, be that play still there or not.

    A worker outlives a killed play, and its parent is then a process that never ends: a claim for that one would never
    be void.
    """
    play = multiprocessing.parent_process()
    return os.getppid() if play is None or play.pid is None else play.pid


def claim(folder: Path, owner: int, now: datetime) -> None:
    """Claim the folder of a device for the play whose process is C(owner), or renew the claim. C(now) with a zone.

    Raises OSError, and LicensingError (busy) while another play works on the device, or when the owner is gone.
    """
    mine = _claim_of(owner, now)
    if mine["started"] is None:
        raise LicensingError("busy", "The play that began this was ended, so nothing is done; run it again.")
    make_private(folder)
    with locked(folder / NAME) as handle:
        other = _held(handle)
        if other and not _is_same(other, mine) and _is_live(other, now):
            raise LicensingError(
                "busy",
                f"Another play works on the files of this device (process {other['pid']} on {other['host']}, "
                f"seen last at {other['at']}). Wait until it ends, then run this one again.",
            )
        _replace(handle, json.dumps(mine, sort_keys=True).encode())


def _claim_of(owner: int, now: datetime) -> dict[str, Any]:
    return {
        "pid": owner,
        "started": _started(owner),
        "machine": _machine(),
        "host": socket.gethostname(),
        "at": now.isoformat(timespec="seconds"),
    }


def _held(handle: int) -> dict[str, Any] | None:
    """Return the claim in the file; None where there is none, or only a part of one that a killed play began."""
    try:
        held = json.loads(os.pread(handle, _LONGEST, 0))
        return {**held, "seen": datetime.fromisoformat(held["at"])} if _claim_keys(held) else None
    except (ValueError, TypeError):
        return None


def _claim_keys(held: Any) -> bool:
    return isinstance(held, dict) and {"pid", "started", "machine", "host", "at"} <= held.keys()


def _replace(handle: int, data: bytes) -> None:
    os.ftruncate(handle, 0)
    os.write(handle, data)
    os.fsync(handle)


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[key] == other[key] for key in ("machine", "pid", "started"))


def _is_live(held: dict[str, Any], now: datetime) -> bool:
    if held["machine"] == _machine():
        started = _started(held["pid"]) if isinstance(held["pid"], int) else None
        return started is not None and started == held["started"]
    return bool((now - held["seen"]).total_seconds() < UNSEEN_FOR)


def _machine() -> str:
    """Name the place where a process ID means this process: a boot of a kernel, and a container on it."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return socket.gethostname()


def _started(pid: int) -> str | None:
    """Return when a process started, in any unit; None when it is gone. Without /proc, only that it is there."""
    try:
        # The name of the program, in brackets, may hold anything.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return None if fields[0] in ("Z", "X") else fields[19]
    except OSError:
        if Path("/proc/self/stat").exists():
            return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return "running"
    return "running"
