# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules: the shipped ones, the user's on top of them, and mistakes reported with their place."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import (
    SEVERITIES,
    compiled,
    shipped,
)

OWN = {
    "id": "no_dna",
    "title": "DNA licences are in use",
    "severity": "info",
    "when": "state.licenses[?starts_with(name, 'dna')]",
    "message": "In use: {state.licenses[].name}.",
    "remedy": "Check the purchases.",
    "source": "the order",
}


def test_the_rules_that_ship_are_many_and_all_of_them_compile() -> None:
    assert len(shipped()) >= 25
    assert [rule.id for rule in compiled()] == [entry["id"] for entry in shipped()]


def test_a_rule_of_the_user_is_added() -> None:
    assert compiled([OWN])[-1].id == "no_dna"


def test_a_rule_that_ships_is_changed_by_what_is_said_of_it_alone() -> None:
    before = {rule.id: rule for rule in compiled()}
    after = {rule.id: rule for rule in compiled([{"id": "not_saved", "severity": "error"}])}

    assert after["not_saved"].severity == "error"
    assert after["not_saved"].title == before["not_saved"].title
    assert list(after) == list(before)


def test_a_rule_is_switched_off() -> None:
    assert {rule.id for rule in compiled()} - {rule.id for rule in compiled(off=["unknown_lines"])} == {"unknown_lines"}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"when": "state.mode == "}, r"slp_rules, entry 1, rule no_dna, when, "),
        ({"when": "stat(state)"}, r"when, there is no function stat\(\); there are abs"),
        ({"when": "!state.policy.name"}, r"when, ! binds tighter than the dot"),
        ({"when": "days_since(`1`) && nope(state)"}, r"there is no function nope"),
        ({"message": "The mode is {state.mode."}, r"message, unmatched brace"),
        ({"message": "The mode is {state..mode}."}, r"message, column \d+: "),
        ({"severity": "fatal"}, r"severity: fatal; it must be one of error, warning, info"),
        ({"remedy": ""}, r"no text in remedy"),
        ({"expression": "x"}, r"expression is not a key of a rule"),
        ({"id": ""}, r"slp_rules, entry 1: it has no id"),
    ],
)
def test_a_mistake_is_named_with_its_rule_and_its_place(entry: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidValue, match=told):
        compiled([OWN | entry])


def test_a_mistake_in_a_change_of_a_rule_that_ships_is_the_users() -> None:
    with pytest.raises(InvalidValue, match="slp_rules, entry 1, rule not_saved, when, column 7"):
        compiled([{"id": "not_saved", "when": "facts.(("}])


def test_a_rule_that_does_not_exist_cannot_be_switched_off() -> None:
    with pytest.raises(InvalidValue, match="slp_rules_off: there is no rule ack_over"):
        compiled(off=["ack_over"])


def test_severities_are_ordered_by_gravity() -> None:
    assert SEVERITIES == ("error", "warning", "info")
