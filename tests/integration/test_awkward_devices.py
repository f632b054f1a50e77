# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices that are locked, slow, talkative, or refuse a line in the middle: what they are afterwards is what counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lab.device.habits import Habits, habits_of

from .conftest import Lab, Run, device_play

Playbook = Callable[..., Run]
HOST, OLD = "c8300-wan", "isr4331-branch"
STOCK = {"ansible_connection": "ansible.netcommon.network_cli"}
both = pytest.mark.parametrize("variables", [{}, STOCK], ids=["ours", "stock"])


def give_habits(lab: Lab, wanted: Callable[[Habits], object]) -> None:
    """Give the device the first habits that are as wanted."""
    lab.client.faults(HOST, awkward=next(seed for seed in range(1, 99) if wanted(habits_of(seed, HOST))))


def result_of(run: Run) -> dict[str, Any]:
    (result,) = run.results("it").values()
    return result


def transport(host: str = HOST, variables: dict[str, str] | None = None, **options: Any) -> list[dict[str, Any]]:
    task = {"name": "it", "netops.smart_licensing.slp_transport": {"type": "smart", "url": "default", **options}}
    return device_play(host, task, **(variables or {}))


@both
@pytest.mark.parametrize("asks", [True, False], ids=["asks", "tells"])
def test_a_lock_is_waited_for_and_nobody_is_thrown_out(
    lab: Lab, playbook: Playbook, variables: dict[str, str], asks: bool
) -> None:
    give_habits(lab, lambda habits: habits.lock > 1 and bool(habits.lock_question) is asks)
    run = playbook(transport(variables=variables))

    assert result_of(run)["changed"] is True, run.output
    told = lab.commands(HOST)
    assert told.count("configure terminal") > 1
    lines = told[len(told) - told[::-1].index("configure terminal") :]
    assert lines[:2] == ["license smart transport smart", "license smart url default"]
    assert told.count("license smart transport smart") == 1
    assert lab.client.device(HOST)["transport"]["transport"] == "smart"


@both
def test_an_ok_that_comes_late_is_no_failure_and_the_configuration_is_saved(
    lab: Lab, playbook: Playbook, variables: dict[str, str]
) -> None:
    give_habits(lab, lambda habits: habits.late_ok == 1.0 and not habits.lock)
    run = playbook(transport(variables=variables))

    assert run.status == 0, run.output
    assert lab.client.device(HOST)["saved"]
    assert lab.commands(HOST).count("write memory") == 1


@both
def test_what_was_entered_before_a_refused_line_is_taken_back(
    lab: Lab, playbook: Playbook, variables: dict[str, str]
) -> None:
    before = lab.client.device(OLD)["running_config"]
    run = playbook(
        transport(OLD, variables, usage_interval=7, privacy={"hostname": True, "version": True}, state="replaced")
    )

    result = result_of(run)
    assert (result["reason"], result["refused_command"]) == ("device_error", "license smart privacy version")
    assert "license smart transport cslu" in result["rolled_back"]
    assert "not_rolled_back" not in result
    assert lab.client.device(OLD)["running_config"] == before
    assert lab.client.device(OLD)["saved"]


def test_a_vrf_that_a_device_cannot_have_is_known_before_the_first_line(lab: Lab, playbook: Playbook) -> None:
    result = result_of(playbook(transport(OLD, vrf="Mgmt-intf")))

    assert (result["reason"], result["commands"]) == ("unsupported_release", [])
    assert not any(command.startswith("conf") for command in lab.commands(OLD))


def test_the_rollback_of_a_result_brings_the_device_back(lab: Lab, playbook: Playbook) -> None:
    before = lab.client.device(HOST)["running_config"]
    first = result_of(playbook(transport(usage_interval=7, privacy={"hostname": True}, state="replaced")))
    back = {"name": "it", "cisco.ios.ios_config": {"lines": first["rollback"], "match": "none"}}
    playbook(device_play(HOST, back))

    assert lab.client.device(HOST)["running_config"] == before


def test_a_failure_that_the_log_tells_behind_words_of_success_is_heard(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    policy = tmp_path / "policy.xml"
    policy.write_bytes(lab.client.cssm_policy())
    lab.client.faults(HOST, import_fails="Signature Verification failed")
    options = {"src": str(policy), "enable_scp": True}
    result = result_of(playbook(device_play(HOST, {"name": "it", "netops.smart_licensing.slp_import": options})))

    assert result["reason"] == "import_rejected"
    assert "POLICY_INSTALL_FAILED" in result["msg"] and "Signature Verification failed" in result["msg"]
    assert not lab.client.device(HOST)["policy"]["name"]
