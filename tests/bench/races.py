# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is compared with whom, and one run of one of them."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from . import plays
from .cost import Cost, Measurement, proportional_memory
from .fleet import Fleet
from .plays import OURS, SHOWS, STOCK, Play

ROOT = Path(__file__).resolve().parents[2]
# What `make bench` installs for netmiko. In the environment, network_cli would import paramiko in every process.
PACKAGES = ROOT / ".cache/bench-packages"
MOST_FORKS = 100
# No single run may take longer (seconds).
LIMIT = 1800
# Sessions are given this long (seconds) to come to rest before their memory is read.
_REST = 1.0

# The first of each race is what the others are compared with.
READ = "slp_info"
READ_TWICE = "slp_info, two tasks"
READ_FLEET = "slp_fleet_info"
READ_COMPLIANCE = "compliance.yml"
READ_STOCK = "cisco.ios, stock network_cli"
READ_NETMIKO = "netmiko, thread pool"
READ_LIBSSH = "libssh, bare processes"
DIRECT = "direct.yml"
DIRECT_STOCK = "hand-written cisco.ios play"


@dataclass(frozen=True)
class Result:
    """One run. Seconds; `memory` is KiB a host (PSS of the idle session process), where it was measured."""

    race: str
    contender: str
    hosts: int
    delay: float
    wall: float
    cpu: float
    lab_cpu: float
    logins: float
    left: int
    load: float
    memory: float | None
    failed: bool


def read_contenders(hosts: int, stock_up_to: int) -> list[str]:
    stock = [READ_STOCK] if hosts <= stock_up_to else []
    return [READ, READ_TWICE, READ_FLEET, READ_COMPLIANCE, *stock, READ_NETMIKO, READ_LIBSSH]


def read(fleet: Fleet, contender: str, hosts: int, delay: float) -> Result:
    """Every device is asked for the same show commands; ours also parse what they say, and judge it."""
    commands = {
        READ: lambda: _ansible(fleet, "ours", plays.play(OURS, plays.our_read())),
        READ_TWICE: lambda: _ansible(fleet, "twice", plays.play(OURS, plays.our_read(), plays.our_read())),
        READ_FLEET: lambda: _ansible(fleet, "fleet", plays.play(OURS, plays.fleet_read())),
        READ_COMPLIANCE: lambda: _ansible(fleet, plays.COMPLIANCE, None),
        READ_STOCK: lambda: _ansible(fleet, "stock", plays.play(STOCK, plays.stock_read())),
        READ_NETMIKO: lambda: _script(fleet, "netmiko_pool", hosts),
        READ_LIBSSH: lambda: _script(fleet, "libssh_forks", hosts),
    }
    return _run(fleet, "read", contender, hosts, delay, commands[contender]())


def direct(fleet: Fleet, contender: str, hosts: int, delay: float) -> Result:
    """Every device is brought from its first day onto Smart Licensing Using Policy."""
    commands = {
        DIRECT: lambda: _ansible(fleet, plays.DIRECT, None),
        DIRECT_STOCK: lambda: _ansible(fleet, "hand-written", plays.hand_written_direct()),
    }
    return _run(fleet, "direct", contender, hosts, delay, commands[contender]())


def memory(fleet: Fleet, contender: str, hosts: int, delay: float) -> Result:
    """One read, then the sessions idle while their memory is looked at."""
    ready, go = fleet.directory / "ready", fleet.directory / "go"
    for path in (ready, go):
        path.unlink(missing_ok=True)
    connection, task = (OURS, plays.our_read()) if contender == READ else (STOCK, plays.stock_read())
    tasks = plays.hold(ready, go, LIMIT // 2)
    command = _ansible(fleet, "memory", plays.play(connection, task, *tasks))
    return _run(fleet, "memory", contender, hosts, delay, command, (ready, go))


def _ansible(fleet: Fleet, name: str, content: list[Play] | None) -> list[str]:
    """`name` is a playbook of a collection, or names the file that the content is written to."""
    if content is not None:
        path = fleet.directory / f"{name}.yml"
        path.write_text(json.dumps(content), encoding="utf-8")
        name = str(path)
    artifacts = f"slp_artifact_dir={fleet.directory / 'artifacts'}"
    return [str(Path(sys.executable).parent / "ansible-playbook"), name, "-i", str(fleet.inventory), "-e", artifacts]


def _script(fleet: Fleet, module: str, hosts: int) -> list[str]:
    width = str(min(hosts, MOST_FORKS))
    return [sys.executable, "-m", f"tests.bench.{module}", str(fleet.targets), width, *SHOWS]


def _run(
    fleet: Fleet,
    race: str,
    contender: str,
    hosts: int,
    delay: float,
    command: list[str],
    hold: tuple[Path, Path] | None = None,
) -> Result:
    fleet.fresh()
    load = os.getloadavg()[0]
    log = fleet.directory / "contenders.log"
    lab_before = fleet.cpu()
    measurement = Measurement(command, log, LIMIT, _environment(fleet, contender, hosts))
    try:
        kib = None if hold is None else _memory_at_rest(measurement, *hold) / hosts
        cost = measurement.result()
    finally:
        measurement.end()
    return Result(
        race,
        contender,
        hosts,
        delay,
        cost.wall,
        cost.cpu,
        fleet.cpu() - lab_before,
        fleet.logins(),
        cost.left,
        load,
        kib,
        _failed(cost, fleet, contender),
    )


def _failed(cost: Cost, fleet: Fleet, contender: str) -> bool:
    if cost.status:
        log = (fleet.directory / "contenders.log").read_text(encoding="utf-8", errors="replace")
        print(f"bench: {contender} ended with status {cost.status}:\n{log[-3000:]}", file=sys.stderr)
    return bool(cost.status)


def _memory_at_rest(measurement: Measurement, ready: Path, go: Path) -> int:
    deadline = time.monotonic() + LIMIT / 2
    while not ready.exists() and measurement.runs() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(_REST)
    try:
        return sum(proportional_memory(pid) for pid in measurement.session_processes())
    finally:
        go.touch()


def _environment(fleet: Fleet, contender: str, hosts: int) -> dict[str, str]:
    """The same settings for every contender; time limits that a slow one cannot hit."""
    home = fleet.directory / "home"
    (home / ".ssh").mkdir(parents=True, exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")},
        "ANSIBLE_COLLECTIONS_PATH": os.environ.get("ANSIBLE_COLLECTIONS_PATH", str(ROOT / ".venv/collections")),
        "ANSIBLE_FORKS": str(min(hosts, MOST_FORKS)),
        "ANSIBLE_HOME": str(home),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_PERSISTENT_CONNECT_TIMEOUT": "120",
        "ANSIBLE_PERSISTENT_COMMAND_TIMEOUT": "120",
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join(map(str, [ROOT, PACKAGES] if contender == READ_NETMIKO else [ROOT])),
    }
