# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""site.yml: every host by its slp_topology in one run, and from one topology to another by another word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .conftest import Lab, Run

Playbook = Callable[..., Run]
WAN, CAMPUS, ACCESS, EDGE, CORE = "c8300-wan", "c9300-campus", "c9350-access", "c8500-edge", "c9600-core"


def topologies(folder: Path, **words: dict[str, Any]) -> tuple[str, ...]:
    """Write the words of the hosts as a second inventory of this test; return the arguments of a run over them."""
    path = folder / "words.json"
    path.write_text(json.dumps({"all": {"hosts": words}}))
    return "-i", str(path), "--limit", ",".join(words)


def transport(lab: Lab, host: str) -> dict[str, Any]:
    return dict(lab.client.device(host)["transport"])


def test_each_host_is_taken_to_its_topology_and_one_that_fails_whole_stops_no_other(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    pushed = {"slp_topology": "cslu", "slp_initiated_by": "product_instance"}
    hosts = topologies(
        tmp_path,
        **{
            WAN: {"slp_topology": "direct", "slp_slac_features": []},
            # The only one of its workflow, and nobody listens there: the workflows after it must go on.
            CAMPUS: {
                **pushed,
                "slp_cslu_url": "http://127.0.0.1:9/cslu/v1/pi",
                "slp_confirmed_gates": ["cslu_installation"],
            },
            ACCESS: {"slp_topology": "offline", "slp_enable_scp": True},
            EDGE: {"slp_topology": "cslu", "slp_initiated_by": "cssm"},
            CORE: {"slp_topology": "direct", "ansible_port": 1},
        },
    )

    run = playbook("site", *hosts, "-f", "5", slp_timeout=20)

    assert run.status == 2
    assert {host: (stats["failures"], stats["unreachable"]) for host, stats in run.stats.items()} == {
        WAN: (0, 0),
        CAMPUS: (1, 0),
        ACCESS: (0, 0),
        EDGE: (1, 0),
        CORE: (1, 0),
    }
    assert (transport(lab, WAN)["transport"], transport(lab, ACCESS)["transport"]) == ("smart", "off")
    said = {host: result["msg"] for host, result in run.results("List the failed hosts").items() if "msg" in result}
    assert "communication_failed" in said[CAMPUS]
    assert "Failed to connect" in said[CORE] or "connection" in said[CORE].lower()
    assert "slp_initiated_by: cssm; it must be one of product_instance, cslu" in said[EDGE]


def test_another_word_moves_a_host_and_what_belonged_to_the_old_topology_goes(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    direct = {"slp_topology": "direct", "slp_transport": "smart", "slp_proxy": {"address": "192.0.2.80", "port": 3128}}
    assert playbook("site", *topologies(tmp_path, **{EDGE: direct})).status == 0
    assert transport(lab, EDGE)["proxy_address"] == "192.0.2.80"

    lab.client.cslu_switch(running=True, virtual_account="WAN")
    lab.client.cslu_connect()
    words = {"slp_topology": "cslu", "slp_initiated_by": "product_instance", "slp_proxy": None}
    check = playbook("site", *topologies(tmp_path, **{EDGE: words}), "--check", "--diff")
    predicted = next(task for task in check.results("Set the transport to CSLU and its discovery").values())
    removed = [command for command in predicted["commands"] if command.startswith("no ")]
    assert removed == [
        "no license smart url smart https://smartreceiver.cisco.com/licservice/license",
        "no license smart url https://smartreceiver.cisco.com/licservice/license",
        "no license smart proxy address 192.0.2.80",
        "no license smart proxy port 3128",
    ]
    assert predicted["diff"][0]["before"]["proxy"] == {"address": "192.0.2.80", "port": 3128}

    # It reported a moment ago: there is nothing new that an ACK could come for.
    assert playbook("site", *topologies(tmp_path, **{EDGE: words}), slp_timeout=10).status == 0
    moved = transport(lab, EDGE)
    assert (moved["transport"], moved["url"], moved["url_smart"], moved["proxy_address"]) == ("cslu", "", "", "")
    again = playbook("site", *topologies(tmp_path, **{EDGE: words}), slp_timeout=10)
    assert (again.status, again.stats[EDGE]["changed"]) == (0, 0)

    offline = {"slp_topology": "offline", "slp_enable_scp": True, "slp_proxy": None}
    assert playbook("site", *topologies(tmp_path, **{EDGE: offline})).status == 0
    assert (transport(lab, EDGE)["transport"], transport(lab, EDGE)["url_cslu"]) == ("off", "")


def test_the_gates_of_all_workflows_are_listed_once(playbook: Playbook, tmp_path: Path) -> None:
    collected = {"slp_topology": "cslu", "slp_initiated_by": "cslu"}
    hosts = topologies(tmp_path, **{WAN: collected, ACCESS: {"slp_topology": "cslu_disconnected", **collected}})

    run = playbook("site", *hosts, "--check", slp_artifact_dir=str(tmp_path))

    assert run.status == 0, run.output
    assert any(line.startswith("cslu_installation") and line.endswith(f"[{WAN}, {ACCESS}]") for line in run.summary)
