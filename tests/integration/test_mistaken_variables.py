# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An inventory with misspelt and misshapen variables: each is named with what to write, and no device is touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Lab, Run, device_play

Playbook = Callable[..., Run]
WAN, CAMPUS, EDGE = "c8300-wan", "c9300-campus", "c8500-edge"
PROXY = {"address": "192.0.2.80", "port": 3128}
# By host, its variables, and what is said of them.
MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    WAN: (
        {"slp_tranport": "callhome"},
        "slp_tranport is not a variable of this collection. Did you mean slp_transport?",
    ),
    EDGE: (
        {"slp_proxy": None, "slp_prxoy": PROXY},
        "slp_prxoy is not a variable of this collection. Did you mean slp_proxy?",
    ),
    CAMPUS: (
        {"slp_proxy": "192.0.2.80:3128"},
        "slp_proxy must be a dictionary, not text. Example: slp_proxy: {address: proxy.example.com, port: 3128}",
    ),
}


def inventory(folder: Path, words: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """Write the variables of hosts as a second inventory of this test; return the arguments of a run over them."""
    path = folder / "words.json"
    path.write_text(
        json.dumps({"all": {"hosts": {host: {"slp_slac_features": [], **own} for host, own in words.items()}}})
    )
    return "-i", str(path), "--limit", ",".join(words)


def mistaken(folder: Path) -> tuple[str, ...]:
    return inventory(folder, {host: own for host, (own, _said) in MISTAKES.items()})


def truth(lab: Lab) -> dict[str, tuple[Any, ...]]:
    """Return what a change would leave behind on each device."""
    kept = ("running_config", "startup_config", "saved", "files", "trust_codes", "authorizations", "transport")
    return {host: tuple(lab.client.device(host)[key] for key in kept) for host in MISTAKES}


def logins(lab: Lab) -> dict[str, int]:
    return {host: lab.client.counters()[host]["logins"] for host in MISTAKES}


def test_site_refuses_them_before_it_dials_and_a_proxy_stays(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    # With slp_proxy gone from the inventory, the playbook would remove the proxy.
    assert playbook("site", *inventory(tmp_path, {EDGE: {"slp_proxy": PROXY}})).status == 0
    assert lab.client.device(EDGE)["transport"]["proxy_address"] == "192.0.2.80"
    before = truth(lab)
    lab.client.reset_counters()

    for _time in range(2):
        run = playbook("site", *mistaken(tmp_path))

        assert run.status == 2
        failed = {host: result["msg"] for host, result in run.results("List the failed hosts").items()}
        for host, (_own, said) in MISTAKES.items():
            assert failed[host].startswith(f"invalid_value: {said}"), failed[host]
            assert len(failed[host]) < 250
            assert run.outcome(host)["failed"]["reason"] == "invalid_value"
        assert logins(lab) == dict.fromkeys(MISTAKES, 0)
    assert truth(lab) == before


def test_preflight_has_them_in_its_table(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    before = truth(lab)
    tables = []
    for _time in range(2):
        run = playbook("preflight", *mistaken(tmp_path), slp_preflight_fail_on="error")

        assert run.status == 2
        (summary,) = run.results("Show what to fix first").values()
        todo = summary["report"][summary["report"].index("Fix first:") + 1 :]
        for host, (_own, said) in MISTAKES.items():
            found, remedy = said.split(". ", 1)
            (line,) = [line for line in todo if line.startswith("ERROR: The variables of the host") and found in line]
            assert remedy in line and line.endswith(f"[{host}]")
        tables.append(summary["report"])
    assert tables[0] == tables[1]
    assert truth(lab) == before
    # An unknown name does not keep preflight from reading the device; a value that no module takes does.
    assert lab.client.counters()[WAN]["logins"] == 2
    assert lab.client.counters()[CAMPUS]["logins"] == 0


@pytest.mark.parametrize("source", ["extra", "play", "inventory"])
def test_a_misspelt_name_is_found_wherever_it_comes_from(
    lab: Lab, playbook: Playbook, tmp_path: Path, source: str
) -> None:
    own = {"slp_tranport": "callhome"}
    role = {"ansible.builtin.include_role": {"name": "netops.smart_licensing.direct"}}
    plays = device_play(WAN, role, **(own if source == "play" else {}))
    arguments = inventory(tmp_path, {WAN: own if source == "inventory" else {}})

    run = playbook(plays, *arguments, **(own if source == "extra" else {}))

    (refused,) = run.results("Assess the product instance").values()
    assert refused["reason"] == "invalid_value" and "slp_tranport" in refused["msg"]
    assert lab.client.counters()[WAN]["logins"] == 0


def test_names_of_your_own_and_results_of_your_plays_are_left_alone(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    own = {"slp_rack": 7, "slp_own_variables": ["slp_rack"]}
    plays = device_play(
        WAN,
        {"netops.smart_licensing.slp_info": {}, "register": "slp_before"},
        {"ansible.builtin.include_role": {"name": "netops.smart_licensing.direct"}},
        {"ansible.builtin.include_role": {"name": "netops.smart_licensing.direct"}},
    )

    run = playbook(plays, *inventory(tmp_path, {WAN: own}))

    assert run.status == 0, run.output
    assert lab.client.device(WAN)["trust_codes"] != []


def test_a_device_module_shows_the_shape_too(lab: Lab, playbook: Playbook) -> None:
    tasks = [
        {"name": "proxy", "netops.smart_licensing.slp_transport": {"type": "smart", "proxy": "192.0.2.80:3128"}},
        {"name": "key", "netops.smart_licensing.slp_transport": {"type": "smart", "proxy": {"adress": "h", "port": 1}}},
    ]
    run = playbook(device_play(WAN, *({**task, "ignore_errors": True} for task in tasks)))

    example = "Example: proxy: {address: proxy.example.com, port: 3128}"
    said = [run.results(task)[WAN]["msg"] for task in ("proxy", "key")]
    assert said[0].endswith(f"slp_transport: proxy must be a dictionary, not text. {example}")
    assert said[1].endswith(f"slp_transport: proxy has no key adress: did you mean address?. {example}")
    assert lab.client.counters()[WAN]["logins"] == 0
