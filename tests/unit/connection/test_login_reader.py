# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is made of the terminal before its first prompt: each test is what a device prints, until it falls silent."""

from __future__ import annotations

import re

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.login_reader import (
    MOST_BEFORE_PROMPT,
    Login,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import HostName
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.questions import Question
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.received import TooMuch

BANNER = "\r\n#####\r\nWelcome to site>\r\nuse it well#\r\ncore-9#\r\n"
SYSLOG = "*Nov 24 10:00:00.123 UTC: %SYS-5-CONFIG_I: Configured from console by console"


def silent_after(text: str, login: Login | None = None) -> tuple[Login, list[bytes]]:
    """Return the login after the device printed `text`, byte by byte, and what was sent meanwhile."""
    login = login or Login()
    sent = [login.feed(bytes([byte])) for byte in text.encode()]
    login.settle()
    return login, [reply for reply in sent if reply]


@pytest.mark.parametrize("prompt", ["core-1>", "core-1#", "core-1# "])
def test_the_prompt_is_where_the_device_falls_silent_and_nothing_is_sent_to_learn_it(prompt: str) -> None:
    login, sent = silent_after(f"{BANNER}\r\n{prompt}")
    assert login.prompt == prompt.strip().encode()
    assert sent == []


@pytest.mark.parametrize("between", ["\r\n", ""], ids=["on its own line", "right behind the prompt"])
def test_a_syslog_line_after_the_prompt_does_not_hide_it(between: str) -> None:
    login, sent = silent_after(f"{BANNER}\r\ncore-1#{between}{SYSLOG}\r\n")
    assert (login.prompt, sent) == (b"core-1#", [])


@pytest.mark.parametrize(
    "question",
    [
        "Would you like to enter the initial configuration dialog? [yes/no]: ",
        "Would you like to terminate autoinstall? [yes]: ",
        "System configuration has been modified. Save? [yes/no]: ",
        "Proceed with reload? [confirm]",
        "Enter new password: ",
        "Username: ",
        "Do you accept these terms (yes/no)?",
    ],
)
def test_an_unknown_question_is_named_and_not_answered(question: str) -> None:
    login, sent = silent_after(f"{BANNER}\r\n{question}")
    assert (login.done, login.question, sent) == (False, question.strip(), [])


@pytest.mark.parametrize("text", ["", BANNER, "\r\nreading the banner takes a whi", "<none>", "#####"])
def test_what_is_neither_prompt_nor_question_is_waited_for(text: str) -> None:
    login, sent = silent_after(text)
    assert (login.done, login.question, sent) == (False, "", [])


def test_a_prompt_in_the_middle_of_a_banner_is_passed_when_the_banner_goes_on() -> None:
    login = Login()
    assert login.feed(b"core-9#") == b""
    login, sent = silent_after("\r\nis our core\r\ncore-1#", login)
    assert (login.prompt, sent) == (b"core-1#", [])


def test_return_is_pressed_where_the_device_says_so() -> None:
    login, sent = silent_after("\r\n\r\nPress RETURN to get started.")
    assert (login.done, sent) == (False, [b"\r"])
    login, sent = silent_after("\r\n\r\ncore-1>", login)
    assert (login.prompt, sent) == (b"core-1>", [])


def test_a_question_that_the_user_foresaw_is_answered_once() -> None:
    login = Login([Question(re.compile(b"press a key"), b"k\r")])
    assert login.feed(b"Please press a key") == b"k\r"
    login, sent = silent_after("k\r\nPlease press a key: ", login)
    assert (login.question, sent) == ("Please press a key:", [])


def test_the_echo_of_an_answer_is_never_shown() -> None:
    login = Login([Question(re.compile(b"code: "), b"s3cret\r")])
    assert login.feed(b"Your code: ") == b"s3cret\r"
    login, _sent = silent_after("s3cret?", login)
    assert "s3cret" not in login.question + login.text


def test_the_pages_of_a_banner_are_turned() -> None:
    assert silent_after("line 1\r\n --More-- ")[1] == [b" "]


def test_a_banner_without_an_end_is_not_read_to_its_end() -> None:
    login = Login()
    login.feed(b"x" * MOST_BEFORE_PROMPT)
    with pytest.raises(TooMuch, match="1,048,576 bytes"):
        login.feed(b"x")


def test_the_name_of_the_device_is_that_of_its_prompt() -> None:
    assert HostName.of(b"core-1#").name == b"core-1"
    with pytest.raises(ValueError, match="not known"):
        HostName.of(b"")
