# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook catalyst_center.yml, with a person in the GUI of Catalyst Center."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lab.client import LabClient

from .conftest import ROOT, Lab, Run, device_play

NAME = "catalyst_center"
WAN, BRANCH, CAMPUS = "c8300-wan", "isr4331-branch", "c9300-campus"
FLEET = {WAN: "WAN", BRANCH: "WAN", CAMPUS: "Campus"}
ESTATE = ROOT / "tests" / "lab" / "catalyst_center.yml"
READS = 7

Playbook = Callable[..., Run]
Result = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    directory = tmp_path_factory.mktemp("lab")
    program, where = [sys.executable, "-m", "tests.lab"], ["--dir", str(directory)]
    options = ["--estate", str(ESTATE), "--set", "delay=0.2"]
    subprocess.run([*program, "start", *where, *options], cwd=ROOT, check=True, timeout=60)
    try:
        yield Lab(directory, LabClient.of(directory))
    finally:
        subprocess.run([*program, "stop", *where], cwd=ROOT, check=True, timeout=60)


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """Tasks of the Center take no time but in the tests that are about it."""
    lab.client.center_faults(delay=0.0, collect=0.0)
    return lab


@pytest.fixture
def result(tmp_path: Path) -> Result:
    """Return how the workflow ended on a host, as its result says."""
    return lambda host: json.loads((tmp_path / "slp_artifacts" / host / "result.json").read_text())


def open_gates(result: dict[str, Any]) -> list[str]:
    return [gate["id"] for gate in result["open_gates"]]


def unproved(result: dict[str, Any]) -> list[str]:
    return [proof["step"] for proof in result["proofs"] if not proof["proved"]]


def failures(run: Run) -> dict[str, str]:
    """Return the messages of the failed hosts."""
    return {
        host: str(result.get("msg"))
        for play in run.plays
        for task in play["tasks"]
        for host, result in task["hosts"].items()
        if result.get("failed")
    }


def a_person_does_what_is_left(lab: Lab) -> None:
    lab.client.center_install_slac(WAN, "WAN")
    for host, account in FLEET.items():
        lab.client.center_upload_usage(host, account)
    lab.client.advance(5)
    assert not [task for task in lab.client.center()["tasks"].values() if task["failure"]]


@pytest.mark.parametrize("release", ["3.2.3", "2.3.7"])
def test_devices_come_under_the_center_and_a_person_does_the_rest(
    lab: Lab, playbook: Playbook, result: Result, release: str
) -> None:
    lab.client.center_switch(release=release)

    first = playbook(NAME)

    assert first.status == 0, first.output
    center = lab.client.center()
    for host in FLEET:
        truth = lab.client.device(host)
        assert "netconf-yang" in truth["running_config"] and truth["saved"], host
        assert center["devices"][host]["collection"] == "Managed", host
        assert truth["transport"]["transport"] == "off", "the Center pushed it"
        assert "center_first_report" in open_gates(result(host)) and not result(host)["complete"], host
    assert [center["devices"][host]["site"] for host in FLEET] == ["Global/Lab/WAN"] * 2 + ["Global/Lab/Campus"]
    assert unproved(result(WAN)) == ["authorization", "usage_report"]
    assert unproved(result(CAMPUS)) == ["usage_report"]

    a_person_does_what_is_left(lab)
    assert [code["feature"] for code in lab.client.device(WAN)["authorizations"]] == ["hseck9"]
    lab.client.reset_counters()
    logins, calls = center["logins"], len(lab.client.center()["calls"])
    second = playbook(NAME)

    assert second.status == 0, second.output
    for host in FLEET:
        assert second.stats[host]["changed"] == 0, host
        assert result(host)["complete"], result(host)
        assert lab.client.counters()[host]["logins"] == 1, host
        assert len(lab.commands(host)) == READS, lab.commands(host)
        assert lab.client.device(host)["usage_reporting"]["last_ack"], host
        states = {report["state"] for report in lab.client.device(host)["rum_reports"]}
        assert states == {"ACK", "OPEN"}, host
    assert lab.client.center()["logins"] == logins + 1, "one login for all hosts"
    assert len(lab.client.center()["calls"]) - calls < 10


def test_a_check_run_predicts_and_changes_nothing(lab: Lab, playbook: Playbook) -> None:
    run = playbook(NAME, "--check", "--diff")

    assert run.status == 0, run.output
    assert run.results("Add the devices, and assign them")[WAN]["actions"] == {
        host: ["added", "assigned"] for host in FLEET
    }
    assert lab.client.center()["devices"] == {}
    for host in FLEET:
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert run.results("Ensure network reachability")[host]["commands"][0] == "netconf-yang", host


def test_tasks_that_take_time_logins_that_end_and_a_busy_server(lab: Lab, playbook: Playbook) -> None:
    lab.client.center_faults(delay=1.0, collect=1.5, token_calls=3, throttle=2)

    run = playbook(NAME)

    assert run.status == 0, run.output
    center = lab.client.center()
    assert {found["collection"] for found in center["devices"].values()} == {"Managed"}
    assert center["logins"] > 5, "each login was good for three calls"


def test_a_slac_that_the_table_does_not_have_stops_that_host_before_anything_is_tried(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    run = playbook(NAME, slp_slac_features=["hseck9"])

    assert run.status == 2
    assert list(failures(run)) == [CAMPUS] and result(CAMPUS)["failed"]["reason"] == "invalid_value"
    assert "invalid_value: slp_slac_features: Catalyst Center generates no SLAC for C9300-24UX" in failures(run)[CAMPUS]
    assert "netconf-yang" not in lab.client.device(CAMPUS)["running_config"]
    assert list(lab.client.center()["devices"]) == [WAN, BRANCH], "the others are not held up"


def test_a_center_that_is_down_is_told_and_no_device_is_touched(lab: Lab, playbook: Playbook, result: Result) -> None:
    lab.client.center_faults(unreachable=True)

    run = playbook(NAME)

    assert run.status == 2
    for host in FLEET:
        assert result(host)["failed"]["reason"] == "communication_failed", host
        assert all(command.startswith("show ") for command in lab.commands(host)), host


def test_a_center_that_is_down_does_not_stop_the_hosts_of_other_workflows(
    lab: Lab, playbook: Playbook, result: Result, tmp_path: Path
) -> None:
    token = next(found["value"] for found in lab.client.cssm()["tokens"].values() if found["name"] == "valid-wan")
    direct = {"slp_topology": "direct", "slp_controller": "", "slp_slac_features": [], "slp_id_token": token}
    (tmp_path / "other.yml").write_text(json.dumps({"all": {"hosts": {WAN: direct}}}))
    lab.client.center_faults(unreachable=True)

    run = playbook("site", "-i", str(tmp_path / "other.yml"), "--limit", f"{WAN},{CAMPUS}")

    assert run.status == 2
    assert result(CAMPUS)["failed"]["reason"] == "communication_failed"
    assert result(WAN)["workflow"] == "direct" and result(WAN)["complete"], result(WAN)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"slp_management_address": "10.20.0.1\nexit"}, "invalid_value"),
        ({"slp_catalyst_center_device_secrets": {"username": "admin", "password": "wrong"}}, "cannot read it"),
        ({"slp_catalyst_center_password": "not-this-one"}, "Check username and password"),
    ],
)
def test_a_value_that_is_wrong_is_told_and_tells_no_secret(
    lab: Lab, playbook: Playbook, variables: dict[str, Any], said: str
) -> None:
    run = playbook(NAME, "--limit", WAN, **variables)

    assert run.status == 2
    assert said in failures(run)[WAN]
    assert "lab-Center-1" not in run.output and "not-this-one" not in run.output


def test_a_device_that_comes_from_another_topology_leaves_it_behind(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    token = next(found["value"] for found in lab.client.cssm()["tokens"].values() if found["name"] == "valid-wan")
    direct = playbook(
        "direct", "--limit", WAN, slp_id_token=token, slp_slac_features=[], slp_topology="direct", slp_controller=""
    )
    assert direct.status == 0, direct.output
    assert lab.client.device(WAN)["usage_reporting"]["last_ack"]

    run = playbook(NAME, "--limit", WAN)

    assert run.status == 0, run.output
    assert run.results("Remove the settings of another topology")[WAN]["commands"][0] == "license smart transport cslu"
    assert "center_first_report" in open_gates(result(WAN)), "its ACK is that of the other topology"
    again = playbook(NAME, "--limit", WAN)
    assert again.stats[WAN]["changed"] == 0


def test_what_the_center_could_not_read_before_netconf_is_read_again(lab: Lab, playbook: Playbook) -> None:
    playbook(NAME, "--limit", f"{WAN},{BRANCH}")
    lab.client.reset(WAN)
    lab.client.center_read_again(WAN)

    run = playbook(NAME, "--limit", f"{WAN},{BRANCH}")

    assert run.status == 0, run.output
    assert run.results("Add the devices, and assign them")[WAN]["actions"] == {WAN: ["synchronized"]}
    assert lab.client.center()["devices"][WAN]["collection"] == "Managed"


def test_batches_of_a_fleet_add_up(lab: Lab, playbook: Playbook) -> None:
    role = {"name": "netops.smart_licensing.controller", "tasks_from": "catalyst_center"}
    play = device_play("controller", {"ansible.builtin.import_role": role}, ansible_network_os="cisco.ios.ios")

    run = playbook([{**play[0], "serial": 2}])

    assert run.status == 0, run.output
    assert sorted(lab.client.center()["devices"]) == sorted(FLEET)
    assert lab.client.center()["logins"] == 2 * 3, "look, act, look again: once for each batch"


def test_without_credentials_and_site_these_are_gates(lab: Lab, playbook: Playbook, result: Result) -> None:
    lab.client.center_switch(cssm_login=False)

    run = playbook(NAME, slp_catalyst_center_device_secrets={}, slp_site="")

    assert run.status == 0, run.output
    assert result(CAMPUS)["closed_gates"] == []
    assert open_gates(result(CAMPUS)) == [
        "center_cssm_login", "center_inventory", "center_site", "center_first_report"
    ]  # fmt: skip


def test_a_gate_that_only_a_person_can_close_stops_the_host_where_that_is_asked_for(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    by_hand = {"slp_catalyst_center_device_secrets": {}, "slp_gate_mode": "fail"}
    run = playbook(NAME, "--limit", CAMPUS, **by_hand)

    assert run.status == 2 and result(CAMPUS)["failed"]["reason"] == "gate_open"
    assert "center_inventory" in result(CAMPUS)["failed"]["msg"]
    assert "netconf-yang" in lab.client.device(CAMPUS)["running_config"], "the steps before it are done"


def test_accounts_level_and_interval_are_set_where_they_are_asked_for(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    wanted: dict[str, Any] = {
        "slp_catalyst_center_connection_mode": "smart_proxy",
        "slp_catalyst_center_register": True,
        "slp_license_level": "essentials",
        "slp_license_level_reboot": True,
        "slp_usage_interval": 7,
        "slp_timeout": 20,
    }
    first = playbook(NAME, "--limit", CAMPUS, **wanted)
    assert first.status == 0, first.output
    center = lab.client.center()
    found = center["devices"][CAMPUS]
    assert center["mode"] == "SMART_PROXY"
    assert (found["virtual_account"], found["level"]) == ("Campus", "ESSENTIALS")
    assert open_gates(result(CAMPUS)) == ["center_first_report", "center_license_policy"]

    lab.client.center_policy(7)
    lab.client.center_upload_usage(CAMPUS, "Campus")
    second = playbook(NAME, "--limit", CAMPUS, **wanted)
    assert second.stats[CAMPUS]["changed"] == 0, second.output
    assert result(CAMPUS)["complete"], result(CAMPUS)


def test_what_the_center_reported_of_an_earlier_stay_proves_nothing(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    playbook(NAME, "--limit", CAMPUS)
    lab.client.center_upload_usage(CAMPUS, "Campus")
    lab.client.advance(5)
    playbook(NAME, "--limit", CAMPUS)
    assert result(CAMPUS)["complete"], result(CAMPUS)

    token = next(found["value"] for found in lab.client.cssm()["tokens"].values() if found["name"] == "valid-campus")
    playbook("direct", "--limit", CAMPUS, slp_id_token=token, slp_topology="direct", slp_controller="")
    assert lab.client.device(CAMPUS)["transport"]["transport"] == "smart"
    back = playbook(NAME, "--limit", CAMPUS)

    assert back.status == 0, back.output
    assert lab.client.device(CAMPUS)["transport"]["transport"] == "cslu", "what the other topology left is gone"
    assert unproved(result(CAMPUS)) == ["usage_report"] and open_gates(result(CAMPUS)) == ["center_first_report"]
    lab.client.center_upload_usage(CAMPUS, "Campus")
    lab.client.advance(5)
    again = playbook(NAME, "--limit", CAMPUS)
    assert again.stats[CAMPUS]["changed"] == 0 and result(CAMPUS)["complete"], result(CAMPUS)


def test_utility_mode_is_refused(lab: Lab, playbook: Playbook, result: Result) -> None:
    run = playbook(NAME, "--limit", WAN, slp_utility={"enabled": True})

    assert run.status == 2 and result(WAN)["failed"]["reason"] == "invalid_value"
    assert "slp_utility" in result(WAN)["failed"]["msg"]
