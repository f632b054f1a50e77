# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The device modules where the role does not lead: return of a SLAC, synchronization, stock connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Lab, Run, device_play

HOST = "c8300-wan"
PREPARE: list[dict[str, Any]] = [
    {"name": "transport", "netops.smart_licensing.slp_transport": {"type": "smart", "url": "default"}},
    {"name": "trust", "netops.smart_licensing.slp_trust": {"id_token": "{{ slp_id_token }}"}},
]
STOCK = {"ansible_connection": "ansible.netcommon.network_cli"}


def slac(state: str) -> dict[str, Any]:
    return {"name": f"slac {state}", "netops.smart_licensing.slp_slac": {"feature": "hseck9", "state": state}}


def test_a_slac_is_requested_and_returned_with_its_code_once(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook(device_play(HOST, *PREPARE, slac("present"), slac("absent")))
    assert run.status == 0, run.output
    returned = run.results("slac absent")[HOST]["return_codes"]
    assert [entry["udi"] for entry in returned] == ["PID:C8300-1N1S-4T2X,SN:FDO2250A0J5"]
    assert returned[0]["code"]
    assert not any(entry["confirmation"] for entry in lab.client.device(HOST)["authorizations"])

    lab.client.reset_counters()
    again = playbook(device_play(HOST, slac("absent")))
    assert not again.results("slac absent")[HOST]["changed"]
    assert all(command.startswith("show ") for command in lab.commands(HOST))


def test_a_synchronization_waits_for_the_ack_and_can_spare_young_ones(lab: Lab, playbook: Callable[..., Run]) -> None:
    sync = {"name": "sync", "netops.smart_licensing.slp_sync": {}}
    spared = {"name": "spared", "netops.smart_licensing.slp_sync": {"max_age_days": 1}}
    run = playbook(device_play(HOST, *PREPARE, sync, spared))

    assert run.status == 0, run.output
    synced = run.results("sync")[HOST]
    assert synced["after"]["last_ack_received"] != synced["before"]["last_ack_received"]
    assert not run.results("spared")[HOST]["changed"]


@pytest.mark.parametrize("variables", [{}, STOCK], ids=["ours", "stock"])
def test_a_device_that_pauses_in_a_tricky_place_is_read_whole(
    lab: Lab, playbook: Callable[..., Run], variables: dict[str, Any]
) -> None:
    lab.client.faults(HOST, chunk_pause={"after": "Last ACK received: <none>", "seconds": 0.6})
    run = playbook(device_play(HOST, {"name": "info", "netops.smart_licensing.slp_info": {}}, **variables))

    state = run.results("info")[HOST]["smart_licensing"]
    assert state["product"]["pid"] == "C8300-1N1S-4T2X"
    assert state["usage_reporting"]["next_report_push"]
    assert state["unparsed"] == []


def test_the_modules_work_over_the_stock_connection(lab: Lab, playbook: Callable[..., Run]) -> None:
    run = playbook(device_play(HOST, *PREPARE, slac("present"), **STOCK))

    assert run.status == 0, run.output
    assert all(code["installed"] for code in lab.client.device(HOST)["trust_codes"])
    again = playbook(device_play(HOST, *PREPARE, slac("present"), **STOCK))
    assert again.stats[HOST]["changed"] == 0


def test_another_topology_is_the_same_command_with_another_word(lab: Lab, playbook: Callable[..., Run]) -> None:
    def transport(kind: str, **options: Any) -> dict[str, Any]:
        return {
            "name": kind,
            "netops.smart_licensing.slp_transport": {"type": kind, "state": "replaced", **options},
        }

    run = playbook(
        device_play(
            HOST,
            transport("smart", proxy={"address": "192.0.2.80", "port": 3128}),
            transport("callhome"),
            transport("cslu", url="http://192.0.2.1:8182/cslu/v1/pi"),
            transport("off"),
        )
    )

    assert run.status == 0, run.output
    truth = lab.client.device(HOST)
    assert truth["transport"]["transport"] == "off"
    assert "license smart proxy" not in truth["running_config"]
    assert truth["saved"]
