# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of the real product over SSH against all deviations: a host, a device and a task for each of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.replay.server import PASSWORD, USER, Heard, ReplayServer
from tests.replay.stories import Case
from tests.replay.transcript import Transcript

PLAYBOOK = Path(sys.executable).with_name("ansible-playbook")
FILES = Path(__file__).parent / "files"
LIMIT_SECONDS = 300
# Every device of a deviation is one that answers late, never one that computes.
FORKS = "25"


@dataclass(frozen=True)
class Told:
    """What became of one deviation: the result of its task, and what the device heard."""

    result: dict[str, Any]
    heard: Heard


def inventory(ports: Mapping[str, int], variables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return an inventory of replayed devices, each with variables of its own."""
    common = {
        "ansible_connection": "netops.smart_licensing.network_cli",
        "ansible_network_os": "cisco.ios.ios",
        "ansible_host": "127.0.0.1",
        "ansible_host_key_checking": False,
        "ansible_user": USER,
        "ansible_password": PASSWORD,
        "ansible_command_timeout": 6,
        "ansible_python_interpreter": sys.executable,
    }
    hosts = {name: {"ansible_port": port, **variables.get(name, {})} for name, port in ports.items()}
    return {"all": {"hosts": hosts, "vars": common}}


def play(
    folder: Path, hosts: dict[str, Any], what: list[dict[str, Any]] | str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run plays, or a playbook of the collection, with an inventory; results are printed as JSON."""
    (folder / "inventory.json").write_text(json.dumps(hosts))
    if not isinstance(what, str):
        (folder / "play.json").write_text(json.dumps(what))
        what = str(folder / "play.json")
    return subprocess.run(
        [str(PLAYBOOK), "-i", str(folder / "inventory.json"), what, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json",
            "ANSIBLE_FORKS": FORKS,
            "ANSIBLE_HOME": str(folder / "home"),
            "ANSIBLE_NOCOLOR": "1",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )


def results(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """Return the last result of each host."""
    return {host: given[-1] for host, given in all_results(done).items()}


def all_results(done: subprocess.CompletedProcess[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the results of each host, in the order of the tasks."""
    assert "{" in done.stdout, done.stdout + done.stderr
    report = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])[0]
    found: dict[str, list[dict[str, Any]]] = {}
    for task in (task for one in report["plays"] for task in one["tasks"]):
        for host, result in task["hosts"].items():
            found.setdefault(host, []).append(result)
    return found


def recorded_play(host: str, recording: Transcript) -> dict[str, Any]:
    """Return the play of a recorded workflow; a task that failed then does not end it now either."""
    tasks = [
        {f"netops.smart_licensing.{task.module}": dict(task.options), "ignore_errors": True} for task in recording.tasks
    ]
    return {"hosts": host, "gather_facts": False, "tasks": tasks}


def ends(outcomes: Iterable[Mapping[str, Any]]) -> list[tuple[bool, str | None]]:
    """Return what became of tasks: whether they changed the device, and why they failed."""
    return [(bool(outcome.get("changed")), outcome.get("reason")) for outcome in outcomes]


@pytest.fixture
def replay() -> Iterator[Callable[..., ReplayServer]]:
    """Return a function that serves transcripts, by name, until the end of the test."""
    servers: list[ReplayServer] = []

    def serve(**transcripts: Transcript) -> ReplayServer:
        servers.append(ReplayServer(transcripts).__enter__())
        return servers[-1]

    yield serve
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Told]]:
    """What became of every deviation that a selected test asks for, by its name."""
    asked = {item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")}
    all_cases = [case for case in asked if isinstance(case, Case)]
    folder = tmp_path_factory.mktemp("deviations")
    with ReplayServer({case.name: case.transcript for case in all_cases}) as server:
        variables = {
            case.name: {
                "given_options": case.options,
                "replay_files": str(FILES),
                "replay_dest": str(folder / case.name),
                **case.variables,
            }
            for case in all_cases
        }
        plays = [play_of(module, all_cases) for module in dict.fromkeys(case.module for case in all_cases)]
        found = results(play(folder, inventory(server.ports, variables), plays))
        yield {name: Told(found.get(name, {}), heard) for name, heard in server.heard.items()}


def play_of(module: str, all_cases: list[Case]) -> dict[str, Any]:
    hosts = [case.name for case in all_cases if case.module == module]
    task = {f"netops.smart_licensing.{module}": None, "args": "{{ given_options }}"}
    return {"hosts": ",".join(hosts), "gather_facts": False, "tasks": [task]}
