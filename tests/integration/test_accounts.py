# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The right server is not enough: a device belongs to the accounts that are meant, and is moved to them once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .conftest import Lab, Run
from .workflow_result import CSLU_PUSHED, DIRECT, ON_PREM_PUSHED, result_of

Playbook = Callable[..., Run]
WAN, CAMPUS = "c8300-wan", "c9300-campus"
ONLY = ("--limit", WAN)
PLAIN = {"slp_slac_features": [], "slp_timeout": 20}
# Without the API there is no token.
NO_API = {"slp_cssm_client_id": ""}


def udi(lab: Lab, host: str) -> str:
    first = lab.client.device(host)["trust_codes"][0]
    return f"PID:{first['pid']},SN:{first['sn']}"


def token(lab: Lab, name: str) -> str:
    """Return the value of a token of the estate file."""
    return str(lab.client.cssm()["tokens"][name]["value"])


def account_at_cssm(lab: Lab) -> str:
    return str(lab.client.cssm()["instances"][udi(lab, WAN)]["virtual_account"])


def trust_commands(lab: Lab) -> list[str]:
    return [command for command in lab.commands(WAN) if command.startswith("license smart trust")]


def test_cslu_that_reports_to_another_virtual_account_proves_nothing(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    lab.client.cslu_switch(running=True, virtual_account="Campus")
    lab.client.cslu_connect()

    run = playbook("site", *ONLY, **CSLU_PUSHED, **PLAIN)

    assert run.status == 0, run.output
    assert account_at_cssm(lab) == lab.client.device(WAN)["virtual_account"] == "Campus"
    wrong = result_of(tmp_path, WAN)
    assert not wrong.complete
    assert wrong.missing == {"account": "Lab Industries, Campus instead of Lab Industries, WAN"}
    assert "cslu_account" in wrong.open_gates

    # In CSLU and in CSSM a person puts it right, and the device hears of it with its next report.
    lab.client.cslu_switch(virtual_account="WAN")
    lab.client.cssm_transfer(udi(lab, WAN), "WAN")
    lab.client.advance(1000)
    playbook("site", *ONLY, **CSLU_PUSHED, **PLAIN, slp_sync_now=True)
    assert lab.client.device(WAN)["virtual_account"] == "WAN"
    right = result_of(tmp_path, WAN)
    assert (right.complete, right.open_gates) == (True, {})


def test_ssm_on_prem_that_assigns_another_virtual_account_proves_nothing(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    lab.client.on_prem_switch(state="up", registered=True, connected=True, virtual_account="Campus")
    assert playbook("site", *ONLY, **ON_PREM_PUSHED, **PLAIN).status == 0
    lab.client.on_prem_synchronize()
    lab.client.advance(30)

    run = playbook("site", *ONLY, **ON_PREM_PUSHED, **PLAIN, slp_confirmed_gates=["ssm_synchronize"])

    assert run.status == 0, run.output
    assert account_at_cssm(lab) == lab.client.device(WAN)["virtual_account"] == "Campus"
    found = result_of(tmp_path, WAN)
    assert (found.complete, list(found.missing)) == (False, ["account"])
    assert "ssm_assign_account" in found.open_gates


def test_a_trusted_device_is_moved_to_the_account_that_is_meant_once(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    assert playbook("site", *ONLY, **DIRECT, **PLAIN).status == 0
    assert account_at_cssm(lab) == "WAN" and result_of(tmp_path, WAN).complete
    meant = {**DIRECT, **PLAIN, "slp_virtual_account": "Campus"}

    lab.client.reset_counters()
    playbook("site", *ONLY, **meant, **NO_API, slp_id_token="")
    gate = result_of(tmp_path, WAN).open_gates["generate_token"]
    assert "The device is in the virtual account WAN of Lab Industries." in gate["what"]
    assert "virtual account Campus" in gate["what"]
    assert (trust_commands(lab), account_at_cssm(lab)) == ([], "WAN")

    moved = playbook("site", *ONLY, **meant, slp_id_token=token(lab, "valid-campus"))
    assert moved.status == 0, moved.output
    assert [command.rpartition(" ")[2] for command in trust_commands(lab)] == ["force"]
    assert account_at_cssm(lab) == lab.client.device(WAN)["virtual_account"] == "Campus"
    assert (result_of(tmp_path, WAN).complete, result_of(tmp_path, WAN).changed) == (True, True)

    lab.client.reset_counters()
    again = playbook("site", *ONLY, **meant, slp_id_token=token(lab, "valid-campus"))
    assert (again.status, again.stats[WAN]["changed"], trust_commands(lab)) == (0, 0, [])
    assert (result_of(tmp_path, WAN).complete, result_of(tmp_path, WAN).changed) == (True, False)


def test_a_token_that_has_expired_sets_no_account_up(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    expired = {**DIRECT, **PLAIN, "slp_virtual_account": "Campus", "slp_id_token": token(lab, "expired")}

    for _run in range(2):
        assert playbook("site", *ONLY, **expired).status == 2
        found = result_of(tmp_path, WAN)
        assert (found.complete, found.reason) == (False, "trust_failed")
        assert {"smart_account_set_up", "generate_token"} <= found.open_gates.keys()
    assert lab.client.cssm()["instances"] == {}


def test_without_a_token_a_slac_waits_for_its_gate(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    run = playbook("site", *ONLY, **DIRECT, **NO_API, slp_id_token="", slp_slac_features=["hseck9"], slp_timeout=20)

    assert run.status == 0, run.output
    found = result_of(tmp_path, WAN)
    assert (found.complete, found.reason) == (False, None)
    assert "generate_token" in found.open_gates
    assert [code["installed_at"] for code in lab.client.device(WAN)["authorizations"]] == [None]


def test_gates_of_hosts_outside_the_run_stay_listed(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    untold = {**DIRECT, **NO_API, "slp_id_token": "", "slp_slac_features": []}
    for host in (WAN, CAMPUS):
        assert playbook("site", "--limit", host, **untold).status == 0

    listed = (tmp_path / "slp_artifacts" / "gates.md").read_text()
    open_gates = [line for line in listed.splitlines() if "Hosts:" in line]
    assert any(WAN in line for line in open_gates) and any(CAMPUS in line for line in open_gates)
