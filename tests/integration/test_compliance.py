# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_fleet_compliance over the lab: what is found before and after a fleet was brought there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.unit.report.schemas import HOST, REPORT, differences

from .conftest import Lab, Run

Playbook = Callable[..., Run]
FLEET = "c8300-wan,c9300-campus,c9350-access,csr1000v-old"


def judge(playbook: Playbook, artifacts: Path, *arguments: str, **options: Any) -> Run:
    task = {"netops.smart_licensing.slp_fleet_compliance": {"artifact_dir": str(artifacts), **options}}
    return playbook([{"hosts": FLEET, "gather_facts": False, "tasks": [task]}], *arguments)


def found(run: Run) -> dict[str, list[str]]:
    """Return the rules that found something, by host."""
    assert run.status == 0, run.output
    (result,) = run.results("slp_fleet_compliance").values()
    return {host: [finding["rule"] for finding in findings] for host, findings in result["hosts"].items()}


def test_a_fleet_is_judged_before_and_after_it_was_brought_there(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    before = found(judge(playbook, tmp_path / "art"))
    assert "no_trust_code" in before["c8300-wan"]
    assert before["csr1000v-old"] == ["classic_mode"]
    assert {entry["logins"] for host, entry in lab.client.counters().items() if host in FLEET.split(",")} == {1}
    assert not any(
        command.startswith(("conf", "write", "license")) for host in FLEET.split(",") for command in lab.commands(host)
    )

    assert playbook("direct", "--limit", "c8300-wan,c9300-campus,c9350-access").status == 0
    after = found(judge(playbook, tmp_path / "art"))

    assert after == {"c8300-wan": [], "c9300-campus": [], "c9350-access": [], "csr1000v-old": ["classic_mode"]}
    kept = json.loads((tmp_path / "art" / "compliance" / "hosts" / "c8300-wan.json").read_text())
    assert (kept["schema"], kept["device"]["trusted"], kept["findings"]) == (1, 1, [])


def test_a_deadline_that_passes_is_found_by_the_devices_clock(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    assert playbook("direct", "--limit", "c9350-access").status == 0
    lab.client.cssm_faults(unreachable=True)
    lab.client.advance(400 * 86400)

    rules = found(judge(playbook, tmp_path / "art", "--limit", "c9350-access"))["c9350-access"]

    assert {"ack_overdue", "report_overdue"} <= set(rules)


def test_the_playbook_leaves_a_page_for_people_and_files_for_programs(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    run = playbook("compliance", "-e", json.dumps({"slp_hosts": FLEET, "slp_artifact_dir": str(tmp_path / "art")}))

    assert run.status == 0, run.output
    (said,) = run.results("Show the findings").values()
    assert said["msg"].startswith("4 hosts: ")
    left = tmp_path / "art" / "compliance"
    assert {"compliance.html", "compliance.csv", "compliance.xml", "compliance.json"} <= {
        p.name for p in left.iterdir()
    }
    assert all(path.stat().st_mode & 0o077 == 0 for path in left.glob("compliance.*"))
    assert "csr1000v-old" in (left / "compliance.html").read_text()
    hosts = [json.loads(file.read_text()) for file in (left / "hosts").iterdir()]
    assert sorted(host["host"] for host in hosts) == sorted(FLEET.split(","))
    assert [unlike for host in hosts for unlike in differences(host, HOST)] == []
    assert differences(json.loads((left / "compliance.json").read_text()), REPORT) == []

    strict = playbook(
        "compliance",
        "-e",
        json.dumps({"slp_hosts": FLEET, "slp_artifact_dir": str(tmp_path / "art"), "slp_compliance_fail_on": "error"}),
    )
    assert strict.status == 2
    assert "errors on" in strict.output


def test_in_check_mode_no_file_is_written(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    assert found(judge(playbook, tmp_path / "art", "--check"))["csr1000v-old"] == ["classic_mode"]

    assert not (tmp_path / "art").exists()


def test_a_mistake_in_a_rule_is_told_before_any_host_is_touched(lab: Lab, playbook: Playbook, tmp_path: Path) -> None:
    run = judge(playbook, tmp_path / "art", rules=[{"id": "not_saved", "when": "facts.saved =="}])

    assert run.status == 2
    (result,) = run.results("slp_fleet_compliance").values()
    assert result["reason"] == "invalid_value"
    assert "slp_rules, entry 1, rule not_saved, when, " in result["msg"]
    assert all(entry["logins"] == 0 for entry in lab.client.counters().values())


def test_what_was_bought_comes_from_cssm_whose_silence_costs_no_report(
    lab: Lab, playbook: Playbook, tmp_path: Path
) -> None:
    named = json.dumps({"slp_hosts": "c9300-campus", "slp_artifact_dir": str(tmp_path / "art")})
    left = tmp_path / "art" / "compliance" / "compliance.json"

    assert playbook("compliance", "-e", named).status == 0
    known = {licence["name"]: licence["bought"] for licence in json.loads(left.read_text())["licenses"]}
    assert any(known.values())

    lab.client.cssm_faults(unreachable=True)
    left.unlink()
    (left.parent / "bought.json").unlink()
    run = playbook("compliance", "-e", named)

    assert run.status == 0, run.output
    (said,) = run.results("Warn that the report lacks the purchased licences").values()
    assert "communication_failed: login: no answer" in said["msg"]
    assert not any(licence["bought"] for licence in json.loads(left.read_text())["licenses"])
