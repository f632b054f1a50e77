# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our state says what the public Genie parsers say, field by field, or the difference is known and explained."""

from __future__ import annotations

import pytest

from tests.witness.comparison import every_line
from tests.witness.genie_parsers import PARSERS
from tests.witness.texts import HAVE_CORPUS
from tests.witness.trial import DIFFERENCES, REFUSALS, Difference, Refusal, Trial

pytestmark = pytest.mark.witness
# Some fields and differences are met in captures of real devices only.
with_captures = pytest.mark.skipif(not HAVE_CORPUS, reason="no folder of captures is at hand (SLP_CORPUS)")


def test_both_say_the_same_or_the_difference_is_explained(trial: Trial) -> None:
    assert not trial.differences, "\n".join(trial.differences[:50])


def test_every_field_of_genie_is_compared_or_named_as_not_carried(trial: Trial) -> None:
    assert not trial.unknown, "\n".join(trial.unknown[:50])


def test_what_genie_refuses_is_explained(trial: Trial) -> None:
    assert not trial.refusals, "\n".join(trial.refusals[:50])


def test_we_pass_over_no_text_and_no_line(trial: Trial) -> None:
    assert not trial.unread, "\n".join(trial.unread[:50])


@pytest.mark.parametrize("command", PARSERS)
def test_of_every_command_most_fields_are_equal(trial: Trial, command: str) -> None:
    count = trial.counts[command]
    if count.compared == 0:
        assert not HAVE_CORPUS
        pytest.skip("only captures of real devices show this command")

    assert count.equal > sum(count.explained.values()) or command == "show license authorization"


@with_captures
@pytest.mark.parametrize("known", [*DIFFERENCES, *REFUSALS], ids=lambda known: known.why[:40])
def test_every_known_difference_is_met(trial: Trial, known: Difference | Refusal) -> None:
    assert known in trial.met


@with_captures
def test_every_line_of_the_field_table_compares_something(trial: Trial) -> None:
    assert [line for line in every_line() if line not in trial.used] == []
