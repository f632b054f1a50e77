# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Output modifiers filter lines as IOS does."""

from __future__ import annotations

import pytest

from tests.lab.ios.grammar import CommandError, IncompleteCommand, InvalidInput
from tests.lab.ios.pipes import compile_filter, split_pipe

CONFIG = """hostname r1
call-home
 profile "CiscoTAC-1"
  active
interface Gi1
 ip address 192.0.2.1
license smart transport smart
license smart url x
end"""


def run(modifier: str) -> list[str]:
    line = f"show running-config | {modifier}"
    _, offset = split_pipe(line)
    assert offset is not None
    return compile_filter(line, offset)(CONFIG).splitlines()


def test_include_takes_an_expression_with_alternatives() -> None:
    assert run("include ^license|^hostname") == [
        "hostname r1",
        "license smart transport smart",
        "license smart url x",
    ]


def test_exclude_is_the_contrary() -> None:
    assert run("exclude ^ |license") == ["hostname r1", "call-home", "interface Gi1", "end"]


def test_begin_starts_at_the_first_match() -> None:
    assert run("begin ^license") == ["license smart transport smart", "license smart url x", "end"]


def test_section_prints_headers_with_what_is_indented_below() -> None:
    assert run("section call-home|url") == [
        "call-home",
        ' profile "CiscoTAC-1"',
        "  active",
        "license smart url x",
    ]


def test_count_prints_one_line() -> None:
    assert run("count smart") == ["Number of lines which match regexp = 2"]


def test_modifiers_shorten_too() -> None:
    assert run("i hostname") == run("inc hostname") == ["hostname r1"]


@pytest.mark.parametrize(
    ("modifier", "error"),
    [("", IncompleteCommand), ("include", IncompleteCommand), ("wrong x", InvalidInput), ("include (", InvalidInput)],
)
def test_a_bad_modifier_is_an_error_of_the_command_line(modifier: str, error: type[CommandError]) -> None:
    with pytest.raises(error):
        run(modifier)


def test_only_a_bar_after_a_blank_is_a_pipe() -> None:
    assert split_pipe("show license all")[1] is None
    assert split_pipe("show x|y")[1] is None
    assert split_pipe("show x | i a|b") == ("show x", 8)
