# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From each workflow to each other: nothing counts that the new server did not hear, and nothing old stays.

One fleet of 90 devices goes through it together, in seven runs of site.yml.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.lab.client import LabClient

from .conftest import ROOT, Lab
from .moving_fleet import ANSWERS_ARRIVED, QUARTER, Fleet, SiteRun
from .pairs import PAIRS, estate
from .pairs_truth import heard, licensing_lines


@pytest.fixture
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A lab of its own, with a device for each pair."""
    directory = tmp_path_factory.mktemp("pairs")
    file = directory / "estate.json"
    file.write_text(json.dumps(estate(ROOT / "tests" / "lab" / "estate.yml")))
    lab, place = [sys.executable, "-m", "tests.lab"], ["--dir", str(directory)]
    start = [*lab, "start", *place, "--estate", str(file), "--set", "delay=0.5"]
    subprocess.run(start, cwd=ROOT, check=True, timeout=60)
    try:
        yield Fleet(Lab(directory, LabClient.of(directory)), PAIRS)
    finally:
        subprocess.run([*lab, "stop", *place], cwd=ROOT, check=True, timeout=60)


def complete(run: SiteRun) -> set[str]:
    return {host for host, result in run.results.items() if result["complete"]}


def test_a_move_is_complete_when_its_new_server_heard_the_device_and_never_before(fleet: Fleet) -> None:
    client, hosts = fleet.lab.client, {pair.host for pair in PAIRS}
    after = {pair.host: pair.after for pair in PAIRS}
    fleet.people.set_up()
    fleet.mean("before")
    fleet.enter_overlay("before")
    fleet.run()
    fleet.go_through_the_gates()
    assert complete(fleet.run(*ANSWERS_ARRIVED)) == hosts
    client.advance(QUARTER)

    moved_at = client.health()["now"]
    fleet.mean("after")
    fleet.leave_overlay()
    fleet.cut_off(True)
    silent = fleet.run()
    # An operator who believes that everything was done.
    silent_again = fleet.run(*fleet.open_gates())
    unheard = hosts - heard(client, after, moved_at)

    fleet.cut_off(False)
    fleet.enter_overlay("after")
    fleet.run()
    fleet.go_through_the_gates()
    talking = fleet.run(*ANSWERS_ARRIVED)
    witnessed = heard(client, after, moved_at)

    third = fleet.run()
    logins = {host: count["logins"] for host, count in client.counters().items()}
    print(fleet.table(silent, silent_again, talking, third))
    assert unheard == hosts
    assert complete(silent) | complete(silent_again) == set()
    assert (hosts - complete(talking), hosts - witnessed) == (set(), set())
    assert complete(third) == hosts
    assert {host for host in hosts if third.changed[host] or third.results[host]["changed"]} == set()
    assert logins == dict.fromkeys(hosts, 1)
    found = {pair.host: licensing_lines(client.device(pair.host)) for pair in PAIRS}
    assert found == fleet.meant_lines()
