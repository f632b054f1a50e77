# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Purchases from CSSM's API in the compliance report, also if CSSM fails."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Lab, Run

Playbook = Callable[..., Run]
SWITCH = "c9300-campus"


@pytest.fixture
def access(access: dict[str, Any], lab: Lab) -> dict[str, Any]:
    """The login, and the account by its domain."""
    return {**access, "smart_account": lab.client.cssm()["domain"]}


def ask(name: str, access: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Return a task on the controller that queries purchases; its failure does not end the play."""
    return {
        "name": name,
        "netops.smart_licensing.cssm_license_info": {**access, **options},
        "delegate_to": "localhost",
        "run_once": True,
        "vars": {"ansible_connection": "local"},
        "ignore_errors": True,
    }


def play(*tasks: dict[str, Any], hosts: str = "localhost") -> list[dict[str, Any]]:
    return [{"hosts": hosts, "gather_facts": False, "tasks": list(tasks)}]


def test_the_report_says_what_was_bought_of_the_licences_that_a_switch_uses(
    lab: Lab, playbook: Playbook, access: dict[str, Any], tmp_path: Path
) -> None:
    artifacts = tmp_path / "art"
    bought = artifacts / "compliance" / "bought.json"
    assert playbook("direct", "--limit", SWITCH).status == 0

    run = playbook(
        play(
            {"netops.smart_licensing.slp_fleet_compliance": {"artifact_dir": str(artifacts)}},
            ask("bought", access, path=str(bought)),
            {
                "netops.smart_licensing.slp_compliance_report": {
                    "directory": str(artifacts / "compliance"),
                    "entitlements": str(bought),
                }
            },
            hosts=SWITCH,
        )
    )

    assert run.status == 0, run.output
    told = json.loads((artifacts / "compliance" / "compliance.json").read_text())
    campus = [row for row in told["licenses"] if row["in_use"]]
    assert {row["smart_account"] for row in campus} == {lab.client.cssm()["smart_account"]}
    assert {(row["in_use"], row["bought"]) for row in campus} == {(2, 2), (2, 1), (1, 1), (1, 4)}


def test_a_bad_day_of_cssm_loses_no_licence_and_tells_no_secret(
    lab: Lab, playbook: Playbook, access: dict[str, Any], tmp_path: Path
) -> None:
    lab.client.cssm_faults(throttle=1, retry_after=1, end_logins=1, page=3)
    file = tmp_path / "bought.json"
    predicted = {**ask("predicted", access, path=str(file)), "check_mode": True}
    attic = ask("attic", access, path=str(file), virtual_accounts=["Attic"])

    run = playbook(play(predicted, ask("written", access, path=str(file)), attic), "-vvvv")

    first, second, refused = (run.results(name)["localhost"] for name in ("predicted", "written", "attic"))
    truth = lab.client.cssm()
    assert len(first["licenses"]) == sum(len(found) for key in ("stock", "bought") for found in truth[key].values())
    assert second["licenses"] == first["licenses"]
    # Had the check written the file, the second one would find it as it is.
    assert (first["changed"], "path" in first, second["changed"]) == (True, False, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (refused["reason"], "Campus, WAN" in refused["msg"]) == ("invalid_value", True)
    assert access["client_secret"] not in run.output
    assert "Bearer" not in run.output
