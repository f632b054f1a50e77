# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The play in each role's README.md runs as it is, with the inventory of the lab."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml

from .conftest import ROOT, Lab, Run

EXAMPLE = re.compile(r"```yaml\n(.+?)```", re.DOTALL)
READMES = sorted((ROOT / "roles").glob("*/README.md"))
PLAYS = [
    pytest.param(play, id=play["name"])
    for path in READMES
    for example in EXAMPLE.findall(path.read_text())
    for play in yaml.safe_load(example)
]
# SD-WAN Manager has devices of its own.
CAMPUS, SDWAN = "c9300-campus", "c8300-sdwan"


def test_every_role_has_a_readme_and_all_but_one_are_used_by_themselves() -> None:
    roles = [path for path in (ROOT / "roles").iterdir() if path.is_dir()]

    assert len(READMES) == len(roles)
    assert [path.parent.name for path in READMES if not EXAMPLE.search(path.read_text())] == ["shared"]


@pytest.mark.parametrize("play", PLAYS)
def test_a_play_runs_as_it_stands_there(lab: Lab, playbook: Callable[..., Run], play: dict[str, object]) -> None:
    host = SDWAN if "SD-WAN" in str(play["name"]) else CAMPUS
    before = lab.client.device(host)
    run = playbook([play], "--limit", host, "--check", slp_slac_features=[])

    assert run.status == 0, run.output
    now = lab.client.device(host)
    assert {key: now[key] for key in ("running_config", "trust_codes", "files", "starts")} == {
        key: before[key] for key in ("running_config", "trust_codes", "files", "starts")
    }
