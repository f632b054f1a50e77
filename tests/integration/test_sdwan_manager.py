# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook sdwan_manager.yml: an overlay whose Manager reports, and both ways to a SLAC of its edges."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import ROOT, Lab, Run, device_play
from tests.lab.client import LabClient
from tests.lab.device.profile import ROUTER_EXPORT_ENTITLEMENT

NAME = "sdwan_manager"
FILE, ONLINE, OLD, TO_BE = "edge-file", "edge-online", "edge-old", "edge-to-be"
EDGES = [FILE, ONLINE]
ALL = [*EDGES, OLD, TO_BE]
UUIDS = {FILE: "C8300-2N2S-4T2X-FDO2331A0JJ", ONLINE: "C8300-1N1S-4T2X-FDO2460A0KK"}
A_DAY = 86400
LINES = ["license smart transport smart", "license smart url default"]

Playbook = Callable[..., Run]
Result = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab of its own: an overlay network."""
    directory = tmp_path_factory.mktemp("sdwan")
    lab = [sys.executable, "-m", "tests.lab"]
    place = ["--dir", str(directory)]
    estate = ["--estate", str(ROOT / "tests" / "lab" / "sdwan.yml"), "--set", "delay=0.5"]
    subprocess.run([*lab, "start", *place, *estate], cwd=ROOT, check=True, timeout=60)
    try:
        yield Lab(directory, LabClient.of(directory))
    finally:
        subprocess.run([*lab, "stop", *place], cwd=ROOT, check=True, timeout=60)


def limited(*hosts: str) -> tuple[str, str]:
    return "--limit", ",".join(hosts)


@pytest.fixture
def result(tmp_path: Path) -> Result:
    """Return how the workflow ended on a host, as its result says."""
    return lambda host: json.loads((tmp_path / "slp_artifacts" / host / "result.json").read_text())


def open_gates(result: dict[str, Any]) -> list[str]:
    return [gate["id"] for gate in result["open_gates"]]


def closed_gates(result: dict[str, Any]) -> list[str]:
    return [gate["id"] for gate in result["closed_gates"]]


def unproved(result: dict[str, Any]) -> list[str]:
    return [proof["step"] for proof in result["proofs"] if not proof["proved"]]


def has_slac(lab: Lab, host: str) -> bool:
    return [entry["installed_at"] is not None for entry in lab.client.device(host)["authorizations"]] == [True]


def only_shows(lab: Lab, hosts: Iterable[str]) -> bool:
    return all(command.startswith("show ") for host in hosts for command in lab.commands(host))


def slac_from_cssm(lab: Lab, host: str, folder: Path) -> None:
    """Do what the gate says: generate the SLAC in CSSM, and put its file into the folder."""
    member = lab.client.device(host)["authorizations"][0]
    number = lab.client.cssm_slac(f"PID:{member['pid']},SN:{member['sn']}", "hseck9", "WAN")
    lab.client.advance(30)
    folder.mkdir(exist_ok=True)
    (folder / f"slac_{host}.xml").write_bytes(lab.client.cssm_download(number))


def licence_lines(lab: Lab, host: str) -> list[str]:
    text = lab.client.device(host)["running_config"]
    return [line for line in text.splitlines() if line.startswith("license smart")]


def test_a_check_run_predicts_and_touches_nothing(lab: Lab, playbook: Playbook) -> None:
    run = playbook(NAME, "--check", "--diff", *limited(*EDGES))

    assert run.status == 0, run.output
    assert only_shows(lab, EDGES)
    predicted = run.results("Set the transport type and the URL")[ONLINE]["commands"]
    assert predicted == ["config-transaction", *LINES, "commit", "write memory"]
    manager = lab.client.sdwan_manager()
    assert (manager["books"], manager["assigned"], manager["sessions"]) == ({}, {}, 0)


def test_the_overlay_is_licensed_reports_and_has_its_slacs_both_ways(
    lab: Lab, playbook: Playbook, tmp_path: Path, result: Result
) -> None:
    # What a save is answered with in controller mode is not known: here it is known, below it is refused.
    lab.client.faults(ONLINE, save_in_controller_mode=True)
    slac_from_cssm(lab, FILE, tmp_path / "from_cssm")
    first = playbook(NAME, *limited(*EDGES))
    assert first.status == 0, first.output
    assert {host: has_slac(lab, host) for host in EDGES} == {FILE: True, ONLINE: True}
    for host in EDGES:
        assert result(host)["complete"] and result(host)["changed"], result(host)
        truth = lab.client.device(host)
        assert lab.client.counters()[host]["transactions_open"] == 0
        assert truth["saved"] and truth["usage_reporting"]["last_push"] is None

    # Option 1 leaves the configuration as it was: SCP was on for the transfer only.
    assert licence_lines(lab, FILE) == [] and "ip scp server enable" not in lab.client.device(FILE)["running_config"]
    assert "config-transaction" in lab.commands(ONLINE) and "configure terminal" not in lab.commands(ONLINE)
    assert "license smart transport smart" in licence_lines(lab, ONLINE)
    (trust,) = [command for command in lab.commands(ONLINE) if "idtoken" in command]
    assert trust.endswith(" all force")
    manager = lab.client.sdwan_manager()
    assert set(manager["assigned"]) == set(UUIDS.values())
    assert manager["sessions"] == 0, "who logs in logs out"

    lab.client.reset_counters()
    second = playbook(NAME, *limited(*EDGES))
    assert second.status == 0, second.output
    assert lab.client.sdwan_manager()["logins"] == manager["logins"] + 1
    for host in EDGES:
        assert second.stats[host]["changed"] == 0, second.output
        assert result(host)["complete"] and not result(host)["changed"], result(host)
        assert lab.client.counters()[host]["logins"] == 1
        assert len(lab.commands(host)) == 5
    assert only_shows(lab, EDGES)

    lab.client.advance(3 * A_DAY + 60)
    reports = lab.client.cssm()["reports"]
    assert len(reports) == len(lab.client.sdwan_manager()["sent"]) == 3 * len(EDGES)
    for host in EDGES:
        assert lab.client.device(host)["usage_reporting"]["last_push"] is None, host


def test_what_is_missing_is_a_gate_and_the_next_run_goes_on(
    lab: Lab, playbook: Playbook, tmp_path: Path, result: Result
) -> None:
    lab.client.sdwan_manager_configure(has_credentials=False)
    by_hand = {"slp_id_token": "", "slp_cssm_client_id": "", "slp_cssm_client_secret": ""}
    first = playbook(NAME, *limited(*EDGES), **by_hand)
    assert first.status == 0, first.output
    waiting = ["smart_account_set_up", "manager_cssm_login", "manager_assign_licenses"]
    assert open_gates(result(FILE)) == [*waiting, "authorization_code", "manager_compliance"]
    assert open_gates(result(ONLINE)) == [*waiting, "generate_token", "manager_compliance"]
    assert unproved(result(ONLINE)) == ["licence", "compliance", "authorization"]
    told = first.results("Summarize the run")[FILE]["msg"]
    assert any(line.startswith("authorization_code") and "PID:C8300-2N2S-4T2X,SN:FDO2331A0JJ" in line for line in told)

    lab.client.sdwan_manager_configure(has_credentials=True)
    slac_from_cssm(lab, FILE, tmp_path / "from_cssm")
    second = playbook(NAME, *limited(*EDGES))
    assert second.status == 0, second.output
    assert all(has_slac(lab, host) for host in EDGES)
    assert result(FILE)["complete"] and result(ONLINE)["complete"]


def test_without_the_api_its_pages_are_gates(lab: Lab, playbook: Playbook, result: Result) -> None:
    empty = {"slp_sdwan_manager_url": "", "slp_sdwan_license": "", "slp_sdwan_device": ""}
    run = playbook(NAME, *limited(ONLINE), **empty, slp_slac_features=[])

    assert run.status == 0, run.output
    assert only_shows(lab, [ONLINE])
    assert open_gates(result(ONLINE)) == [
        "smart_account_set_up", "manager_cssm_login", "manager_assign_licenses", "manager_compliance"
    ]  # fmt: skip
    assert unproved(result(ONLINE)) == ["compliance"]


def test_old_releases_have_no_licence_management_and_outsiders_are_left_alone(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    run = playbook(NAME, *limited(OLD, TO_BE))

    assert run.status == 0, run.output
    (told,) = [proof["by"] for proof in result(OLD)["proofs"] if not proof["proved"]]
    assert "17.04.02" in told and "reports no usage" in told
    known = {*open_gates(result(OLD)), *closed_gates(result(OLD))}
    assert not {"manager_cssm_login", "manager_assign_licenses", "manager_compliance"} & known
    assert has_slac(lab, OLD), "both ways to a SLAC are open to it"
    assert lab.client.sdwan_manager()["assigned"] == {}
    assert "overlay_bring_up" in open_gates(result(TO_BE)) and "overlay" in unproved(result(TO_BE))
    assert only_shows(lab, [TO_BE]) and not has_slac(lab, TO_BE)


def test_sessions_that_end_in_the_middle_are_renewed(lab: Lab, playbook: Playbook) -> None:
    lab.client.sdwan_manager_faults(session_life=0.2, ended_answer="redirect")
    run = playbook(NAME, *limited(ONLINE), slp_slac_features=[])

    assert run.status == 0, run.output
    assert UUIDS[ONLINE] in lab.client.sdwan_manager()["assigned"]


def test_a_manager_that_is_down_stops_the_run_before_a_device_is_touched(
    lab: Lab, playbook: Playbook, result: Result
) -> None:
    lab.client.sdwan_manager_faults(running=False)
    module_defaults = {"group/netops.smart_licensing.sdwan_manager": {"retries": 0}}
    role = {"name": "netops.smart_licensing.controller", "tasks_from": NAME}
    (play,) = device_play(ONLINE, {"ansible.builtin.import_role": role}, ansible_network_os="cisco.ios.ios")
    run = playbook([{**play, "module_defaults": module_defaults}])

    assert run.status == 2
    assert result(ONLINE)["failed"]["reason"] == "communication_failed"
    assert only_shows(lab, [ONLINE])


def test_a_refused_commit_leaves_no_transaction_and_no_line_behind(lab: Lab, playbook: Playbook) -> None:
    refused = "the configuration is managed by a template of vmanage-admin"
    lab.client.faults(ONLINE, commit_refused=refused)
    run = playbook(NAME, *limited(ONLINE))

    assert run.status == 2
    result = run.results("Set the transport type and the URL")[ONLINE]
    assert result["reason"] == "device_error" and refused in result["msg"]
    assert result["changed"] is False
    assert licence_lines(lab, ONLINE) == []
    assert lab.client.counters()[ONLINE]["transactions_open"] == 0
    assert not [command for command in lab.commands(ONLINE) if "idtoken" in command]


def test_a_hostile_value_is_no_second_line(lab: Lab, playbook: Playbook, result: Result) -> None:
    run = playbook(NAME, *limited(ONLINE), slp_url="https://a\ncommit")

    assert run.status == 2
    assert result(ONLINE)["failed"]["reason"] == "invalid_value"
    assert only_shows(lab, [ONLINE])


def test_too_few_licences_are_told_and_nothing_is_assigned(lab: Lab, playbook: Playbook, result: Result) -> None:
    name = "Routing DNA Essentials: Tier 1"
    run = playbook(NAME, *limited(*EDGES), slp_sdwan_license=name, slp_slac_features=[], slp_batch="100%")

    assert run.status == 2
    assert "2 of" in result(ONLINE)["failed"]["msg"] and lab.client.sdwan_manager()["assigned"] == {}


def test_a_licence_that_is_refused_fails_the_hosts_that_want_it_and_no_others(
    lab: Lab, playbook: Playbook, result: Result, tmp_path: Path
) -> None:
    other = {"slp_sdwan_license": "no such licence"}
    (tmp_path / "other.yml").write_text(json.dumps({"all": {"hosts": {FILE: other}}}))
    run = playbook(NAME, "-i", str(tmp_path / "other.yml"), *limited(*EDGES), slp_slac_features=[], slp_batch="100%")

    assert run.status == 2 and "no such licence" in result(FILE)["failed"]["msg"]
    assert result(ONLINE)["complete"], result(ONLINE)
    assert list(lab.client.sdwan_manager()["assigned"]) == [UUIDS[ONLINE]]


def test_who_migrates_sees_whether_all_that_was_ordered_is_there(lab: Lab, playbook: Playbook, result: Result) -> None:
    ordered = {"Routing DNA Advantage: Tier 2": 2, "Routing DNA Essentials: Tier 1": 1}
    migrating = {"slp_slac_features": [], "slp_migrating": True}
    run = playbook(NAME, *limited(ONLINE), **migrating, slp_ordered_licenses=ordered)
    assert run.status == 0, run.output
    assert "ordered_licenses" in closed_gates(result(ONLINE))

    more = {**ordered, "Routing DNA Essentials: Tier 1": 2}
    playbook(NAME, *limited(ONLINE), **migrating, slp_ordered_licenses=more)
    assert open_gates(result(ONLINE)) == ["ordered_licenses"]


def test_a_manager_without_a_connection_gives_its_reports_as_files(
    lab: Lab, playbook: Playbook, tmp_path: Path, result: Result
) -> None:
    (tmp_path / "licences.bin").write_bytes(b"licences of CSSM")
    offline = {
        "slp_sdwan_manager_mode": "offline",
        "slp_sdwan_license_file": str(tmp_path / "licences.bin"),
        "slp_slac_features": [],
    }
    run = playbook(NAME, *limited(ONLINE), **offline)

    assert run.status == 0, run.output
    assert lab.client.sdwan_manager()["mode"] == "offline"
    assert "manager_upload_usage" in open_gates(result(ONLINE))
    (report,) = (tmp_path / "slp_artifacts" / "_sdwan_manager").iterdir()
    assert UUIDS[ONLINE] in report.read_text()


def test_with_the_api_of_cssm_option_1_needs_no_person(lab: Lab, playbook: Playbook, result: Result) -> None:
    tags = {"hseck9": ROUTER_EXPORT_ENTITLEMENT}
    run = playbook(NAME, *limited(FILE), slp_slac_entitlements=tags, slp_sdwan_manager_url="")

    assert run.status == 0, run.output
    assert has_slac(lab, FILE) and "authorization_code" in closed_gates(result(FILE))


def test_with_the_api_of_cssm_option_2_needs_no_token(lab: Lab, playbook: Playbook, result: Result) -> None:
    run = playbook(NAME, *limited(ONLINE), slp_id_token="")

    assert run.status == 0, run.output
    assert has_slac(lab, ONLINE) and result(ONLINE)["complete"], result(ONLINE)


def test_every_other_role_refuses_a_device_in_controller_mode(lab: Lab, playbook: Playbook) -> None:
    run = playbook("direct", *limited(ONLINE), slp_topology="direct", slp_controller="")

    assert run.status == 2 and "unsupported_mode" in run.output
    assert only_shows(lab, [ONLINE])
