# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading costs time in proportion to what is read, whatever a device prints: 10 MB of each kind that once did not."""

from __future__ import annotations

import time

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.exact_reader import Exchange
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import HostName
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import without_syslog

MEGABYTE = 1_000_000
MUCH = 10 * MEGABYTE
CHUNK = 65_536
ORDINARY = b"  Entitlement tag: regid.2017-05.com.cisco.C9300_48P_NW_Advantagek9,1.0_4ea9d5ae\r\n"
# Ten times as much may take ten times as long; the rest is for line ends in place of lines, and for other processes.
GENEROUS = 100
KINDS = {
    "blank lines": b"\r\n",
    "returns": b"\r",
    "returns before a newline": b"\r\r\r\n",
    "returns between letters": b"a\r",
    "spaces": b" ",
    "lines of spaces": b" \r\n",
    "one long line": b"x",
    "page marks": b" --More-- ",
    "page marks and backspaces": b" --More-- " + b"\b" * 40 + b" ",
    "terminal codes": b"\x1b[0m",
    "the beginning of a terminal code": b"\x1b[",
    "syslog": b"*Nov 24 10:00:00.123 UTC: %SYS-5-CONFIG_I: Configured\r\n",
    "the beginning of syslog": b"Nov 24 ",
    "error marks": b"  ^\r\n",
    "questions": b"Password: \r\n",
    "the echo": b"show clock ",
}


def seconds(piece: bytes, size: int, echo: bytes = b"show clock\r\n") -> float:
    """Return the processor time that an exchange takes whose answer is `size` bytes of `piece`."""
    answer = echo + (piece * (size // len(piece) + 1))[:size] + b"\r\ncore-1#"
    started = time.process_time()
    exchange = Exchange(b"show clock", HostName(b"core-1"))
    for start in range(0, len(answer), CHUNK):
        exchange.feed(answer[start : start + CHUNK])
    exchange.settle()
    assert exchange.error is None
    without_syslog(exchange.output)
    return time.process_time() - started


@pytest.fixture(scope="module")
def budget() -> float:
    return GENEROUS * min(seconds(ORDINARY, MEGABYTE) for _attempt in range(5))


@pytest.mark.parametrize("kind", KINDS)
def test_ten_megabytes_of_anything_cost_about_ten_times_one_of_a_report(budget: float, kind: str) -> None:
    assert seconds(KINDS[kind], MUCH) < budget


@pytest.mark.parametrize("kind", ["blank lines", "one long line"])
def test_nor_where_the_command_is_not_echoed(budget: float, kind: str) -> None:
    assert seconds(KINDS[kind], MUCH, echo=b"") < budget


def test_nor_where_the_line_of_the_command_does_not_end(budget: float) -> None:
    assert seconds(KINDS["one long line"], MUCH, echo=b"show clock") < budget
