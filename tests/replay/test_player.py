# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The player and the format: what is answered when, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.replay.pipes import filtered
from tests.replay.player import Player
from tests.replay.stories import HERE
from tests.replay.transcript import BadTranscript, load, transcript

CONFIGURE = {"command": "configure terminal", "prompt": "r1(config)#"}


def player(*steps: dict[str, Any]) -> Player:
    return Player(transcript({"replay": 1, "name": "r1", "steps": list(steps)}, "here"))


def look(answer: str) -> dict[str, Any]:
    return {"command": "show clock", "answer": answer}


def said(device: Player, *commands: str) -> list[str]:
    return [device.play(command).answer.answer for command in commands]


def test_what_only_looks_is_answered_in_turn_and_the_last_answer_stays() -> None:
    assert said(player(look("1"), look("2")), "show clock", "show  clock", "show clock") == ["1", "2", "2"]


def test_an_action_changes_what_is_shown() -> None:
    device = player(look("before"), {"command": "license smart sync all"}, look("after"))

    assert said(device, "show clock", "license smart sync all", "show clock") == ["before", "", "after"]


def test_what_an_action_does_not_change_is_shown_as_before() -> None:
    device = player(look("before"), {"command": "license smart sync all"}, {"command": "show version", "answer": "v"})

    assert said(device, "license smart sync all", "show clock", "show version") == ["", "before", "v"]


def test_what_an_action_that_was_passed_over_brings_about_is_never_shown() -> None:
    device = player(look("before"), {"command": "commit"}, look("after"), {"command": "abort"})

    assert said(device, "abort", "show clock") == ["", "before"]


def test_out_of_script_is_refused_and_counted() -> None:
    device = player({"command": "license smart sync all"})

    answers = said(device, "license smart sync all", "license smart sync all", "reload")

    assert "% Invalid input detected at '^' marker." in answers[1]
    assert device.out_of_script == ["license smart sync all", "reload"]


def test_an_action_that_answers_again() -> None:
    device = player({"command": "configure terminal", "answer": "locked", "again": True}, look("free"))

    assert said(device, "configure terminal", "configure terminal", "show clock") == ["locked", "locked", "free"]


def test_modes_are_left_by_manners() -> None:
    device = player(CONFIGURE)
    device.play("configure terminal")
    inside = device.prompt
    device.play("end")

    assert (inside, device.prompt, device.out_of_script) == ("r1(config)#", "r1#", [])


def test_any_text_where_the_script_cannot_know_it() -> None:
    device = player({"command": "license smart import flash:*.xml", "answer": "taken"})

    assert said(device, "license smart import flash:a1b2.xml") == ["taken"]


def test_a_whole_output_is_filtered() -> None:
    device = player({"command": "show running-config", "answer": "hostname r1\ncall-home\n contact a\nend\n"})

    assert said(device, "show running-config | section ^call-home|^hostname", "show running-config | include end") == [
        "hostname r1\ncall-home\n contact a\n",
        "end\n",
    ]


def test_a_recording_outlives_the_filter_that_it_was_made_with() -> None:
    device = player({"command": "show running-config | section ^call-home|^ip", "answer": "call-home\n contact a\n"})

    assert said(device, "show running-config | section ^call-home|^license") == ["call-home\n contact a\n"]
    assert device.out_of_script == []


@pytest.mark.parametrize(
    ("words", "left"),
    {
        "include b": "b\n%LINK-3-UPDOWN: x\n",
        "exclude b": "a\n c\n%LINK-3-UPDOWN: x\n",
        "begin b": "b\n c\n%LINK-3-UPDOWN: x\n",
        "section a|b": "a\nb\n c\n%LINK-3-UPDOWN: x\n",
        "count b": None,
    }.items(),
)
def test_filters(words: str, left: str | None) -> None:
    assert filtered("a\nb\n c\n%LINK-3-UPDOWN: x\n", words) == left


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "r1", "steps": []},
        {"replay": 2, "name": "r1", "steps": []},
        {"replay": 1, "steps": []},
        {"replay": 1, "name": "r1", "steps": [{"answer": "no command"}]},
        {"replay": 1, "name": "r1", "steps": [{"command": "show clock", "anwser": "misspelt"}]},
        {"replay": 1, "name": "r1", "steps": [], "promt": "misspelt"},
        ["no mapping"],
    ],
)
def test_a_wrong_transcript_is_named(wrong: Any) -> None:
    with pytest.raises(BadTranscript, match="here"):
        transcript(wrong, "here")


def test_the_device_of_the_stories_is_a_transcript() -> None:
    assert load(HERE / "devices" / "router.yml").name == "edge-1"


def test_the_example_of_the_readme_is_a_transcript(tmp_path: Path) -> None:
    text = (HERE / "README.md").read_text()
    example = text.split("```yaml\n")[1].split("```")[0]

    assert transcript(yaml.safe_load(example), "README.md").steps[-1].command == "write memory"


def test_nothing_here_knows_the_lab() -> None:
    assert [path.name for path in HERE.rglob("*.py") if "tests." + "lab" in path.read_text()] == []
