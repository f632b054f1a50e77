# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.lab start|stop|status|serve`: the lab as a background process with a directory of its own.

Environment: SLP_LAB_SEED, the seed of the devices' habits (see README.md).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .client import LabClient
from .pidfile import holder

START_LIMIT = 30.0
STOP_LIMIT = 10.0
_ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    directory: Path = options.dir.resolve()
    if options.action == "serve":
        # Only the server needs the SSH and HTTP libraries; starting and stopping it must be quick.
        from .serving import serve

        return serve(directory, options.estate, options.devices, _settings(options.set))
    if options.action == "start":
        return _start(directory, options)
    if options.action == "stop":
        return _stop(directory)
    return _status(directory)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.lab", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "status", "serve"])
    parser.add_argument("--dir", type=Path, default=Path(".lab"), help="where it keeps its files (default .lab)")
    parser.add_argument("--devices", type=int, default=None, help="how many devices (default: the estate's own)")
    parser.add_argument("--estate", type=Path, default=None, help="another estate file")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="delay, show_delay (seconds), only=direct"
    )
    return parser.parse_args(arguments)


def _settings(pairs: list[str]) -> dict[str, str]:
    return {key: value for key, _, value in (pair.partition("=") for pair in pairs)}


# -- starting and stopping it -------------------------------------------------------------------------------------


def _start(directory: Path, options: argparse.Namespace) -> int:
    if holder(directory / "lab.pid") is not None:
        print(f"lab: runs already; inventory {directory / 'inventory.yml'}")
        return 0
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "control.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.lab", "serve", "--dir", str(directory)]
    command += [] if options.estate is None else ["--estate", str(options.estate.resolve())]
    command += [] if options.devices is None else ["--devices", str(options.devices)]
    command += [word for pair in options.set for word in ("--set", pair)]
    log = directory / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, cwd=_ROOT
        )
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit and process.poll() is None:
        if (directory / "control.json").exists():
            health = LabClient.of(directory).health()
            print(f"lab: {health['devices']} devices run; inventory {directory / 'inventory.yml'}")
            print(f"lab: control API {directory / 'control.json'}, log {log}; end it with: python -m tests.lab stop")
            return 0
        time.sleep(0.05)
    if process.poll() is None:
        process.terminate()
    print(f"lab: did not start; {log} says:\n{log.read_text(encoding='utf-8')}", file=sys.stderr)
    return 1


def _stop(directory: Path) -> int:
    pid = holder(directory / "lab.pid")
    if pid is None:
        print("lab: does not run")
        return 0
    os.kill(pid, signal.SIGTERM)
    limit = time.monotonic() + STOP_LIMIT
    while time.monotonic() < limit:
        if holder(directory / "lab.pid") != pid:
            print("lab: stopped")
            return 0
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    print("lab: had to be killed")
    return 0


def _status(directory: Path) -> int:
    if holder(directory / "lab.pid") is None:
        print("lab: does not run")
        return 3
    health = LabClient.of(directory).health()
    print(f"lab: {health['devices']} devices run; inventory {directory / 'inventory.yml'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
