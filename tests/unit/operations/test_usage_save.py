# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""slp_usage_save: every report ends in a verified file on the controller, whatever happened to the run before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import standings
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import read
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from tests.unit.conversation.twin import Pair, RpcError, Script, script_of
from tests.unit.files.samples import usage_file
from tests.unit.operations.conftest import Act
from tests.unit.operations.files_on_flash import SCP_IS_OFF, directory, listing, reading, shown
from tests.unit.operations.texts import licence

TEXT = licence("c8300-wan-trusted")
DEVICE = Udi("C8300-1N1S-4T2X", "FDO2250A0J5")
BOTH = usage_file(DEVICE, [1001, 1002])
NOTHING = "The requested item was not found\n"

# Within the seconds that a file is looked for.
LOOKS = 6

Save = Callable[..., dict[str, Any]]


def command(number: int, scope: str = "unreported") -> str:
    return f"license smart save usage {scope} file flash:slp_usage_{number}.xml"


def saved(number: int, data: bytes, scope: str = "unreported", others: dict[str, int] | None = None) -> list[Pair]:
    """Return the pairs of one file: the look for a name, the command, the look for its size, the copy."""
    name = f"slp_usage_{number}.xml"
    there = {**(others or {}), name: len(data)}
    return [
        *listing(others),
        (command(number, scope), ""),
        *listing(there),
        (f"scp from flash:{name}", data.decode()),
    ]


@pytest.fixture
def save(act: Act, tmp_path: Path) -> Save:
    def run(script: Script, **options: Any) -> dict[str, Any]:
        return act("slp_usage_save", script, dest=str(tmp_path / "r1"), **options)

    return run


def in_files(tmp_path: Path) -> dict[str, str]:
    """Return the stage of each report that the ledger knows in a file."""
    known = standings(read(tmp_path / "r1").events)
    return {report: standing.stage for report, standing in known.items() if standing.file}


def test_what_waits_is_saved_brought_and_noted(save: Save, tmp_path: Path) -> None:
    outcome = save(script_of(reading(TEXT, "UNACK", "CLOSED", "OPEN"), listing(), saved(1, BOTH)))

    (file,) = outcome["files"]
    assert (outcome["changed"], outcome["commands"]) == (True, [command(1)])
    assert (outcome["before"], outcome["after"]) == ({"unsaved": ["1001", "1002"]}, {"unsaved": []})
    assert Path(file["path"]).read_bytes() == BOTH
    assert in_files(tmp_path) == {"1001": "verified", "1002": "verified"}


def test_the_second_run_saves_nothing(save: Save) -> None:
    save(script_of(reading(TEXT, "UNACK", "CLOSED"), listing(), saved(1, BOTH)))
    outcome = save(script_of(reading(TEXT, "UNACK", "UNACK", "OPEN"), listing({"slp_usage_1.xml": len(BOTH)})))

    assert (outcome["changed"], outcome["commands"], outcome["files"]) == (False, [], [])


def test_a_device_with_nothing_to_report_is_left_alone(save: Save) -> None:
    assert save(script_of(reading(TEXT, "ACK", "OPEN"), listing()))["changed"] is False


def test_a_file_comes_over_the_terminal_where_scp_is_off(save: Save) -> None:
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"),
        listing(scp=SCP_IS_OFF),
        listing(scp=SCP_IS_OFF),
        (command(1), ""),
        listing({"slp_usage_1.xml": len(BOTH)}, scp=SCP_IS_OFF),
        shown("slp_usage_1.xml", BOTH),
    )
    outcome = save(script)

    assert Path(outcome["files"][0]["path"]).read_bytes() == BOTH


def test_a_byte_that_changed_on_its_way_is_noticed(save: Save, tmp_path: Path) -> None:
    broken = [(name, text.replace("ENTITLEMENT", "ENTITLEMENS")) for name, text in shown("slp_usage_1.xml", BOTH)]
    there = listing({"slp_usage_1.xml": len(BOTH)}, scp=SCP_IS_OFF)
    looks = [pair for _look in range(3) for pair in [*there, *broken]]
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"), listing(scp=SCP_IS_OFF), listing(scp=SCP_IS_OFF), (command(1), ""), looks
    )
    outcome = save(script, timeout=1)

    assert outcome["reason"] == "transfer_failed"
    assert in_files(tmp_path) == {}


def test_a_file_that_a_killed_run_left_is_brought_and_nothing_is_saved_again(save: Save, tmp_path: Path) -> None:
    left = {"slp_usage_1.xml": len(BOTH)}
    script = script_of(
        reading(TEXT, "UNACK", "UNACK"), listing(left), ("scp from flash:slp_usage_1.xml", BOTH.decode())
    )
    outcome = save(script)

    assert (outcome["changed"], outcome["commands"]) == (True, [])
    assert in_files(tmp_path) == {"1001": "verified", "1002": "verified"}


def test_a_file_that_a_killed_run_left_torn_is_passed_over_and_all_is_saved(save: Save, tmp_path: Path) -> None:
    torn = BOTH[:300]
    left = {"slp_usage_1.xml": len(torn)}
    script = script_of(
        reading(TEXT, "UNACK", "UNACK"),
        listing(left),
        ("scp from flash:slp_usage_1.xml", torn.decode()),
        # For the device they are reported: it has saved them.
        [*listing(left), (command(2), NOTHING)],
        saved(2, BOTH, "all", left),
    )
    outcome = save(script)

    assert outcome["commands"] == [command(2, "all")]
    assert "slp_usage_1.xml" in outcome["passed_over"][0]
    assert in_files(tmp_path) == {"1001": "verified", "1002": "verified"}


def test_what_unreported_leaves_out_comes_with_all(save: Save) -> None:
    one = usage_file(DEVICE, [1002])
    script = script_of(
        reading(TEXT, "UNACK", "CLOSED"),
        listing(),
        saved(1, one),
        saved(2, BOTH, "all", {"slp_usage_1.xml": len(one)}),
    )

    assert save(script)["after"] == {"unsaved": []}


def test_a_file_that_grows_is_waited_for(save: Save) -> None:
    half = BOTH[: len(BOTH) // 2]
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"),
        listing(),
        [*listing(), (command(1), "")],
        [*listing({"slp_usage_1.xml": len(half)}), ("scp from flash:slp_usage_1.xml", half.decode())],
        [*listing({"slp_usage_1.xml": len(BOTH)}), ("scp from flash:slp_usage_1.xml", BOTH.decode())],
    )

    assert save(script)["after"] == {"unsaved": []}


def test_a_file_is_deleted_only_where_its_verified_copy_is_there(save: Save, tmp_path: Path) -> None:
    first = save(script_of(reading(TEXT, "CLOSED", "CLOSED"), listing(), saved(1, BOTH)))
    copy = Path(first["files"][0]["path"])
    there = listing({"slp_usage_1.xml": len(BOTH)})
    content = copy.read_bytes()
    copy.write_bytes(content + b" ")
    kept = save(script_of(reading(TEXT, "UNACK", "UNACK"), there), remove=True)
    copy.write_bytes(content)
    removed = save(
        script_of(reading(TEXT, "UNACK", "UNACK"), there, ("delete /force flash:slp_usage_1.xml", "")), remove=True
    )

    assert (kept["commands"], removed["commands"]) == ([], ["delete /force flash:slp_usage_1.xml"])


DELETE = "delete /force flash:slp_usage_1.xml"
GONE = "%Error deleting flash:/slp_usage_1.xml (No such file or directory)\n"


@pytest.mark.parametrize("said", [GONE, "% No such file\n", "Delete of flash:/slp_usage_1.xml was done already\n"])
def test_a_run_that_was_killed_between_the_deletion_and_its_note_blocks_nothing(
    save: Save, tmp_path: Path, said: str
) -> None:
    save(script_of(reading(TEXT, "UNACK", "CLOSED"), listing(), saved(1, BOTH)))
    there = listing({"slp_usage_1.xml": len(BOTH)})
    cut = script_of(reading(TEXT, "UNACK", "UNACK"), there, (DELETE, RpcError("connection_lost: killed")))
    assert save(cut, remove=True)["reason"] == "connection_lost"

    repeated = [reading(TEXT, "UNACK", "UNACK"), listing(), (DELETE, said), ("dir flash:", directory({}))]
    assert save(script_of(*repeated), remove=True).get("reason") is None
    # Noted as removed, it is not deleted a third time.
    assert save(script_of(reading(TEXT, "UNACK", "UNACK"), listing()), remove=True)["commands"] == []
    assert [event["event"] for event in read(tmp_path / "r1").events][-1] == "removed_from_device"


def test_a_file_that_stays_in_spite_of_its_deletion_is_told(save: Save) -> None:
    save(script_of(reading(TEXT, "UNACK", "CLOSED"), listing(), saved(1, BOTH)))
    there = {"slp_usage_1.xml": len(BOTH)}
    said = "%Error deleting flash:/slp_usage_1.xml (Read-only file system)\n"
    stays = [(DELETE, said), ("dir flash:", directory(there))]
    outcome = save(script_of(reading(TEXT, "UNACK", "UNACK"), listing(there), stays), remove=True)

    assert outcome["reason"] == "device_error"
    assert "Read-only file system" in outcome["msg"]


def written_by_another(tmp_path: Path, **values: Any) -> None:
    """Add a line to the ledger that says of a report that it was imported, so that its file may be deleted."""
    (tmp_path / "r1").mkdir(exist_ok=True)
    for name in ("verified", "imported"):
        event = {"event": name, "at": "2026-11-24T08:00:00+00:00", "reports": ["9"], "device": str(DEVICE), **values}
        with (tmp_path / "r1" / "ledger.jsonl").open("a") as stream:
            stream.write(json.dumps(event) + "\n")


@pytest.mark.parametrize(
    "values",
    [
        {"device_file": "flash:x.xml\rconfigure terminal\rhostname owned\rend\r"},
        {"device_file": "flash:packages.conf"},
        {"device_file": "flash:slp_usage_1.xml", "file": "/etc/passwd", "sha256": "aa" * 32},
        {"device_file": "flash:slp_usage_1.xml", "file": "../../x", "sha256": "aa" * 32},
    ],
    ids=["a second command", "a file of the system", "a file of this machine", "a file beyond the folder"],
)
def test_a_line_of_the_ledger_that_nobody_here_wrote_is_neither_sent_nor_read(
    save: Save, tmp_path: Path, values: dict[str, str]
) -> None:
    written_by_another(tmp_path, **values)
    outcome = save(script_of(reading(TEXT, "ACK"), listing({"slp_usage_1.xml": 5})), remove=True)

    assert (outcome["reason"], outcome["commands"]) == ("invalid_value", [])
    assert f"{tmp_path / 'r1' / 'ledger.jsonl'}: line 1" in outcome["msg"]
    assert "root:" not in outcome["msg"]


@pytest.mark.parametrize(
    "values",
    [
        {"device": "PID:C8300-1N1S-4T2X,SN:ANOTHER", "device_file": "flash:slp_usage_1.xml"},
        {"device_file": "bootflash:slp_usage_1.xml"},
    ],
    ids=["another device of this name", "another directory"],
)
def test_only_files_of_this_very_device_in_this_directory_are_deleted(
    save: Save, tmp_path: Path, values: dict[str, str]
) -> None:
    written_by_another(tmp_path, **values)
    outcome = save(script_of(reading(TEXT, "ACK"), listing()), remove=True)

    assert outcome["commands"] == []


def test_a_file_of_the_same_name_on_the_device_that_took_the_place_of_another_is_brought(
    save: Save, tmp_path: Path
) -> None:
    written_by_another(tmp_path, device="PID:C8300-1N1S-4T2X,SN:ANOTHER", device_file="flash:slp_usage_1.xml")
    there = listing({"slp_usage_1.xml": len(BOTH)})
    outcome = save(script_of(reading(TEXT, "UNACK", "UNACK"), there, ("scp from flash:slp_usage_1.xml", BOTH.decode())))

    assert [file["device_file"] for file in outcome["files"]] == ["flash:slp_usage_1.xml"]


DENIED = RpcError("Error in libssh SCP: SCP: invalid status code 80 received")


def test_a_login_that_scp_does_not_admit_gets_the_file_by_the_command_line(save: Save) -> None:
    name, there = "slp_usage_1.xml", {"slp_usage_1.xml": len(BOTH)}
    refused = (f"scp from flash:{name}", DENIED)
    script = script_of(
        reading(TEXT, "UNACK", "CLOSED"), listing(), listing(), (command(1), ""), listing(there), refused,
        shown(name, BOTH),
    )  # fmt: skip
    assert save(script)["after"] == {"unsaved": []}


def test_a_login_that_scp_does_not_admit_is_told_what_to_do_at_once(save: Save) -> None:
    there = {"slp_usage_1.xml": len(BOTH)}
    refused = ("scp from flash:slp_usage_1.xml", DENIED)
    script = script_of(
        reading(TEXT, "UNACK", "CLOSED"), listing(), listing(), (command(1), ""), listing(there), refused
    )
    outcome = save(script, transfer="scp")

    assert outcome["reason"] == "transfer_failed"
    assert "privilege 15" in outcome["msg"]
    assert set(outcome) == {"failed", "changed", "reason", "msg", "commands"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"scope": "all"}, "all"),
        ({"scope": "days", "days": 30}, "days 30"),
        ({"scope": "rum_id", "rum_id": 7}, "rum-id 7"),
    ],
)
def test_a_scope_that_is_asked_for_is_saved_in_any_case(save: Save, options: dict[str, Any], words: str) -> None:
    outcome = save(script_of(reading(TEXT, "ACK"), listing(), saved(1, BOTH, words)), **options)

    assert outcome["commands"] == [command(1, words)]


def test_nothing_to_save_is_no_error_and_no_change(save: Save) -> None:
    outcome = save(script_of(reading(TEXT, "ACK"), listing(), listing(), (command(1, "all"), NOTHING)), scope="all")

    assert (outcome["changed"], outcome["files"]) == (False, [])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("%Error: No space left on device", "storage_full"),
        ("Not enough space", "storage_full"),
    ],
)
def test_a_device_that_does_not_save_says_why(save: Save, answer: str, reason: str) -> None:
    outcome = save(script_of(reading(TEXT, "CLOSED"), listing(), listing(), (command(1), answer)))

    assert outcome["reason"] == reason


def test_a_device_that_says_something_and_writes_no_file_failed(save: Save) -> None:
    looks = [listing()] * LOOKS
    outcome = save(script_of(reading(TEXT, "CLOSED"), listing(), listing(), (command(1), "Failed"), *looks))

    assert outcome["reason"] == "device_error" and "Failed" in outcome["msg"]


def test_a_full_flash_is_seen_before_anything_is_saved(save: Save) -> None:
    outcome = save(script_of(reading(TEXT, "CLOSED"), listing(free=1000), listing(free=1000)))

    assert (outcome["reason"], outcome["commands"]) == ("storage_full", [])


def test_the_reports_of_another_device_are_not_taken(save: Save, tmp_path: Path) -> None:
    foreign = usage_file(Udi("C8300-1N1S-4T2X", "ANOTHER"), [1001])
    there = {"slp_usage_1.xml": len(foreign)}
    looks = [*listing(there), ("scp from flash:slp_usage_1.xml", foreign.decode())]
    script = script_of(reading(TEXT, "CLOSED"), listing(), [*listing(), (command(1), "")], looks)
    outcome = save(script, timeout=0)

    assert outcome["reason"] == "transfer_failed"
    assert "SN:ANOTHER" in outcome["msg"]
    assert in_files(tmp_path) == {}


def test_check_mode_only_reads(save: Save) -> None:
    outcome = save(script_of(reading(TEXT, "CLOSED"), listing({"slp_usage_4.xml": 7})), check=True)

    assert (outcome["changed"], outcome["commands"]) == (True, [command(5)])


def test_a_copy_that_is_lost_is_tried_again_until_the_time_is_over(save: Save) -> None:
    lost = ("scp from flash:slp_usage_1.xml", RpcError("the session is gone"))
    there = listing({"slp_usage_1.xml": len(BOTH)})
    good = ("scp from flash:slp_usage_1.xml", BOTH.decode())
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"), listing(), [*listing(), (command(1), "")], [*there, lost], [*there, good]
    )

    assert save(script)["after"] == {"unsaved": []}


# -- a URL that the device copies to --------------------------------------------------------------------------------

URL = "ftp://files:sesame-42@192.0.2.9/in"
TARGET = f"{URL}/FDO2250A0J5_slp_usage_1.xml"
ONE = {"slp_usage_1.xml": len(BOTH)}
COPIED = f"Writing {TARGET} !!\n{len(BOTH)} bytes copied in 0.250 secs\n"
AT_URL = {"transfer": "url", "url": URL}


def test_what_the_device_copies_to_a_folder_here_is_proved(save: Save, tmp_path: Path) -> None:
    (tmp_path / "FDO2250A0J5_slp_usage_1.xml").write_bytes(BOTH)
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"),
        listing(),
        [*listing(), (command(1), "")],
        [*listing(ONE), (f"copy flash:slp_usage_1.xml {TARGET}", COPIED)],
    )
    outcome = save(script, **AT_URL, fetch_from=str(tmp_path))

    assert Path(outcome["files"][0]["path"]).read_bytes() == BOTH
    assert in_files(tmp_path) == {"1001": "verified", "1002": "verified"}
    assert "sesame-42" not in str(outcome)
    assert script.steps[-1]["secret"] is True
    assert set(script.steps[-1]["answer"]) == {""}


def test_what_nobody_here_can_see_is_noted_as_copied_and_not_copied_again(save: Save, tmp_path: Path) -> None:
    script = script_of(
        reading(TEXT, "CLOSED", "OPEN"),
        listing(),
        [*listing(), (command(1), "")],
        reading(TEXT, "UNACK", "UNACK"),
        # It is copied once it has stopped growing.
        listing({"slp_usage_1.xml": 12}),
        listing(ONE),
        [*listing(ONE), (f"copy flash:slp_usage_1.xml {TARGET}", COPIED)],
    )
    outcome = save(script, **AT_URL)
    again = save(script_of(reading(TEXT, "UNACK", "UNACK"), listing(ONE)), **AT_URL)

    masked = TARGET.replace("sesame-42", "********")
    assert (outcome["files"], outcome["changed"]) == ([], True)
    assert outcome["copies"] == again["copies"] == [{"url": masked, "reports": ["1001", "1002"]}]
    assert again["changed"] is False
    assert "sesame-42" not in (tmp_path / "r1" / "ledger.jsonl").read_text()


def test_a_copy_that_nobody_saw_is_brought_once_somebody_can_look(save: Save, tmp_path: Path) -> None:
    test_what_nobody_here_can_see_is_noted_as_copied_and_not_copied_again(save, tmp_path)
    script = script_of(reading(TEXT, "UNACK", "UNACK"), listing(ONE), ("scp from flash:slp_usage_1.xml", BOTH.decode()))

    assert save(script)["copies"] == []
    assert in_files(tmp_path) == {"1001": "verified", "1002": "verified"}


@pytest.mark.parametrize(
    "answer",
    [
        f"%Error opening {TARGET} (Timed out)",
        f"Storing {TARGET} %Error writing {TARGET} (No space left on device)",
        f"%Error opening {TARGET} (Incorrect Login/Password)",
        "",
    ],
)
def test_a_copy_that_fails_says_why_without_the_password(save: Save, tmp_path: Path, answer: str) -> None:
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"),
        listing(),
        [*listing(), (command(1), "")],
        [*listing(ONE), (f"copy flash:slp_usage_1.xml {TARGET}", answer)],
    )
    outcome = save(script, **AT_URL, fetch_from=str(tmp_path), timeout=0)

    assert outcome["reason"] == "transfer_failed"
    assert "sesame-42" not in str(outcome)
    assert in_files(tmp_path) == {}


@pytest.mark.parametrize("content", [None, BOTH[:100]], ids=["not there", "cut"])
def test_a_copy_that_did_not_arrive_whole_is_not_taken(save: Save, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "FDO2250A0J5_slp_usage_1.xml").write_bytes(content)
    script = script_of(
        reading(TEXT, "CLOSED", "CLOSED"),
        listing(),
        [*listing(), (command(1), "")],
        [*listing(ONE), (f"copy flash:slp_usage_1.xml {TARGET}", COPIED)],
    )

    assert save(script, **AT_URL, fetch_from=str(tmp_path), timeout=0)["reason"] == "transfer_failed"


@pytest.mark.parametrize("url", ["flash:x", "tftp://h/x y", "file:///etc", "ftp://u:sesame-42@h/?x"])
def test_a_url_that_must_not_be_sent(save: Save, url: str) -> None:
    outcome = save(Script([]), transfer="url", url=url)

    assert outcome["reason"] == "invalid_value"
    assert "sesame-42" not in outcome["msg"]


@pytest.mark.parametrize("options", [{"scope": "days", "days": 0}, {"directory": "flash: x"}])
def test_a_value_that_must_not_be_sent(save: Save, options: dict[str, Any]) -> None:
    script = Script([])

    assert save(script, **options)["reason"] == "invalid_value"
    assert script.connects == 0
