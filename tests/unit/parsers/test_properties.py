# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every text: a state or a ParseError, the same each time; and what a terminal adds changes nothing."""

from __future__ import annotations

import functools
import json
import re
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import commands, parse_pasted, parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import every_capture
from tests.unit.parsers.comparison import same_or_cut, wrong_values
from tests.unit.parsers.mutations import (
    HARMLESS,
    Mutate,
    blocks_of,
    cut_anywhere,
    cut_behind_a_line,
    with_a_message_inside,
    with_an_unknown_section,
    with_controls,
    with_endings,
    with_messages,
    with_other_blank_lines,
    with_pager,
    with_preamble,
    without_a_block,
)

CAPTURES = [(command, path.read_text()) for command, path in every_capture() if "truncated" not in path.stem]
STATES = sorted({command for command, _text in CAPTURES})
RUNNING = """\
license smart proxy address proxy.example.com
license smart proxy port 3128
license smart url cslu http://192.0.2.1:8182/cslu/v1/pi
license smart transport cslu
license smart privacy all
license smart usage interval 30
license smart usage customer-tags tag1 Building 4
service call-home
call-home
 contact-email-addr sch-smart-licensing@example.com
 http-proxy "proxy.example.com" port 80
 profile "CiscoTAC-1"
  active
  destination transport-method http
  destination address http https://tools.example.com/its/service
ip http client source-interface GigabitEthernet0/0
clock timezone NST -3 30
"""
VERSION = """\
Cisco IOS XE Software, Version 17.12.04
Smart Licensing Status: Smart Licensing Using Policy
License Level: network-advantage
Addon License Level: dna-advantage
The current throughput level is 1000000 kbps
Router operating mode: Autonomous

Technology-package                                     Technology-package
Current                        Type                       Next reboot
------------------------------------------------------------------------------
network-advantage   \tSmart License                 \t network-advantage
dna-advantage       \tSubscription Smart License    \t dna-advantage

"""
EVERY = [*CAPTURES, ("show running-config", RUNNING), ("show version", VERSION)]
# Of a device in another mode nothing is read, so nothing can be lost of it.
POLICY = [
    (command, text) for command, text in CAPTURES if parse_show(command, text)["mode"] not in ("classic", "unsupported")
]
UNECHOED = [(command, text) for command, text in CAPTURES if not re.search("(?m)^(.*[#>])?sh", text)]
SECTIONS = [(command, text) for command, text in POLICY if command in ("show license all", "show license status")]
LINES = sorted({line for _command, text in CAPTURES for line in text.splitlines()})
OTHERS = [
    "license smart proxy port 3128",
    "license smart usage interval 30",
    "license smart usage customer-tags tag1 words of it",
    "license smart url cslu http://192.0.2.1/cslu/v1/pi",
    "license smart privacy all",
    "clock timezone NST -3 30",
    "clock summer-time CEST recurring",
    "call-home",
    ' http-proxy "proxy.example.com" port 80',
    ' profile "CiscoTAC-1"',
    "  destination address http https://tools.example.com",
    "Time source is NTP, .05:02:23.993 UTC Tue Apr 22 2025",
    "*05:02:23.993 UTC Tue Apr 22 2025",
    "Cisco IOS XE Software, Version 17.12.04",
    "The current throughput level is 1000000 kbps",
    "License Level: network-advantage",
    "Technology-package                                     Technology-package",
    "Current                        Type                       Next reboot",
    "network-advantage   	Smart License                 	 network-advantage",
    "Index 1 Feature: ipbasek9",
    "device#show license all",
    "device#show clock",
]
COMMANDS = [command.replace("NUMBER", "5").replace("[", "").replace("]", "") for command in commands()]


# Control characters have tests of their own.
_VISIBLE = st.characters(exclude_categories=["Cc", "Cs"])
_ODD = st.sampled_from(["", "9" * 30, "-1", ":", "(", "\u00b2", "\u0663", "\u2028", "|", "{{", "<none>"])


@st.composite
def broken_lines(draw: st.DrawFn) -> str:
    """Draw a line that a device prints, with a few of its characters replaced by others."""
    line = draw(st.sampled_from(LINES) | st.sampled_from(OTHERS))
    at = draw(st.integers(0, len(line)))
    upto = draw(st.integers(at, min(len(line), at + 4)))
    return line[:at] + draw(_ODD | st.text(_VISIBLE, max_size=3)) + line[upto:]


SOUP = st.lists(st.sampled_from(LINES) | st.sampled_from(OTHERS) | broken_lines(), max_size=40).map("\n".join)


def read(command: str, text: str) -> Any:
    """Return what is read, or None when the text is refused."""
    try:
        return parse_show(command, text)
    except ParseError:
        return None


def read_pasted(text: str) -> Any:
    """Return what is read from a pasted text, or None when it is refused."""
    try:
        return parse_pasted(text)
    except ParseError:
        return None


@functools.cache
def whole(command: str, text: str) -> Any:
    """Return what the undamaged output says."""
    return parse_show(command, text)


@pytest.mark.parametrize("texts", [pytest.param(st.text(), id="any text"), pytest.param(SOUP, id="known lines")])
@given(data=st.data())
def test_a_text_gives_a_state_or_a_parse_error_and_the_same_again(
    texts: st.SearchStrategy[str], data: st.DataObject
) -> None:
    text = data.draw(texts)
    command = data.draw(st.sampled_from(COMMANDS))

    assert read(command, text) == read(command, text)
    assert read_pasted(text) == read_pasted(text)


@given(text=SOUP, command=st.sampled_from(STATES))
def test_what_is_left_over_are_lines_of_the_text(text: str, command: str) -> None:
    state = read(command, text)
    lines = [line.replace("\t", " ").strip() for line in text.split("\n")]

    assert state is None or [line for line in state["unparsed"] if line not in lines] == []


@pytest.mark.parametrize("mutate", HARMLESS)
@given(data=st.data())
def test_what_a_terminal_adds_changes_nothing(mutate: Mutate, data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(EVERY))
    mutation = data.draw(st.composite(mutate)(command, text))
    note(mutation.did)

    assert parse_show(command, mutation.text) == whole(command, text)


@given(data=st.data())
def test_all_that_terminals_add_at_once_changes_nothing(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(EVERY))
    mutated = text
    for mutate in (with_messages, with_other_blank_lines, with_pager, with_preamble):
        mutated = data.draw(st.composite(mutate)(command, mutated)).text
    note(mutated)

    assert parse_show(command, mutated) == whole(command, text)


@given(data=st.data())
def test_a_pasted_output_is_read_as_the_same_output_from_a_device(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(UNECHOED))
    mutate = data.draw(st.sampled_from([with_endings, with_pager, with_messages, with_controls]))
    mutation = data.draw(st.composite(mutate)(command, f"device#{command}\n{text}\ndevice#\n"))
    note(mutation.did)

    state, _read = parse_pasted(mutation.text)

    assert state == whole(command, text)


@given(data=st.data())
def test_the_order_of_the_sections_changes_nothing(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(SECTIONS))
    blocks = data.draw(st.permutations(blocks_of(text)))

    assert parse_show(command, "\n".join(blocks)) == whole(command, text)


@pytest.mark.parametrize("cut", [cut_behind_a_line, without_a_block])
@given(data=st.data())
def test_what_is_missing_is_absent_and_nothing_else_is_wrong(cut: Mutate, data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(CAPTURES))
    mutation = data.draw(st.composite(cut)(command, text))
    note(mutation.did)
    state = read(command, mutation.text)

    assert state is None or list(wrong_values(whole(command, text), state)) == []


@given(data=st.data())
def test_of_a_text_that_ends_in_a_line_only_that_line_can_be_short(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(CAPTURES))
    mutation = data.draw(st.composite(cut_anywhere)(command, text))
    note(mutation.did)
    state = read(command, mutation.text)
    before = read(command, mutation.text.rpartition("\n")[0])

    assert state is None or list(wrong_values(whole(command, text), state, same_or_cut)) == []
    assert state is None or before is None or list(wrong_values(state, before)) == []


@given(data=st.data())
def test_a_line_with_a_message_inside_is_listed_and_lends_its_words_to_nobody(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(POLICY))
    mutation = data.draw(st.composite(with_a_message_inside)(command, text))
    note(mutation.did)
    state = read(command, mutation.text)

    assert state is None or list(wrong_values(whole(command, text), state)) == []
    assert state is None or any(": %" in line for line in state["unparsed"])


@given(data=st.data())
def test_an_unknown_section_is_listed_and_lends_its_words_to_nobody(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(SECTIONS))
    mutation = data.draw(st.composite(with_an_unknown_section)(command, text))
    note(mutation.did)
    state = parse_show(command, mutation.text)

    assert {**state, "unparsed": []} == whole(command, text)
    assert state["unparsed"][0] == "Quantum Ledger:"


@given(data=st.data())
def test_a_section_that_stands_twice_says_the_same(data: st.DataObject) -> None:
    command, text = data.draw(st.sampled_from(SECTIONS))
    blocks = blocks_of(text)
    twice = data.draw(st.sampled_from(blocks))
    place = data.draw(st.integers(0, len(blocks)))
    state = parse_show(command, "\n".join([*blocks[:place], twice, *blocks[place:]]))
    note(twice)

    assert _entries_once(state) == _entries_once(whole(command, text))


def _entries_once(value: Any) -> Any:
    """Return a state whose lists hold every entry once, in the order of their words."""
    if isinstance(value, dict):
        return {key: _entries_once(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(_entries_once(entry), sort_keys=True) for entry in value})
    return value
