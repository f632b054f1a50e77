# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of the README works as it stands: its devices in a lab, and nothing changed but their addresses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.conftest import BIN, LIMIT_SECONDS, ROOT, Lab, device_play
from tests.lab.client import LabClient

LOGIN, ENABLE = "a-Login-1", "an-Enable-1"
PROFILES = {"starts at >": "isr4331", "starts at #": "c9350"}
EACH = device_play("all", {"netops.smart_licensing.slp_info": {"gather_subset": ["config"]}})


def readme_inventory() -> str:
    found = re.search(r"An inventory to copy.*?```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found, "the README no longer has an inventory to copy"
    return found[1]


def hosts_of(group: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = dict(group.get("hosts", {}))
    for child in group.get("children", {}).values():
        found |= hosts_of(child)
    return found


@pytest.fixture(scope="module")
def readme_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab with the devices of the README's inventory, and beside it that inventory and the addresses in the lab."""
    folder = tmp_path_factory.mktemp("readme")
    inventory = yaml.safe_load(readme_inventory())["all"]
    shutil.copy(ROOT / "tests" / "lab" / "estate.yml", folder / "base.yml")
    devices = [
        {"name": host, "profile": PROFILES["starts at >" if own.get("ansible_become") else "starts at #"]}
        for host, own in hosts_of(inventory).items()
    ]
    account = {"username": inventory["vars"]["ansible_user"], "password": LOGIN, "enable_secret": ENABLE}
    (folder / "estate.yml").write_text(yaml.safe_dump({"extends": "base.yml", **account, "devices": devices}))
    lab, place = [sys.executable, "-m", "tests.lab"], ["--dir", str(folder / "lab")]
    start = [*lab, "start", *place, "--estate", str(folder / "estate.yml")]
    subprocess.run(start, cwd=ROOT, check=True, timeout=60)
    try:
        running = Lab(folder / "lab", LabClient.of(folder / "lab"))
        (folder / "inventory.yml").write_text(readme_inventory())
        ports = hosts_of(yaml.safe_load(running.inventory.read_text())["all"])
        addresses = {
            host: {"ansible_host": "127.0.0.1", "ansible_port": own["ansible_port"]} for host, own in ports.items()
        }
        (folder / "addresses.yml").write_text(yaml.safe_dump({"all": {"hosts": addresses}}))
        yield running
    finally:
        subprocess.run([*lab, "stop", *place], cwd=ROOT, check=True, timeout=60)


@pytest.fixture
def each_host(tmp_path: Path) -> str:
    """A playbook that reads host by host."""
    (tmp_path / "each.yml").write_text(json.dumps(EACH))
    return str(tmp_path / "each.yml")


@pytest.mark.parametrize("playbook", ["netops.smart_licensing.status", "netops.smart_licensing.compliance", "each"])
def test_every_host_of_the_readme_is_read(readme_lab: Lab, each_host: str, tmp_path: Path, playbook: str) -> None:
    folder = readme_lab.directory.parent
    readme_lab.client.reset_counters()
    command = [str(BIN / "ansible-playbook"), each_host if playbook == "each" else playbook]
    inventories = ["-i", str(folder / "inventory.yml"), "-i", str(folder / "addresses.yml")]
    given = {
        "DEVICE_PASSWORD": LOGIN,
        "ENABLE_SECRET": ENABLE,
        "SLP_ID_TOKEN": "Not-used-1",
        "ANSIBLE_HOST_KEY_CHECKING": "false",
        "ANSIBLE_HOME": str(tmp_path / "home"),
    }
    done = subprocess.run(
        [*command, *inventories],
        cwd=tmp_path,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert LOGIN not in done.stdout + done.stderr
    assert ENABLE not in done.stdout + done.stderr
    seen = readme_lab.client.counters()
    assert [host for host in seen if not any("show" in command for command in readme_lab.commands(host))] == []
    (enabling,) = [host for host, own in seen.items() if any(text.startswith("enable") for text in own["commands"])]
    assert enabling == "rtr-edge-1"
