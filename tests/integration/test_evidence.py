# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a date proves: nothing if it is older than the workflow, of a clock that was set since, or not noted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.demo_people import People, hosts_of

from .conftest import Lab, Run
from .workflow_result import (
    CSLU_COLLECTED,
    CSLU_PUSHED,
    DIRECT,
    ISOLATED_COLLECTED,
    ISOLATED_PUSHED,
    ON_PREM_PUSHED,
    artifacts,
    result_of,
)

Playbook = Callable[..., Run]
WAN, CORE, CAMPUS = "c8300-wan", "c9600-core", "c9300-campus"
HALF_AN_HOUR = 1800
PLAIN: dict[str, Any] = {"slp_slac_features": [], "slp_timeout": 20}
COLLECTED = {**CSLU_COLLECTED, **PLAIN, "slp_reachability": {"https_server": True, "http_authentication": "local"}}


def collect(lab: Lab, host: str) -> None:
    """Do what the gates ask for at a CSLU that is connected to CSSM."""
    lab.client.cslu_switch(running=True, virtual_account="WAN")
    lab.client.cslu_connect()
    People(lab.client, {host: {**hosts_of(lab.inventory)[host], **CSLU_COLLECTED}}).go_through_the_gates(wait=0)


def pushes(lab: Lab, host: str) -> int:
    return int(lab.client.device(host)["statistics"]["Usage Reporting"]["success"])


def test_an_ack_of_another_workflow_closes_no_gate(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    assert playbook("site", "--limit", WAN, **DIRECT, **PLAIN).status == 0
    assert result_of(tmp_path, WAN).complete
    ack = lab.client.device(WAN)["usage_reporting"]["last_ack"]

    for _run in range(2):
        assert playbook("site", "--limit", WAN, **COLLECTED).status == 0
        found = result_of(tmp_path, WAN)
        assert (found.complete, list(found.missing)) == (False, ["acknowledgement"])
        assert {"smart_account_set_up", "cslu_installation", "add_product_instance", "collect_usage"} <= (
            found.open_gates.keys()
        )
    assert lab.client.device(WAN)["usage_reporting"]["last_ack"] == ack
    assert lab.client.cslu()["instances"] == {}


def test_a_clock_that_is_set_back_costs_one_more_contact(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    run = ("site", "--limit", WAN)
    assert playbook(*run, **DIRECT, **PLAIN).status == 0
    before = pushes(lab, WAN)
    lab.client.faults(WAN, skew_seconds=-HALF_AN_HOUR)

    again = playbook(*run, **DIRECT, **PLAIN)
    assert again.status == 0, again.output
    assert pushes(lab, WAN) == before + 1
    assert (result_of(tmp_path, WAN).complete, result_of(tmp_path, WAN).changed) == (True, True)

    idle = playbook(*run, **DIRECT, **PLAIN)
    assert (idle.stats[WAN]["changed"], pushes(lab, WAN)) == (0, before + 1)
    assert (result_of(tmp_path, WAN).complete, result_of(tmp_path, WAN).changed) == (True, False)


def test_without_artifacts_the_last_change_of_the_configuration_dates_a_workflow_that_no_other_looks_like(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    assert playbook("site", "--limit", WAN, **DIRECT, **PLAIN).status == 0
    before = pushes(lab, WAN)
    shutil.rmtree(artifacts(tmp_path))
    lab.client.reset_counters()

    run = playbook("site", "--limit", WAN, **DIRECT, **PLAIN)

    assert (run.status, run.stats[WAN]["changed"], pushes(lab, WAN)) == (0, 0, before)
    assert lab.client.counters()[WAN]["logins"] == 1
    found = result_of(tmp_path, WAN)
    assert (found.complete, found.content["since"] is not None) == (True, True)


def test_without_artifacts_a_server_that_collects_is_not_proved_until_somebody_says_since_when(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    assert playbook("site", "--limit", WAN, **COLLECTED).status == 0
    collect(lab, WAN)
    assert playbook("site", "--limit", WAN, **COLLECTED).status == 0
    known = result_of(tmp_path, WAN)
    assert known.complete
    shutil.rmtree(artifacts(tmp_path))

    for _run in range(2):
        assert playbook("site", "--limit", WAN, **COLLECTED).status == 0
        found = result_of(tmp_path, WAN)
        assert (found.complete, list(found.missing)) == (False, ["acknowledgement"])
        assert "collect_usage" in found.open_gates
        assert "ACK since" in found.open_gates["collect_usage"]["evidence"]
        shutil.rmtree(artifacts(tmp_path))

    told = playbook("site", "--limit", WAN, **COLLECTED, slp_since=known.content["since"])
    assert (told.status, told.stats[WAN]["changed"]) == (0, 0), told.output
    assert (result_of(tmp_path, WAN).complete, result_of(tmp_path, WAN).open_gates) == (True, {})


def test_a_cslu_that_never_answered_is_asked_in_every_run(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    assert playbook("site", "--limit", WAN, **DIRECT, **PLAIN).status == 0
    nobody = {**CSLU_PUSHED, **PLAIN, "slp_cslu_url": "http://127.0.0.1:9/cslu/v1/pi"}

    for attempt in (1, 2):
        lab.client.reset_counters()
        run = playbook("site", "--limit", WAN, **nobody, slp_confirmed_gates=["cslu_installation"])
        assert run.status == 2
        assert "license smart sync all" in lab.commands(WAN), attempt
        found = result_of(tmp_path, WAN)
        assert (found.complete, found.reason) == (False, "communication_failed")


def test_a_proxy_that_is_dead_leaves_direct_incomplete(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    # Trusted and acknowledged, by another workflow.
    assert playbook("site", "--limit", WAN, **DIRECT, **PLAIN).status == 0
    assert playbook("site", "--limit", WAN, **PLAIN, slp_topology="offline", slp_enable_scp=True).status == 0
    dead = {**DIRECT, **PLAIN, "slp_proxy": {"address": "192.0.2.81", "port": 3128}}

    for _run in range(2):
        assert playbook("site", "--limit", WAN, **dead).status == 2
        found = result_of(tmp_path, WAN)
        assert (found.complete, found.reason) == (False, "communication_failed")


def test_utility_mode_goes_on_although_the_device_comes_from_call_home(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    assert playbook("site", "--limit", CORE, **DIRECT, **PLAIN, slp_transport="callhome").status == 0
    assert lab.client.device(CORE)["transport"]["transport"] == "callhome"

    run = playbook("site", "--limit", CORE, **ISOLATED_COLLECTED, **PLAIN, slp_utility={"enabled": True})

    assert run.status == 0, run.output
    transport = lab.client.device(CORE)["transport"]
    assert (transport["transport"], transport["url"], transport["utility"]) == ("cslu", "", True)
    assert not result_of(tmp_path, CORE).complete


@pytest.mark.parametrize("words", [ISOLATED_PUSHED, ISOLATED_COLLECTED], ids=["pushed", "collected"])
def test_a_slac_is_wanted_of_an_isolated_cslu_too(
    lab: Lab, playbook: Playbook, tmp_path: Path, words: dict[str, Any]
) -> None:
    lab.client.cslu_switch(running=True, virtual_account="WAN")

    assert playbook("site", "--limit", WAN, **words, slp_slac_features=["hseck9"], slp_timeout=20).status == 0

    found = result_of(tmp_path, WAN)
    assert not found.complete
    assert found.missing["authorization"].startswith("no SLAC for hseck9")
    assert "authorization_code" in found.open_gates


def test_the_ack_that_came_along_with_the_slac_is_not_waited_for_once_more(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    lab.client.on_prem_switch(state="up", registered=True, connected=True, virtual_account="WAN")
    wanted = {**ON_PREM_PUSHED, "slp_slac_features": ["hseck9"], "slp_timeout": 20}
    assert playbook("site", "--limit", WAN, **wanted).status == 0
    first = lab.client.device(WAN)["trust_codes"][0]
    lab.client.on_prem_authorize(f"PID:{first['pid']},SN:{first['sn']}", "hseck9")
    lab.client.on_prem_synchronize()
    lab.client.advance(30)

    run = playbook("site", "--limit", WAN, **wanted, slp_confirmed_gates=["authorization_code", "ssm_synchronize"])

    assert run.status == 0, run.output
    assert all(code["feature"] == "hseck9" for code in lab.client.device(WAN)["authorizations"])
    found = result_of(tmp_path, WAN)
    assert (found.complete, found.missing) == (True, {})


def test_utility_mode_is_proved_by_the_subscription_ids_of_an_ack(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    # The licences of WAN were deposited with subscriptions, those of Campus were not.
    utility = {**DIRECT, **PLAIN, "slp_utility": {"enabled": True}, "slp_transport": "smart"}
    runs = [playbook("site", "--limit", f"{WAN},{CAMPUS}", **utility)]
    for _run in range(2):
        lab.client.advance(1000)
        runs.append(playbook("site", "--limit", f"{WAN},{CAMPUS}", **utility, slp_sync_now=True))

    assert [run.status for run in runs] == [0, 0, 0], runs[-1].output
    assert result_of(tmp_path, WAN).complete
    found = result_of(tmp_path, CAMPUS)
    assert (found.complete, list(found.missing)) == (False, ["utility"])
    assert found.missing["utility"].startswith("no subscription ID for")
    flags = [report["payload"] for report in lab.client.device(WAN)["rum_reports"] if report["state"] == "ACK"]
    assert any('"utility_enabled":true' in payload for payload in flags)
    assert '"subscription_id":"Sub-S10400' in flags[-1]


def test_a_run_that_failed_proves_nothing_and_names_the_feature_that_was_refused(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    assert playbook("site", "--limit", WAN, **DIRECT, **PLAIN).status == 0
    assert result_of(tmp_path, WAN).complete

    run = playbook("site", "--limit", WAN, **{**DIRECT, **PLAIN, "slp_slac_features": ["hseck9", "nonsense"]})
    found = result_of(tmp_path, WAN)

    assert run.status == 2 and "hseck9" in str(lab.client.device(WAN)["authorizations"])
    assert (found.complete, found.content["proofs"]) == (False, [])
    assert found.content["failed"]["reason"] == "invalid_value"
    assert "no feature 'nonsense'" in found.content["failed"]["msg"]


def test_a_feature_that_is_given_as_text_is_requested(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    for changes in (True, False):
        run = playbook("site", "--limit", WAN, **{**DIRECT, **PLAIN, "slp_slac_features": "hseck9"})
        assert (run.status, run.stats[WAN]["changed"] > 0) == (0, changes), run.output

    assert result_of(tmp_path, WAN).complete and "hseck9" in str(lab.client.device(WAN)["authorizations"])
