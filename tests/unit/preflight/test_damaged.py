# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs that were cut, mixed up or are of another device: each check still says something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.check import STATUSES, TITLES, Check
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.device_checks import device_checks
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.intent import Intent, server_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.outputs import Ping, parse_ping
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.reading import Reading
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.server_checks import server_checks
from ansible_collections.netops.smart_licensing.plugins.module_utils.preflight.steps import step_checks
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.workflows import WORKFLOWS
from tests.unit.operations.texts import INVALID, licence
from tests.unit.preflight.readings import NOON, outputs, reading

FIXTURES = (
    "c8300-wan-trusted",
    "c9300-campus-trusted",
    "c9350-access-untrusted",
    "c9600-core-trusted",
    "c9800-wlc-untrusted",
    "csr1000v-old-untrusted",
    "isr2911-old-untrusted",
    "isr4331-branch-trusted",
)
NAMES = ("licence", "clock", "running", "version", "communication", "ntp", "trust_point", "directory")
PLANS = [
    Intent(topology, word if topology != "controller" else "", word if topology == "controller" else "", vrf=vrf)
    for topology, words in WORKFLOWS.items()
    for word in words
    for vrf in ("", "Mgmt")
]
READY: list[str] = list(outputs().values())


def judged(of: Reading, plan: Intent) -> Sequence[Check]:
    """Return every check of a reading."""
    server = server_of(plan)
    return [*device_checks(of, plan, server), *server_checks(of, plan, server), *step_checks(of.state, plan)]


def say_something(checks: Sequence[Check]) -> bool:
    """Whether each check is one that people can read."""
    return all(check.id in TITLES and check.status in STATUSES and check.found and check.wanted for check in checks)


@pytest.mark.parametrize(
    "plan", PLANS, ids=lambda plan: f"{plan.topology}-{plan.initiated_by}{plan.controller}-{plan.vrf}"
)
@pytest.mark.parametrize("fixture", FIXTURES)
def test_every_device_and_every_workflow(fixture: str, plan: Intent) -> None:
    assert say_something(judged(reading(licence=licence(fixture)), plan))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4000), min_size=len(NAMES), max_size=len(NAMES)), st.sampled_from(PLANS))
def test_outputs_that_were_cut_anywhere(ends: list[int], plan: Intent) -> None:
    texts = {name: text[:end] for name, text, end in zip(NAMES, READY, ends, strict=True)}

    assert say_something(judged(reading(None, NOON, **texts), plan))


@settings(max_examples=40, deadline=None)
@given(st.permutations([*READY[1:], INVALID]), st.sampled_from(PLANS))
def test_outputs_in_each_others_place(texts: list[str], plan: Intent) -> None:
    other: dict[str, Any] = dict(zip(NAMES, texts, strict=True))

    assert say_something(judged(reading(None, NOON, **other), plan))


@given(st.text())
def test_no_answer_to_a_ping_is_too_strange(text: str) -> None:
    assert isinstance(parse_ping(text), Ping)
