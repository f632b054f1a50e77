# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_fleet_info and status.yml: a fleet read in one task, as its hosts would be read one by one."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from .conftest import Lab, Run

Playbook = Callable[..., Run]
FLEET = {"netops.smart_licensing.slp_fleet_info": {}}


def play(*tasks: dict[str, Any], hosts: str = "all", **variables: Any) -> list[dict[str, Any]]:
    return [{"hosts": hosts, "gather_facts": False, "tasks": list(tasks), "vars": variables}]


def fleet(run: Run) -> dict[str, dict[str, Any]]:
    """Return the results by host."""
    assert run.status == 0, run.output
    (result,) = run.results("slp_fleet_info").values()
    return dict(result["hosts"])


MOVING = ("clock", "usage_reporting", "rum_reports", "telemetry")


def lasting(result: dict[str, Any]) -> dict[str, Any]:
    """Return a state without what may pass between two readings."""
    state = result["smart_licensing"]
    return {key: value for key, value in state.items() if key not in MOVING}


def sessions(lab: Lab) -> int:
    return sum(int(entry["sessions_open"]) for entry in lab.client.counters().values())


def sessions_left(lab: Lab, earlier: int) -> int:
    """Return how many sessions the devices have beside the `earlier` ones; the last may take a moment to end."""
    limit = time.monotonic() + 5
    while (left := sessions(lab) - earlier) > 0 and time.monotonic() < limit:
        time.sleep(0.05)
    return max(left, 0)


def test_each_host_is_read_as_a_task_of_its_own_would_read_it(lab: Lab, playbook: Playbook) -> None:
    # The stock connection of a test before this one stays for half a minute.
    earlier = sessions(lab)
    together = fleet(playbook(play(FLEET)))
    cost = lab.client.counters()
    one_by_one = playbook(play({"netops.smart_licensing.slp_info": {}})).results("slp_info")

    assert set(together) == set(one_by_one) == set(lab.client.devices())
    assert [host for host in together if lasting(together[host]) != lasting(one_by_one[host])] == []
    assert {entry["logins"] for entry in cost.values()} == {1}
    assert sessions_left(lab, earlier) == 0


def test_hosts_that_cannot_be_read_are_results_among_the_others(lab: Lab, playbook: Playbook) -> None:
    closed = {"ansible_port": 1}
    wrong = {"ansible_password": "not-the-passw0rd"}
    lab.client.faults("c9600-core", show_delay=30)
    tasks = [
        {"ansible.builtin.set_fact": closed, "when": "inventory_hostname == 'c8300-wan'"},
        {"ansible.builtin.set_fact": wrong, "when": "inventory_hostname == 'c9350-access'"},
        {"netops.smart_licensing.slp_fleet_info": {"host_timeout": 8}},
    ]

    run = playbook(play(*tasks, hosts="c8300-wan,c9350-access,c9600-core,c9800-wlc"), "-vvvv")

    results = fleet(run)
    assert {host: result.get("reason") for host, result in results.items()} == {
        "c8300-wan": "unreachable",
        "c9350-access": "login_failed",
        "c9600-core": "timeout",
        "c9800-wlc": None,
    }
    assert [host for host, result in results.items() if result.get("unreachable")] == [
        "c8300-wan",
        "c9350-access",
        "c9600-core",
    ]
    assert "not-the-passw0rd" not in json.dumps(results)


def test_another_connection_is_named_with_the_one_that_it_takes(lab: Lab, playbook: Playbook) -> None:
    stock = {"ansible_connection": "ansible.netcommon.network_cli"}

    results = fleet(playbook(play(FLEET, hosts="c8300-wan"), **stock))

    assert "set ansible_connection to netops.smart_licensing.network_cli" in results["c8300-wan"]["msg"]


def test_the_status_of_a_fleet_has_a_row_for_every_host(lab: Lab, playbook: Playbook) -> None:
    run = playbook("status", "-e", json.dumps({"slp_hosts": "all"}))

    assert run.status == 0, run.output
    (shown,) = run.results("Show the table").values()
    assert len(shown["msg"]) == 1 + len(lab.client.devices())
