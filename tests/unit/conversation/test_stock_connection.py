# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation over the stock network_cli: it is taught the exact prompt first, and no pattern for errors."""

from __future__ import annotations

import re
from typing import cast

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.dialects import Rpc
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from tests.unit.conftest import Converse
from tests.unit.conversation.twin import (
    METHOD_NOT_FOUND,
    Leaves,
    OurConnection,
    RpcError,
    Script,
    Stays,
    StockConnection,
    script_of,
)

INVALID = "        ^\n% Invalid input detected at '^' marker.\n"


class RefusesOtherwise(OurConnection):
    """Knows exchanges, but fails in one with another code."""

    def converse(self, steps: object) -> list[dict[str, str | None]]:
        raise RpcError("Internal error", -32603)


def taught(prompt: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns that a connection with this prompt is taught, compiled as terminal plugins are."""
    remote = StockConnection(script_of(("show clock", "12:00")), prompt)
    Conversation(lambda: cast(Rpc, remote), RpcError).show(["show clock"])
    return {name: re.compile(patterns[0]["pattern"]) for name, patterns in remote.options.items()}


def test_shows_go_in_one_call(converse: Converse) -> None:
    script = script_of(("show clock", "12:00"), ("show version", "17.12"))

    assert converse(script, connection=StockConnection).show(["show clock", "show version"]) == ["12:00", "17.12"]
    assert script.exchanges == [["show clock", "show version"]]


@pytest.mark.parametrize("last", ["dir flash:", "show version"])
def test_a_look_goes_on_behind_a_refusal(converse: Converse, last: str) -> None:
    script = script_of(("show ntp status", "%NTP is not enabled.\n"), (last, "something"))
    replies = converse(script, connection=StockConnection).look(["show ntp status", last])

    assert [reply.error for reply in replies] == ["%NTP is not enabled.", None]


def test_exchanges_are_tried_only_once(converse: Converse) -> None:
    asked: list[int] = []

    class Counting(StockConnection):
        def converse(self, _steps: object) -> list[dict[str, str]]:
            asked.append(1)
            raise RpcError("Method not found", METHOD_NOT_FOUND)

    talk = converse(script_of(("show clock", "12:00"), ("show clock", "12:01")), connection=Counting)
    talk.show(["show clock"])
    talk.show(["show clock"])

    assert asked == [1]


def test_another_failure_is_no_reason_to_fall_back(converse: Converse) -> None:
    talk = converse(Script([]), connection=RefusesOtherwise)

    with pytest.raises(LicensingError, match="Internal error") as caught:
        talk.execute("license smart sync all")

    assert caught.value.reason == "connection_lost"


def test_configuration_stops_at_the_first_refused_line_and_is_left(converse: Converse) -> None:
    script = script_of(("configure terminal", ""), ("first", ""), ("second", INVALID), ("end", ""))
    talk = converse(script, connection=StockConnection)

    with pytest.raises(LicensingError, match="'second'"):
        talk.configure(["first", "second", "third"])

    assert script.exchanges == [["configure terminal"], ["first"], ["second"], ["end"]]


def test_no_line_is_sent_to_a_session_that_was_thrown_out_of_configuration_mode(converse: Converse) -> None:
    left = Leaves("Configuration session ended by the system\n")
    script = script_of(("configure terminal", ""), ("first", left), ("end", ""))
    talk = converse(script, connection=StockConnection)

    with pytest.raises(LicensingError, match="first"):
        talk.configure(["first", "second"])

    assert script.exchanges == [["configure terminal"], ["first"], ["end"]]


def test_no_line_is_sent_where_the_prompt_does_not_say_that_configuration_mode_is_entered(converse: Converse) -> None:
    locked = Stays(
        "Configuration mode is locked by process '484' user 'NETCONF' from terminal '64'. Please try later.\n"
    )
    talk = converse(script_of(("configure terminal", locked)), connection=StockConnection)

    with pytest.raises(LicensingError, match="user 'NETCONF'") as caught:
        talk.configure(["first"])

    assert caught.value.reason == "busy"


def test_what_is_no_known_refusal_stops_no_line(converse: Converse) -> None:
    script = script_of(("configure terminal", ""), ("first", "% A warning\n"), ("second", ""), ("end", ""))
    talk = converse(script, connection=StockConnection)

    talk.configure(["first", "second"])
    assert talk.messages == [{"command": "first", "text": "% A warning"}]


def test_a_question_is_answered_with_what_run_commands_takes(converse: Converse) -> None:
    script = script_of(("write memory", "[OK]"))

    converse(script, connection=StockConnection).execute("write memory", prompt=r"\[confirm\]", answer="")

    assert script.steps == [{"command": "write memory", "prompt": r"\[confirm\]", "answer": ""}]


def test_a_timeout_of_the_stock_connection(converse: Converse) -> None:
    error = RpcError("timeout value 30 seconds reached while trying to send command: b'show license all'")
    talk = converse(script_of(("show license all", error)), connection=StockConnection)

    with pytest.raises(LicensingError) as caught:
        talk.show(["show license all"])

    assert caught.value.reason == "timeout"


def test_a_stock_connection_that_comes_back_is_taught_anew(converse: Converse) -> None:
    made: list[StockConnection] = []

    class Remembered(StockConnection):
        def __init__(self, script: Script) -> None:
            super().__init__(script)
            made.append(self)

    script = script_of(("show clock", RpcError("Socket path does not exist")), ("show clock", "12:00"))
    converse(script, connection=Remembered).show(["show clock"])

    assert len(made) == 2
    assert all("terminal_stdout_re" in remote.options for remote in made)


@pytest.mark.parametrize("error", ["% Invalid input detected", "Failure: not found", "\r\nconnection timed out", ""])
def test_no_output_is_an_error_to_the_stock_connection(error: str) -> None:
    assert taught("router#")["terminal_stderr_re"].search(error) is None


PROMPTS = [
    ("router#", "\nrouter#"),
    ("router#", "\r\nrouter#"),
    ("router#", "router#"),
    ("router#", "\nrouter# "),
    ("router#", "\nrouter#[OK]\r\n"),
    ("router#", "\nrouter#\r\n[OK]\r\n"),
    ("router>", "\nrouter#"),
    ("\nrouter#", "\nrouter(config)#"),
    ("router#", "\nrouter(config-call-home)#"),
    ("router#", "\nrouter(cfg-call-home-profile)#"),
    ("edge.site-7/a_1#", "\nedge.site-7/a_1(config)#"),
    ("very-long-name-of-an-access-switch#", "\nvery-long-name-of-an-access-switch#"),
    ("very-long-name-of-an-access-switch#", "\nvery-long-name-of-an(config)#"),
    ("very-long-name-of-an-access-switch#", "\nvery-long-name-of-an(config-call-home)#"),
]
OTHER_ENDINGS = [
    "\n  Last ACK received: <none>",
    "\n    <none>",
    "\n  VRF: <empty>",
    "\nTrust Code Installed: <none>",
    "\n  No Purchase Information Available#",
    "\n ! routers#",
    "\n  Description: ask router#",
    "\nrouter#show license all",
    "\nPassword:",
    "\notherhost#",
    "\nrouter",
]


@pytest.mark.parametrize(("prompt", "ending"), PROMPTS)
def test_the_taught_pattern_knows_the_prompt_of_every_mode(prompt: str, ending: str) -> None:
    assert taught(prompt)["terminal_stdout_re"].search(f"  Reports on disk: 0\r\n{ending}"[-60:])


@pytest.mark.parametrize("ending", OTHER_ENDINGS)
def test_the_taught_pattern_takes_no_output_for_a_prompt(ending: str) -> None:
    assert taught("router#")["terminal_stdout_re"].search(f"Usage Reporting:{ending}") is None


def test_a_dot_in_a_name_is_a_dot() -> None:
    assert taught("edge.site#")["terminal_stdout_re"].search("\nedgexsite#") is None
