# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_import: a file goes to its device, is imported, and its content is seen; or nothing is touched."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.unit.conversation.twin import Pair, RpcError, Script, script_of
from tests.unit.operations.conftest import Act, Waiting
from tests.unit.operations.files_on_flash import FAILURES, SCP_IS_OFF, directory, listing, look, reading
from tests.unit.operations.texts import licence

UNTRUSTED = licence("c8300-wan-untrusted")
TRUSTED = licence("c8300-wan-trusted")
UDI = "P:C8300-1N1S-4T2X,S:FDO2250A0J5"
# Whatever failed before the import says nothing of it.
OLD_FAILURE = "*Nov 30 2025 10:00:00.000: %SMART_LIC-3-AUTHORIZATION_INSTALL_FAILED: The install has failed: old\n"
TAKEN = "Last Confirmation code: 5b3d2f1a\nImport Data Successful\n"


def ack(*ids: int, owner: str = UDI) -> str:
    data = json.dumps([{"udi": owner, "report_ids": list(ids), "status": "success"}])
    return (
        f"<smartLicense><smartLicenseRumAck><udi>{owner}</udi><data><![CDATA[{data}]]></data>"
        "<signature>c2lnbmVk</signature></smartLicenseRumAck></smartLicense>"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ACK.xml"
    path.write_text(ack(1001, 1002))
    return path


def name_on_device(file: Path) -> str:
    return f"slp_import_{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}.xml"


def sent(file: Path, answer: str = TAKEN) -> list[Pair]:
    """Return the pairs between the first reading and the look for the effect."""
    name = name_on_device(file)
    return [
        *listing({"packages.conf": 1024}),
        (f"scp to flash:{name}", ""),
        ("dir flash:", directory({name: file.stat().st_size})),
        (FAILURES, OLD_FAILURE),
        (f"license smart import flash:{name}", answer),
    ]


def test_an_ack_is_brought_imported_and_seen(act: Act, file: Path) -> None:
    script = script_of(reading(TRUSTED, "UNACK", "UNACK"), sent(file), look(TRUSTED, "ACK", "ACK", log=OLD_FAILURE))
    outcome = act("slp_import", script, src=str(file))

    name = name_on_device(file)
    assert outcome["changed"] is True
    assert outcome["commands"] == [f"scp {name} flash:", f"license smart import flash:{name}"]
    assert outcome["content"]["kinds"] == ["ack"]
    assert script.files[f"flash:{name}"] == file.read_bytes()


@pytest.mark.parametrize("states", [("ACK", "ACK"), ("ACK",), (), ("ACK", "ACK", "UNACK")])
def test_an_ack_whose_reports_are_acknowledged_or_purged_is_not_sent_again(
    act: Act, file: Path, states: tuple[str, ...]
) -> None:
    outcome = act("slp_import", script_of(reading(TRUSTED, *states)), src=str(file))

    assert (outcome["changed"], outcome["commands"]) == (False, [])


def test_the_effect_may_come_later(act: Act, file: Path) -> None:
    later = [look(TRUSTED, "UNACK", "UNACK", log=OLD_FAILURE), look(TRUSTED, "ACK", "ACK", log=OLD_FAILURE)]

    assert act("slp_import", script_of(reading(TRUSTED, "UNACK", "UNACK"), sent(file), *later), src=str(file))[
        "changed"
    ]


def test_an_effect_that_never_comes(act: Act, file: Path) -> None:
    looks = [look(TRUSTED, "ACK", "UNACK") for _look in range(3)]
    script = script_of(reading(TRUSTED, "UNACK", "UNACK"), sent(file), *looks)
    outcome = act("slp_import", script, src=str(file), timeout=1)

    assert outcome["reason"] == "timeout"
    assert "(ack)" in outcome["msg"]
    assert outcome["changed"] is True


def test_the_file_is_deleted_when_asked_and_only_after_its_effect_is_seen(act: Act, file: Path) -> None:
    removal = (f"delete /force flash:{name_on_device(file)}", "")
    script = script_of(reading(TRUSTED, "UNACK"), sent(file), look(TRUSTED, "ACK"), removal)

    assert act("slp_import", script, src=str(file), remove=True)["commands"][-1] == removal[0]


def test_check_mode_only_reads(act: Act, file: Path) -> None:
    outcome = act("slp_import", script_of(reading(TRUSTED, "UNACK")), check=True, src=str(file))

    assert outcome["changed"] is True
    assert outcome["commands"] == [f"license smart import flash:{name_on_device(file)}"]


def test_the_file_of_another_device_is_refused_before_anything_is_sent(act: Act, tmp_path: Path) -> None:
    path = tmp_path / "ACK.xml"
    path.write_text(ack(1001, owner="P:C8300-1N1S-4T2X,S:ANOTHER"))
    outcome = act("slp_import", script_of(reading(TRUSTED, "UNACK")), src=str(path))

    assert outcome["reason"] == "import_rejected"
    assert "SN:ANOTHER" in outcome["msg"] and "SN:FDO2250A0J5" in outcome["msg"]
    assert outcome["commands"] == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not XML",
        "<smartLicense></smartLicense>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><smartLicense>&b;</smartLicense>",
        ack(1001)[:-20],
    ],
)
def test_a_file_that_is_none_asks_no_device(act: Act, tmp_path: Path, content: str) -> None:
    path = tmp_path / "file.xml"
    path.write_text(content)
    script = Script([])
    outcome = act("slp_import", script, src=str(path))

    assert outcome["reason"] == "import_rejected"
    assert script.connects == 0


def test_a_file_that_is_not_there_is_named(act: Act, tmp_path: Path) -> None:
    outcome = act("slp_import", Script([]), src=str(tmp_path / "missing.xml"))

    assert outcome["reason"] == "import_rejected"
    assert "missing.xml" in outcome["msg"]


def test_a_device_that_refuses_the_file_says_why(act: Act, file: Path, waiting: Waiting) -> None:
    said = "Import Data Failed: signature validation failed\n"
    script = script_of(reading(TRUSTED, "UNACK"), sent(file, said), look(TRUSTED, "UNACK") * 6)
    outcome = act("slp_import", script, src=str(file))

    assert outcome["reason"] == "import_rejected"
    assert "signature validation failed" in outcome["msg"]
    assert sum(waiting.pauses) == 5


def test_words_of_success_that_are_not_known_are_messages(act: Act, file: Path) -> None:
    said = "Import Data Completed\nLast Confirmation code 17488c1f\n"
    outcome = act(
        "slp_import", script_of(reading(TRUSTED, "UNACK"), sent(file, said), look(TRUSTED, "ACK")), src=str(file)
    )

    command = f"license smart import flash:{name_on_device(file)}"
    assert outcome["changed"] is True
    assert outcome["device_messages"] == [{"command": command, "text": said.strip()}]


def test_words_that_sound_like_a_refusal_are_none_where_the_state_shows_the_content(act: Act, file: Path) -> None:
    said = "Previous error records cleared\n"
    script = script_of(reading(TRUSTED, "UNACK"), sent(file, said), look(TRUSTED, "UNACK"), look(TRUSTED, "ACK"))

    assert act("slp_import", script, src=str(file))["changed"] is True


@pytest.mark.parametrize("heard", ["in the log", "in the answer"])
def test_a_failure_that_the_log_tells_behind_success_is_a_rejection(act: Act, file: Path, heard: str) -> None:
    line = "%SMART_LIC-3-POLICY_INSTALL_FAILED: The install of a new licensing policy has failed: bad signature"
    said, log = (TAKEN, f"{OLD_FAILURE}{line}\n") if heard == "in the log" else (f"{TAKEN}{line}\n", OLD_FAILURE)
    script = script_of(reading(TRUSTED, "UNACK"), sent(file, said), look(TRUSTED, "UNACK", log=log))
    outcome = act("slp_import", script, src=str(file))

    assert outcome["reason"] == "import_rejected"
    assert "bad signature" in outcome["msg"]


def test_a_copy_that_fails_imports_nothing(act: Act, file: Path) -> None:
    lost = (f"scp to flash:{name_on_device(file)}", RpcError("Permission denied"))
    script = script_of(reading(TRUSTED, "UNACK"), sent(file)[:2], lost)
    outcome = act("slp_import", script, src=str(file))

    assert outcome["reason"] == "transfer_failed"
    assert "ip scp server enable" in outcome["msg"]


def test_without_scp_nothing_is_sent_unless_it_may_be_turned_on_for_the_transfer(act: Act, file: Path) -> None:
    off = script_of(reading(TRUSTED, "UNACK"), listing(scp=SCP_IS_OFF))
    outcome = act("slp_import", off, src=str(file))

    assert (outcome["reason"], outcome["commands"]) == ("transfer_failed", [])
    for word in ("slp_enable_scp: true", "slp_transfer_in: url", "slp_transfer_url"):
        assert word in outcome["msg"]


def test_a_login_that_scp_does_not_admit_is_told_what_to_do(act: Act, file: Path) -> None:
    denied = (f"scp to flash:{name_on_device(file)}", RpcError("SCP: invalid status code 80 received"))
    outcome = act("slp_import", script_of(reading(TRUSTED, "UNACK"), sent(file)[:2], denied), src=str(file))

    assert outcome["reason"] == "transfer_failed"
    for word in ("privilege 15", "slp_transfer_in: url", "slp_transfer_url", "slp_transfer: rest"):
        assert word in outcome["msg"]


# -- the device copies the file itself ------------------------------------------------------------------------------

SERVER = "tftp://192.0.2.9/slp"
COPIED = "Accessing tftp://192.0.2.9/slp/ACK.xml...\nLoading ACK.xml from 192.0.2.9: !\n[OK - 1 bytes]\n"


def copied(file: Path, url: str = f"{SERVER}/ACK.xml", said: str = COPIED, data: bytes | None = None) -> list[Pair]:
    """Return the pairs of a copy by the device; `data`: what is on its flash afterwards, not what was to come."""
    name, arrived = name_on_device(file), file.read_bytes() if data is None else data
    digest = hashlib.md5(arrived).hexdigest()
    return [
        *listing({"packages.conf": 1024}, scp=SCP_IS_OFF),
        (f"copy {url} flash:{name}", said),
        ("dir flash:", directory({name: len(arrived)} if arrived else {})),
        (f"verify /md5 flash:{name}", f"...Done!\nverify /md5 (flash:{name}) = {digest}\n"),
    ]


@pytest.mark.parametrize("way", [{}, {"transfer": "url"}])
def test_the_device_copies_the_file_from_a_server(act: Act, file: Path, way: dict[str, str]) -> None:
    imported = (f"license smart import flash:{name_on_device(file)}", TAKEN)
    script = script_of(reading(TRUSTED, "UNACK"), copied(file), (FAILURES, ""), imported, look(TRUSTED, "ACK"))
    outcome = act("slp_import", script, src=str(file), url=f"{SERVER}/", **way)

    assert outcome["commands"] == [f"copy {SERVER}/ACK.xml flash:{name_on_device(file)}", imported[0]]
    # IOS itself gives a server that does not answer up after about a minute.
    assert [step["timeout"] for step in script.steps if step["command"].startswith("copy ")] == [120]


def test_whatever_the_device_says_to_a_copy_what_is_on_its_flash_decides(act: Act, file: Path) -> None:
    imported = (f"license smart import flash:{name_on_device(file)}", TAKEN)
    odd = copied(file, said="%Warning: transfer ended early, retried\n")
    script = script_of(reading(TRUSTED, "UNACK"), odd, (FAILURES, ""), imported, look(TRUSTED, "ACK"))

    assert act("slp_import", script, src=str(file), url=SERVER)["changed"] is True


@pytest.mark.parametrize("data", [b"", b"short", b"x" * 4000])
def test_a_copy_that_did_not_arrive_imports_nothing_and_says_why(act: Act, file: Path, data: bytes) -> None:
    said = f"%Error opening {SERVER}/ACK.xml (Timed out)\n"
    outcome = act(
        "slp_import",
        script_of(reading(TRUSTED, "UNACK"), copied(file, said=said, data=data)),
        src=str(file),
        url=SERVER,
    )

    assert outcome["reason"] == "transfer_failed"
    assert "Timed out" in outcome["msg"] and "slp_transfer_url" in outcome["msg"]


def test_a_copy_of_the_right_size_with_other_bytes_imports_nothing(act: Act, file: Path) -> None:
    other = copied(file, data=b"x" * file.stat().st_size)
    outcome = act("slp_import", script_of(reading(TRUSTED, "UNACK"), other), src=str(file), url=SERVER)

    assert outcome["reason"] == "transfer_failed"
    assert "different content" in outcome["msg"]


def test_a_file_is_put_where_the_server_has_it_and_taken_away_again(act: Act, file: Path, tmp_path: Path) -> None:
    served = tmp_path / "served"
    served.mkdir()
    name = f"FDO2250A0J5_{name_on_device(file)}"
    script = script_of(
        reading(TRUSTED, "UNACK"),
        copied(file, f"{SERVER}/{name}"),
        (FAILURES, ""),
        (f"license smart import flash:{name_on_device(file)}", TAKEN),
        look(TRUSTED, "ACK"),
    )
    outcome = act("slp_import", script, src=str(file), url=SERVER, put_into=str(served))

    assert outcome["changed"] is True
    assert list(served.iterdir()) == []


def test_a_server_folder_that_is_not_there_is_named(act: Act, file: Path, tmp_path: Path) -> None:
    script = script_of(reading(TRUSTED, "UNACK"), listing(scp=SCP_IS_OFF))
    outcome = act("slp_import", script, src=str(file), url=SERVER, put_into=str(tmp_path / "nowhere"))

    assert (outcome["reason"], outcome["commands"]) == ("transfer_failed", [])
    assert str(tmp_path / "nowhere") in outcome["msg"] and "slp_transfer_folder" in outcome["msg"]


@pytest.mark.parametrize(
    ("asked", "is_answered"),
    [
        ("Destination filename [slp_import_0a.xml]? ", True),
        ("Address or name of remote host [192.0.2.9]? ", True),
        ("Source username [files]? ", True),
        ("Do you want to over write? [confirm]", True),
        ("Password: ", True),
        ("Erase flash: before copying? [confirm]", False),
        ("Proceed with reload? [confirm]", False),
        ("This will delete all files. Continue? [yes/no]: ", False),
    ],
)
def test_what_a_copy_asks_is_answered_only_where_enter_does_no_harm(
    act: Act, file: Path, asked: str, is_answered: bool
) -> None:
    script = script_of(reading(TRUSTED, "UNACK"), copied(file, data=b""))
    act("slp_import", script, src=str(file), url=SERVER)
    (copy,) = [step for step in script.steps if step["command"].startswith("copy ")]

    assert set(copy["answer"]) == {""}
    assert bool(re.search(copy["prompt"][0], asked, re.IGNORECASE)) is is_answered


@pytest.mark.parametrize(
    "url",
    [
        "tftp://192.0.2.9/a b",
        "tftp://192.0.2.9/a\nreload",
        "flash:secret",
        "tftp://192.0.2.9/?",
        "file:///etc",
        "ftp://files:sesame 77@192.0.2.9/",
    ],
)
def test_a_url_that_must_not_be_sent(act: Act, file: Path, url: str) -> None:
    script = Script([])
    outcome = act("slp_import", script, src=str(file), url=url)

    assert outcome["reason"] == "invalid_value"
    assert "77" not in outcome["msg"]
    assert script.connects == 0


def test_the_password_of_a_url_is_told_nowhere(act: Act, file: Path) -> None:
    url = "ftp://files:sesame-77@192.0.2.9/slp"
    refused = f"%Error opening {url}/ACK.xml (Incorrect Login/Password)\n"
    script = script_of(reading(TRUSTED, "UNACK"), copied(file, f"{url}/ACK.xml", refused, b""))
    outcome = act("slp_import", script, src=str(file), url=url)

    assert outcome["reason"] == "transfer_failed"
    assert "Incorrect Login/Password" in outcome["msg"]
    assert "sesame-77" not in json.dumps(outcome)


def test_scp_is_turned_on_for_the_transfer_and_off_again(act: Act, file: Path) -> None:
    on = [("configure terminal", ""), ("ip scp server enable", ""), ("end", "")]
    off = [("configure terminal", ""), ("no ip scp server enable", ""), ("end", "")]
    copied, imported = sent(file)[2:4], sent(file)[4:]
    script = script_of(
        reading(TRUSTED, "UNACK"), listing(scp=SCP_IS_OFF), on, copied, off, imported, look(TRUSTED, "ACK")
    )
    outcome = act("slp_import", script, src=str(file), enable_scp=True)

    assert outcome["commands"][0] == "ip scp server enable"
    assert outcome["commands"][2] == "no ip scp server enable"


def test_scp_is_turned_off_again_when_the_copy_fails(act: Act, file: Path) -> None:
    on = [("configure terminal", ""), ("ip scp server enable", ""), ("end", "")]
    off = [("configure terminal", ""), ("no ip scp server enable", ""), ("end", "")]
    lost = (f"scp to flash:{name_on_device(file)}", RpcError("Permission denied"))
    script = script_of(reading(TRUSTED, "UNACK"), listing(scp=SCP_IS_OFF), on, lost, off)

    assert act("slp_import", script, src=str(file), enable_scp=True)["reason"] == "transfer_failed"


def test_scp_that_a_killed_run_left_on_is_turned_off_by_the_next(act: Act, file: Path, tmp_path: Path) -> None:
    on = [("configure terminal", ""), ("ip scp server enable", ""), ("end", "")]
    off = [("configure terminal", ""), ("no ip scp server enable", ""), ("end", "")]
    cut = [("configure terminal", RpcError("the session was cut"))]
    lost = (f"scp to flash:{name_on_device(file)}", RpcError("the session was cut"))
    dest = str(tmp_path / "r1")
    act(
        "slp_import",
        script_of(reading(TRUSTED, "UNACK"), listing(scp=SCP_IS_OFF), on, lost, cut),
        src=str(file),
        dest=dest,
        enable_scp=True,
    )

    outcome = act("slp_import", script_of(reading(TRUSTED, "ACK"), off), src=str(file), dest=dest)
    again = act("slp_import", script_of(reading(TRUSTED, "ACK")), src=str(file), dest=dest)

    assert (outcome["changed"], outcome["commands"]) == (True, ["no ip scp server enable"])
    assert (again["changed"], again["commands"]) == (False, [])


def test_a_copy_that_is_short_imports_nothing(act: Act, file: Path) -> None:
    short = ("dir flash:", directory({name_on_device(file): 7}))
    outcome = act("slp_import", script_of(reading(TRUSTED, "UNACK"), sent(file)[:3], short), src=str(file))

    assert outcome["reason"] == "transfer_failed"
    assert "7 bytes" in outcome["msg"]


def test_a_full_file_system_is_seen_before_anything_is_sent(act: Act, file: Path) -> None:
    script = script_of(reading(TRUSTED, "UNACK"), listing(free=1000))
    outcome = act("slp_import", script, src=str(file))

    assert outcome["reason"] == "storage_full"
    assert outcome["commands"] == []


def test_a_slac_is_known_by_the_name_in_its_tag(act: Act, tmp_path: Path) -> None:
    path = tmp_path / "slac.xml"
    path.write_text(
        f"<smartLicense><smartLicenseAuthorization><udi>{UDI}</udi><authorizationCode><entitlements><entitlement>"
        "<tag>regid.2019-03.com.cisco.DNA_HSEC,1.0_509c41ab</tag><count>1</count></entitlement></entitlements>"
        "</authorizationCode><signature>c2lnbmVk</signature></smartLicenseAuthorization></smartLicense>"
    )
    script = script_of(reading(UNTRUSTED), sent(path), look(TRUSTED))

    assert act("slp_import", script, src=str(path))["changed"] is True
    assert act("slp_import", script_of(reading(TRUSTED)), src=str(path))["changed"] is False


def test_a_file_that_the_device_reaches_itself_is_imported_as_it_is(act: Act) -> None:
    command = "license smart import http://192.0.2.9/ack.xml"
    script = script_of(reading(TRUSTED, "UNACK"), (FAILURES, ""), (command, "Loading ack.xml\n"), look(TRUSTED, "ACK"))

    assert act("slp_import", script, path="http://192.0.2.9/ack.xml")["commands"] == [command]


def test_what_moves_nothing_is_believed_by_its_words_once_no_failure_was_heard(act: Act) -> None:
    command = "license smart import http://192.0.2.9/ack.xml"
    begin = [*reading(TRUSTED, "ACK"), (FAILURES, "")]
    taken = act(
        "slp_import", script_of(begin, (command, TAKEN), look(TRUSTED, "ACK") * 6), path="http://192.0.2.9/ack.xml"
    )
    refused = script_of(begin, (command, "message parsing error\n"), look(TRUSTED, "ACK") * 6)

    assert taken["changed"] is True
    assert act("slp_import", refused, path="http://192.0.2.9/ack.xml")["reason"] == "import_rejected"


@pytest.mark.parametrize("options", [{"path": "flash:a b"}, {"src": "x", "directory": "flash:\nreload"}])
def test_a_path_that_must_not_be_sent(act: Act, options: dict[str, str]) -> None:
    script = Script([])

    assert act("slp_import", script, **options)["reason"] == "invalid_value"
    assert script.connects == 0
