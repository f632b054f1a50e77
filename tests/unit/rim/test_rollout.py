# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The brake: in which batches hosts are changed, and what keeps the next batch from beginning."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.rollout import (
    Candidate,
    Lane,
    batches_of,
    lanes_of,
    stopped,
    unproved,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue


def fleet(count: int, batch: object = None, failures: object = None, workflow: str = "direct") -> list[Candidate]:
    return [Candidate(f"{workflow}-{number}", workflow, True, batch, failures) for number in range(count)]


def sizes(count: int, batch: object = None) -> list[int]:
    return [len(hosts) for hosts in lanes_of(fleet(count, batch))["direct"].batches]


@pytest.mark.parametrize(
    ("count", "batch", "expected"),
    [
        (1, None, [1]),
        (2, None, [1, 1]),
        (8, None, [1, 1, 6]),
        (24, None, [1, 2, 21]),
        (3000, None, [1, 300, 2699]),
        (8, "", [1, 1, 6]),
        (8, "100%", [8]),
        (8, 3, [3, 3, 2]),
        (8, "3", [3, 3, 2]),
        (8, "1, 50%", [1, 4, 3]),
        (8, [2, "25%"], [2, 2, 2, 2]),
        # A batch of nobody would never end.
        (8, 0, [1] * 8),
        (8, "1%", [1] * 8),
    ],
)
def test_a_canary_comes_first_then_a_tenth_then_the_rest_unless_told_otherwise(
    count: int, batch: object, expected: list[int]
) -> None:
    assert sizes(count, batch) == expected


@pytest.mark.parametrize("batch", ["", "ten", "-1", "101%", "10 %%", [], [1, None], {"a": 1}, True, 1.5, "1;2", "٣"])
def test_what_is_no_number_of_hosts_is_refused_by_the_name_of_its_variable(batch: object) -> None:
    if batch == "":
        with pytest.raises(InvalidValue, match="slp_max_failures"):
            lanes_of(fleet(2, None, "many"))
        return
    with pytest.raises(InvalidValue, match="slp_batch"):
        lanes_of(fleet(2, batch))


def test_each_workflow_has_its_canary_and_who_only_reports_waits_for_nobody() -> None:
    reporting = [Candidate("rtr-9", "offline", changes=False)]
    candidates = [*fleet(3), *fleet(2, workflow="offline"), *reporting]

    assert batches_of(candidates, lanes_of(candidates)) == [
        ["direct-0", "offline-0", "rtr-9"],
        ["direct-1", "offline-1"],
        ["direct-2"],
    ]
    assert batches_of(reporting, lanes_of(reporting)) == [["rtr-9"]]
    assert batches_of([], {}) == []


def lane(*batches: int, allowed: int = 0) -> Lane:
    names = iter(f"rtr-{number}" for number in range(sum(batches)))
    return Lane([[next(names) for _ in range(size)] for size in batches], allowed)


def test_a_batch_begins_where_all_before_it_is_proved() -> None:
    assert stopped(lane(1, 1, 6), []) is None
    assert stopped(lane(1, 1, 6), [{"rtr-0": None}, {"rtr-1": None}]) is None


def test_one_failure_stops_the_rest_and_says_how_to_go_on() -> None:
    why = str(stopped(lane(1, 1, 6), [{"rtr-0": None}, {"rtr-1": "trust_failed: no."}]))

    assert why.startswith("the rollout stopped after 2 of 8 hosts, since rtr-1 did not end well: trust_failed: no.")
    assert "run again" in why and "slp_max_failures" in why and "slp_batch" in why


def test_some_may_fail_where_that_is_allowed_but_never_a_whole_batch() -> None:
    assert stopped(lane(4, 4, allowed=1), [{"rtr-0": "no", "rtr-1": None}]) is None
    assert stopped(lane(4, 4, allowed=1), [{"rtr-0": "no", "rtr-1": "no", "rtr-2": None}])
    assert stopped(lane(1, 7, allowed=5), [{"rtr-0": "no"}]), "the canary"


def assessed(*missing: str, complete: bool = False, gates: int = 0, unheard: bool = False) -> dict[str, Any]:
    proofs = [{"step": step, "proved": False, "by": f"no {step}"} for step in missing]
    return {
        "unheard": unheard,
        "result": {"complete": complete, "proofs": proofs, "open_gates": [{}] * gates},
    }


def why(*missing: str, reported: bool = True, **changes: Any) -> str | None:
    return unproved(None, assessed(*missing, **changes), reported=reported)


def test_a_host_proves_something_where_it_is_complete_or_waits_for_a_person_or_for_its_ack() -> None:
    assert why(complete=True) is None
    assert why("configuration", "trust", gates=1) is None
    assert why("acknowledgement", "policy") is None


def test_a_host_that_failed_or_that_no_server_heard_proves_nothing_whatever_gates_are_open() -> None:
    assert unproved({"msg": "timeout: no"}, assessed(complete=True), reported=True) == "timeout: no"
    assert "no server took a report" in str(why("configuration", unheard=True, gates=2))
    assert why("acknowledgement", unheard=True, gates=2, reported=False) is None, "--tags configure"
    assert why("authorization", "acknowledgement") == "authorization: no authorization"
