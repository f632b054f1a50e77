# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run several make targets one after another, all of them whatever fails, and close with a summary.

usage: run_parts.py TARGET...     exit status 0 if every target succeeded, else 1
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

LIMIT_SECONDS = 1800


def run(target: str) -> bool:
    """Make one target within LIMIT_SECONDS; whatever it started ends with it."""
    command = ["make", "--no-print-directory", target]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(timeout=LIMIT_SECONDS) == 0
    except subprocess.TimeoutExpired:
        print(f"{target}: stopped after {LIMIT_SECONDS} s", flush=True)
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def main(targets: list[str]) -> int:
    """Run the targets and print one line for each, with its seconds."""
    lines = []
    failures = 0
    for target in targets:
        print(f"--- {target}", flush=True)
        start = time.monotonic()
        succeeded = run(target)
        failures += not succeeded
        lines.append(f"  {target:<16} {'ok' if succeeded else 'FAILED':<7} {time.monotonic() - start:6.1f} s")
    print("---", *lines, sep="\n")
    print(f"parts: {len(targets) - failures} passed, {failures} failed", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
