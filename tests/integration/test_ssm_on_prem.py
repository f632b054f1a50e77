# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks ssm_on_prem_*.yml, and the person in front of SSM On-Prem."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import Lab, Run, type_lines
from .test_cslu_disconnected import AN_HOUR, CAMPUS, REACHABLE, WAN, Playbook, gates, limited, open_gates, received, udi

PUSHED, PULLED = "ssm_on_prem_product_instance_initiated", "ssm_on_prem_initiated"
CLASSIC, SDWAN = "csr1000v-old", "c8300-sdwan"
PROXIED, CALLING = "c8500-edge", "c9600-core"
SYNC = "Synchronize the product instance with SSM On-Prem"
TRANSPORT = "Set the transport type, the URL and the reporting interval"
SLAC = "Request and install the SLACs through SSM On-Prem"
REPORTED = "Usage report from product instance"
A_MINUTE = 61


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """SSM On-Prem as it is when its local account is registered."""
    lab.client.on_prem_switch(virtual_account="WAN")
    return lab


@pytest.fixture
def playbook(playbook: Playbook) -> Playbook:
    """Run a playbook over hosts that belong to the account of this server."""
    return functools.partial(playbook, slp_virtual_account="WAN")


def shared(lab: Lab) -> dict[str, Any]:
    """Return the inventory's variables for all devices."""
    found: dict[str, Any] = yaml.safe_load(lab.inventory.read_text(encoding="utf-8"))["all"]["children"]["lab"]["vars"]
    return found


def add(lab: Lab, playbook: Playbook, host: str) -> None:
    """Do what the gates say: let SSM On-Prem reach the device, and add it there."""
    type_lines(lab, playbook, [host], REACHABLE)
    inventory = yaml.safe_load(lab.inventory.read_text(encoding="utf-8"))["all"]["children"]["lab"]
    variables = inventory["vars"] | inventory["children"]["direct"]["hosts"][host]
    lab.client.on_prem_add(
        udi(lab, host), variables["slp_rest_port"], variables["ansible_user"], variables["ansible_password"]
    )


def instance(lab: Lab, host: str) -> dict[str, Any]:
    """Return what SSM On-Prem knows of a device."""
    found: dict[str, Any] = lab.client.on_prem()["instances"][udi(lab, host)]
    return found


def states(lab: Lab, host: str) -> set[str]:
    return {report["state"] for report in lab.client.device(host)["rum_reports"]}


def assert_acknowledged_once(lab: Lab, host: str) -> None:
    """Device, On-Prem and CSSM agree: each report arrived once and has its ACK."""
    assert states(lab, host) == {"ACK", "OPEN"}, host
    reports = received(lab, host)
    assert reports, host
    for report in reports.values():
        assert (report["received"], report["duplicates"], report["acknowledged"]) == (1, 0, 1), host
    assert instance(lab, host)["unsent"] == [], host


def assert_untouched(lab: Lab, run: Run, host: str) -> None:
    """One login, and nothing but the reading."""
    assert run.status == 0, run.output
    assert run.stats[host]["changed"] == 0, host
    assert lab.client.counters()[host]["logins"] == 1, host
    assert len(lab.commands(host)) == 5, host
    assert all(command.startswith("show ") for command in lab.commands(host)), host


def test_devices_report_and_after_the_synchronization_the_next_run_only_reads(lab: Lab, playbook: Playbook) -> None:
    fleet = [WAN, CAMPUS]
    check = playbook(PUSHED, *limited(fleet), "--check", "--diff", slp_slac_features=[])
    assert check.status == 0, check.output
    for host in fleet:
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert check.results(SYNC)[host]["changed"], host
    assert lab.client.on_prem()["instances"] == {}

    lab.client.reset_counters()
    first = playbook(PUSHED, *limited(fleet), slp_slac_features=[])
    assert first.status == 0, first.output
    for host in fleet:
        truth = lab.client.device(host)
        assert truth["transport"]["transport"] == "cslu" and truth["saved"], host
        assert truth["transport"]["url_cslu"] == shared(lab)["slp_ssm_url"], host
        assert truth["transport"]["url_cslu"].endswith("/cslu/v1/pi/Lab%20Local-1"), host
        assert "license smart sync local" in lab.commands(host), host
        assert lab.client.counters()[host]["logins"] == 1, host
        assert open_gates(first, host) == ["smart_account_set_up", "ssm_synchronize"], host
        assert instance(lab, host)["alert"] == REPORTED, host
    assert lab.client.cssm()["reports"] == [], "a person synchronizes with Cisco"

    lab.client.on_prem_synchronize()
    lab.client.advance(AN_HOUR)
    lab.client.reset_counters()
    second = playbook(PUSHED, *limited(fleet), slp_slac_features=[])
    for host in fleet:
        assert_untouched(lab, second, host)
        assert set(gates(second, host).values()) == {"done"}, host
        assert second.outcome(host)["complete"], host
        assert_acknowledged_once(lab, host)


def test_without_a_connection_files_are_carried_and_the_ack_fetched_when_confirmed(
    lab: Lab, playbook: Playbook
) -> None:
    lab.client.on_prem_switch(connected=False)
    wanted = {"slp_slac_features": [], "slp_ssm_connected": False}
    first = playbook(PUSHED, *limited([WAN]), **wanted)
    assert open_gates(first, WAN) == ["smart_account_set_up", "ssm_export", "upload_usage", "ssm_import"]

    upload = lab.client.cssm_upload("UD_SA_on_prem.tar.gz", lab.client.on_prem_export(), "WAN")
    lab.client.advance(30)
    assert lab.client.on_prem_import(lab.client.cssm_download(upload)) == [udi(lab, WAN)]
    fetched = playbook(PUSHED, *limited([WAN]), **wanted, slp_confirmed_gates=["ssm_import"])
    assert fetched.status == 0, fetched.output
    assert fetched.results("Fetch the ACK from SSM On-Prem")[WAN]["commands"] == ["license smart sync local"]
    assert set(gates(fetched, WAN).values()) == {"done"}
    assert "ACK" in states(lab, WAN)


@pytest.mark.parametrize("connected", [True, False])
def test_a_slac_is_requested_on_the_page_and_fetched_by_the_device(
    lab: Lab, playbook: Playbook, connected: bool
) -> None:
    lab.client.on_prem_switch(connected=connected)
    wanted = {"slp_slac_features": ["hseck9"], "slp_ssm_connected": connected}
    first = playbook(PUSHED, *limited([WAN]), **wanted)
    assert first.status == 0, first.output
    assert "authorization_code" in open_gates(first, WAN) and "ssm_assign_account" in open_gates(first, WAN)
    assert not any("authorization" in command for command in lab.commands(WAN) if not command.startswith("show "))

    file = lab.client.on_prem_authorize(udi(lab, WAN), "hseck9")
    assert (file == b"") is connected
    if not connected:
        upload = lab.client.cssm_slac(udi(lab, WAN), "hseck9", "WAN")
        lab.client.advance(30)
        lab.client.on_prem_import(lab.client.cssm_download(upload))
    lab.client.advance(30)
    second = playbook(PUSHED, *limited([WAN]), **wanted, slp_confirmed_gates=["authorization_code"])
    assert second.status == 0, second.output
    assert gates(second, WAN)["authorization_code"] == "done"
    assert all(entry["feature"] == "hseck9" for entry in lab.client.device(WAN)["authorizations"])


def test_what_is_not_validated_is_not_reported(lab: Lab, playbook: Playbook) -> None:
    lab.client.on_prem_switch(validation=True)
    wanted = {"slp_slac_features": [], "slp_ssm_validate": True, "slp_virtual_account": "Campus"}
    first = playbook(PUSHED, *limited([WAN]), **wanted)
    assert {"ssm_assign_account", "ssm_validate_device"} <= set(open_gates(first, WAN))
    lab.client.on_prem_synchronize()
    lab.client.advance(AN_HOUR)
    assert lab.client.cssm()["reports"] == []

    lab.client.on_prem_assign(udi(lab, WAN), "Campus")
    lab.client.on_prem_validate(udi(lab, WAN))
    lab.client.on_prem_synchronize()
    lab.client.advance(AN_HOUR)
    second = playbook(PUSHED, *limited([WAN]), **wanted)
    assert second.status == 0 and set(gates(second, WAN).values()) == {"done"}, second.output
    assert lab.client.cssm()["instances"][udi(lab, WAN)]["virtual_account"] == "Campus"


def test_ssm_on_prem_pulls_and_brings_the_ack(lab: Lab, playbook: Playbook) -> None:
    fleet = [WAN, CAMPUS]
    first = playbook(PULLED, *limited(fleet), slp_slac_features=["hseck9"])
    assert first.status == 0, first.output
    expected = ["ssm_installation", "add_product_instance", "reachability"]
    assert open_gates(first, WAN) == [*expected, "authorization_code", "collect_usage", "ssm_synchronize"]
    for host in fleet:
        add(lab, playbook, host)
    lab.client.on_prem_pull()
    assert instance(lab, WAN)["reports"] == [], "it takes a minute"
    lab.client.advance(A_MINUTE)
    assert [instance(lab, host)["alert"] for host in fleet] == [REPORTED] * 2

    lab.client.on_prem_synchronize()
    lab.client.on_prem_authorize(udi(lab, WAN), "hseck9")
    lab.client.advance(30)
    lab.client.on_prem_pull()
    lab.client.advance(A_MINUTE)
    assert instance(lab, WAN)["answers"] == 0
    # What was collected with that second pull has its own way to CSSM.
    lab.client.on_prem_synchronize()
    lab.client.advance(30)
    lab.client.on_prem_pull()
    lab.client.advance(A_MINUTE)
    lab.client.on_prem()

    lab.client.reset_counters()
    second = playbook(PULLED, *limited([WAN]), slp_slac_features=["hseck9"])
    assert_untouched(lab, second, WAN)
    assert set(gates(second, WAN).values()) == {"done"}
    assert second.outcome(WAN)["complete"]
    assert received(lab, WAN) and all(report["received"] for report in received(lab, WAN).values())


def test_the_url_is_derived_and_without_one_the_run_asks_for_it(lab: Lab, playbook: Playbook) -> None:
    url = shared(lab)["slp_ssm_url"]
    none = playbook(PUSHED, *limited([WAN]), slp_slac_features=[], slp_ssm_url="", slp_ssm_account="")
    assert none.status == 0, none.output
    assert "ssm_transport_url" in open_gates(none, WAN)
    assert all(command.startswith("show ") for command in lab.commands(WAN))

    host = url.split("/")[2]
    derived = playbook(PUSHED, *limited([WAN]), "--check", slp_slac_features=[], slp_ssm_url="", slp_ssm_host=host)
    assert f"license smart url cslu {url}" in derived.results(TRANSPORT)[WAN]["commands"]


def test_a_wrong_account_and_a_missing_revocation_list_are_told_and_mended(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    wrong = {"slp_ssm_url": shared(lab)["slp_ssm_url"].replace("Lab%20Local", "Lab")}
    beside = tmp_path / "wrong.yml"
    beside.write_text(yaml.safe_dump({"all": {"hosts": {WAN: wrong}}}))
    lab.client.faults(CAMPUS, crl_unreachable=True)
    wanted = {"slp_slac_features": [], "slp_timeout": 20, "slp_batch": "100%"}
    run = playbook(PUSHED, "-i", str(beside), *limited([WAN, CAMPUS]), **wanted)
    assert run.status == 0, run.output
    for host in (WAN, CAMPUS):
        assert run.results(SYNC)[host]["reason"] == "communication_failed", host
        assert {"ssm_installation", "ssm_transport_url"} <= set(open_gates(run, host)), host
    assert lab.client.on_prem()["instances"] == {}

    mended = {"slp_reachability": {"revocation_check": ["none"]}}
    after = playbook(PUSHED, *limited([WAN, CAMPUS]), slp_slac_features=[], **mended)
    assert after.status == 0, after.output
    for host in (WAN, CAMPUS):
        assert gates(after, host)["ssm_transport_url"] == "done", host
        assert instance(lab, host)["reports"], host


def test_a_server_that_is_down_leaves_the_gates_open_and_is_a_failure_once_confirmed(
    lab: Lab, playbook: Playbook
) -> None:
    lab.client.on_prem_switch(state="down")
    run = playbook(PUSHED, *limited([WAN]), slp_slac_features=[], slp_timeout=20)
    assert run.status == 0, run.output
    assert run.results(SYNC)[WAN]["reason"] == "communication_failed"
    assert {"ssm_installation", "ssm_transport_url"} <= set(open_gates(run, WAN))

    confirmed = {"slp_confirmed_gates": ["ssm_installation"]}
    assert playbook(PUSHED, *limited([WAN]), slp_slac_features=[], slp_timeout=20, **confirmed).status == 2


def test_devices_come_from_direct_by_running_the_other_playbook(lab: Lab, playbook: Playbook) -> None:
    fleet = [PROXIED, CALLING]
    assert playbook("direct", *limited(fleet)).status == 0
    assert lab.client.device(PROXIED)["transport"]["proxy_address"] == "192.0.2.80"
    assert lab.client.device(CALLING)["transport"]["transport"] == "callhome"

    refused = playbook(PUSHED, "--limit", PROXIED)
    assert refused.outcome(PROXIED)["failed"]["reason"] == "invalid_value"
    assert "slp_proxy" in refused.outcome(PROXIED)["failed"]["msg"]
    moved = playbook(PUSHED, *limited(fleet), "--diff", slp_proxy=None)
    assert moved.status == 0, moved.output
    for host in fleet:
        changed = moved.results(TRANSPORT)[host]
        before, after = changed["diff"][0]["before"], changed["diff"][0]["after"]
        assert (before["type"], after["type"]) == ("smart" if host == PROXIED else "callhome", "cslu"), host
        assert after["url"] == shared(lab)["slp_ssm_url"] and after["proxy"] is None, host
        assert lab.client.device(host)["transport"]["transport"] == "cslu", host
        assert instance(lab, host)["last_contact"], host
        assert "ssm_synchronize" in open_gates(moved, host), "an ACK of the old topology proves nothing"
    assert "no license smart proxy address 192.0.2.80" in moved.results(TRANSPORT)[PROXIED]["commands"]
    assert lab.client.device(PROXIED)["transport"]["proxy_address"] == ""


@pytest.mark.parametrize("name", [PUSHED, PULLED])
def test_what_is_not_policy_mode_is_refused_and_not_touched(lab: Lab, playbook: Playbook, name: str) -> None:
    run = playbook(name, *limited([CLASSIC, SDWAN, WAN]), "--check", slp_slac_features=[])

    assert run.status == 2
    for host in (CLASSIC, SDWAN):
        assert run.stats[host]["failures"] == 1, host
        assert all(command.startswith("show ") for command in lab.commands(host)), host
    assert run.stats[WAN]["failures"] == 0


def test_a_token_is_made_once_by_the_api(lab: Lab, playbook: Playbook) -> None:
    options = {
        "base_url": "{{ lab_ssm_api_url }}",
        "client_id": "{{ lab_ssm_client_id }}",
        "client_secret": "{{ lab_ssm_client_secret }}",
        "ca_path": "{{ lab_ssm_ca }}",
        "account": "{{ slp_ssm_account }}",
        "description": "rollout",
    }
    task = {
        "name": "Get the token",
        "netops.smart_licensing.ssm_on_prem_token": options,
        "delegate_to": "localhost",
        "vars": {"ansible_connection": "local", "ansible_python_interpreter": sys.executable},
    }
    play = [{"hosts": WAN, "gather_facts": False, "tasks": [task]}]
    made = playbook(play).results("Get the token")[WAN]
    again = playbook(play).results("Get the token")[WAN]
    assert (made["changed"], again["changed"]) == (True, False) and made["token"] == again["token"]
    assert lab.client.on_prem()["tokens"] == ["rollout"]

    options["api_prefix"] = ""
    assert playbook(play).results("Get the token")[WAN]["reason"] == "api_failed"
    lab.client.on_prem_switch(prefix="", state="up")
    assert playbook(play).results("Get the token")[WAN]["token"] == made["token"]
    lab.client.on_prem_switch(state="starting")
    options["retries"] = 0
    assert "502" in playbook(play).results("Get the token")[WAN]["msg"]
