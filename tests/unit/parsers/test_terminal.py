# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a terminal adds to an output changes nothing of what is read from it."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_pasted, parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.lines import clean_lines, time_source
from ansible_collections.netops.smart_licensing.plugins.module_utils.state.state import State
from tests.unit.parsers.captures import fixture

NAMES = ["c8300-wan-trusted", "c9300-campus-trusted", "c9350-access-trusted", "isr4331-branch-untrusted"]
PROXY = "  Proxy:\n    Address: proxy.example.com\n    Port: 3128\n"
SYSLOG = [
    "*Nov 24 03:11:06.123: %SMART_LIC-6-POLICY_INSTALL_SUCCESS: A new licensing policy was successfully installed",
    ".Mar 31 17:29:43.447 CST: %SMART_LIC-6-REPORTING_REQUIRED: A Usage report acknowledgement will be required.",
    "Nov 24 2026 03:11:06 UTC: %SYS-5-CONFIG_I: Configured from console by admin on vty0 (192.0.2.1)",
    "000417: *Nov 24 03:11:06.123 UTC: %LINEPROTO-5-UPDOWN: Line protocol on Interface Vlan1, changed state to up",
]
MORE = [
    " --More-- " + "\x08" * 9 + " " * 8 + "\x08" * 9,
    " --More-- \r" + " " * 10 + "\r",
    "--More--\r" + " " * 8 + "\r",
    "\x1b[7m --More-- \x1b[m\r          \r",
]


def read(text: str) -> State:
    state: State = parse_show("show license all", text)
    return state


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["\r\n", "\r\r\n", " \n"])
def test_line_endings(name: str, ending: str) -> None:
    text = fixture("show-license-all", name)

    assert read(text.replace("\n", ending)) == read(text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("prompt", ["router#", "a-very-long.name_of/a-device#", "SW1>", ""])
def test_the_echo_and_the_prompt_behind(name: str, prompt: str) -> None:
    text = fixture("show-license-all", name)

    assert read(f"{prompt}show license all\n{text}\n{prompt}") == read(text)


def test_the_load_and_the_time_in_front_become_the_clock() -> None:
    text = fixture("show-license-all", "c8300-wan-trusted")
    load = "Load for five secs: 1%/0%; one minute: 4%; five minutes: 3%"
    state = read(f"{load}\nTime source is NTP, .05:02:23.993 UTC Tue Apr 22 2025\n\n{text}")

    assert state["clock"] == {
        "text": ".05:02:23.993 UTC Tue Apr 22 2025",
        "wall_clock": "2025-04-22T05:02:23",
        "zone": "UTC",
        "synchronized": False,
        "source": "NTP",
    }
    assert {**state, "clock": None} == read(text)


def test_a_device_without_a_time_source_says_so() -> None:
    assert time_source("No time source, *01:00:00.000 UTC Mon Mar 1 1993") == ("", "*01:00:00.000 UTC Mon Mar 1 1993")
    assert time_source("Time source is user configuration, 01:00:00.000 UTC Mon Mar 1 1993") is not None
    assert time_source("Time source is lost") is None


@pytest.mark.parametrize("pager", MORE)
def test_remains_of_the_pager_in_front_of_any_line(pager: str) -> None:
    text = fixture("show-license-all", "c8300-wan-trusted").replace("  Proxy:\n    Not Configured\n", PROXY)
    whole = read(text)
    lines = text.splitlines(keepends=True)

    for number in range(0, len(lines), 3):
        assert read("".join([*lines[:number], pager, *lines[number:]])) == whole, lines[number]


def test_remains_of_the_pager_in_front_of_a_nested_heading() -> None:
    text = fixture("show-license-all", "c8300-wan-trusted").replace("  Proxy:\n    Not Configured\n", PROXY)
    state = read(text.replace("  Proxy:\n", f"{MORE[0]}  Proxy:\n"))

    assert state["transport"]["proxy"] == {"address": "proxy.example.com", "port": 3128}


@pytest.mark.parametrize("message", SYSLOG)
def test_syslog_between_any_two_lines(message: str) -> None:
    text = fixture("show-license-all", "c9350-access-trusted")
    whole = read(text)
    lines = text.splitlines(keepends=True)

    for number in range(0, len(lines), 5):
        assert read("".join([*lines[:number], f"{message}\n", *lines[number:]])) == whole, lines[number]


def test_colours_and_control_characters() -> None:
    text = fixture("show-license-all", "c8300-wan-trusted")

    assert read(text.replace("  Type:", "\x1b[1;32m  Type:\x1b[0m").replace("Policy:", "\x07Policy:")) == read(text)


def test_a_line_of_the_device_is_never_altered_in_its_middle() -> None:
    line = "  Description: show must go on # 5 Mar 31 --less--"

    assert list(clean_lines(line)) == [line]


def test_one_text_after_another_gives_each_its_own_state() -> None:
    names = [
        "c9300-campus-trusted",
        "c8300-wan-untrusted",
        "c9600-core-trusted",
        "c8300-wan-trusted",
        "c9300-campus-untrusted",
    ]
    first = {name: read(fixture("show-license-all", name)) for name in names}
    again = {name: read(fixture("show-license-all", name)) for name in reversed(names)}

    assert first == again
    assert len({state["product"]["sn"] for state in first.values()}) == 3
    assert first["c8300-wan-untrusted"]["trust_codes"] == []
    assert first["c8300-wan-untrusted"]["members"] == []
    assert len(first["c9300-campus-trusted"]["trust_codes"]) == 3


def test_a_state_belongs_to_its_reader() -> None:
    text = fixture("show-license-all", "c8300-wan-trusted")
    state = read(text)
    state["trust_codes"].clear()
    state["policy"]["attributes"].clear()

    assert read(text)["trust_codes"] != []
    assert read(text)["policy"]["attributes"] != {}


@pytest.mark.parametrize("ending", ["\r", "\n\r", "\x00\n"])
@pytest.mark.parametrize("command", ["show license all", "show license status"])
def test_line_endings_of_other_machines_from_a_device_and_pasted(ending: str, command: str) -> None:
    text = fixture(command.replace(" ", "-"), "c9300-campus-trusted")
    whole = parse_show(command, text)

    assert parse_show(command, text.replace("\n", ending)) == whole
    assert parse_pasted(f"router#{command}\n{text}".replace("\n", ending))[0] == whole


def test_a_return_ends_a_udi() -> None:
    state = parse_show("show license udi", "UDI: PID:C9300-24UX,SN:FCW2303A0AA\rAgent Version\r")

    assert state["product"] == {"pid": "C9300-24UX", "sn": "FCW2303A0AA"}


def test_the_prompt_of_a_paste_behind_the_pager_and_colours() -> None:
    text = fixture("show-license-udi", "c9300-campus-trusted")

    assert parse_pasted(f"{MORE[0]}\x1b[1mrouter#\x1b[0mshow license udi\n{text}")[0]["product"]["pid"] == "C9300-24UX"
