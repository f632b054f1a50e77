# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fleet of the demo, in all ten workflows: a check run leaves everything as it was, on devices and on servers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import all_workflows
from tests.demo_people import People, hosts_of
from tests.lab.client import LabClient

from .conftest import ROOT, Lab, Run

Playbook = Callable[..., Run]
ESTATE = ROOT / "tests" / "lab" / "site.yml"
DEVICES = 24
READING = ("show ", "dir", "terminal ", "enable")


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab of its own: the fleet of the demo."""
    directory = tmp_path_factory.mktemp("workflows")
    lab = [sys.executable, "-m", "tests.lab"]
    options = ["--dir", str(directory)]
    subprocess.run([*lab, "start", *options, "--estate", str(ESTATE)], cwd=ROOT, check=True, timeout=60)
    try:
        yield Lab(directory, LabClient.of(directory))
    finally:
        subprocess.run([*lab, "stop", *options], cwd=ROOT, check=True, timeout=60)


def servers(client: LabClient) -> list[Any]:
    """Return what the servers know of devices."""
    isolated = client.at_isolated_cslu()
    return [
        client.cssm()["instances"],
        client.cssm()["reports"],
        client.cslu()["instances"],
        isolated.cslu()["instances"],
        client.on_prem()["instances"],
        client.center()["devices"],
    ]


def configuration(client: LabClient, host: str) -> dict[str, Any]:
    return {key: client.device(host)[key] for key in ("transport", "call_home", "trust_codes", "saved")}


def test_a_check_run_of_every_workflow_changes_nothing_anywhere(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    People(lab.client, hosts_of(lab.inventory)).set_up()
    hosts = lab.client.devices()
    before = servers(lab.client), {host: configuration(lab.client, host) for host in hosts}
    lab.client.reset_counters()

    run = playbook("site", "--check", "--diff", "-f", str(DEVICES), slp_artifact_dir=str(tmp_path / "artifacts"))

    assert run.status == 0, run.output
    assert len(hosts) == len(run.stats) == DEVICES
    assert {run.outcome(host)["workflow"] for host in hosts} == set(all_workflows())
    counters = lab.client.counters()
    assert {host: counters[host]["logins"] for host in hosts} == dict.fromkeys(hosts, 1)
    told = {
        host: [command for command in counters[host]["commands"] if not command.startswith(READING)] for host in hosts
    }
    assert {host: commands for host, commands in told.items() if commands} == {}
    assert (servers(lab.client), {host: configuration(lab.client, host) for host in hosts}) == before
    assert not (tmp_path / "artifacts").exists()
