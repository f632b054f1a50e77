# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook catalyst_center.yml, with a person in the GUI of Catalyst Center."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
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


def gates(run: Run, host: str) -> dict[str, str]:
    """Return the state of each gate of a host, by its id."""
    return {
        entry["gate"]["id"]: entry["gate"]["state"]
        for play in run.plays
        for task in play["tasks"]
        for name, entry in task["hosts"].items()
        if name == host and "gate" in entry
    }


def failures(run: Run) -> dict[str, str]:
    """Return what the hosts that failed were told."""
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
def test_devices_come_under_the_center_and_a_person_does_the_rest(lab: Lab, playbook: Playbook, release: str) -> None:
    lab.client.center_switch(release=release)

    first = playbook(NAME)

    assert first.status == 0, first.output
    center = lab.client.center()
    for host in FLEET:
        truth = lab.client.device(host)
        assert "netconf-yang" in truth["running_config"] and truth["saved"], host
        assert center["devices"][host]["collection"] == "Managed", host
        assert truth["transport"]["transport"] == "off", "the Center pushed it"
        assert gates(first, host)["center_first_report"] == "open", host
    assert [center["devices"][host]["site"] for host in FLEET] == ["Global/Lab/WAN"] * 2 + ["Global/Lab/Campus"]
    assert gates(first, WAN)["center_authorization_code"] == "open"

    a_person_does_what_is_left(lab)
    assert [code["feature"] for code in lab.client.device(WAN)["authorizations"]] == ["hseck9"]
    lab.client.reset_counters()
    logins, calls = center["logins"], len(lab.client.center()["calls"])
    second = playbook(NAME)

    assert second.status == 0, second.output
    for host in FLEET:
        assert second.stats[host]["changed"] == 0, host
        assert set(gates(second, host).values()) == {"done"}, host
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
    lab: Lab, playbook: Playbook
) -> None:
    run = playbook(NAME, slp_slac_features=["hseck9"])

    assert run.status == 2
    assert list(failures(run)) == [CAMPUS]
    assert "invalid_value: slp_slac_features: Catalyst Center generates no SLAC for C9300-24UX" in failures(run)[CAMPUS]
    assert "netconf-yang" not in lab.client.device(CAMPUS)["running_config"]
    assert list(lab.client.center()["devices"]) == [WAN, BRANCH], "the others are not held up"


def test_a_center_that_is_down_is_told_and_no_device_is_touched(lab: Lab, playbook: Playbook) -> None:
    lab.client.center_faults(unreachable=True)

    run = playbook(NAME)

    assert run.status == 2
    assert run.results("Look up what Catalyst Center knows")[WAN]["reason"] == "communication_failed"
    for host in FLEET:
        assert all(command.startswith("show ") for command in lab.commands(host)), host


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


def test_a_device_that_comes_from_another_topology_leaves_it_behind(lab: Lab, playbook: Playbook) -> None:
    token = next(found["value"] for found in lab.client.cssm()["tokens"].values() if found["name"] == "valid-wan")
    direct = playbook("direct", "--limit", WAN, slp_id_token=token, slp_slac_features=[])
    assert direct.status == 0, direct.output
    assert lab.client.device(WAN)["usage_reporting"]["last_ack"]

    run = playbook(NAME, "--limit", WAN)

    assert run.status == 0, run.output
    assert run.results("Remove what another topology left")[WAN]["commands"][0] == "license smart transport cslu"
    assert gates(run, WAN)["center_first_report"] == "open", "its ACK is that of the other topology"
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


def test_without_credentials_and_site_these_are_gates(lab: Lab, playbook: Playbook) -> None:
    lab.client.center_switch(cssm_login=False)

    run = playbook(NAME, slp_catalyst_center_device_secrets={}, slp_site="")

    assert run.status == 0, run.output
    assert set(gates(run, CAMPUS).values()) == {"open"}
    assert list(gates(run, CAMPUS)) == ["center_cssm_login", "center_inventory", "center_site", "center_first_report"]


def test_accounts_level_and_interval_are_set_where_they_are_asked_for(lab: Lab, playbook: Playbook) -> None:
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
    assert gates(first, CAMPUS)["center_license_policy"] == "open"

    lab.client.center_policy(7)
    lab.client.center_upload_usage(CAMPUS, "Campus")
    second = playbook(NAME, "--limit", CAMPUS, **wanted)
    assert second.stats[CAMPUS]["changed"] == 0, second.output
    assert set(gates(second, CAMPUS).values()) == {"done"}
