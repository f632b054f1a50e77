# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run make targets in lanes side by side, all of them whatever fails, and close with a summary.

usage: run_parts.py TARGET... [/ TARGET...]...     exit status 0 if every target succeeded, else 1

The targets of a lane, up to the next slash, run one after another. What a target prints is shown when it has ended.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

LIMIT_SECONDS = 2700
ONE_AT_A_TIME = threading.Lock()
INTERRUPTED = threading.Event()
RUNNING: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True)
class Part:
    """How a target ended."""

    target: str
    succeeded: bool
    seconds: float

    def __str__(self) -> str:
        return f"  {self.target:<16} {'ok' if self.succeeded else 'FAILED':<7} {self.seconds:6.1f} s"


def run(target: str) -> Part:
    """Make one target within LIMIT_SECONDS; whatever it started ends with it."""
    start = time.monotonic()
    if INTERRUPTED.is_set():
        return Part(target, False, 0.0)
    with tempfile.TemporaryFile() as printed:
        command = ["make", "--no-print-directory", target]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
        )
        RUNNING.add(process)
        try:
            succeeded = process.wait(timeout=LIMIT_SECONDS) == 0
        except subprocess.TimeoutExpired:
            printed.write(f"{target}: stopped after {LIMIT_SECONDS} s\n".encode())
            succeeded = False
        finally:
            end(process)
            RUNNING.discard(process)
        printed.seek(0)
        part = Part(target, succeeded, time.monotonic() - start)
        with ONE_AT_A_TIME:
            print(f"--- {target}", flush=True)
            sys.stdout.buffer.write(printed.read())
            print(f"---{part}", flush=True)
    return part


def end(process: subprocess.Popen[bytes]) -> None:
    """End a target that still runs, with whatever it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def lanes(arguments: list[str]) -> list[list[str]]:
    """Split the arguments at the slashes."""
    found: list[list[str]] = [[]]
    for argument in arguments:
        if argument == "/":
            found.append([])
        else:
            found[-1].append(argument)
    return [lane for lane in found if lane]


def main(arguments: list[str]) -> int:
    """Run the targets and print one line for each, with its seconds."""
    wanted = lanes(arguments)
    with ThreadPoolExecutor(max_workers=max(1, len(wanted))) as pool:
        try:
            parts = [part for lane in pool.map(lambda lane: [run(target) for target in lane], wanted) for part in lane]
        except KeyboardInterrupt:
            INTERRUPTED.set()
            for process in list(RUNNING):
                end(process)
            raise
    failures = sum(not part.succeeded for part in parts)
    print("---", *parts, sep="\n")
    print(f"parts: {len(parts) - failures} passed, {failures} failed", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
