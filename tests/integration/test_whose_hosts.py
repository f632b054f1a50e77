# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts a playbook includes: it skips the others with a message, and never connects to them."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Lab, Run
from .workflow_result import artifacts, result_of

Playbook = Callable[..., Run]
OURS, ELSEWHERE = "c8300-wan", "c9350-access"
NEXUS, LINUX = "nexus-1", "server-1"


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """A port that accepts connections, and must see none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def knocks(listening: socket.socket) -> int:
    """Return how many connections were made to a port until now."""
    count = 0
    while True:
        try:
            connection, _peer = listening.accept()
        except BlockingIOError:
            return count
        connection.close()
        count += 1


@pytest.fixture
def estate(lab: Lab, port: socket.socket, tmp_path: Path) -> tuple[str, ...]:
    """Arguments of a run over a whole inventory, of which one host is meant; the others are at that port."""
    there: dict[str, Any] = {"ansible_host": "127.0.0.1", "ansible_port": port.getsockname()[1]}
    hosts = {
        OURS: {"slp_topology": "direct", "slp_slac_features": []},
        ELSEWHERE: {**there, "slp_topology": "offline"},
        NEXUS: {
            **there,
            "ansible_network_os": "cisco.nxos.nxos",
            "ansible_connection": "ansible.netcommon.network_cli",
        },
        LINUX: {**there, "ansible_connection": "ssh", "ansible_user": "root"},
    }
    path = tmp_path / "estate.json"
    path.write_text(json.dumps({"all": {"hosts": hosts}}))
    return "-i", str(path), "--limit", ",".join(hosts)


@pytest.mark.parametrize("mode", [(), ("--check", "--diff")], ids=["run", "check"])
def test_hosts_of_others_are_passed_over_with_a_line(
    playbook: Playbook, estate: tuple[str, ...], port: socket.socket, mode: tuple[str, ...]
) -> None:
    run = playbook("direct", *estate, *mode, slp_force_topology=False)

    assert run.status == 0, run.output
    lines = "\n".join(next(iter(run.results("select hosts").values()))["msg"])
    assert f"{ELSEWHERE} is skipped: its workflow is offline, not direct" in lines
    assert f"{NEXUS} is skipped: ansible_network_os is cisco.nxos.nxos" in lines
    assert f"{LINUX} is skipped" in lines
    assert OURS not in lines
    assert knocks(port) == 0


def test_a_host_of_another_topology_keeps_its_configuration_until_it_is_forced(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    elsewhere = {"slp_topology": "direct", "slp_slac_features": [], "slp_enable_scp": True}
    path = tmp_path / "estate.json"
    path.write_text(json.dumps({"all": {"hosts": {OURS: elsewhere}}}))
    before = lab.client.device(OURS)["running_config"]

    assert playbook("offline", "-i", str(path), "--limit", OURS, slp_force_topology=False).status == 0
    assert lab.client.device(OURS)["running_config"] == before
    assert not (artifacts(tmp_path) / OURS).exists()
    assert lab.client.counters()[OURS]["logins"] == 0

    assert playbook("offline", "-i", str(path), "--limit", OURS, slp_force_topology=True).status == 0
    assert lab.client.device(OURS)["transport"]["transport"] == "off"
    assert result_of(tmp_path, OURS).content["workflow"] == "offline"


@pytest.mark.parametrize("name", ["status", "preflight", "compliance", "collect_usage"])
def test_whoever_only_reads_dials_no_host_of_another_system_either(
    playbook: Playbook, estate: tuple[str, ...], port: socket.socket, name: str
) -> None:
    run = playbook(name, *estate[:2], "--limit", f"{OURS},{NEXUS},{LINUX}", slp_enable_scp=True)

    assert run.status == 0, run.output
    assert f"{NEXUS} is skipped: ansible_network_os is cisco.nxos.nxos" in run.output
    assert knocks(port) == 0
