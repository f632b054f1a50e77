# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parsing time is linear in the length of the text, whatever its content. Processor time is measured, and compared."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_pasted, parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import COMMANDS, found
from tests.unit.parsers.mutations import MESSAGES, PAGERS

MEGABYTE = 1_000_000
ALL = found("show-license-all")[0].read_text()
# Where the policy is named; the rest is read only after it.
POLICY = "Smart Licensing Using Policy:\n  Status: ENABLED\n\n"
# What patterns that backtrack stumble over: the ends of their own literal parts, again and again.
RUNS = [
    *(" ", "9", "9 ", ".", "<", ":", ": ", "(", ")", " (", ") ", " (x):", "-", "- ", "=", "*", "[", "#", ">", "/", "_"),
    *(
        '"',
        '" ',
        '="',
        'a="',
        'a="" ',
        "A",
        "A ",
        "\b",
        "\r",
        "\x1b[",
        "--More--",
        ": %",
        "Nov ",
        "show ",
        " remaining)",
    ),
    *("PID:", ",SN:", "PID:a,SN:", " As of ", "INSTALLED on ", "Nov 24 03:11:06 2026 UTC (", ", Version ", " ----"),
]
OTHERS = [
    "device#show clock",
    ": %SYS-5-CONFIG_I: Configured from console",
    "---- show clock ----",
    "Cisco IOS Software, Version 1",
    "**** Event Log ****",
    '2021-11-17 03:31:32.920 UTC SAEVT_PLATFORM eventSource="INFRA_SL"',
    "Message History (oldest to newest):",
    "license smart url cslu http://192.0.2.1/cslu/v1/pi",
    ' http-proxy "proxy.example.com" port 80',
    "network-advantage (C9300-24 Network Advantage):",
    "Time source is NTP, .05:30:30.132 UTC Fri Oct 22 2021",
    "Current   Type   Next reboot",
]
# One of every parser.
NAMES = [
    "show license all",
    "show license rum id all",
    "show license history message",
    "show license eventlog",
    "show call-home smart-licensing",
    "show clock",
    "show version",
    "show running-config",
]


def seconds(read: Callable[[str], Any], text: str, times: int = 3) -> float:
    """Return the processor time of reading a text, the least of some tries."""
    tries = []
    for _try in range(times):
        start = time.process_time()
        with contextlib.suppress(ParseError):
            read(text)
        tries.append(time.process_time() - start)
    return min(tries)


def read_all(text: str) -> Any:
    """Read the text as show license all."""
    return parse_show("show license all", text)


def with_run(line: str, run: str, length: int) -> list[str]:
    """Return a line with a long run at its begin, behind its label and at its end."""
    long = run * (length // len(run))
    margin = len(line) - len(line.lstrip())
    label = line.find(":") + 1 or len(line) // 2
    return [f"{line[:margin]}{long}{line[margin:]}", f"{line[:label]} {long} {line[label:]}", f"{line}{long}!"]


@pytest.mark.parametrize("run", RUNS)
def test_no_line_of_any_template_takes_more_than_its_length(run: str) -> None:
    """Four times the length, within what a device prints in a line: quadratic cost would be 16 times as much."""
    for folder, command in COMMANDS.items():
        lines = list(dict.fromkeys(line for path in found(folder)[:1] for line in path.read_text().splitlines()))

        def attack(length: int, lines: list[str] = lines) -> str:
            return POLICY + "\n".join(text for line in lines[:150] for text in with_run(line, run, length))

        def read(text: str, command: str = command) -> Any:
            return parse_show(command, text)

        short, long = seconds(read, attack(450), 1), seconds(read, attack(1800), 1)
        assert long < 9 * short + 0.05 or seconds(read, attack(1800)) < 9 * seconds(read, attack(450)), command


@pytest.mark.parametrize("name", [*NAMES, "pasted"])
def test_no_line_however_long_takes_more_than_its_length(name: str) -> None:
    def read(text: str) -> Any:
        return parse_pasted(text) if name == "pasted" else parse_show(name, text)

    for run in RUNS:
        short, long = ("\n".join(text for line in OTHERS for text in with_run(line, run, n)) for n in (2500, 10000))
        assert seconds(read, long, 1) < 9 * seconds(read, short, 1) + 0.05 or (
            seconds(read, long) < 9 * seconds(read, short)
        ), run


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(ALL, id="the same output again and again"),
        pytest.param(ALL.partition("License Usage")[2], id="licences"),
        pytest.param("an unknown line\n", id="unknown lines"),
        pytest.param("New Thing:\n  Status: ENABLED\n", id="unknown sections"),
        pytest.param(f"  Policy na{MESSAGES[0]}me: x\n", id="broken lines"),
        pytest.param(f"{MESSAGES[1]}\n", id="messages"),
        pytest.param(PAGERS[0], id="remains of the pager"),
        pytest.param("\n", id="blank lines"),
        pytest.param("\r", id="returns"),
        pytest.param("\x00", id="zeros"),
        pytest.param("device#show license all\n", id="echoes"),
        pytest.param("9", id="one line of digits"),
        pytest.param(f"9{MESSAGES[0]}", id="one line of messages"),
    ],
)
@pytest.mark.parametrize("read", [read_all, parse_pasted])
def test_twice_the_text_takes_twice_the_time(read: Callable[[str], Any], piece: str) -> None:
    once = ALL + piece * (MEGABYTE // 8 // len(piece))
    twice = ALL + piece * (MEGABYTE // 4 // len(piece))

    assert seconds(read, twice, 1) < 3 * seconds(read, once, 1) + 0.02 or seconds(read, twice) < 3 * seconds(read, once)


@pytest.mark.parametrize("piece", [pytest.param(ALL, id="outputs"), pytest.param("x y ", id="one line")])
def test_ten_megabytes(piece: str) -> None:
    """No figure of a machine: a megabyte of ten costs at most three times the first; were it quadratic, ten times.

    Not less than three: processors whose caches others use take longer over the same work.
    """
    first, all_ten = (ALL + piece * (size // len(piece)) for size in (MEGABYTE, 10 * MEGABYTE))

    assert len(all_ten) > 9.9 * MEGABYTE
    assert seconds(read_all, all_ten, 1) < 30 * seconds(read_all, first)
