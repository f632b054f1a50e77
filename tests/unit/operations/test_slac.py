# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_slac: request and return an authorization code."""

from __future__ import annotations

import re

import pytest

from tests.unit.conversation.twin import Script, script_of
from tests.unit.operations.conftest import Act
from tests.unit.operations.texts import CSLU, SMART, known, licence, looks, looks_in_vain, read

ALL = ("licence", "platform", "communication")
REQUEST = "license smart authorization request add hseck9 all"
RETURN = "license smart authorization return all online"
INSTALLED = licence("c8300-wan-trusted")
_HEAD, _REST = INSTALLED.split("Overall status:\n", 1)
MISSING = (
    f"{_HEAD}Overall status:\n  Active: PID:C8300-1N1S-4T2X,SN:FDO2250A0J5\n      Status: NOT INSTALLED\n\n"
    f"Purchased Licenses:{_REST.split('Purchased Licenses:', 1)[1]}"
)


def test_a_slac_is_requested_and_seen(act: Act) -> None:
    outcome = act(
        "slp_slac", script_of(read(*ALL, text=MISSING), (REQUEST, ""), looks("authorization", MISSING, INSTALLED))
    )

    assert outcome["changed"] is True
    assert outcome["commands"] == [REQUEST]
    assert outcome["before"]["authorizations"][0]["installed"] is False
    assert outcome["after"]["authorizations"][0]["installed"] is True


def test_the_second_run_sends_nothing(act: Act) -> None:
    outcome = act("slp_slac", script_of(read(*ALL, text=INSTALLED)))

    assert (outcome["changed"], outcome["commands"]) == (False, [])


def test_a_known_state_that_has_it_costs_nothing(act: Act) -> None:
    script = Script([])

    assert act("slp_slac", script, smart_licensing=known(INSTALLED))["changed"] is False
    assert script.connects == 0


def test_a_known_state_that_lacks_it_is_read_again_whole(act: Act) -> None:
    script = script_of(read(*ALL, text=MISSING), (REQUEST, ""), looks("authorization", INSTALLED))

    assert act("slp_slac", script, smart_licensing=known(MISSING))["changed"] is True


@pytest.mark.parametrize(("state", "text", "command"), [("present", MISSING, REQUEST), ("absent", INSTALLED, RETURN)])
def test_check_mode_only_reads(act: Act, state: str, text: str, command: str) -> None:
    outcome = act("slp_slac", script_of(read(*ALL, text=text)), check=True, state=state)

    assert (outcome["changed"], outcome["commands"]) == (True, [command])
    assert outcome["after"]["authorizations"][0]["installed"] is (state == "present")


def test_an_untrusted_device_is_told_to_get_trust_first(act: Act) -> None:
    outcome = act("slp_slac", script_of(read(*ALL, text=licence("c8300-wan-untrusted", transport=SMART))))

    assert outcome["reason"] == "slac_denied"
    assert "slp_trust" in outcome["msg"]
    assert outcome["commands"] == []


def test_through_cslu_the_request_goes_with_a_synchronization_and_needs_no_trust_code(act: Act) -> None:
    through_cslu = licence("c8300-wan-untrusted", transport=CSLU)
    script = script_of(
        read(*ALL, text=through_cslu),
        (REQUEST, ""),
        ("license smart sync all", ""),
        looks("authorization", through_cslu, INSTALLED),
    )
    outcome = act("slp_slac", script)

    assert outcome["changed"] is True
    assert outcome["commands"] == [REQUEST, "license smart sync all"]


def test_a_feature_that_the_device_does_not_know(act: Act) -> None:
    command = REQUEST.replace("hseck9", "warp9")
    script = script_of(read(*ALL, text=MISSING), (command, "The requested item was not found\n"))
    outcome = act("slp_slac", script, feature="warp9")

    assert outcome["reason"] == "invalid_value"
    assert "'warp9'" in outcome["msg"]


@pytest.mark.parametrize("feature", ["hseck9 all", "a\nreload", "what?", ""])
def test_a_feature_that_must_not_be_sent(act: Act, feature: str) -> None:
    script = Script([])
    outcome = act("slp_slac", script, feature=feature)

    assert outcome["reason"] == "invalid_value"
    assert script.connects == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Not enough licenses in the virtual account", "slac_denied"),
        ("Unable to resolve server hostname/domain name", "communication_failed"),
        (None, "slac_denied"),
    ],
)
def test_a_request_that_fails(act: Act, text: str | None, reason: str) -> None:
    script = script_of(
        read(*ALL, text=MISSING),
        (REQUEST, ""),
        looks("authorization", MISSING, MISSING, MISSING, authorization_request=text),
    )
    outcome = act("slp_slac", script)

    assert outcome["reason"] == reason
    assert (text or "gives no reason") in outcome["msg"]


def test_nothing_happens_until_the_time_is_over(act: Act) -> None:
    vain = looks_in_vain("authorization", MISSING, 4)
    outcome = act("slp_slac", script_of(read(*ALL, text=MISSING), (REQUEST, ""), vain), timeout=2)

    assert outcome["reason"] == "timeout"
    assert "SN:FDO2250A0J5" in outcome["msg"]


def test_a_slac_is_returned_with_its_code(act: Act) -> None:
    script = script_of(
        read(*ALL, text=INSTALLED), (RETURN, "Return code: CGj6Ls-eFzM"), looks("authorization", MISSING)
    )
    outcome = act("slp_slac", script, state="absent")

    assert outcome["changed"] is True
    assert outcome["return_codes"] == [{"udi": None, "code": "CGj6Ls-eFzM"}]
    assert outcome["after"]["authorizations"][0]["installed"] is False


def test_each_member_has_a_code_of_its_own_in_either_order_of_lines(act: Act) -> None:
    answer = """
    UDI: PID:C9300-24U,SN:AAA
    Return code: one
    UDI: PID:C9300-24U,SN:BBB
    Return code: two
    """
    outcome = act(
        "slp_slac",
        script_of(read(*ALL, text=INSTALLED), (RETURN, answer), looks("authorization", MISSING)),
        state="absent",
    )

    assert outcome["return_codes"] == [
        {"udi": "PID:C9300-24U,SN:AAA", "code": "one"},
        {"udi": "PID:C9300-24U,SN:BBB", "code": "two"},
    ]


def test_a_code_is_not_lost_when_the_return_fails_afterwards(act: Act) -> None:
    vain = looks_in_vain("authorization", INSTALLED, 4)
    script = script_of(read(*ALL, text=INSTALLED), (RETURN, "Return code: CGj6Ls-eFzM"), vain)
    outcome = act("slp_slac", script, state="absent", timeout=2)

    assert outcome["reason"] == "timeout"
    assert outcome["return_codes"] == [{"udi": None, "code": "CGj6Ls-eFzM"}]


def test_a_slac_that_is_not_there_is_not_returned(act: Act) -> None:
    assert act("slp_slac", script_of(read(*ALL, text=MISSING)), state="absent")["changed"] is False


def test_a_slac_whose_licence_is_in_use_stays(act: Act) -> None:
    in_use = INSTALLED.replace("  Status: NOT IN USE\n", "  Status: IN USE\n")
    outcome = act("slp_slac", script_of(read(*ALL, text=in_use)), state="absent")

    assert outcome["reason"] == "slac_denied"
    assert "hseck9" in outcome["msg"]
    assert outcome["commands"] == []


@pytest.mark.parametrize("state", ["present", "absent"])
def test_what_the_device_prints_to_it_decides_nothing(act: Act, state: str) -> None:
    before, after, command = (MISSING, INSTALLED, REQUEST) if state == "present" else (INSTALLED, MISSING, RETURN)
    script = script_of(read(*ALL, text=before), (command, "Operation in progress.\n"), looks("authorization", after))
    outcome = act("slp_slac", script, state=state)

    assert outcome["changed"] is True
    assert outcome["device_messages"] == [{"command": command, "text": "Operation in progress."}]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_what_the_device_prints_stands_in_the_error_where_no_effect_comes(act: Act, state: str) -> None:
    text, command = (MISSING, REQUEST) if state == "present" else (INSTALLED, RETURN)
    begin = [*read(*ALL, text=text), (command, "Not now\n")]
    outcome = act("slp_slac", script_of(begin, looks_in_vain("authorization", text, 3)), state=state, timeout=1)

    assert outcome["reason"] == "timeout"
    assert f"It said to '{command}': Not now." in outcome["msg"]


def test_a_request_that_the_device_refuses_fails_at_once(act: Act) -> None:
    outcome = act("slp_slac", script_of(read(*ALL, text=MISSING), (REQUEST, "% Incomplete command.\n")))

    assert (outcome["reason"], outcome["refused_command"]) == ("device_error", REQUEST)


CODE = "CJ6HQv-G8gNNm-N6Ykv8-ZrH2KF-Yi4dGb-n9fJ"
ENTER = "Enter this return code in Cisco Smart Software Manager portal:\n"
OWN = "PID:C8300-1N1S-4T2X,SN:FDO2250A0J5"


@pytest.mark.parametrize(
    ("printed", "udi"),
    [
        (f"{ENTER}UDI: {OWN}\n    Return code: {CODE}\n", OWN),
        (f"{ENTER}{CODE}\n", None),
        (f"Do you want to continue? [yes/no]: yes\n{ENTER}UDI: {OWN}\n{CODE}\n", OWN),
    ],
)
def test_a_return_code_is_read_in_each_form_and_a_question_before_it_is_answered(
    act: Act, printed: str, udi: str | None
) -> None:
    script = script_of(read(*ALL, text=INSTALLED), (RETURN, printed), looks("authorization", MISSING))
    outcome = act("slp_slac", script, state="absent")

    assert outcome["return_codes"] == [{"udi": udi, "code": CODE}]
    asked = next(step for step in script.steps if step["command"] == RETURN)
    assert re.search(asked["prompt"], "Do you want to continue? [yes/no]: ")
    assert asked["answer"] == "yes"
