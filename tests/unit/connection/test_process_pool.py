# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same work for many hosts: every host has an outcome, and no child is left behind."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.process_pool import Died, each

LIMIT = 20.0


def own_pid(host: str) -> dict[str, Any]:
    return {"host": host, "pid": os.getpid()}


def children() -> set[str]:
    """Return the process ids of the children of this process, whichever thread has them."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


@pytest.fixture
def others() -> set[str]:
    """Children that other tests of this process left."""
    return children()


def test_each_host_has_its_result_from_one_of_the_children(others: set[str]) -> None:
    results = dict(each(["a", "b", "c"], own_pid, 2, LIMIT))

    assert sorted(results) == ["a", "b", "c"]
    assert [result["host"] for _name, result in sorted(results.items())] == ["a", "b", "c"]  # type: ignore[index]
    pids = {result["pid"] for result in results.values()}  # type: ignore[index]
    assert len(pids) == 2
    assert os.getpid() not in pids
    assert children() <= others


def test_what_goes_wrong_in_one_child_is_told_and_the_others_go_on(others: set[str]) -> None:
    def work(host: str) -> dict[str, Any]:
        if host == "bad":
            raise RuntimeError("our own mistake")
        if host == "dead":
            os._exit(7)
        return {"host": host}

    results = dict(each(["bad", "good", "dead", "late"], work, 1, LIMIT))

    assert (results["good"], results["late"]) == ({"host": "good"}, {"host": "late"})
    assert "our own mistake" in str(results["bad"])
    assert str(results["dead"]) == "its process ended before it finished"
    assert children() <= others


def test_a_child_whose_time_is_over_is_ended(others: set[str]) -> None:
    ((_host, outcome),) = each(["slow"], lambda _host: {} if time.sleep(LIMIT) else {}, 1, 0.2)

    assert isinstance(outcome, Died)
    assert outcome.late
    assert children() <= others


def test_no_more_children_live_at_once_than_were_asked_for() -> None:
    together = []
    for host, _result in each([str(number) for number in range(6)], own_pid, 2, LIMIT):
        together.append(host)

    assert sorted(together) == ["0", "1", "2", "3", "4", "5"]
    # Of two at a time, the last two cannot be among the first two that finish.
    assert not {"4", "5"} & set(together[:2])


def test_who_stops_listening_leaves_no_child_behind(others: set[str]) -> None:
    outcomes = each(["quick", "slow"], lambda host: {} if host == "quick" or time.sleep(LIMIT) else {}, 2, LIMIT)

    assert next(outcomes)[0] == "quick"
    outcomes.close()  # type: ignore[attr-defined]

    assert children() <= others


def test_a_result_larger_than_a_pipe_comes_whole() -> None:
    ((_host, outcome),) = each(["a"], lambda _host: {"text": "x" * 1_000_000}, 1, LIMIT)

    assert outcome == {"text": "x" * 1_000_000}


@pytest.mark.parametrize("hosts", [[], iter(())])
def test_without_hosts_nothing_is_done(hosts: Any) -> None:
    assert list(each(hosts, own_pid, 5, LIMIT)) == []
