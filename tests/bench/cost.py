# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command costs: wall time and the CPU seconds of every process that came from it. Linux only.

`python -m tests.bench.cost LOG SECONDS COMMAND...` runs the command and prints a Cost as JSON. It adopts the processes
that the command leaves behind (session processes are forked twice and are orphaned), so that the kernel counts
them in when they end. A process of its own for each measurement keeps the sums apart.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import json
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

# From linux/prctl.h.
_PR_SET_CHILD_SUBREAPER = 36
# So long (seconds) may processes outlive the command before they count as left behind and are ended.
GRACE = 3.0
TIMED_OUT = 124


@dataclass(frozen=True)
class Cost:
    """Seconds until the command ended, CPU seconds (user + system) of all its processes, its exit status,
    and how many processes it left behind."""

    wall: float
    cpu: float
    status: int
    left: int


class Measurement:
    """A command that runs and is measured."""

    def __init__(self, command: list[str], log: Path, limit: float, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.cost", str(log), str(limit), *command],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def session_processes(self) -> list[int]:
        """The pids of adopted processes. They lead, or come from, sessions of their own, which the command does not."""
        own = os.getsid(self._process.pid)
        return [pid for pid in _children(self._process.pid) if os.getsid(pid) != own and not _has_ended(pid)]

    def runs(self) -> bool:
        return self._process.poll() is None

    def result(self) -> Cost:
        """Wait for the end."""
        output, _ = self._process.communicate()
        return Cost(**json.loads(output))

    def end(self) -> None:
        """End the command, if it still runs, with all that came from it."""
        if self.runs():
            self._process.terminate()
            self._process.communicate()


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third, the state, on."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


def _has_ended(pid: int) -> bool:
    return _stat(pid)[0] == "Z"


def proportional_memory(pid: int) -> int:
    """The memory of a process in KiB; a page that n processes share counts 1/n in each (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise ValueError(f"no Pss of process {pid}")


def cpu_seconds(pid: int) -> float:
    """The CPU seconds that a running process has used, without its children."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _Ended(Exception):
    """A measurement does not need the rest."""


def _on_terminate(number: int, frame: object) -> NoReturn:
    raise _Ended


def _measure(log: Path, limit: float, command: list[str]) -> Cost:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "this system does not let a process adopt orphans")
    signal.signal(signal.SIGTERM, _on_terminate)
    started = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        status = process.wait(limit)
    except (subprocess.TimeoutExpired, _Ended):
        process.terminate()
        process.wait()
        status = TIMED_OUT
    wall = time.monotonic() - started
    left = _reap(GRACE)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in _children(os.getpid()):
            os.kill(pid, number)
        _reap(GRACE)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, used.ru_utime + used.ru_stime, status, left)


def _reap(seconds: float) -> int:
    """Collect children as they end, for so long at most; returns how many are left."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.02)
        return len(_children(os.getpid()))
    return 0


if __name__ == "__main__":
    print(json.dumps(dataclasses.asdict(_measure(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))))
