# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook direct.yml, as the first, second and check run of an engineer, judged by what the devices are then."""

from __future__ import annotations

from collections.abc import Callable

from .conftest import Lab, Run

NO_TOKEN = {"slp_id_token": None, "slp_cssm_client_id": None}
SMART_URL = "https://smartreceiver.cisco.com/licservice/license"


def test_a_fleet_is_brought_there_once_and_then_left_alone(lab: Lab, playbook: Callable[..., Run]) -> None:
    first = playbook("direct", "--limit", "direct")
    assert first.status == 0, first.output

    for host in first.stats:
        truth = lab.client.device(host)
        assert all(code["installed"] for code in truth["trust_codes"]), host
        assert truth["saved"], host
        assert truth["policy"]["name"] == "SLE Policy", host
        assert truth["usage_reporting"]["last_ack"], host
    assert lab.client.device("c8300-wan")["transport"]["transport"] == "smart"
    assert lab.client.device("c9600-core")["transport"]["transport"] == "callhome"
    assert all(entry["confirmation"] for entry in lab.client.device("c8300-wan")["authorizations"])

    lab.client.reset_counters()
    second = playbook("direct", "--limit", "direct")
    assert second.status == 0, second.output
    assert {host: stats["changed"] for host, stats in second.stats.items()} == dict.fromkeys(second.stats, 0)
    for host in second.stats:
        assert lab.client.counters()[host]["logins"] == 1, host
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert len(lab.commands(host)) == 5, host


def test_a_check_run_shows_the_changes_and_sends_none_of_them(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook("direct", "--limit", "direct", "--check", "--diff")

    assert run.status == 0, run.output
    assert run.results("Configure a connection method and transport type")["c8300-wan"]["commands"] == [
        "license smart transport smart",
        "license smart url default",
        "license smart usage interval 7",
    ]
    assert run.results("Save the configuration")["c8300-wan"]["commands"] == [], "the check run entered no line"
    assert run.results("Establish trust with an ID token")["c8300-wan"]["changed"]
    for host in run.stats:
        assert lab.client.counters()[host]["logins"] == 1, host
        assert len(lab.commands(host)) == 5, host
        assert all(command.startswith("show ") for command in lab.commands(host)), host
        assert lab.client.device(host)["transport"]["transport"] != "smart", host


def test_devices_that_are_not_ours_are_named_and_the_others_go_on(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook("direct", "--limit", "refused,c8300-wan")

    assert run.status == 2
    assert run.stats["c8300-wan"]["failures"] == 0
    assert all(code["installed"] for code in lab.client.device("c8300-wan")["trust_codes"])
    refused = run.results("Assess the product instance")
    for host, words in (
        ("csr1000v-old", "classic smart licensing"),
        ("isr2911-old", "does not run Smart Licensing Using Policy"),
        ("c8300-sdwan", "controller mode"),
    ):
        assert refused[host]["reason"] == "unsupported_mode", host
        assert words in refused[host]["msg"], host
        assert all(command.startswith("show ") for command in lab.commands(host)), host


def test_a_run_that_was_interrupted_before_saving_is_completed_by_the_next(
    lab: Lab, playbook: Callable[..., Run]
) -> None:
    lab.client.faults("c8300-wan", deny_commands="^write")
    broken = playbook("direct", "--limit", "c8300-wan")
    assert broken.results("Save the configuration")["c8300-wan"]["reason"] == "device_error"
    assert broken.outcome("c8300-wan")["failed"]["reason"] == "device_error"
    assert not lab.client.device("c8300-wan")["saved"]

    lab.client.faults("c8300-wan", deny_commands=None)
    again = playbook("direct", "--limit", "c8300-wan")

    assert again.status == 0, again.output
    assert again.results("Save the configuration")["c8300-wan"]["commands"] == ["write memory"]
    assert not again.results("Configure a connection method and transport type")
    assert lab.client.device("c8300-wan")["saved"]


def test_utility_mode_is_refused_for_call_home_with_the_reason(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook("direct", "--limit", "c9600-core", slp_utility={"enabled": True})

    refused = run.results("Assess the product instance")["c9600-core"]
    assert refused["reason"] == "invalid_value"
    assert "not supported with the transport callhome" in refused["msg"]
    assert all(command.startswith("show ") for command in lab.commands("c9600-core"))


def test_without_a_token_the_gate_names_the_page_and_the_rest_is_done(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook("direct", "--limit", "c9350-access", **NO_TOKEN)

    assert run.status == 0, run.output
    line, *gates = run.summary
    assert "not complete" in line and "no trust code on PID:C9350-24U" in line
    assert [gate.split(":")[0] for gate in gates] == ["smart_account_set_up", "generate_token"]
    assert "New Token" in gates[1] and gates[1].endswith("[c9350-access]")
    truth = lab.client.device("c9350-access")
    assert truth["transport"]["transport"] == "smart"
    assert not any(code["installed"] for code in truth["trust_codes"])


def test_the_api_of_cssm_gives_the_token_once_for_each_virtual_account(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook("direct", "--limit", "c9350-access,c9300-campus,c8500-edge", slp_id_token=None)

    assert run.status == 0, run.output
    for host in run.stats:
        assert run.outcome(host)["complete"], run.summary
        assert all(code["installed"] for code in lab.client.device(host)["trust_codes"]), host
    accounts = {host: lab.client.device(host)["virtual_account"] for host in run.stats}
    assert accounts == {"c9350-access": "Campus", "c9300-campus": "Campus", "c8500-edge": "WAN"}
    assert lab.client.cssm()["tokens"]["netops.smart_licensing"]["value"] not in run.output
    assert playbook("direct", "--limit", "c9350-access", slp_id_token=None).stats["c9350-access"]["changed"] == 0


def test_the_gate_stops_the_host_when_it_is_told_to(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook("direct", "--limit", "c9350-access", slp_gate_mode="fail", **NO_TOKEN)

    assert run.status == 2
    assert all(command.startswith("show ") for command in lab.commands("c9350-access"))
    confirmed = playbook(
        "direct", "--limit", "c9350-access", slp_gate_mode="fail", slp_confirmed_gates=["generate_token"]
    )
    assert confirmed.status == 0, confirmed.output
    assert all(code["installed"] for code in lab.client.device("c9350-access")["trust_codes"])
