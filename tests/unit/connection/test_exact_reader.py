# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the reader makes of a terminal: each test is a conversation as bytes on the wire."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.exact_reader import (
    MOST_EMPTY_LINES,
    Exchange,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import HostName
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.questions import Question
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.received import TooMuch
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.terminal_text import (
    clean,
    find_error,
    without_syslog,
)

REPORT = """\
Usage Reporting:
  Last ACK received: <none>
  Next ACK deadline: <none>
  Reporting push interval: 30  days

License Usage: value not found, connection timed out
  C9300>
  core#
"""
SYSLOG = "*Nov 24 10:00:00.123 UTC: %SMART_LIC-5-COMM_RESTORED: Communications with CSSM restored"
CORPUS = Path(os.environ.get("SLP_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
CAPTURES = sorted(path for path in CORPUS.glob("show-license-*/*") if path.is_file())


def exchange_for(command: str, *questions: tuple[str, str], host: str = "core-1", **how: bool) -> Exchange:
    asked = [Question(re.compile(pattern.encode(), re.IGNORECASE), answer.encode()) for pattern, answer in questions]
    return Exchange(command.encode(), HostName(host.encode()), asked, **how)


def replay(exchange: Exchange, text: str, chunk: int = 10_000) -> None:
    """Feed `text` in chunks; the exchange must be done with the last one and not before."""
    raw = text.encode()
    for start in range(0, len(raw), chunk):
        assert not exchange.done, f"took {raw[:start][-40:]!r} for the end"
        exchange.feed(raw[start : start + chunk])
    assert exchange.done


def wire(command: str, output: str, prompt: str = "core-1#", line_end: str = "\r\n") -> str:
    return f"{command}\n{output}\n{prompt}".replace("\n", line_end)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\r\r\n"], ids=["crlf", "cr", "lf", "crcrlf"])
@pytest.mark.parametrize("chunk", [1, 7, 10_000])
def test_a_report_full_of_angle_brackets_comes_back_whole(line_end: str, chunk: int) -> None:
    exchange = exchange_for("show license all")
    replay(exchange, wire("show license all", REPORT, line_end=line_end), chunk)
    assert exchange.output == REPORT.rstrip("\n")
    assert exchange.error is None
    assert exchange.prompt == b"core-1#"


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_capture_of_a_real_device_comes_back_whole_byte_by_byte(capture: Path) -> None:
    text = capture.read_text(encoding="utf-8", errors="replace").replace("\r", "")
    host = "a-name-that-no-capture-has"
    exchange = exchange_for("show license all", host=host)
    replay(exchange, wire("show license all", text, f"{host}#"), chunk=1)
    assert exchange.output == clean(text.encode())


def test_a_syslog_line_in_the_middle_is_taken_out() -> None:
    exchange = exchange_for("show license all")
    middle = REPORT.index("Next ACK") - 2
    replay(exchange, wire("show license all", REPORT[:middle] + SYSLOG + "\n" + REPORT[middle:]), chunk=1)
    assert without_syslog(exchange.output) == REPORT.rstrip("\n")


@pytest.mark.parametrize("between", ["\r\n", ""], ids=["on its own line", "right behind the prompt"])
@pytest.mark.parametrize("message", [SYSLOG, "[OK]"], ids=["syslog", "a save that is done"])
def test_a_message_after_the_prompt_does_not_hide_it(between: str, message: str) -> None:
    exchange = exchange_for("show clock")
    exchange.feed(f"show clock\r\n10:00:00 UTC\r\ncore-1#{between}{message}\r\n".encode())
    assert exchange.done
    assert exchange.output == "10:00:00 UTC"


def test_what_came_before_the_echo_is_no_output() -> None:
    exchange = exchange_for("show clock")
    replay(exchange, f"\r\n{SYSLOG}\r\ncore-1#show clock\r\n10:00:00 UTC\r\ncore-1#")
    assert exchange.output == "10:00:00 UTC"


def test_a_late_prompt_of_an_earlier_line_does_not_end_the_exchange() -> None:
    exchange = exchange_for("show clock")
    exchange.feed(b"\r\ncore-1#")
    assert not exchange.done
    exchange.feed(b"show clock\r\n10:00:00 UTC\r\ncore-1#")
    assert exchange.output == "10:00:00 UTC"


def test_a_terminal_without_echo_is_believed_once_it_is_silent() -> None:
    exchange = exchange_for("show clock")
    exchange.feed(b"10:00:00 UTC\r\ncore-1#")
    assert not exchange.done
    exchange.settle()
    assert exchange.output == "10:00:00 UTC"


def test_a_prompt_in_the_middle_of_a_line_is_text() -> None:
    exchange = exchange_for("show run")
    exchange.feed(b"show run\r\n description see core-1#")
    assert not exchange.done


def test_pages_are_turned_and_leave_no_trace() -> None:
    exchange = exchange_for("show run")
    assert exchange.feed(b"show run\r\nline 1\r\n --More-- ") == b" "
    assert (
        exchange.feed(b"\x08\x08\x08\x08\x08\x08\x08\x08\x08        \x08\x08\x08\x08\x08\x08\x08\x08\x08 line 2\r\n")
        == b""
    )
    assert exchange.feed(b" --More-- ") == b" "
    assert exchange.feed(b"\r         \r line 3\r\ncore-1#") == b""
    assert exchange.output == "line 1\n line 2\n line 3"


def test_a_page_mark_that_arrives_in_two_parts_is_answered_once() -> None:
    exchange = exchange_for("show run")
    assert exchange.feed(b"show run\r\nline 1\r\n --More--") == b" "
    assert exchange.feed(b" ") == b""


@pytest.mark.parametrize(
    "prompt", ["core-1>", "core-1#", "core-1(config)#", "core-1(cfg-call-home-profile)#", "core-1# "]
)
def test_every_mode_of_the_same_device_is_a_prompt(prompt: str) -> None:
    exchange = exchange_for("x")
    replay(exchange, wire("x", "", prompt))
    assert exchange.prompt == prompt.strip().encode()


def test_a_long_name_may_be_cut_in_configuration_mode_only() -> None:
    name = "a-host-name-that-is-much-too-long-for-ios"
    exchange = exchange_for("configure terminal", host=name)
    replay(exchange, wire("configure terminal", "", f"{name[:20]}(config)#"))
    elsewhere = exchange_for("show clock", host=name)
    elsewhere.feed(wire("show clock", "", f"{name[:20]}#").encode())
    assert not elsewhere.done


def test_a_new_host_name_is_followed_and_the_old_one_forgotten() -> None:
    host = HostName(b"core-1")
    renaming = Exchange(b"hostname edge-7", host)
    replay(renaming, "hostname edge-7\r\nedge-7(config)#")
    later = Exchange(b"end", host)
    later.feed(b"end\r\ncore-1#")
    assert not later.done
    later.feed(b"\r\nedge-7#")
    assert later.done


def test_a_refused_host_name_changes_nothing() -> None:
    host = HostName(b"core-1")
    replay(Exchange(b"hostname 7!", host), "hostname 7!\r\n% Invalid\r\ncore-1(config)#")
    assert host.name == b"core-1"


def test_a_question_is_answered_once() -> None:
    exchange = exchange_for("copy run start", (r"Destination filename", "\r"))
    assert exchange.feed(b"copy run start\r\nDestination filename [startup-config]? ") == b"\r"
    assert exchange.feed(b"\r\nBuilding configuration...\r\n[OK]\r\ncore-1#") == b""
    assert exchange.done
    assert exchange.error is None


def test_questions_are_answered_in_their_order() -> None:
    exchange = exchange_for("copy a b", ("name", "one\r"), ("confirm", "\r"), all_questions=True)
    assert exchange.feed(b"copy a b\r\nDestination name []? ") == b"one\r"
    assert exchange.feed(b"one\r\nOverwrite? [confirm]") == b"\r"
    exchange.feed(b"\r\ncore-1#")
    assert exchange.done


def test_the_command_itself_is_not_taken_for_a_question() -> None:
    exchange = exchange_for("clear confirm", ("confirm", "\r"))
    assert exchange.feed(b"clear confirm\r\n") == b""


def test_a_wrong_password_is_noticed_and_the_session_stays_in_step() -> None:
    exchange = exchange_for("enable", ("password: ?$", "wrong\r"), asked_again_is_wrong=True)
    assert exchange.feed(b"enable\r\nPassword:") == b"wrong\r"
    assert exchange.feed(b" ") == b""
    assert exchange.feed(b"\r\nPassword: ") == b"\r"
    assert exchange.feed(b"\r\nPassword: ") == b"\r"
    exchange.feed(b"\r\n% Bad secrets\r\n\r\ncore-1>")
    assert exchange.done
    assert exchange.wrong_answer is not None
    assert exchange.error == "% Bad secrets"


def test_a_new_password_that_is_demanded_is_not_the_known_one_again() -> None:
    exchange = exchange_for("enable", ("password: ?$", "known\r"), asked_again_is_wrong=True)
    assert exchange.feed(b"enable\r\nPassword: ") == b"known\r"
    assert exchange.feed(b"\r\n% Your password has expired.\r\nEnter new password: ") == b""
    assert exchange.feed(b"\r\nConfirm password: ") == b""
    assert exchange.waits_at == ", the device waits at 'Confirm password: '"


def test_a_new_password_that_is_demanded_at_once_is_not_the_known_one() -> None:
    exchange = exchange_for("enable", ("password: ?$", "known\r"), asked_again_is_wrong=True)
    assert exchange.feed(b"enable\r\nEnter new password: ") == b""


def test_another_question_than_the_one_that_was_answered_is_not_that_one_again() -> None:
    exchange = exchange_for("enable", ("password: ?$", "known\r"), asked_again_is_wrong=True)
    assert exchange.feed(b"enable\r\nPassword: ") == b"known\r"
    assert exchange.feed(b"\r\nSecond password: ") == b""
    assert exchange.wrong_answer is None


def test_a_device_that_asks_for_ever_is_answered_a_few_times() -> None:
    exchange = exchange_for("enable", ("password: ?$", "wrong\r"), asked_again_is_wrong=True)
    exchange.feed(b"enable\r\nPassword: ")
    again = [exchange.feed(b"\r\nPassword: ") for _time in range(20)]
    assert [reply for reply in again if reply] == [b"\r"] * MOST_EMPTY_LINES


def test_an_answer_that_is_longer_than_there_is_room_for_is_not_kept() -> None:
    exchange = exchange_for("show run")
    exchange.feed(b"show run\r\n")
    with pytest.raises(TooMuch, match="33,554,432 bytes"):
        for _megabyte in range(33):
            exchange.feed(b"x" * (1 << 20))


def test_a_confirmation_that_comes_again_is_not_given_unasked() -> None:
    exchange = exchange_for("delete a", ("confirm", "\r"))
    assert exchange.feed(b"delete a\r\nDelete a? [confirm]") == b"\r"
    assert exchange.feed(b"\r\nReally? [confirm]") == b""
    assert exchange.waits_at == ", the device waits at 'Really? [confirm]'"


def test_an_error_message_never_shows_an_answer() -> None:
    exchange = exchange_for("login", ("name", "s3cret\r"))
    exchange.feed(b"login\r\nname: ")
    exchange.feed(b"s3cret")
    assert exchange.waits_at == ""


@pytest.mark.parametrize(
    ("output", "error"),
    [
        ("        ^\n% Invalid input detected at '^' marker.\n", "% Invalid input detected at '^' marker."),
        ('% Ambiguous command:  "sh li"', '% Ambiguous command:  "sh li"'),
        ("% Incomplete command.", "% Incomplete command."),
        ("Command authorization failed.\n", "Command authorization failed."),
        ('Translating "foo"...domain server (255.255.255.255)\n% Unknown command or computer name',
         "% Unknown command or computer name"),
        ("%Error opening tftp://192.0.2.1/a (Timed out)", "%Error opening tftp://192.0.2.1/a (Timed out)"),
        ("% Bad secrets", "% Bad secrets"),
    ],
)  # fmt: skip
def test_what_ios_prints_instead_of_output_is_an_error(output: str, error: str) -> None:
    assert find_error(output) == error


@pytest.mark.parametrize(
    "output",
    [
        REPORT,
        "Failure reason: invalid input, host not found\n% Invalid input detected at '^' marker.",
        "Last Communication: connection timed out",
        "The requested item was not found",
        "%No Rollback Confirmed Change pending",
        "",
    ],
)
def test_words_that_look_like_errors_are_output(output: str) -> None:
    assert find_error(output) is None
