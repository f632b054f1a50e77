# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words shorten while they are unique, and what does not fit is marked at its first wrong character."""

from __future__ import annotations

import pytest

from tests.lab.ios.grammar import AmbiguousCommand, Grammar, IncompleteCommand, InvalidInput


@pytest.fixture
def grammar() -> Grammar[str]:
    found: Grammar[str] = Grammar()
    found.add("show license {all|status}", "licence")
    found.add("show line", "line")
    found.add("license smart trust idtoken <token> {local|all} [force]", "trust")
    found.add("license smart usage interval <days:1..365>", "interval")
    found.add("tag <name> <value:line>", "tag")
    return found


def test_a_command_can_be_typed_in_full_or_by_unique_beginnings(grammar: Grammar[str]) -> None:
    assert grammar.parse("show license status").keywords == ("show", "license", "status")
    assert grammar.parse("sho lic st").keywords == ("show", "license", "status")
    assert grammar.parse("SHOW License ALL").action == "licence"


def test_free_words_keep_their_case_and_optional_words_are_reported(grammar: Grammar[str]) -> None:
    match = grammar.parse("license smart trust idtoken AbC== all force")
    assert match.values == {"token": "AbC=="}
    assert match.has("force") and match.has("all") and not match.has("local")
    assert not grammar.parse("license smart trust idtoken x local").has("force")


def test_a_line_parameter_takes_the_rest_with_its_blanks(grammar: Grammar[str]) -> None:
    assert grammar.parse("tag city  New   York ").values == {"name": "city", "value": "New   York"}


@pytest.mark.parametrize("line", ["show li", "show l all", "sh l"])
def test_a_beginning_of_two_words_is_ambiguous(grammar: Grammar[str], line: str) -> None:
    with pytest.raises(AmbiguousCommand):
        grammar.parse(line)


@pytest.mark.parametrize("line", ["show", "show license", "license smart trust idtoken abc"])
def test_a_command_that_ends_too_early_is_incomplete(grammar: Grammar[str], line: str) -> None:
    with pytest.raises(IncompleteCommand):
        grammar.parse(line)


@pytest.mark.parametrize(
    ("line", "offset"),
    [
        ("show licensx", 11),
        ("xyz", 0),
        ("show license all now", 17),
        ("license smart usage interval 366", 29),
        ("license smart usage interval 0", 29),
        ("show license statux", 18),
    ],
)
def test_the_first_character_that_fits_nowhere_is_marked(grammar: Grammar[str], line: str, offset: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        grammar.parse(line)
    assert caught.value.offset == offset


def test_help_lists_what_may_follow(grammar: Grammar[str]) -> None:
    assert grammar.next_words("show ") == ["license", "line"]
    assert grammar.next_words("show lic") == ["license"]
    assert grammar.next_words("license smart trust idtoken x all ") == ["force", "<cr>"]


def test_two_different_free_words_in_one_place_are_a_mistake_of_ours(grammar: Grammar[str]) -> None:
    with pytest.raises(ValueError, match="two different free words"):
        grammar.add("tag <other>", "tag")
