# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The twin itself: a story that differs from its script fails."""

from __future__ import annotations

import pytest

from tests.unit.conversation.twin import OurConnection, Script, script_of


def ask(script: Script, *commands: str) -> None:
    OurConnection(script).converse([{"command": command} for command in commands])
    script.finished()


def test_the_story_as_it_was_scripted() -> None:
    ask(script_of(("show a", "1"), [("show b", "2"), ("show c", "3")]), "show a", "show b", "show c")


def test_a_command_that_is_missing() -> None:
    with pytest.raises(AssertionError, match="never sent"):
        ask(script_of(("show a", "1"), ("show b", "2")), "show a")


def test_a_command_too_many() -> None:
    with pytest.raises(AssertionError, match="nothing more was expected"):
        ask(script_of(("show a", "1")), "show a", "show a")


def test_commands_in_another_order() -> None:
    with pytest.raises(AssertionError, match="where 'show a' was expected"):
        ask(script_of(("show a", "1"), ("show b", "2")), "show b", "show a")
