# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_slac by file: a request that waits is made once, and no return code is ever lost."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import read as read_ledger
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from tests.unit.conversation.twin import Pair, RpcError, Script, script_of
from tests.unit.files.samples import request_file
from tests.unit.operations.conftest import Act
from tests.unit.operations.files_on_flash import SCP_IS_OFF, listing, shown
from tests.unit.operations.test_slac import INSTALLED, MISSING
from tests.unit.operations.texts import INVALID, known, licence, read

READS = ("licence", "platform")
OFF = MISSING.replace("Type: Smart", "Type: Transport Off")
NAME = "slp_request_20251201T120000Z.xml"
ADD = "license smart authorization request add hseck9 all"
SAVE = f"license smart authorization request save flash:{NAME}"
AT_ONCE = f"license smart authorization request save add hseck9 all flash:{NAME}"
RETURN = "license smart authorization return all offline"
NOT_FOUND = "The requested item was not found\n"
DEVICE = Udi("C8300-1N1S-4T2X", "FDO2250A0J5")
REQUEST = request_file(DEVICE)
CODE = "CJ6HQv-G8gNNm-N6Ykv8-ZrH2KF-Yi4dGb-n9fJ"
PRINTED = (
    "Enter this return code in Cisco Smart Software Manager portal:\n"
    f"    UDI: PID:C8300-1N1S-4T2X,SN:FDO2250A0J5\n    Return code: {CODE}\n"
)
RETURNED = MISSING.replace("Status: NOT INSTALLED\n", f"Status: NOT INSTALLED\n      Last return code: {CODE}\n")

Slac = Callable[..., dict[str, Any]]


@pytest.fixture
def slac(act: Act, tmp_path: Path) -> Slac:
    def run(script: Script, **options: Any) -> dict[str, Any]:
        return act("slp_slac", script, method="file", dest=str(tmp_path / "r1"), **options)

    return run


def brought(data: bytes = REQUEST) -> list[Pair]:
    """Return the exchanges that look for the file and copy it."""
    return [*listing({NAME: len(data)}), (f"scp from flash:{NAME}", data.decode())]


def saved(text: str = OFF) -> Script:
    """Return the conversation in which a request is saved and brought."""
    return script_of(read(*READS, text=text), listing(), (ADD, ""), (SAVE, ""), brought())


def artifacts(tmp_path: Path, kind: str) -> list[Path]:
    return sorted((tmp_path / "r1" / kind).glob("*"))


def test_a_request_is_saved_brought_and_noted(slac: Slac, tmp_path: Path) -> None:
    outcome = slac(saved())

    (path,) = artifacts(tmp_path, "request")
    assert (outcome["changed"], outcome["commands"]) == (True, [ADD, SAVE])
    assert outcome["request"]["path"] == str(path)
    assert (path.name, path.read_bytes()) == ("slac_hseck9_all.xml", REQUEST)
    (event,) = read_ledger(tmp_path / "r1").events
    assert (event["event"], event["sha256"]) == ("verified", outcome["request"]["sha256"])


def test_the_second_run_names_the_request_that_waits(slac: Slac) -> None:
    first = slac(saved())
    outcome = slac(script_of(read(*READS, text=OFF)))

    assert (outcome["changed"], outcome["commands"]) == (False, [])
    assert outcome["request"] == first["request"]


def test_a_known_state_and_a_request_that_waits_cost_nothing(slac: Slac) -> None:
    slac(saved())
    script = Script([])

    assert slac(script, smart_licensing=known(OFF))["changed"] is False
    assert script.connects == 0


def test_a_known_state_without_a_request_is_read_again(slac: Slac) -> None:
    assert slac(saved(), smart_licensing=known(MISSING))["changed"] is True


def test_a_request_that_was_altered_is_made_anew(slac: Slac, tmp_path: Path) -> None:
    slac(saved())
    (path,) = artifacts(tmp_path, "request")
    path.write_bytes(REQUEST.replace(b"UkVR", b"UkVS"))

    assert slac(saved())["changed"] is True
    assert path.read_bytes() == REQUEST


def test_an_installed_slac_needs_no_request_and_an_old_one_waits_no_more(slac: Slac, tmp_path: Path) -> None:
    slac(saved())
    outcome = slac(script_of(read(*READS, text=INSTALLED)))

    assert (outcome["changed"], outcome["commands"], "request" in outcome) == (False, [], False)
    assert [path.name[:9] for path in artifacts(tmp_path, "request")] == ["answered_"]
    assert slac(saved())["changed"] is True


@pytest.mark.parametrize(
    "refused", [[(ADD, INVALID)], [(ADD, ""), (SAVE, INVALID)], [(ADD, ""), (SAVE, NOT_FOUND), *listing() * 6]]
)
def test_a_release_that_refuses_the_short_form_is_given_the_long_one(slac: Slac, refused: list[Pair]) -> None:
    outcome = slac(script_of(read(*READS, text=OFF), listing(), refused, (AT_ONCE, ""), brought()))

    assert outcome["commands"][-1] == AT_ONCE
    assert outcome["request"]["path"]


def test_what_is_printed_to_a_request_decides_nothing_where_its_file_is_there(slac: Slac) -> None:
    told: list[Pair] = [(ADD, "Already registered\n"), (SAVE, "")]
    there = listing({NAME: len(REQUEST)})
    outcome = slac(script_of(read(*READS, text=OFF), listing(), told, there, brought()))

    assert outcome["request"]["path"]
    assert outcome["device_messages"] == [{"command": ADD, "text": "Already registered"}]


def test_with_a_transport_that_is_on_nothing_is_sent_that_asks_online(slac: Slac) -> None:
    outcome = slac(script_of(read(*READS, text=MISSING), listing(), (AT_ONCE, ""), brought()))

    assert outcome["commands"] == [AT_ONCE]


@pytest.mark.parametrize(("text", "advice"), [(OFF, False), (MISSING, True)])
def test_a_device_that_refuses_every_form_says_so(slac: Slac, text: str, advice: bool) -> None:
    short: list[Pair] = [(ADD, INVALID)] if text is OFF else []
    outcome = slac(script_of(read(*READS, text=text), listing(), short, (AT_ONCE, INVALID)))

    assert outcome["reason"] == "device_error"
    assert "Invalid input" in outcome["msg"]
    assert ("turn it off first" in outcome["msg"]) is advice


@pytest.mark.parametrize("text", [OFF, MISSING])
def test_a_feature_that_the_device_does_not_know(slac: Slac, text: str) -> None:
    command = (ADD if text is OFF else AT_ONCE).replace("hseck9", "warp9")
    outcome = slac(script_of(read(*READS, text=text), listing(), (command, NOT_FOUND)), feature="warp9")

    assert outcome["reason"] == "invalid_value"
    assert "'warp9'" in outcome["msg"]


def test_a_device_without_space_is_told_before_and_while_it_writes(slac: Slac) -> None:
    before = slac(script_of(read(*READS, text=OFF), listing(free=1000)))
    answer = f"%Error writing flash:/{NAME} (No space left on device)\n"
    during = slac(script_of(read(*READS, text=OFF), listing(), (ADD, ""), (SAVE, answer)))

    assert (before["reason"], before["commands"]) == ("storage_full", [])
    assert during["reason"] == "storage_full"


@pytest.mark.parametrize("release", ["17.03.02a", "17.06.05"])
@pytest.mark.parametrize("check", [False, True])
def test_an_earlier_release_is_told_what_to_do_instead(slac: Slac, release: str, check: bool) -> None:
    version = f"Cisco IOS XE Software, Version {release}\n"
    outcome = slac(script_of(read(*READS, text=OFF, version=version)), check=check)

    assert (outcome["reason"], outcome["commands"]) == ("unsupported_release", [])
    assert "17.7.1" in outcome["msg"] and release in outcome["msg"] and "UDI" in outcome["msg"]


def test_a_file_that_grows_is_waited_for(slac: Slac) -> None:
    script = script_of(read(*READS, text=OFF), listing(), (ADD, ""), (SAVE, ""), brought(REQUEST[:90]), brought())

    assert slac(script)["request"]["path"]


def test_the_request_of_another_device_is_not_taken(slac: Slac, tmp_path: Path) -> None:
    foreign = request_file(Udi("C8300-1N1S-4T2X", "ANOTHER"))
    script = script_of(read(*READS, text=OFF), listing(), (ADD, ""), (SAVE, ""), brought(foreign))
    outcome = slac(script, timeout=0)

    assert outcome["reason"] == "transfer_failed"
    assert "SN:ANOTHER" in outcome["msg"]
    assert artifacts(tmp_path, "request") == []


def test_the_file_comes_over_the_terminal_and_is_removed_when_asked(slac: Slac, tmp_path: Path) -> None:
    script = script_of(
        read(*READS, text=OFF),
        listing(scp=SCP_IS_OFF),
        (ADD, ""),
        (SAVE, ""),
        listing({NAME: len(REQUEST)}, scp=SCP_IS_OFF),
        shown(NAME, REQUEST),
        (f"delete /force flash:{NAME}", ""),
    )
    outcome = slac(script, remove=True)

    assert outcome["commands"][-1] == f"delete /force flash:{NAME}"
    assert artifacts(tmp_path, "request")[0].read_bytes() == REQUEST


@pytest.mark.parametrize(
    ("state", "text", "commands"), [("present", OFF, [ADD, SAVE]), ("absent", INSTALLED, [RETURN])]
)
def test_check_mode_only_reads(slac: Slac, tmp_path: Path, state: str, text: str, commands: list[str]) -> None:
    outcome = slac(script_of(read(*READS, text=text)), check=True, state=state)

    assert (outcome["changed"], outcome["commands"]) == (True, commands)
    assert not outcome["after"]["authorizations"][0]["installed"]
    assert not (tmp_path / "r1").exists()


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("is_known", [False, True])
def test_a_device_with_other_licensing_is_left_alone(slac: Slac, state: str, is_known: bool) -> None:
    text = licence("csr1000v-old-untrusted")
    if is_known:
        outcome = slac(Script([]), state=state, smart_licensing=known(text))
    else:
        outcome = slac(script_of(read(*READS, text=text)), state=state)

    assert (outcome["reason"], outcome["commands"]) == ("unsupported_mode", [])


def test_a_value_that_must_not_be_sent(slac: Slac) -> None:
    script = Script([])

    assert slac(script, directory="flash: x")["reason"] == "invalid_value"
    assert slac(script, feature="hseck9 all")["reason"] == "invalid_value"
    assert script.connects == 0


def test_a_return_keeps_its_code(slac: Slac, tmp_path: Path) -> None:
    outcome = slac(
        script_of(read(*READS, text=INSTALLED), (RETURN, PRINTED), read("authorization", text=RETURNED)),
        state="absent",
    )

    (path,) = artifacts(tmp_path, "return")
    assert (outcome["changed"], outcome["commands"]) == (True, [RETURN])
    assert outcome["return_codes"] == [{"udi": str(DEVICE), "code": CODE}]
    assert outcome["artifact"] == str(path)
    assert CODE in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert outcome["after"]["authorizations"][0]["installed"] is False


def test_what_is_returned_is_not_returned_twice(slac: Slac, tmp_path: Path) -> None:
    slac(
        script_of(read(*READS, text=INSTALLED), (RETURN, PRINTED), read("authorization", text=RETURNED)),
        state="absent",
    )
    again = slac(script_of(read(*READS, text=RETURNED)), state="absent")
    untouched = slac(Script([]), state="absent", smart_licensing=known(RETURNED))

    assert (again["changed"], again["commands"], untouched["changed"]) == (False, [], False)
    assert len(artifacts(tmp_path, "return")) == 1


def test_a_session_that_is_lost_at_the_return_loses_no_code(slac: Slac, tmp_path: Path) -> None:
    lost = slac(script_of(read(*READS, text=INSTALLED), (RETURN, RpcError("the session is gone"))), state="absent")
    next_run = slac(script_of(read(*READS, text=RETURNED)), state="absent")

    assert lost["reason"] == "connection_lost"
    assert (next_run["changed"], next_run["commands"]) == (True, [])
    assert next_run["return_codes"] == [{"udi": str(DEVICE), "code": CODE}]
    assert CODE in artifacts(tmp_path, "return")[-1].read_text()


def test_a_code_is_kept_before_anything_else_can_fail(slac: Slac, tmp_path: Path) -> None:
    lost: Pair = ("show license authorization", RpcError("the session is gone"))
    outcome = slac(script_of(read(*READS, text=INSTALLED), (RETURN, PRINTED), lost, lost), state="absent")

    assert outcome["reason"] == "connection_lost"
    assert outcome["return_codes"][0]["code"] == CODE
    assert CODE in artifacts(tmp_path, "return")[0].read_text()


def test_a_code_that_is_not_printed_is_taken_from_the_state(slac: Slac, tmp_path: Path) -> None:
    outcome = slac(
        script_of(read(*READS, text=INSTALLED), (RETURN, ""), read("authorization", text=RETURNED)), state="absent"
    )

    assert outcome["return_codes"] == [{"udi": str(DEVICE), "code": CODE}]
    assert outcome["before"]["authorizations"][0]["installed"] is True
    assert CODE in Path(outcome["artifact"]).read_text()


def test_a_return_without_any_code_is_told(slac: Slac) -> None:
    script = script_of(read(*READS, text=INSTALLED), (RETURN, "Done\n"), read("authorization", text=MISSING))
    outcome = slac(script, state="absent")

    assert outcome["reason"] == "device_error"
    assert "no return code" in outcome["msg"]


def test_what_a_device_says_that_denies_the_return_is_kept_too(slac: Slac, tmp_path: Path) -> None:
    script = script_of(
        read(*READS, text=INSTALLED), (RETURN, "Cannot return now"), read("authorization", text=INSTALLED) * 3
    )
    outcome = slac(script, state="absent", timeout=1)

    assert outcome["reason"] == "slac_denied"
    assert "Cannot return now" in outcome["msg"]
    assert "Cannot return now" in artifacts(tmp_path, "return")[0].read_text()


def test_nothing_is_returned_where_the_code_could_not_be_kept(slac: Slac, tmp_path: Path) -> None:
    (tmp_path / "r1").mkdir()
    (tmp_path / "r1" / "return").write_text("a file where the folder should be")
    outcome = slac(script_of(read(*READS, text=INSTALLED)), state="absent")

    assert (outcome["reason"], outcome["commands"]) == ("transfer_failed", [])
    assert "Nothing was returned" in outcome["msg"]


def test_a_slac_whose_licence_is_in_use_stays(slac: Slac) -> None:
    in_use = INSTALLED.replace("  Status: NOT IN USE\n", "  Status: IN USE\n")
    outcome = slac(script_of(read(*READS, text=in_use)), state="absent")

    assert (outcome["reason"], outcome["commands"]) == ("slac_denied", [])


def test_a_return_ends_the_wait_of_a_request_that_was_answered(slac: Slac) -> None:
    slac(saved())
    slac(
        script_of(read(*READS, text=INSTALLED), (RETURN, PRINTED), read("authorization", text=RETURNED)),
        state="absent",
    )

    assert slac(saved())["changed"] is True


def test_a_slac_that_was_never_there_is_not_returned(slac: Slac, tmp_path: Path) -> None:
    assert slac(script_of(read(*READS, text=MISSING)), state="absent")["changed"] is False
    assert not (tmp_path / "r1").exists()
