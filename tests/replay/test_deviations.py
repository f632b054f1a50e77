# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unexpected device output: the product still reaches the right outcome."""

from __future__ import annotations

from typing import Any

import pytest

from tests.replay.conftest import Told
from tests.replay.stories import Case, cases

CASES = cases()


def at(result: Any, path: str) -> Any:
    """Return what a result holds at a path of keys and numbers."""
    for key in path.split("."):
        result = result[int(key)] if isinstance(result, list) else result[key]
    return result


def test_there_are_enough_of_them_and_each_has_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


def test_each_says_where_it_comes_from() -> None:
    assert [case.name for case in CASES if not case.source.strip()] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_outcome_is_right(case: Case, told: dict[str, Told]) -> None:
    result, heard, right = told[case.name].result, told[case.name].heard, case.right

    failed = bool(result.get("failed") or result.get("unreachable"))
    reasons = right.reason if isinstance(right.reason, tuple) else (right.reason,)
    assert (failed, result.get("reason")) in [(reason is not None, reason) for reason in reasons], result.get("msg")
    assert right.changed is None or result["changed"] is right.changed
    for words in right.says:
        assert words in result["msg"]
    for words in right.device_messages:
        assert words in str(result.get("device_messages")) or words in result.get("msg", "")
    for path, value in (right.shows or {}).items():
        assert at(result, path) == value
    assert [line for line in heard.lines if line in right.sent] == list(right.sent)
    assert [line for line in heard.lines if line in right.not_sent] == []
    assert right.out_of_script is None or len(heard.out_of_script) == right.out_of_script, heard.out_of_script
