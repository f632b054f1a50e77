# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""rollback.yml: the licensing lines are again what they were, and what a file says becomes no command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .conftest import Lab, Run, type_lines
from .workflow_result import artifacts

Playbook = Callable[..., Run]
WAN, CAMPUS = "c8300-wan", "c9300-campus"
LIMIT = ("--limit", f"{WAN},{CAMPUS}")
EARLIER = [
    "license smart transport cslu",
    "license smart url cslu http://192.0.2.90:8182/cslu/v1/pi",
    "license smart usage interval 40",
    "license smart privacy hostname",
]


def licensing(lab: Lab, host: str, which: str = "running_config") -> list[str]:
    return [line for line in lab.client.device(host)[which].splitlines() if "license smart" in line]


def test_the_lines_of_before_the_first_change_come_back_and_what_stays_is_said(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    type_lines(lab, playbook, [WAN], EARLIER)
    before = {host: licensing(lab, host) for host in (WAN, CAMPUS)}
    proxy = {"address": "192.0.2.80", "port": 3128}
    for run in range(2):
        playbook("direct", *LIMIT, slp_slac_features=[], slp_proxy=proxy if run else None, slp_timeout=10)
    assert all(licensing(lab, host) != before[host] for host in before)

    checked = playbook("rollback", "--check", "--diff", *LIMIT)
    assert checked.status == 0, checked.output
    assert all(licensing(lab, host) != before[host] for host in before)

    run = playbook("rollback", *LIMIT)
    assert run.status == 0, run.output
    assert {host: sorted(licensing(lab, host)) for host in before} == {h: sorted(lines) for h, lines in before.items()}
    assert all(lab.client.device(host)["saved"] for host in before)
    assert any("trust codes" in line for line in run.results("Show what stays")[WAN]["msg"])
    again = playbook("rollback", *LIMIT)
    assert [stats["changed"] for stats in again.stats.values()] == [0, 0]


def test_a_file_that_was_changed_or_is_of_another_device_sends_nothing(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    assert playbook("direct", *LIMIT, slp_slac_features=[]).status == 0
    path = artifacts(tmp_path) / WAN / "before.json"
    content = json.loads(path.read_text())
    attacks = {
        "a second command": {**content, "settings": {**content["settings"], "vrf": "Mgmt\nhostname owned"}},
        "another setting": {**content, "settings": {**content["settings"], "hostname": "owned"}},
        "another device": json.loads((artifacts(tmp_path) / CAMPUS / "before.json").read_text()),
    }
    for what, attack in attacks.items():
        path.write_text(json.dumps(attack))
        lab.client.reset_counters()
        run = playbook("rollback", "--limit", WAN)
        (result,) = run.results("Restore the lines").values()

        assert (run.status, result["reason"]) == (2, "invalid_value"), what
        assert all(command.startswith("show ") for command in lab.commands(WAN)), what
