# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_compliance over the lab: one host, read or taken as read, and hosts that cannot be judged as they should."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .conftest import BIN, LIMIT_SECONDS, Lab, Run

Playbook = Callable[..., Run]
OURS = "netops.smart_licensing"
HOST = "c8300-wan"


def play(*tasks: dict[str, Any], hosts: str = HOST) -> list[dict[str, Any]]:
    return [{"hosts": hosts, "gather_facts": False, "tasks": list(tasks)}]


def rules(run: Run, task: str = "slp_compliance") -> dict[str, list[str]]:
    return {host: [found["rule"] for found in result["findings"]] for host, result in run.results(task).items()}


def test_a_host_is_read_and_judged_in_one_exchange(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    run = playbook(play({f"{OURS}.slp_compliance": {"artifact_dir": str(tmp_path)}}))

    assert run.status == 0, run.output
    (result,) = run.results("slp_compliance").values()
    assert rules(run)[HOST][0] == "no_trust_code"
    assert (result["worst"], result["changed"]) == ("error", False)
    assert sum(result["counts"].values()) == len(result["findings"])
    kept = json.loads(Path(result["file"]).read_text())
    assert (kept["host"], kept["findings"]) == (HOST, result["findings"])
    assert lab.client.counters()[HOST]["logins"] == 1
    assert all(command.startswith("show ") for command in lab.commands(HOST))


def test_a_state_that_was_read_is_judged_without_the_device(lab: Lab, playbook: Playbook) -> None:
    read = {f"{OURS}.slp_info": {}, "register": "slp_read"}
    taken = {"name": "Taken", f"{OURS}.slp_compliance": {"smart_licensing": "{{ slp_read.smart_licensing }}"}}
    itself = {"name": "Itself", f"{OURS}.slp_compliance": {}}
    run = playbook(play(read, taken))

    assert run.status == 0, run.output
    commands = lab.commands(HOST)
    assert len(commands) == len(set(commands))
    assert run.results("Taken")[HOST]["file"] is None
    assert rules(run, "Taken") == rules(playbook(play(itself)), "Itself")


def test_a_host_that_does_not_answer_is_a_finding(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    run = playbook(
        play({f"{OURS}.slp_compliance": {"artifact_dir": str(tmp_path)}}),
        "-e",
        "ansible_port=1",
        "-e",
        "ansible_become=no",
    )

    assert run.status == 0, run.output
    assert rules(run) == {HOST: ["unreachable"]}
    (result,) = run.results("slp_compliance").values()
    assert json.loads(Path(result["file"]).read_text())["error"]["reason"] == "unreachable"


def test_a_mistake_in_the_variables_of_one_host_is_its_finding_alone(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    mistaken = "{{ (inventory_hostname == 'c8300-wan') | ternary(nobody_said_this, omit) }}"
    fleet = {f"{OURS}.slp_fleet_compliance": {"artifact_dir": str(tmp_path)}}
    run = playbook(play(fleet, hosts=f"{HOST},c9350-access"), "-e", json.dumps({"slp_policy": mistaken}))

    assert run.status == 0, run.output
    (result,) = run.results("slp_fleet_compliance").values()
    found = {host: [entry["rule"] for entry in findings] for host, findings in result["hosts"].items()}
    assert "inventory_mistake" in found[HOST]
    assert "nobody_said_this" in next(e["message"] for e in result["hosts"][HOST] if e["rule"] == "inventory_mistake")
    assert "no_trust_code" in found[HOST]


def test_a_mistake_in_a_rule_is_told_with_its_file_and_line_before_any_host_is_touched(
    lab: Lab, tmp_path: Path
) -> None:
    written = tmp_path / "rules.yml"
    written.write_text("slp_rules:\n  - id: not_saved\n    when: facts.saved ==\n")
    command = [str(BIN / "ansible-playbook"), f"{OURS}.compliance", "-i", str(lab.inventory), "-e", f"@{written}"]
    # A program that reads JSON is not told of files; a person is.
    environment = {**os.environ, "ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default", "ANSIBLE_NOCOLOR": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
    )

    said = done.stdout + done.stderr
    assert done.returncode == 2
    assert "invalid_value: slp_rules, entry 1, rule not_saved, when, column 15" in said
    assert f"Origin: {written}:3:11" in said
    assert all(counted["logins"] == 0 for counted in lab.client.counters().values())


def test_what_is_no_state_is_refused_before_the_host_is_touched(lab: Lab, playbook: Playbook) -> None:
    run = playbook(play({f"{OURS}.slp_compliance": {"smart_licensing": {"mode": "policy"}}}))

    assert run.status == 2
    (result,) = run.results("slp_compliance").values()
    assert (result["reason"], "Give the key smart_licensing" in result["msg"]) == ("invalid_value", True)
    assert lab.client.counters()[HOST]["logins"] == 0
