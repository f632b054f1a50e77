# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An output that was cut on its way is refused: never a wrong state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import FIXTURES, fixture, is_policy

WHOLE = [
    pytest.param(path, id=path.stem)
    for path in sorted(FIXTURES.glob("show-license-all/*.txt"))
    if is_policy(path.read_text())
]
STATUS = [
    pytest.param(path, id=path.stem)
    for path in sorted(FIXTURES.glob("show-license-status/*.txt"))
    if is_policy(path.read_text())
]
AFTER_PURCHASED = ("rum_reports", "telemetry", "enforcement_state", "derived_licenses")


def taken_for_whole(command: str, pieces: list[str]) -> list[str]:
    """Return the last lines of the pieces that were not refused."""
    accepted = []
    for piece in pieces:
        try:
            parse_show(command, piece)
        except ParseError:
            continue
        accepted.append(piece[-60:])
    return accepted


@pytest.mark.parametrize("path", WHOLE)
def test_cut_at_any_line_before_the_end(path: Path) -> None:
    lines = path.read_text().partition("Purchased Licenses:")[0].splitlines(keepends=True)

    assert len(lines) > 80
    assert taken_for_whole("show license all", ["".join(lines[:end]) for end in range(len(lines) + 1)]) == []


@pytest.mark.parametrize("path", WHOLE)
def test_cut_in_the_middle_of_any_line(path: Path) -> None:
    lines = path.read_text().partition("Purchased Licenses:")[0].splitlines(keepends=True)
    halves = ["".join(lines[:end]) + lines[end][: len(lines[end]) // 2] for end in range(len(lines))]

    assert taken_for_whole("show license all", halves) == []


@pytest.mark.parametrize("path", WHOLE)
def test_cut_at_the_place_that_the_stock_pattern_takes_for_a_prompt(path: Path) -> None:
    text = path.read_text()
    pieces = [text[: end + len("<none>")] for end in range(len(text)) if text.startswith("<none>", end)]

    assert pieces
    assert taken_for_whole("show license all", pieces) == []


@pytest.mark.parametrize("path", WHOLE)
def test_cut_behind_the_licences_costs_only_what_is_missing(path: Path) -> None:
    text = path.read_text()
    whole = parse_show("show license all", text)
    state = parse_show("show license all", text.partition("Purchased Licenses:")[0] + "Purchased Licenses:\n")

    for key in whole:
        if key not in AFTER_PURCHASED:
            assert state[key] == whole[key], key


@pytest.mark.parametrize("path", STATUS)
def test_a_status_is_not_whole_before_its_trust_codes(path: Path) -> None:
    lines = path.read_text().partition("Trust Code Installed:")[0].splitlines(keepends=True)

    assert taken_for_whole("show license status", ["".join(lines[:end]) for end in range(len(lines) + 1)]) == []


@pytest.mark.parametrize("name", ["c9300-campus-trusted", "c9600-core-trusted", "c9350-access-trusted"])
def test_a_status_that_ends_between_a_member_and_its_trust_code(name: str) -> None:
    text = fixture("show-license-status", name)
    trust = text.index("Trust Code Installed:")
    udis = [match.end() for match in re.finditer(r"(?m)^ .*PID:.*\n", text) if match.start() > trust]
    pieces = [text[: end + more] for end in udis for more in (0, len("    INSTALLED on Ma"))]

    assert len(udis) >= 2
    assert taken_for_whole("show license status", pieces) == []


def test_a_member_of_whom_a_new_release_says_something_else_is_not_cut() -> None:
    text = fixture("show-license-all", "c9300-campus-trusted")
    last = text.rindex("    INSTALLED on ")
    state = parse_show("show license all", f"{text[:last]}    PENDING\n{text[last:].partition(chr(10))[2]}")

    assert state["unparsed"] == ["PENDING"]
    assert [code["installed"] for code in state["trust_codes"]] == [True, True, False]


TECH = [pytest.param(path, id=path.stem) for path in sorted(FIXTURES.glob("show-license-tech-support/*.txt"))]


@pytest.mark.parametrize("path", TECH)
def test_a_tech_support_is_not_whole_before_its_internals_end(path: Path) -> None:
    lines = path.read_text().partition("Overall Trust:")[0].splitlines(keepends=True)

    assert taken_for_whole("show license tech support", ["".join(lines[:end]) for end in range(0, len(lines), 3)]) == []


@pytest.mark.parametrize("name", ["csr1000v-old-untrusted", "isr2911-old-untrusted"])
def test_no_piece_of_another_mode_is_ever_taken_for_policy(name: str) -> None:
    lines = fixture("show-license-all", name).splitlines(keepends=True)
    modes = set()
    for end in range(len(lines) + 1):
        try:
            modes.add(parse_show("show license all", "".join(lines[:end]))["mode"])
        except ParseError:
            modes.add("refused")

    assert "policy" not in modes
    assert "refused" in modes


def test_the_error_names_the_command() -> None:
    with pytest.raises(ParseError, match="'show license all' ends before its last section") as caught:
        parse_show("show license all", fixture("show-license-all", "c8300-wan-trusted").partition("License Usage")[0])

    assert caught.value.reason == "parse_error"


@pytest.mark.parametrize("text", ["", "\n\n", "router#", "hello"])
def test_text_of_nothing(text: str) -> None:
    with pytest.raises(ParseError, match="no licensing mode"):
        parse_show("show license all", text)


@pytest.mark.parametrize("end", range(1, len("<none>")))
def test_a_word_for_nothing_that_is_cut_says_nothing_either(end: int) -> None:
    text = "Report Id: 2\n  Storage State: EXIST\n  Transaction Message: " + "<none>"[:end]
    state = parse_show("show license rum id 2", text)

    assert state["rum_reports"]["details"][0]["transaction_message"] is None


@pytest.mark.parametrize("end", range(1, len("No past history")))
def test_a_history_that_is_cut_where_it_says_that_there_is_none(end: int) -> None:
    text = "Message History (oldest to newest):\nTrust Sync:\n  " + "No past history"[:end]

    assert parse_show("show license history message", text)["history"] == {"trust_sync": []}
