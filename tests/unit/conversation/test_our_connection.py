# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation over our own connection: an exchange at once, stopped where the device refuses."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.dialects import Step, lost_its_mode
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.values import MASK
from tests.unit.conftest import Converse
from tests.unit.conversation.twin import RpcError, Stays, script_of

INVALID = "        ^\n% Invalid input detected at '^' marker.\n"
LOST = "connection_lost: the device closed the session"


def test_shows_of_a_step_are_one_exchange(converse: Converse) -> None:
    script = script_of(("show clock", "12:00"), ("show license all", "Status"))
    talk = converse(script)

    assert talk.show(["show clock", "show license all"]) == ["12:00", "Status"]
    assert script.exchanges == [["show clock", "show license all"]]
    assert talk.exchanges == 1


def test_nothing_is_opened_before_there_is_something_to_ask(converse: Converse) -> None:
    script = script_of(("show clock", "12:00"))
    talk = converse(script)
    assert script.connects == 0

    talk.show(["show clock"])
    assert script.connects == 1


def test_a_refused_show_names_command_and_line(converse: Converse) -> None:
    talk = converse(script_of(("show clock", "12:00"), ("show licence", INVALID)))

    with pytest.raises(LicensingError, match="refused 'show licence': % Invalid input detected") as caught:
        talk.show(["show clock", "show licence", "show version"])

    assert caught.value.reason == "device_error"
    assert caught.value.details == {"refused_command": "show licence"}


def test_words_in_licence_output_are_no_refusal(converse: Converse) -> None:
    output = "Failure Reason: host not found\n  connection timed out\n"
    talk = converse(script_of(("show license tech support", output)))

    assert talk.show(["show license tech support"]) == [output]


def test_configuration_is_entered_line_by_line_and_left(converse: Converse) -> None:
    script = script_of(("configure terminal", "Enter configuration commands"), ("a", ""), ("b", ""), ("end", ""))

    converse(script).configure(["a", "b"])

    assert script.exchanges == [["configure terminal"], ["a", "b"], ["end"]]


@pytest.mark.parametrize(
    ("prompt", "before", "lost"),
    [
        ("r1(config)#", "", True),
        ("r1#", "r1(config)#", True),
        ("r1(cfg-call-home)#", "", False),
        ("r1(cfg-call-home)#", "r1(cfg-call-home)#", True),
        ("r1(cfg-call-home-profile)#", "r1(cfg-call-home)#", False),
    ],
)
def test_a_line_that_others_stand_under_must_enter_a_mode_of_its_own(prompt: str, before: str, lost: bool) -> None:
    step = Step(" profile A", stays=True, enters=True, deeper=True)

    assert lost_its_mode(step.mode, prompt, before) is lost


def test_two_blocks_one_after_the_other_have_the_same_prompt_and_lose_nothing() -> None:
    step = Step("crypto pki trustpoint B", stays=True, enters=True)

    assert lost_its_mode(step.mode, "r1(ca-trustpoint)#", "r1(ca-trustpoint)#") is False


def test_configuration_stops_at_the_first_refused_line_and_is_left_all_the_same(converse: Converse) -> None:
    talk = converse(script_of(("configure terminal", ""), ("first", ""), ("second", INVALID), ("end", "")))

    with pytest.raises(LicensingError, match="'second'") as caught:
        talk.configure(["first", "second", "third"])

    assert caught.value.reason == "device_error"


def test_no_line_is_entered_where_configuration_mode_is_refused(converse: Converse) -> None:
    talk = converse(script_of(("configure terminal", Stays("Configuration mode is locked by process '484'\n"))))

    with pytest.raises(LicensingError, match="locked by process '484'") as caught:
        talk.configure(["license smart transport smart"])

    assert caught.value.reason == "busy"


def test_what_is_no_known_refusal_stops_no_line_and_is_kept(converse: Converse) -> None:
    printed = "% Generating 1024 bit RSA keys, keys will be non-exportable...[OK]\n"
    talk = converse(
        script_of(("configure terminal", "Enter"), ("ip http secure-server", printed), ("b", ""), ("end", ""))
    )

    talk.configure(["ip http secure-server", "b"])
    assert talk.messages == [{"command": "ip http secure-server", "text": printed.strip()}]


def test_what_the_logging_process_wrote_between_is_no_message(converse: Converse) -> None:
    line = "*Dec  1 12:00:00.000: %SMART_LIC-6-POLICY_INSTALL_SUCCESS: A policy was installed"
    talk = converse(script_of(("license smart import flash:a", f"{line}\nImport Data Successful\n")))

    assert talk.execute("license smart import flash:a") == "Import Data Successful"
    assert talk.log == [line]
    assert talk.messages[0]["text"] == "Import Data Successful"


def test_a_user_is_removed_though_the_device_asks(converse: Converse) -> None:
    script = script_of(("configure terminal", ""), ("no username c", ""), ("end", ""))
    converse(script).configure(["no username c"])

    assert (script.steps[1]["prompt"], script.steps[1]["answer"]) == (r"\[confirm\]", "")


def test_an_action_returns_what_it_printed(converse: Converse) -> None:
    talk = converse(script_of(("license smart sync all", "\r\n  Busy. \r\n")))

    assert talk.execute("license smart sync all") == "Busy."


def test_an_action_that_asks_back_gets_its_answer(converse: Converse) -> None:
    script = script_of(("write memory", "[OK]"))

    converse(script).execute("write memory", prompt=r"\[confirm\]", answer="y")

    (step,) = script.steps
    assert (step["prompt"], step["answer"], step["shows"]) == (r"\[confirm\]", "y", False)


def test_a_refused_action(converse: Converse) -> None:
    talk = converse(script_of(("license smart trust", "% Incomplete command.\n")))

    with pytest.raises(LicensingError, match="Incomplete command") as caught:
        talk.execute("license smart trust")

    assert caught.value.reason == "device_error"


def test_a_lost_read_is_tried_once_more_on_a_new_connection(converse: Converse) -> None:
    script = script_of(("show clock", RpcError(LOST)), ("show clock", "12:00"), ("show version", "17.12"))
    talk = converse(script)

    assert talk.show(["show clock", "show version"]) == ["12:00", "17.12"]
    assert script.connects == 2


def test_a_read_that_is_lost_twice_is_lost(converse: Converse) -> None:
    script = script_of(("show clock", RpcError(LOST)), ("show clock", RpcError(LOST)))

    with pytest.raises(LicensingError, match="lost at 'show clock'") as caught:
        converse(script).show(["show clock"])

    assert caught.value.reason == "connection_lost"
    assert script.connects == 2


def test_a_read_that_takes_too_long_is_not_asked_again(converse: Converse) -> None:
    talk = converse(script_of(("show license all", RpcError("timeout: no answer within 30 s"))))

    with pytest.raises(LicensingError, match="ansible_command_timeout") as caught:
        talk.show(["show license all"])

    assert caught.value.reason == "timeout"


def test_a_connection_that_cannot_be_opened_in_time_is_lost_and_not_slow(converse: Converse) -> None:
    lost = RpcError("connection_lost: 192.0.2.1: connection timed out")

    with pytest.raises(LicensingError) as caught:
        converse(script_of(("show clock", lost), ("show clock", lost))).show(["show clock"])

    assert caught.value.reason == "connection_lost"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (LOST, "connection_lost"),
        ("timeout: no prompt within 30 s", "timeout"),
        ("output_too_long: the device printed more than 33,554,432 bytes after 'show clock'", "output_too_long"),
        ("login_failed: the device rejected the user netops", "login_failed"),
        ("the device printed: nonsense", "connection_lost"),
    ],
)
def test_the_reason_that_the_connection_names_is_kept_and_named_once(
    converse: Converse, told: str, reason: str
) -> None:
    with pytest.raises(LicensingError) as caught:
        converse(script_of(("reload", RpcError(told)))).execute("reload")

    assert caught.value.reason == reason
    assert f"{reason}: " not in caught.value.message
    assert told.removeprefix(f"{reason}: ") in caught.value.message


def test_an_action_is_never_sent_twice(converse: Converse) -> None:
    script = script_of(("license smart sync all", RpcError(LOST)))

    with pytest.raises(LicensingError) as caught:
        converse(script).execute("license smart sync all")

    assert caught.value.reason == "connection_lost"
    assert script.connects == 1


def test_a_lost_configuration_line_is_never_sent_twice_and_the_loss_is_what_is_told(converse: Converse) -> None:
    talk = converse(script_of(("configure terminal", ""), ("first", RpcError(LOST)), ("end", "")))

    with pytest.raises(LicensingError, match="'first'") as caught:
        talk.configure(["first", "second"])

    assert caught.value.reason == "connection_lost"


def test_the_refusal_is_told_even_where_the_session_is_lost_on_the_way_out(converse: Converse) -> None:
    talk = converse(script_of(("configure terminal", ""), ("first", INVALID), ("end", RpcError(LOST))))

    with pytest.raises(LicensingError, match="Invalid input") as caught:
        talk.configure(["first"])

    assert caught.value.reason == "device_error"


def test_a_secret_is_marked_for_the_connection(converse: Converse) -> None:
    script = script_of(("license smart trust idtoken S3cret all", ""), ("license smart sync all", ""))
    talk = converse(script, "S3cret")

    talk.execute("license smart trust idtoken S3cret all")
    talk.execute("license smart sync all")

    assert [step["secret"] for step in script.steps] == [True, False]


def test_a_secret_is_in_no_error_that_the_device_causes(converse: Converse) -> None:
    refusal = "% Invalid input S3cret\n"
    talk = converse(script_of(("license smart trust idtoken S3cret all", refusal)), "S3cret")

    with pytest.raises(LicensingError) as caught:
        talk.execute("license smart trust idtoken S3cret all")

    assert "S3cret" not in f"{caught.value.message} {caught.value.details}"
    assert f"idtoken {MASK} all" in caught.value.message


def test_a_secret_is_in_no_error_of_a_lost_session(converse: Converse) -> None:
    lost = RpcError("connection_lost: while sending license smart trust idtoken S3cret all")
    talk = converse(script_of(("license smart trust idtoken S3cret all", lost)), "S3cret")

    with pytest.raises(LicensingError) as caught:
        talk.execute("license smart trust idtoken S3cret all")

    assert "S3cret" not in caught.value.message
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_the_longer_secret_is_masked_first(converse: Converse) -> None:
    talk = converse(script_of(), "abc", "abcdef", "")

    assert talk.mask("abcdef and abc") == f"{MASK} and {MASK}"


def test_a_look_goes_on_behind_a_refusal(converse: Converse) -> None:
    script = script_of(("show ntp status", "%NTP is not enabled.\n"), ("dir flash:", "Directory of flash:/"))
    replies = converse(script).look(["show ntp status", "dir flash:"], 90)

    assert [(reply.output, reply.error) for reply in replies] == [
        ("%NTP is not enabled.\n", "%NTP is not enabled."),
        ("Directory of flash:/", None),
    ]
    assert script.exchanges == [["show ntp status", "dir flash:"]]
    assert [step["timeout"] for step in script.steps] == [90, 90]


def test_a_look_is_taken_once_more_when_the_session_is_lost(converse: Converse) -> None:
    script = script_of(("show clock", RpcError(LOST)), ("show clock", "12:00"))

    assert [reply.output for reply in converse(script).look(["show clock"])] == ["12:00"]
    assert script.connects == 2


def test_a_look_that_takes_too_long_is_not_taken_again(converse: Converse) -> None:
    talk = converse(script_of(("ping a", RpcError("timeout: no prompt within 90 s"))))

    with pytest.raises(LicensingError) as caught:
        talk.look(["ping a"])

    assert caught.value.reason == "timeout"
