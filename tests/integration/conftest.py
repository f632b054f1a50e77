# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab, once a session, and Ansible against it: what a person would type, and what the devices then are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.small_devices import EVENT_LIMIT, Devices, Start
from tests.lab.client import LabClient

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
LIMIT_SECONDS = 300


@dataclass(frozen=True)
class Lab:
    """A running lab: its folder, its inventory, and the control API that knows the truth."""

    directory: Path
    client: LabClient

    @property
    def inventory(self) -> Path:
        return self.directory / "inventory.yml"

    def commands(self, host: str) -> list[str]:
        """Return the commands that the device received since the counters were reset, without the terminal settings."""
        return [
            command
            for command in self.client.counters()[host]["commands"]
            if not command.startswith(("terminal ", "enable", "show privilege"))
        ]


@dataclass(frozen=True)
class Run:
    """What ansible-playbook did: its exit status, everything it printed, and the results by task and host."""

    status: int
    output: str
    plays: list[dict[str, Any]]
    stats: dict[str, dict[str, int]]

    def results(self, task: str) -> dict[str, dict[str, Any]]:
        """Return the results of a task (the end of its name is enough), by host."""
        return {
            host: result
            for play in self.plays
            for entry in play["tasks"]
            if entry["task"]["name"].endswith(task)
            for host, result in entry["hosts"].items()
        }

    def outcome(self, host: str) -> dict[str, Any]:
        """Return the result of the workflow on a host, as the run said it last."""
        said = [
            entry["hosts"][host]["result"]
            for play in self.plays
            for entry in play["tasks"]
            if "result" in entry["hosts"].get(host, {})
        ]
        return dict(said[-1])

    def gate(self, host: str, name: str) -> dict[str, Any]:
        """Return a gate of a host as the run said it last, with its `state`."""
        result = self.outcome(host)
        found = [{"state": "open", **entry} for entry in result["open_gates"]] + result["closed_gates"]
        return next(entry for entry in found if entry["id"] == name)

    @property
    def summary(self) -> list[str]:
        """Return the lines that sum the run up: one for each host and each open gate."""
        (summed,) = {json.dumps(result["msg"]) for result in self.results("Summarize the run").values()}
        return list(json.loads(summed))


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    directory = tmp_path_factory.mktemp("lab")
    lab, place = [sys.executable, "-m", "tests.lab"], ["--dir", str(directory)]
    # Servers that answer soon: few tests are about the waiting, and these say how long it is.
    subprocess.run([*lab, "start", *place, "--set", "delay=0.5"], cwd=ROOT, check=True, timeout=60)
    try:
        yield Lab(directory, LabClient.of(directory))
    finally:
        subprocess.run([*lab, "stop", *place], cwd=ROOT, check=True, timeout=60)


@pytest.fixture
def lab(running_lab: Lab) -> Lab:
    """The lab as its estate describes it: every device before its first run."""
    running_lab.client.reset()
    running_lab.client.reset_counters()
    return running_lab


@pytest.fixture
def playbook(lab: Lab, tmp_path: Path) -> Callable[..., Run]:
    """Run a playbook: its name in the collection, or plays given as data; then further arguments."""

    def run(what: str | list[dict[str, Any]], *arguments: str, **variables: Any) -> Run:
        if isinstance(what, list):
            path = tmp_path / "play.yml"
            path.write_text(json.dumps(what), encoding="utf-8")
            what = str(path)
        else:
            what = f"netops.smart_licensing.{what}"
        command = [str(BIN / "ansible-playbook"), what, "-i", str(lab.inventory), *arguments]
        # The inventory of the lab names one topology for all, and the tests run the playbooks of others over it.
        variables.setdefault("slp_force_topology", True)
        command += ["-e", json.dumps(variables)]
        environment = {
            **os.environ,
            "ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json",
            "ANSIBLE_FORKS": "20",
            "ANSIBLE_HOME": str(tmp_path / "home"),
            # As before ansible-core 2.21: a task's options are in its result, where a secret could show.
            "ANSIBLE_INJECT_INVOCATION": "1",
            "ANSIBLE_NOCOLOR": "1",
        }
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
        )
        text = done.stdout[done.stdout.find("{") :] if "{" in done.stdout else "{}"
        report = json.JSONDecoder().raw_decode(text)[0]
        assert "plays" in report, done.stdout + done.stderr
        return Run(done.returncode, done.stdout + done.stderr, report["plays"], report["stats"])

    return run


@pytest.fixture
def access(lab: Lab) -> dict[str, Any]:
    """The options of the login to CSSM, from the inventory, as a play would take them."""
    known = yaml.safe_load(lab.inventory.read_text())["all"]["children"]["lab"]["vars"]
    options = {"base_url": "url", "token_url": "token_url", "ca_path": "ca"}
    return {
        **{option: known[f"slp_cssm_{name}"] for option, name in options.items()},
        **{option: known[f"slp_cssm_{option}"] for option in ("client_id", "client_secret")},
    }


@pytest.fixture
def start() -> Iterator[Start]:
    """Start tiny devices, with the options of their command line; they end with the test."""
    processes: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="slp") as folder:

        def start_devices(*options: str) -> Devices:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.integration.tiny_device", *options],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            processes.append(process)
            return Devices(process, Path(folder))

        yield start_devices
        for process in processes:
            process.communicate(timeout=EVENT_LIMIT)


def device_play(hosts: str, *tasks: dict[str, Any], **variables: Any) -> list[dict[str, Any]]:
    """Return a play of device tasks over the connection of this collection."""
    return [
        {
            "hosts": hosts,
            "gather_facts": False,
            "vars": {"ansible_connection": "netops.smart_licensing.network_cli", **variables},
            "tasks": list(tasks),
        }
    ]


def type_lines(lab: Lab, playbook: Callable[..., Run], hosts: list[str], lines: list[str]) -> None:
    """Enter and save lines as a person does: cisco.ios knows nothing of locks, so these devices have no habits then."""
    habits = {host: lab.client.device(host)["faults"]["awkward"] for host in hosts}
    for host in hosts:
        lab.client.faults(host, awkward=0)
    task = {"name": "typed by a person", "cisco.ios.ios_config": {"lines": lines, "save_when": "modified"}}
    run = playbook(device_play(",".join(hosts), task, ansible_network_os="cisco.ios.ios"))
    assert run.status == 0, run.output
    for host, seed in habits.items():
        lab.client.faults(host, awkward=seed)
