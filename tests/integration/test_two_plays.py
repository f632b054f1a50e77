# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two plays of one workflow at a time, with one token: it is sent once to each device, whoever comes second."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.integration.conftest import Lab, Run
from tests.integration.workflow_result import DIRECT

HOSTS = ("c8300-wan", "c9300-campus")


def test_the_token_is_sent_once_to_each_device_and_both_plays_end_well(lab: Lab, playbook: Callable[..., Run]) -> None:
    def play(_number: int) -> Run:
        return playbook("direct", "--limit", ",".join(HOSTS), **DIRECT)

    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(play, range(2)))

    for host in HOSTS:
        sent = [command for command in lab.commands(host) if "trust idtoken" in command]
        record = lab.client.device(host)["statistics"]["Trust Establishment"]
        assert (len(sent), record["success"], record["fail"]) == (1, 1, 0), (host, sent)
    # The second waits until the first is through with a device; where that takes too long, it says so.
    outcomes = [run.outcome(host) for run in runs for host in HOSTS]
    assert {outcome["failed"]["reason"] for outcome in outcomes if outcome["failed"]} <= {"busy"}
    assert [outcome["complete"] for outcome in outcomes].count(True) >= len(HOSTS)
