# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty devices in ten workflows, the people around them, and site.yml over a few of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.demo_people import A_MINUTE, People, hosts_of
from tests.integration.conftest import BIN, Lab

from .watch import Watch

LIMIT_SECONDS = 420
END_SECONDS = 8.0
# A device has so long to answer, an effect so long to be seen.
COMMAND_SECONDS, EFFECT_SECONDS = 8, 20
# What a device fetches only once an hour was fetched, says the operator.
ARRIVED = ("ssm_synchronize", "import_from_cssm")
_SECRETS = re.compile(r"password|secret|id_token|community")
# What Ansible prints where somebody did not expect something.
_CRASH = re.compile(
    r"Traceback \(most recent|MODULE FAILURE|unhandled exception|Unexpected failure|Unhandled error", re.IGNORECASE
)
_RECAP = re.compile(r"^(\S+)\s+: ok=\d+ +changed=(\d+) +unreachable=(\d+) +failed=(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class PlayRun:
    """A run of a playbook. `results`: result.json by host; `traces`: what stayed, or showed, that must not."""

    status: int
    output: str
    results: Mapping[str, dict[str, Any]]
    failed: frozenset[str]
    traces: Sequence[str]


class Fleet:
    """A lab that is used for one seed after the other, each with a folder of its own."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.client = lab.client
        self.known = hosts_of(lab.inventory)
        self.topologies = {host: str(known["slp_topology"]) for host, known in self.known.items()}
        self.secrets = sorted(set(_secrets(list(self.known.values()))))
        self.folder = lab.directory

    def begin(self, folder: Path, hosts: Sequence[str]) -> None:
        """Everything as at the start, and nobody has seen these hosts."""
        self.client.reset()
        self.client.reset_counters()
        self.folder, self.hosts = folder, list(hosts)
        self.people = People(self.client, {host: self.known[host] for host in hosts})
        self.people.set_up()
        folder.mkdir()

    @property
    def artifacts(self) -> Path:
        return self.folder / "slp_artifacts"

    def go_through_the_gates(self) -> None:
        """What people do at pages meanwhile."""
        self.people.go_through_the_gates(wait=A_MINUTE)
        # What is due by then happens when somebody looks.
        self.client.health()

    def run(self, *arguments: str, playbook: str = "site", confirmed: Sequence[str] = ()) -> PlayRun:
        """Run a playbook over the hosts, watched."""
        mark = f"SLP_FAULTS_MARK={uuid.uuid4()}"
        sockets, home = self.folder / "pc", self.folder / "home"
        options = {
            "slp_timeout": EFFECT_SECONDS,
            # Each host meets its own fault: no canary of another keeps it from that.
            "slp_batch": "100%",
            "slp_confirmed_gates": list(confirmed),
            "ansible_command_timeout": COMMAND_SECONDS,
        }
        command = [str(BIN / "ansible-playbook"), f"netops.smart_licensing.{playbook}", "-i", str(self.lab.inventory)]
        command += ["--limit", ",".join(self.hosts), "-e", json.dumps(options), *arguments]
        name, _, value = mark.partition("=")
        environment = {
            **os.environ,
            name: value,
            "ANSIBLE_FORKS": "10",
            "ANSIBLE_HOME": str(home),
            "ANSIBLE_LOG_PATH": str(self.folder / "ansible.log"),
            "ANSIBLE_PERSISTENT_CONTROL_PATH_DIR": str(sockets),
            # As before ansible-core 2.21: the options of a task are in its result, where a secret could show.
            "ANSIBLE_INJECT_INVOCATION": "1",
            "ANSIBLE_NOCOLOR": "1",
        }
        began = time.time()
        with Watch(mark, self.secrets) as watch:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=LIMIT_SECONDS,
                check=False,
            )
            left = self._left(watch, sockets, home)
        (self.folder / "output.log").open("a").write(done.stdout)
        recap = _RECAP.findall(done.stdout)
        failed = {host for host, _changed, *bad in recap if any(map(int, bad))}
        crashes = [f"the output has: {line[:200]}" for line in done.stdout.splitlines() if _CRASH.search(line)]
        # A playbook that reads the fleet in one task shows one host.
        named = {line[0] for line in recap}
        lost = [f"{host} is not in the recap" for host in self.hosts if playbook == "site" and host not in named]
        written = (path for path in self.artifacts.glob("*/result.json") if path.stat().st_mtime >= began)
        results = {path.parent.name: json.loads(path.read_text()) for path in written}
        return PlayRun(
            done.returncode, done.stdout, results, frozenset(failed), [*crashes, *lost, *left, *sorted(watch.seen)]
        )

    def _left(self, watch: Watch, sockets: Path, home: Path) -> list[str]:
        """Return what the play left running. A session ends by itself, a moment after its play has gone."""
        end = time.monotonic() + END_SECONDS
        while (left := self._running(watch, sockets)) and time.monotonic() < end:
            time.sleep(0.1)
        files = [path for path in (home / "tmp").rglob("*") if path.is_file()] if (home / "tmp").exists() else []
        return [*left, *(f"a file of Ansible stayed: {path}" for path in files)]

    def _running(self, watch: Watch, sockets: Path) -> list[str]:
        found = [f"a process outlived its play: {line[:120]}" for line in watch.alive()]
        found += [f"a socket stayed: {path}" for path in sockets.glob("*")]
        counters = self.client.counters()
        for host in self.hosts:
            if counters[host]["sessions_open"] or counters[host]["transactions_open"]:
                found.append(f"{host} has open sessions or transactions")
        return found


def _secrets(value: Any, name: str = "") -> list[str]:
    """Return the texts of the inventory whose names say that they are secret."""
    if isinstance(value, dict):
        return [secret for key, inner in value.items() for secret in _secrets(inner, key)]
    if isinstance(value, list):
        return [secret for inner in value for secret in _secrets(inner, name)]
    return [value] if isinstance(value, str) and value and _SECRETS.search(name) else []
