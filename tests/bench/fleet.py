# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lab of equal devices, for the length of a `with` block."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.lab.client import LabClient
from tests.lab.estate import DEFAULT_ESTATE
from tests.lab.pidfile import holder

from .cost import cpu_seconds

# A router whose login starts in privileged mode: every contender has the same few steps to its prompt.
DEVICE = {"name": "c8300", "profile": "c8300", "vars": {"slp_transport": "smart"}, "token": "valid-wan"}
_LIMIT = 60


@dataclass(frozen=True)
class Fleet:
    """A running lab. `targets` is a file with what a script needs to log in: `{user, password, ports}`."""

    directory: Path
    client: LabClient
    inventory: Path
    targets: Path

    def fresh(self) -> None:
        """Every device before its first run, and nothing counted."""
        self.client.reset()
        self.client.reset_counters()

    def cpu(self) -> float:
        """CPU seconds that the simulated devices have used so far."""
        pid = holder(self.directory / "lab.pid")
        if pid is None:
            raise RuntimeError(f"the lab ended; see {self.directory / 'lab.log'}")
        return cpu_seconds(pid)

    def logins(self) -> float:
        """Logins a host since the last `fresh`."""
        logins = [int(entry["logins"]) for entry in self.client.counters().values()]
        return sum(logins) / len(logins)


@contextmanager
def fleet(directory: Path, hosts: int, delay: float) -> Iterator[Fleet]:
    """Start `hosts` devices that answer `show license all` after `delay` seconds; stop them at the end."""
    directory.mkdir(parents=True)
    source = yaml.safe_load(DEFAULT_ESTATE.read_text(encoding="utf-8"))
    estate = directory / "estate.yml"
    estate.write_text(yaml.safe_dump({**source, "devices": [DEVICE]}), encoding="utf-8")
    _lab("start", directory, "--devices", str(hosts), "--estate", str(estate), "--set", f"show_delay={delay}")
    try:
        ports = json.loads((directory / "control.json").read_text(encoding="utf-8"))["ports"]
        targets = directory / "targets.json"
        login = {"user": source["username"], "password": source["password"], "ports": list(ports.values())}
        targets.write_text(json.dumps(login), encoding="utf-8")
        yield Fleet(directory, LabClient.of(directory), directory / "inventory.yml", targets)
    finally:
        _lab("stop", directory)


def _lab(verb: str, directory: Path, *options: str) -> None:
    command = [sys.executable, "-m", "tests.lab", verb, "--dir", str(directory), *options]
    # Every device alike: what one waits for is no measure.
    environment = {**os.environ, "SLP_LAB_SEED": "0"}
    subprocess.run(command, check=True, timeout=_LIMIT, stdout=subprocess.DEVNULL, env=environment)
