# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The processes of a playbook: which there are, and their end."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Process(NamedTuple):
    """A process, and when it began: its number may be another's later."""

    pid: int
    parent: int
    began: str

    @classmethod
    def all(cls) -> list[Process]:
        """Return every process there is."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = entry.read_text(errors="replace").rpartition(")")[2].split()
                found.append(cls(int(entry.parent.name), int(fields[1]), fields[19]))
        return found


def below(root: int) -> list[Process]:
    """Return the processes below one, the nearest first."""
    everything, found, above = Process.all(), [], [root]
    for pid in above:
        own = [process for process in everything if process.parent == pid]
        found += own
        above += [process.pid for process in own]
    return found


def end(processes: Iterable[Process]) -> None:
    """Kill those of the processes that are still there."""
    for process in alive(processes):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)


def alive(processes: Iterable[Process]) -> list[Process]:
    """Return those of the processes that are still there."""
    known = {(process.pid, process.began) for process in Process.all()}
    return [process for process in processes if (process.pid, process.began) in known]
