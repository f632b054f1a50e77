# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks cslu_*.yml: a CSLU that is connected to CSSM, and the person in front of it."""

from __future__ import annotations

import csv
import functools
import json
import stat
from pathlib import Path

import pytest
import yaml

from .conftest import Lab, Run
from .test_cslu_disconnected import (
    AN_HOUR,
    CAMPUS,
    WAN,
    Playbook,
    add_to_cslu,
    enter_in_cslu,
    gates,
    limited,
    open_gates,
    received,
    states,
    udi,
)

PUSHED = "cslu_product_instance_initiated"
COLLECTED = "cslu_initiated"
BRANCH, CLASSIC, SDWAN = "isr4331-branch", "csr1000v-old", "c8300-sdwan"
SYNC = "Report usage through CSLU"
FOR_CSLU = "Write the file for CSLU's bulk add"


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """CSLU, logged into Cisco."""
    lab.client.cslu_switch(running=True, virtual_account="WAN")
    lab.client.cslu_connect()
    return lab


@pytest.fixture
def playbook(playbook: Playbook) -> Playbook:
    """Run a playbook over hosts that belong to the account of this CSLU."""
    return functools.partial(playbook, slp_virtual_account="WAN")


def trusted(lab: Lab, host: str) -> bool:
    return all(code["installed"] for code in lab.client.device(host)["trust_codes"])


def assert_acknowledged_once(lab: Lab, host: str) -> None:
    """Device, CSLU and CSSM agree: each report arrived once and has its ACK."""
    assert set(states(lab, host)) == {"ACK", "OPEN"}, host
    reports = received(lab, host)
    assert len(reports) == states(lab, host).count("ACK"), host
    for report in reports.values():
        assert (report["received"], report["duplicates"], report["acknowledged"]) == (1, 0, 1), host
    assert lab.client.cslu()["instances"][udi(lab, host)]["unsent"] == []


def assert_untouched(lab: Lab, run: Run, host: str) -> None:
    """One login, and nothing but the reading."""
    assert run.stats[host]["changed"] == 0, host
    assert lab.client.counters()[host]["logins"] == 1, host
    assert len(lab.commands(host)) == 5, host
    assert all(command.startswith("show ") for command in lab.commands(host)), host


def test_devices_report_through_cslu_and_the_second_run_only_reads(lab: Lab, playbook: Playbook) -> None:
    fleet = [WAN, CAMPUS, BRANCH]
    check = playbook(PUSHED, *limited(fleet), "--check", "--diff", slp_slac_features=[])
    assert check.status == 0, check.output
    for host in fleet:
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert check.results(SYNC)[host]["changed"], host
    assert lab.client.cslu()["instances"] == {}

    lab.client.reset_counters()
    first = playbook(PUSHED, *limited(fleet), slp_slac_features=[])
    assert first.status == 0, first.output
    for host in fleet:
        truth = lab.client.device(host)
        assert truth["transport"]["transport"] == "cslu" and truth["saved"], host
        assert set(gates(first, host).values()) == {"done"}, host
        assert lab.client.counters()[host]["logins"] == 1, host
        assert "license smart sync all" in lab.commands(host), host
        assert first.outcome(host)["complete"], host
        assert any(line.startswith(f"{host}: ") and "next report push" in line for line in first.summary), host
        assert_acknowledged_once(lab, host)
    assert [trusted(lab, host) for host in fleet] == [True, True, False], "17.3.2 gets no trust code this way"

    lab.client.reset_counters()
    second = playbook(PUSHED, *limited(fleet), slp_slac_features=[])
    assert second.status == 0, second.output
    for host in fleet:
        assert_untouched(lab, second, host)

    on_demand = playbook(PUSHED, *limited([WAN]), slp_slac_features=[], slp_sync_now=True, slp_timeout=1)
    assert on_demand.results(SYNC)[WAN]["commands"] == ["license smart sync all"]


@pytest.mark.parametrize("host", [WAN, BRANCH])
def test_a_slac_comes_through_cslu_with_and_without_a_trust_code(lab: Lab, playbook: Playbook, host: str) -> None:
    run = playbook(PUSHED, *limited([host]), slp_slac_features=["hseck9"])
    assert run.status == 0, run.output
    request = ["license smart authorization request add hseck9 all", "license smart sync all"]
    assert run.results("Request and install the SLACs through CSLU")[host]["results"][0]["commands"] == request
    assert all(entry["feature"] == "hseck9" for entry in lab.client.device(host)["authorizations"])

    lab.client.reset_counters()
    assert_untouched(lab, playbook(PUSHED, *limited([host]), slp_slac_features=["hseck9"]), host)


def test_without_a_cslu_the_run_says_what_is_missing(lab: Lab, playbook: Playbook) -> None:
    lab.client.cslu_switch(running=False)
    open_gate = playbook(PUSHED, *limited([WAN]), slp_slac_features=[], slp_timeout=20)
    assert open_gate.status == 0, open_gate.output
    assert open_gate.results(SYNC)[WAN]["reason"] == "communication_failed"
    assert open_gates(open_gate, WAN) == ["smart_account_set_up", "cslu_installation", "cslu_login", "cslu_account"]

    confirmed = playbook(
        PUSHED, *limited([WAN]), slp_slac_features=[], slp_timeout=20, slp_confirmed_gates=["cslu_installation"]
    )
    assert confirmed.status == 2
    assert confirmed.results(SYNC)[WAN]["reason"] == "communication_failed"

    lab.client.cslu_switch(running=True)
    assert playbook(PUSHED, *limited([WAN]), slp_slac_features=[]).status == 0
    assert_acknowledged_once(lab, WAN)


def test_where_cssm_takes_its_time_the_run_waits_in_vain_and_the_next_one_sees_the_ack(
    lab: Lab, playbook: Playbook
) -> None:
    lab.client.cslu_disconnect()
    first = playbook(PUSHED, *limited([WAN]), slp_slac_features=[], slp_timeout=2)
    assert first.status == 0, first.output
    assert first.results(SYNC)[WAN]["reason"] == "timeout"
    assert open_gates(first, WAN) == ["smart_account_set_up", "cslu_login", "cslu_account"]
    assert lab.client.device(WAN)["saved"], "CSLU took the report, so the way to it is right"

    lab.client.cslu_connect()
    lab.client.advance(AN_HOUR)
    second = playbook(PUSHED, *limited([WAN]), slp_slac_features=[])
    assert second.status == 0 and second.stats[WAN]["changed"] == 0, second.output
    assert second.outcome(WAN)["complete"]
    assert_acknowledged_once(lab, WAN)


def test_a_cslu_that_is_not_found_is_told(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    urls = {WAN: "http://192.0.2.77:8182/cslu/v1/pi", CAMPUS: "http://127.0.0.1:1/cslu/v1/pi", BRANCH: "default"}
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({"all": {"hosts": {host: {"slp_cslu_url": url} for host, url in urls.items()}}}))
    wanted = {"slp_slac_features": [], "slp_timeout": 20, "slp_confirmed_gates": ["cslu_installation"]}
    # All at once: the first one that fails would stop the others.
    run = playbook(PUSHED, "-i", str(path), *limited(urls), slp_batch="100%", **wanted)

    assert run.status == 2
    for host, url in urls.items():
        assert run.stats[host]["failures"] == 1, url
        assert run.results(SYNC)[host]["reason"] == "communication_failed", url


def test_cslu_is_found_by_its_name_and_utility_mode_is_on(lab: Lab, playbook: Playbook) -> None:
    variables = {
        "slp_slac_features": [],
        "slp_cslu_url": "default",
        "slp_utility": {"enabled": True, "customer_info": {"city": "Bern"}},
        "slp_reachability": {
            "domain_name": "lab.example",
            "hosts": [{"name": "cslu-local", "addresses": ["127.0.0.1"]}],
        },
    }
    run = playbook(PUSHED, *limited([WAN]), "--diff", **variables)

    assert run.status == 0, run.output
    truth = lab.client.device(WAN)
    lines = truth["running_config"].splitlines()
    assert {"ip host cslu-local 127.0.0.1", "license smart utility"} <= set(lines)
    assert truth["transport"]["url_cslu"] == "" and truth["saved"]
    assert_acknowledged_once(lab, WAN)
    assert playbook(PUSHED, *limited([WAN]), **variables).stats[WAN]["changed"] == 0


@pytest.mark.parametrize("name", [PUSHED, COLLECTED])
def test_what_is_not_policy_mode_is_refused_and_not_touched(lab: Lab, playbook: Playbook, name: str) -> None:
    run = playbook(name, *limited([CLASSIC, SDWAN, WAN]), "--check", slp_slac_features=[])

    assert run.status == 2
    for host in (CLASSIC, SDWAN):
        assert run.stats[host]["failures"] == 1, host
        assert all(command.startswith("show ") for command in lab.commands(host)), host
    assert run.stats[WAN]["failures"] == 0


def test_the_bulk_file_has_no_row_for_a_device_that_was_refused(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    folder = {"slp_artifact_dir": str(tmp_path / "artifacts"), "slp_slac_features": []}
    playbook(COLLECTED, *limited([CLASSIC, SDWAN, WAN]), **folder)

    with (tmp_path / "artifacts" / "cslu_bulk_add.csv").open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 1


def test_cslu_collects_and_brings_trust_and_ack(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    folder = {"slp_artifact_dir": str(tmp_path / "artifacts"), "slp_slac_features": []}
    check = playbook(COLLECTED, *limited([WAN, CAMPUS]), "--check", **folder)
    assert check.results(FOR_CSLU)[WAN]["changed"] and not (tmp_path / "artifacts").exists()

    first = playbook(COLLECTED, *limited([WAN, CAMPUS]), **folder)
    assert first.status == 0, first.output
    assert set(gates(first, WAN).values()) == {"open"}
    assert lab.client.device(CAMPUS)["transport"]["transport"] == "cslu", "it no longer reports by Call Home"
    path = tmp_path / "artifacts" / "cslu_bulk_add.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["Host"], row["User Name"], row["Password"]) for row in rows] == [("127.0.0.1", "admin", "")] * 2
    told = first.summary
    assert any(line.startswith("add_product_instance") and "cslu_bulk_add.csv" in line for line in told)

    for host in (WAN, CAMPUS):
        add_to_cslu(lab, playbook, host)
        assert lab.client.cslu_collect(udi(lab, host)) == {udi(lab, host): ""}
        lab.client.advance(30)
        assert lab.client.cslu_push(udi(lab, host)) == {udi(lab, host): ""}
        assert trusted(lab, host), host

    lab.client.reset_counters()
    second = playbook(COLLECTED, *limited([WAN, CAMPUS]), **folder)
    assert second.status == 0, second.output
    for host in (WAN, CAMPUS):
        assert set(gates(second, host).values()) == {"done"}, host
        assert_untouched(lab, second, host)
        assert_acknowledged_once(lab, host)
        assert second.outcome(host)["complete"]


def test_a_slac_for_a_device_that_is_collected_from_is_a_gate(lab: Lab, playbook: Playbook) -> None:
    reachable = {"http_server": True, "https_server": True, "http_authentication": "local"}
    wanted = {"slp_slac_features": ["hseck9"], "slp_reachability": reachable}
    first = playbook(COLLECTED, *limited([WAN]), **wanted)
    assert first.status == 0 and "authorization_code" in open_gates(first, WAN), first.output
    enter_in_cslu(lab, WAN)
    assert lab.client.cslu_collect() == {udi(lab, WAN): ""}, "the role let CSLU in"

    upload = lab.client.cssm_slac(udi(lab, WAN), "hseck9", "WAN")
    lab.client.advance(30)
    assert lab.client.cslu_import(lab.client.cssm_download(upload)) == [udi(lab, WAN)]
    assert lab.client.cslu_push() == {udi(lab, WAN): ""}

    second = playbook(COLLECTED, *limited([WAN]), **wanted)
    assert second.status == 0 and set(gates(second, WAN).values()) == {"done"}, second.output
    assert all(entry["feature"] == "hseck9" for entry in lab.client.device(WAN)["authorizations"])


def test_devices_come_from_other_topologies_by_running_the_other_playbook(lab: Lab, playbook: Playbook) -> None:
    lab.client.cslu_disconnect()
    before = playbook("cslu_disconnected_product_instance_initiated", *limited([WAN]))
    assert before.status == 0 and "UNACK" in states(lab, WAN), before.output

    lab.client.cslu_connect()
    moved = playbook(PUSHED, *limited([WAN]), slp_slac_features=[])
    assert moved.status == 0, moved.output
    assert not moved.results("Set the transport to CSLU and its discovery"), "CSLU is where it was"
    assert set(gates(moved, WAN).values()) == {"done"}
    assert_acknowledged_once(lab, WAN)

    collected = playbook(COLLECTED, *limited([WAN]), "--diff", slp_slac_features=[])
    assert collected.status == 0, collected.output
    changed = collected.results("Reset the transport to its default, and set the report options")[WAN]
    assert any(command.startswith("no license smart url cslu") for command in changed["commands"])
    assert lab.client.device(WAN)["transport"]["url_cslu"] == ""


def test_a_password_is_in_the_file_only_when_asked_for(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    password = yaml.safe_load(lab.inventory.read_text())["all"]["children"]["lab"]["vars"]["ansible_password"]
    play = [
        {
            "hosts": f"{WAN},{CAMPUS}",
            "gather_facts": False,
            "tasks": [
                {
                    "netops.smart_licensing.slp_cslu_bulk_add": {
                        "dest": str(tmp_path / "bulk.csv"),
                        "passwords": True,
                        "columns": {"Name": "hostname", "Secret": "password", "Note": "empty"},
                    },
                    "run_once": True,
                }
            ],
        }
    ]
    assert playbook(play).stats[WAN]["changed"] == 1
    with (tmp_path / "bulk.csv").open(newline="") as stream:
        assert list(csv.reader(stream)) == [["Name", "Secret", "Note"], [WAN, password, ""], [CAMPUS, password, ""]]
    assert stat.S_IMODE((tmp_path / "bulk.csv").stat().st_mode) == 0o600
    again = playbook(play)
    assert again.stats[WAN]["changed"] == 0 and password not in again.output
