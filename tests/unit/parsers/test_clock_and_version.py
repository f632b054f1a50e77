# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""show clock, show version, and the words and dates of licence output."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import (
    VERSION_COMMAND,
    commands,
    parse_show,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.words import (
    boolean,
    bracketed,
    number,
    value,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.dates import days_between, parse_date
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError
from tests.unit.parsers.captures import fixture, version_captures


@pytest.mark.parametrize(
    ("text", "wall", "zone", "synchronized"),
    [
        ("05:02:23.993 UTC Tue Apr 22 2025", "2025-04-22T05:02:23", "UTC", True),
        ("*00:01:42.101 UTC Mon Mar 1 1993", "1993-03-01T00:01:42", "UTC", False),
        (".14:22:05.009 IST Fri Dec 5 2025", "2025-12-05T14:22:05", "IST", False),
        ("09:03:25 est Sat Aug 3 2024", "2024-08-03T09:03:25", "est", True),
        ("23:59:59.999 GMT+1 Wed Dec 31 2025", "2025-12-31T23:59:59", "GMT+1", True),
    ],
)
def test_a_clock_with_its_mark_and_zone(text: str, wall: str, zone: str, synchronized: bool) -> None:
    assert parse_show("show clock", f"router#show clock\r\n{text}\r\nrouter#") == {
        "text": text,
        "wall_clock": wall,
        "zone": zone,
        "synchronized": synchronized,
        "source": None,
    }


def test_show_clock_detail_names_its_source_in_front() -> None:
    clock = parse_show(
        "show clock", "Time source is NTP, 05:02:23.993 UTC Tue Apr 22 2025\n05:02:24.001 UTC Tue Apr 22 2025\n"
    )

    assert clock["source"] == "NTP"


@pytest.mark.parametrize(
    "text", ["", "router#", "25:00 noon", "Load for five secs: 1%/0%; one minute: 4%; five minutes: 3%"]
)
def test_no_clock(text: str) -> None:
    with pytest.raises(ParseError, match="holds no clock"):
        parse_show("show clock", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cisco IOS XE Software, Version 17.12.04\n"
            "Cisco IOS Software [Dublin], c8000be Software (UNIVERSALK9-M), Version 17.12.4, RELEASE SOFTWARE\n"
            "Router operating mode: Autonomous\n",
            {"release": "17.12.04", "ios_xe": True, "operating_mode": "autonomous"},
        ),
        (
            "Cisco IOS XE Software, Version 17.09.03a\nRouter operating mode: Controller-Managed\n",
            {"release": "17.09.03a", "ios_xe": True, "operating_mode": "controller-managed"},
        ),
        (
            "Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M5, RELEASE SOFTWARE (fc1)\n",
            {"release": "15.7(3)M5", "ios_xe": False, "operating_mode": None},
        ),
    ],
)
def test_a_version(text: str, expected: dict[str, Any]) -> None:
    found = parse_show("show version | include Version|operating mode", text)

    assert not any(found.pop("licensing").values())
    assert found == expected


def test_the_licensing_lines_of_a_switch() -> None:
    licensing = parse_show("sh ver", fixture("show-version", "c9500-registration-not-applicable"))["licensing"]

    assert licensing["status"] == "Registration Not Applicable/Not Applicable"
    assert levels(licensing) == [
        ("air", "AIR DNA Advantage", None, "AIR DNA Essentials"),
        (None, "network-essentials", "Smart License", "network-advantage"),
        (None, "dna-essentials", "Subscription Smart License", "dna-advantage"),
    ]


def levels(licensing: dict[str, Any]) -> list[tuple[str | None, ...]]:
    return [
        (level["technology"], level["current"], level["type"], level["next_reboot"]) for level in licensing["levels"]
    ]


def test_the_licensing_lines_of_a_router() -> None:
    licensing = parse_show(
        "show version",
        "License Level: network-advantage\nLicense Type: Perpetual\nNext reload license Level: network-premier\n"
        "Addon License Level: dna-advantage\nThe current throughput level is 20000 kbps \n"
        "Technology    Technology-package           Technology-package\n"
        "              Current       Type           Next reboot\n"
        "appxk9           appxk9           EvalRightToUse   appxk9\n"
        "uck9             None             None             None\n",
    )["licensing"]

    assert (licensing["throughput"], licensing["throughput_kbps"]) == ("20000 kbps", 20000)
    assert levels(licensing) == [
        (None, "network-advantage", "Perpetual", "network-premier"),
        ("addon", "dna-advantage", None, None),
        ("appxk9", "appxk9", "EvalRightToUse", "appxk9"),
        ("uck9", None, None, None),
    ]


def test_the_table_of_a_router_of_late() -> None:
    licensing = parse_show("show version", fixture("show-version", "c8230-essentials"))["licensing"]

    assert levels(licensing) == [("Smart License", "essentials", "Subscription", "advantage")]
    assert (licensing["throughput"], licensing["throughput_kbps"]) == ("unthrottled", None)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in version_captures()])
def test_the_lines_that_are_asked_for_say_what_the_whole_output_says(path: Path) -> None:
    text = path.read_text()
    asked = re.compile(VERSION_COMMAND.partition(" include ")[2])
    part = "\n".join(line for line in text.splitlines() if asked.search(line))

    assert len(VERSION_COMMAND) < 254
    assert parse_show(VERSION_COMMAND, part) == parse_show("show version", text)
    assert parse_show("show version", text)["licensing"]["status"]


def test_nx_os_is_no_ios_xe() -> None:
    found = parse_show("show version", "Cisco Nexus Operating System (NX-OS) Software\n  NXOS: version 10.2(3)\n")

    assert (found["release"], found["ios_xe"]) == ("10.2(3)", False)


def test_no_version() -> None:
    with pytest.raises(ParseError, match="no release"):
        parse_show("show version", "router#show version\n")


def test_a_command_that_nobody_reads_names_those_that_are_read() -> None:
    with pytest.raises(ParseError, match="show license all") as caught:
        parse_show("show inventory", "")

    assert all(command in caught.value.message for command in commands())


def test_a_pipe_and_blanks_behind_a_command_do_not_matter() -> None:
    assert parse_show("Show  clock | include :", "05:02:23 UTC Tue Apr 22 2025")["zone"] == "UTC"


@pytest.mark.parametrize(
    "word", [None, "", " ", "<none>", "<empty>", "None", "Not Configured", "No licenses in use", "N/A"]
)
def test_the_words_for_nothing(word: str | None) -> None:
    assert value(word) is None
    assert boolean(word) is None
    assert number(word) is None


def test_words_become_values() -> None:
    assert value(" SLE Policy ") == "SLE Policy"
    assert [boolean(word) for word in ("yes (CISCO default)", "ENABLED", "True", "no", "DISABLED", "False", "?")] == [
        True, True, True, False, False, False, None,
    ]  # fmt: skip
    assert [number(word) for word in ("30  days", "0 (no reporting)", "30  days State(2) InPolicy(30)", "many")] == [
        30,
        0,
        30,
        None,
    ]
    assert bracketed("30 (Customer Policy)") == "Customer Policy"
    assert bracketed("30") is None


def test_dates_are_wall_clocks_whatever_their_zone() -> None:
    assert parse_date("Mar 13 21:32:51 2024 UTC") == dt.datetime(2024, 3, 13, 21, 32, 51)
    assert parse_date("Aug  3 09:03:25 2024 est") == dt.datetime(2024, 8, 3, 9, 3, 25)
    assert parse_date("Aug 03 09:03:25 2024") == dt.datetime(2024, 8, 3, 9, 3, 25)
    assert [parse_date(text) for text in (None, "<none>", "2024-08-03", "")] == [None] * 4
    assert days_between(dt.datetime(2024, 3, 1), dt.datetime(2024, 2, 28, 12)) == -1.5


@pytest.mark.parametrize(
    "text", ["25:61:00.000 UTC Thu Jan 1 1970", "05:02:23 UTC Thu Xyz 1 1970", "05:02:23 UTC Thu Feb 31 2025"]
)
def test_a_time_that_no_clock_shows(text: str) -> None:
    with pytest.raises(ParseError, match="holds no clock"):
        parse_show("show clock", text)
