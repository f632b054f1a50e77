# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks cslu_disconnected_*.yml, with a person at CSLU and CSSM who carries the files between them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import yaml

from .conftest import Lab, Run, type_lines

PUSHED = "cslu_disconnected_product_instance_initiated"
COLLECTED = "cslu_disconnected_cslu_initiated"
WAN, CAMPUS, WLC = "c8300-wan", "c9300-campus", "c9800-wlc"
SYNC = "Report usage through CSLU"
TRANSPORT = "Reset the transport to its default, and set the report options"
FLEET = [WAN, CAMPUS, WLC]
FILES = ["export_to_cssm", "upload_usage", "import_from_cssm"]
# A report has a sample after 15 minutes; a device looks for its ACK every hour; the interval set here is 20 days.
A_SAMPLE, AN_HOUR, AN_INTERVAL = 1000, 3700, 20 * 86400
REACHABLE = ["ip http secure-server", "ip http authentication local"]

Playbook = Callable[..., Run]


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """CSLU as it is after its installation, and the virtual account that is entered in it."""
    lab.client.cslu_disconnect()
    lab.client.cslu_switch(running=True, virtual_account="Campus")
    return lab


@pytest.fixture
def playbook(playbook: Playbook) -> Playbook:
    """Run a playbook over hosts that belong to the account of this CSLU."""
    return functools.partial(playbook, slp_virtual_account="Campus", slp_slac_features=[])


def limited(hosts: Iterable[str]) -> tuple[str, str]:
    return "--limit", ",".join(hosts)


def udi(lab: Lab, host: str) -> str:
    """Return the UDI under which CSLU knows a device."""
    first = lab.client.device(host)["trust_codes"][0]
    return f"PID:{first['pid']},SN:{first['sn']}"


def carry(lab: Lab) -> list[str]:
    """Export from CSLU, upload to CSSM, wait, download, import into CSLU; return the UDIs that have an answer now."""
    upload = lab.client.cssm_upload("UD_SA_lab.tar.gz", lab.client.cslu_export(), "Campus")
    lab.client.advance(30)
    return lab.client.cslu_import(lab.client.cssm_download(upload))


def add_to_cslu(lab: Lab, playbook: Playbook, host: str) -> None:
    """Do what the gates say: let CSLU reach the device, and add it there."""
    type_lines(lab, playbook, [host], REACHABLE)
    enter_in_cslu(lab, host)


def enter_in_cslu(lab: Lab, host: str) -> None:
    """Add a device in CSLU, with its address and login."""
    inventory = yaml.safe_load(lab.inventory.read_text(encoding="utf-8"))["all"]["children"]["lab"]
    variables = inventory["vars"] | inventory["children"]["direct"]["hosts"][host]
    lab.client.cslu_add(
        udi(lab, host), variables["slp_rest_port"], variables["ansible_user"], variables["ansible_password"]
    )


def gates(run: Run, host: str) -> dict[str, str]:
    """Return the state of each gate of a host, by its id, as it was at last."""
    result = run.outcome(host)
    closed = {gate["id"]: gate["state"] for gate in result["closed_gates"]}
    return closed | {gate["id"]: "open" for gate in result["open_gates"]}


def open_gates(run: Run, host: str) -> list[str]:
    return [name for name, state in gates(run, host).items() if state == "open"]


def received(lab: Lab, host: str) -> dict[str, dict[str, Any]]:
    """Return what CSSM knows of each report of a device, by its id."""
    return {report["report_id"]: report for report in lab.client.cssm()["reports"] if report["udi"] == udi(lab, host)}


def states(lab: Lab, host: str) -> list[str]:
    return [report["state"] for report in lab.client.device(host)["rum_reports"]]


def test_devices_push_and_a_person_carries_until_every_report_is_acknowledged(lab: Lab, playbook: Playbook) -> None:
    first = playbook(PUSHED, *limited(FLEET))
    assert first.status == 0, first.output
    for host in FLEET:
        truth = lab.client.device(host)
        assert truth["transport"]["transport"] == "cslu", host
        assert truth["saved"], host
        assert truth["usage_reporting"]["last_push"], host
        assert "UNACK" in states(lab, host) and "CLOSED" not in states(lab, host), host
        assert open_gates(first, host) == ["smart_account_set_up", "cslu_preferences", *FILES], host
        assert gates(first, host)["cslu_installation"] == "done", host
    assert lab.client.cssm()["reports"] == []

    assert sorted(carry(lab)) == sorted(udi(lab, host) for host in FLEET)
    lab.client.advance(AN_HOUR)
    lab.client.reset_counters()
    second = playbook(PUSHED, *limited(FLEET))
    assert second.status == 0, second.output
    for host in FLEET:
        assert second.stats[host]["changed"] == 0, host
        assert set(gates(second, host).values()) == {"done"}, host
        assert lab.client.counters()[host]["logins"] == 1, host
        assert len(lab.commands(host)) == 5, host
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert all(code["installed"] for code in lab.client.device(host)["trust_codes"]), host
        assert set(states(lab, host)) == {"ACK", "OPEN"}, host
        reports = received(lab, host)
        assert len(reports) == states(lab, host).count("ACK"), host
        for report in reports.values():
            assert (report["received"], report["duplicates"], report["acknowledged"]) == (1, 0, 1), host


def test_when_the_import_is_confirmed_the_device_fetches_its_ack_at_once(lab: Lab, playbook: Playbook) -> None:
    playbook(PUSHED, *limited([WAN]))
    carry(lab)
    lab.client.advance(A_SAMPLE)

    fetched = playbook(PUSHED, *limited([WAN]), slp_confirmed_gates=["import_from_cssm"])

    assert fetched.status == 0, fetched.output
    assert fetched.results("Fetch the ACK from CSLU")[WAN]["commands"] == ["license smart sync all"]
    assert set(gates(fetched, WAN).values()) == {"done"}
    assert "ACK" in states(lab, WAN)
    again = playbook(PUSHED, *limited([WAN]), slp_confirmed_gates=["import_from_cssm"])
    assert again.stats[WAN]["changed"] == 0 and again.status == 0, again.output

    # The contact brought CSLU younger reports too: they wait there for the next round, and none is lost.
    assert "UNACK" in states(lab, WAN)
    carry(lab)
    lab.client.advance(AN_HOUR)
    assert set(states(lab, WAN)) == {"ACK", "OPEN"}
    assert {report["received"] for report in received(lab, WAN).values()} == {1}


def test_what_a_device_did_in_another_topology_is_no_evidence(lab: Lab, playbook: Playbook) -> None:
    direct = playbook("direct", *limited([WAN]), slp_slac_features=[])
    assert direct.status == 0 and lab.client.device(WAN)["usage_reporting"]["last_ack"], direct.output
    lab.client.cslu_switch(running=False)
    silent = playbook(PUSHED, *limited([WAN]))
    assert silent.results(SYNC)[WAN]["reason"] == "communication_failed"
    assert silent.status == 0 and "cslu_installation" in open_gates(silent, WAN)
    assert not silent.outcome(WAN)["complete"]

    lab.client.cslu_switch(running=True)
    playbook("direct", *limited([WAN]), slp_slac_features=[])
    assert lab.client.device(WAN)["transport"]["transport"] == "smart"
    lab.client.advance(AN_HOUR)
    run = playbook(PUSHED, *limited([WAN]))

    assert run.status == 0, run.output
    assert run.results(SYNC)[WAN]["changed"]
    assert open_gates(run, WAN) == ["smart_account_set_up", "cslu_preferences", *FILES]


def test_an_import_that_is_confirmed_but_brought_nothing_fails(lab: Lab, playbook: Playbook) -> None:
    playbook(PUSHED, *limited([WAN]))

    run = playbook(PUSHED, *limited([WAN]), slp_confirmed_gates=["import_from_cssm"], slp_timeout=3)

    assert run.status == 2
    assert run.results("Fetch the ACK from CSLU")[WAN]["reason"] == "timeout"


def test_without_a_cslu_the_gate_stays_open_and_the_next_run_goes_on(lab: Lab, playbook: Playbook) -> None:
    lab.client.cslu_switch(running=False)
    first = playbook(PUSHED, *limited([WAN]), slp_timeout=20)
    assert first.status == 0, first.output
    assert not lab.client.device(WAN)["saved"], "a reload undoes what did not work"
    assert "cslu_installation" in open_gates(first, WAN)
    assert first.results(SYNC)[WAN]["reason"] == "communication_failed"

    confirmed = playbook(PUSHED, *limited([WAN]), slp_timeout=20, slp_confirmed_gates=["cslu_installation"])
    assert confirmed.status == 2, "after CSLU is confirmed, an unreachable CSLU fails the run"

    lab.client.cslu_switch(running=True)
    second = playbook(PUSHED, *limited([WAN]))
    assert second.status == 0, second.output
    assert gates(second, WAN)["cslu_installation"] == "done"
    assert not second.results("Set the transport to CSLU and its discovery"), "it was configured before"
    assert lab.client.device(WAN)["usage_reporting"]["last_push"]
    assert lab.client.device(WAN)["saved"]


def test_discovery_by_name_configures_no_url(lab: Lab, playbook: Playbook) -> None:
    playbook(PUSHED, *limited([WAN]))
    assert lab.client.device(WAN)["transport"]["url_cslu"]

    run = playbook(PUSHED, *limited([WAN]), slp_cslu_url="default", slp_first_sync=False)

    assert run.status == 0, run.output
    assert lab.client.device(WAN)["transport"]["url_cslu"] == ""


@pytest.mark.parametrize("name", [PUSHED, COLLECTED])
def test_a_check_run_shows_the_gates_and_changes_nothing(lab: Lab, playbook: Playbook, name: str) -> None:
    run = playbook(name, *limited([CAMPUS, WLC]), "--check", "--diff", slp_utility={"enabled": True})

    for host in (CAMPUS, WLC):
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert lab.client.device(host)["usage_reporting"]["last_push"] is None, host
    assert open_gates(run, WLC)[-3:] == FILES


def test_a_gate_in_mode_fail_stops_the_host_before_it_is_touched(lab: Lab, playbook: Playbook) -> None:
    run = playbook(PUSHED, *limited([WAN]), slp_gate_mode="fail", slp_confirmed_gates=["smart_account_set_up"])

    assert run.status == 2
    assert run.outcome(WAN)["failed"]["msg"].startswith("gate_open: cslu_installation")
    assert all(command.startswith("show ") for command in lab.commands(WAN))


def test_cslu_collects_and_a_person_carries_until_the_device_has_its_ack(lab: Lab, playbook: Playbook) -> None:
    first = playbook(COLLECTED, *limited([WAN]), slp_usage_interval=20)
    assert first.status == 0, first.output
    assert first.results(TRANSPORT)[WAN]["changed"]
    assert set(gates(first, WAN).values()) == {"open"}
    told = first.summary
    assert any(line.startswith("add_product_instance") and udi(lab, WAN) in line for line in told)
    assert any(line.startswith("reachability") and "ip http secure-server" in line for line in told)

    add_to_cslu(lab, playbook, WAN)
    assert lab.client.cslu_collect() == {udi(lab, WAN): ""}
    assert carry(lab) == [udi(lab, WAN)]
    assert lab.client.cslu_push() == {udi(lab, WAN): ""}

    lab.client.reset_counters()
    second = playbook(COLLECTED, *limited([WAN]), slp_usage_interval=20)
    assert second.status == 0, second.output
    assert second.stats[WAN]["changed"] == 0
    assert set(gates(second, WAN).values()) == {"done"}
    assert len(lab.commands(WAN)) == 5 and lab.client.counters()[WAN]["logins"] == 1
    assert set(states(lab, WAN)) == {"ACK", "OPEN"}
    for report in received(lab, WAN).values():
        assert (report["received"], report["duplicates"], report["acknowledged"]) == (1, 0, 1)

    lab.client.advance(AN_INTERVAL)
    next_round = playbook(COLLECTED, *limited([WAN]), slp_usage_interval=20)
    assert open_gates(next_round, WAN) == ["collect_usage", *FILES]


def test_a_device_that_called_home_does_so_no_more_and_utility_mode_is_possible(lab: Lab, playbook: Playbook) -> None:
    assert lab.client.device(CAMPUS)["transport"]["transport"] == "callhome"

    run = playbook(COLLECTED, *limited([CAMPUS]), slp_utility={"enabled": True})

    assert run.status == 0, run.output
    truth = lab.client.device(CAMPUS)
    assert truth["transport"]["transport"] == "cslu" and "license smart utility" in truth["running_config"]
    assert any(proof["step"] == "utility" and not proof["proved"] for proof in run.outcome(CAMPUS)["proofs"])
