# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SLAC by files: asked for, carried to CSSM and back, installed, and given back with its code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Lab, Run, device_play
from tests.lab.cssm_requests import read_request

Playbook = Callable[..., Run]
ROUTER, STACK, OLD = "c8300-wan", "c9300-campus", "isr4331-branch"
UDI = "PID:C8300-1N1S-4T2X,SN:FDO2250A0J5"
OFF: dict[str, Any] = {"name": "off", "netops.smart_licensing.slp_transport": {"type": "off", "state": "replaced"}}


def slac(state: str, **options: Any) -> dict[str, Any]:
    arguments = {"state": state, "method": "file", "dest": "artifacts/{{ inventory_hostname }}", **options}
    return {"name": state, "netops.smart_licensing.slp_slac": arguments}


def answer_of_cssm(lab: Lab, request: Path, virtual_account: str) -> bytes:
    """Upload a request on CSSM's page, wait, and download its answer."""
    number = lab.client.cssm_upload(request.name, request.read_bytes(), virtual_account)
    lab.client.advance(30)
    return lab.client.cssm_download(number)


def installed(lab: Lab, host: str) -> list[bool]:
    return [entry["installed_at"] is not None for entry in lab.client.device(host)["authorizations"]]


def test_a_slac_goes_all_its_way_in_files_and_back(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    asked = playbook(device_play(ROUTER, OFF, slac("present", remove=True)))
    assert asked.status == 0, asked.output
    request = tmp_path / asked.results("present")[ROUTER]["request"]["path"]
    assert request == tmp_path / "artifacts" / ROUTER / "request" / "slac_hseck9_all.xml"
    assert list(read_request(request.read_bytes()).wanted) == [UDI]
    assert not lab.client.device(ROUTER)["files"]
    again = playbook(device_play(ROUTER, slac("present")))
    assert again.stats[ROUTER]["changed"] == 0
    assert again.results("present")[ROUTER]["request"] == asked.results("present")[ROUTER]["request"]

    answer = tmp_path / "slac.xml"
    answer.write_bytes(answer_of_cssm(lab, request, "WAN"))
    install = {"name": "import", "netops.smart_licensing.slp_import": {"src": str(answer), "enable_scp": True}}
    imported = playbook(device_play(ROUTER, install, slac("present")))
    assert imported.status == 0, imported.output
    assert installed(lab, ROUTER) == [True]
    assert not imported.results("present")[ROUTER]["changed"]
    assert not request.exists()

    returned = playbook(device_play(ROUTER, slac("absent")))
    assert returned.status == 0, returned.output
    (code,) = [entry["return_code"] for entry in lab.client.device(ROUTER)["authorizations"]]
    assert installed(lab, ROUTER) == [False]
    assert returned.results("absent")[ROUTER]["return_codes"] == [{"udi": UDI, "code": code}]
    assert code in (tmp_path / returned.results("absent")[ROUTER]["artifact"]).read_text()

    lab.client.reset_counters()
    once_more = playbook(device_play(ROUTER, slac("absent")))
    assert once_more.stats[ROUTER]["changed"] == 0
    assert all(command.startswith("show ") for command in lab.commands(ROUTER))

    # A request that was answered is sent again, and the new request reports the return to CSSM.
    renewed = playbook(device_play(ROUTER, slac("present")))
    assert renewed.stats[ROUTER]["changed"] == 1
    assert read_request(request.read_bytes()).returned == {UDI}


@pytest.mark.parametrize("before", [[OFF], []], ids=["transport off", "transport on"])
def test_the_request_of_a_stack_names_every_member_and_asks_nobody_online(
    lab: Lab, playbook: Playbook, tmp_path: Path, before: list[dict[str, Any]]
) -> None:
    run = playbook(device_play(STACK, *before, slac("present")))

    assert run.status == 0, run.output
    wanted = read_request((tmp_path / run.results("present")[STACK]["request"]["path"]).read_bytes()).wanted
    members = lab.client.device(STACK)["authorizations"]
    assert sorted(wanted) == sorted(f"PID:{member['pid']},SN:{member['sn']}" for member in members)
    lab.client.advance(120)
    assert installed(lab, STACK) == [False] * len(members)


def test_a_code_that_a_cut_session_did_not_bring_is_kept_by_the_next_run(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    number = lab.client.cssm_slac(UDI, "hseck9", "WAN")
    lab.client.advance(30)
    (tmp_path / "slac.xml").write_bytes(lab.client.cssm_download(number))
    install = {
        "name": "import",
        "netops.smart_licensing.slp_import": {"src": str(tmp_path / "slac.xml"), "enable_scp": True},
    }
    by_hand = {
        "name": "return",
        "cisco.ios.ios_command": {
            "commands": [
                {
                    "command": "license smart authorization return all offline",
                    # Some devices ask.
                    "prompt": r"\[yes/no\]",
                    "answer": "yes",
                }
            ]
        },
    }
    assert playbook(device_play(ROUTER, install, by_hand)).status == 0
    run = playbook(device_play(ROUTER, slac("absent")))

    (code,) = [entry["return_code"] for entry in lab.client.device(ROUTER)["authorizations"]]
    assert run.results("absent")[ROUTER]["changed"]
    assert code in (tmp_path / run.results("absent")[ROUTER]["artifact"]).read_text()


def test_the_role_names_the_request_in_the_gate_and_the_udi_where_a_release_cannot_save_one(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    def offline() -> Run:
        return playbook(
            "offline",
            "--limit",
            f"{ROUTER},{OLD}",
            slp_cssm_client_id="",
            slp_enable_scp=True,
            slp_slac_features=["hseck9"],
            slp_slac_by_request=True,
        )

    first = offline()
    assert first.status == 0, first.output
    gates = {host: first.gate(host, "authorization_code") for host in (ROUTER, OLD)}
    request = Path(gates[ROUTER]["file"])
    assert (gates[ROUTER]["state"], gates[OLD]["state"], gates[OLD]["file"]) == ("open", "open", None)
    assert "Upload Usage Data" in gates[ROUTER]["where"]
    assert "Authorize License-Enforced Features" in gates[OLD]["where"]
    assert str(request) in (tmp_path / "slp_artifacts/gates.md").read_text()

    (tmp_path / "from_cssm").mkdir()
    (tmp_path / "from_cssm/slac.xml").write_bytes(answer_of_cssm(lab, tmp_path / request, "WAN"))
    second = offline()
    assert second.status == 0, second.output
    assert installed(lab, ROUTER) == [True]
    assert second.gate(ROUTER, "authorization_code")["state"] == "done"
    third = offline()
    assert third.stats[ROUTER]["changed"] == 0, third.output
    assert third.gate(ROUTER, "authorization_code")["state"] == "done"
