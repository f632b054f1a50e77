# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands as people type them, and texts as people paste them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    parse_outputs,
    parse_pasted,
    parse_show,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.commands import guess, resolve
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import COMMANDS, FIXTURES, fixture, found

ALL = fixture("show-license-all", "c8300-wan-trusted")
TECH = fixture("show-license-tech-support", "c8300-wan-trusted")
RUM = fixture("show-license-rum-id-all", "c8300-wan-trusted")


@pytest.mark.parametrize(
    ("typed", "name", "piped"),
    [
        ("sh lic all", "show license all", False),
        ("SHOW  License   Status", "show license status", False),
        ("sh lic tech sup | begin Comm", "show license tech support", True),
        ("sh license ev", "show license eventlog", False),
        ("show license eventlog 30", "show license eventlog", False),
        ("sh lic rum id 1634211151 detail", "show license rum id", False),
        ("show license rum id all", "show license rum id all", False),
        ("sh call smart", "show call-home smart-licensing", False),
        ("sh clo det", "show clock", False),
        ("show run | section license", "show running-config", True),
        ("show run all", "show running-config", False),
        ("show license", "show license", False),
    ],
)
def test_a_command_that_was_cut_short(typed: str, name: str, piped: bool) -> None:
    found = resolve(typed)

    assert (found.show.name, found.part) == (name, piped)


def test_a_command_that_was_cut_too_short() -> None:
    with pytest.raises(ParseError, match="could be each of: show license udi, show license usage"):
        resolve("sh lic u")


@pytest.mark.parametrize(
    "typed", ["show license nonsense", "", "copy run start", "show license rum id x", "show inventory"]
)
def test_a_command_that_nobody_reads(typed: str) -> None:
    with pytest.raises(ParseError, match="has no parser; there are parsers for"):
        resolve(typed)


def test_of_a_part_nothing_is_demanded() -> None:
    part = parse_show("sh lic all | section Policy", "Policy:\n  Policy name: SLE Policy\n")

    assert part["policy"]["name"] == "SLE Policy"
    assert part["mode"] is None


def test_several_outputs_in_one_text() -> None:
    text = (
        f"Using keyboard-interactive\n\nwan-1#sh lic all\n{ALL}\nwan-1#show inventory\nNAME: Chassis\n"
        f"wan-1#sh lic rum id all\n{RUM}wan-1#show clock\n*05:02:23.993 UTC Tue Apr 22 2025\nwan-1#"
    )
    state, parsed = parse_pasted(text)
    whole = parse_show("show license all", ALL)

    assert [part["command"] for part in parsed] == ["show license all", "show license rum id all", "show clock"]
    assert not any(part["guessed"] for part in parsed)
    assert state["licenses"] == whole["licenses"]
    assert state["rum_reports"]["total"] == whole["rum_reports"]["total"]
    assert len(state["rum_reports"]["items"]) == 4
    assert state["clock"]["synchronized"] is False
    assert state["unparsed"] == []


def test_the_outputs_of_show_tech_support() -> None:
    rule = "-" * 18
    text = f"{rule} show license all {rule}\n\n{ALL}\n{rule} show stacks {rule}\nx\n"
    state, parsed = parse_pasted(text)

    assert parsed == [{"command": "show license all", "guessed": False}]
    assert state["unparsed"] == []


def test_the_configuration_beside_its_saved_copy() -> None:
    line = "license smart transport smart\n"
    state, _parsed = parse_pasted(f"a#show run\n{line}a#show startup-config\n{line}a#\n")
    alone, _parsed = parse_pasted(f"a#show run\n{line}a#\n")

    assert state["config"]["saved"] is True
    assert "saved" not in alone["config"]


def test_where_two_outputs_tell_the_same_the_fuller_is_believed() -> None:
    summary = fixture("show-license-summary", "c8300-wan-trusted")
    state = parse_outputs({"sh lic sum": summary, "show license all": ALL, "show license tech support": TECH})

    assert state["licenses"] == parse_show("show license all", ALL)["licenses"]
    assert state["jobs"]["current_time"] is not None
    assert state["rum_reports"]["module_status"] == "Ready"


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in FIXTURES.glob("show-*/*.txt")]
)
def test_the_command_is_guessed_from_what_it_printed(path: Path) -> None:
    guessed = guess(path.read_text())

    assert guessed is not None
    accepted = {COMMANDS.get(path.parent.name, "show version")}
    if path.stem.startswith("csr1000v") or path.stem.startswith("isr2911"):
        # Before the policy some outputs are alike; each names the mode.
        accepted |= {"show license all", "show license status"}
    assert guessed.show.name in accepted


def test_every_folder_of_captures_is_guessed_for_what_it_is() -> None:
    for folder in ("show-license-tech-support", "show-license-summary", "show-license-udi", "show-license-usage"):
        for path in found(folder):
            guessed = guess(path.read_text())
            assert guessed is not None
            if "csr1000v" not in path.stem:
                assert guessed.show.name == COMMANDS[folder], path


@pytest.mark.parametrize("text", ["", "hello", "wan-1#show inventory\nNAME: x\nwan-1#"])
def test_a_text_without_licence_output(text: str) -> None:
    with pytest.raises(ParseError, match="holds no output of a licence command"):
        parse_pasted(text)


def test_an_output_in_the_text_that_was_cut() -> None:
    with pytest.raises(ParseError, match="'show license all' ends before its last section"):
        parse_pasted(f"a#show license all\n{ALL[:2500]}\na#")
