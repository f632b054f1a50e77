# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""cssm_usage_report: every report gets a verdict of its own, and no interruption loses or repeats one."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import make_private
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import (
    Event,
    standings,
    summary,
    unacknowledged,
)
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import append, read
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.locked_file import alone
from ansible_collections.netops.smart_licensing.plugins.module_utils.http.https import Reply, ReplyLost
from tests.unit.cssm.conftest import Act
from tests.unit.cssm.service import (
    PLACE,
    POLL,
    REPORT,
    Exchange,
    Service,
    ack_file,
    finished,
    in_base64,
    login,
    not_yet,
    opening,
    payload,
    post,
    reply,
    shown,
    sudi,
    usage_file,
)

Save = Callable[..., list[str]]
DUPLICATE = {"status": "FAILED", "message": "Duplicate report: it has already been received."}


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Return a function that writes usage files, one for each keyword: a serial number and its report ids."""

    def write(**reports: str) -> list[str]:
        for sn, report_ids in reports.items():
            (tmp_path / f"{sn}.xml").write_bytes(usage_file((sn, report_id) for report_id in report_ids.split()))
        return [str(tmp_path / f"{sn}.xml") for sn in reports]

    return write


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    return tmp_path / "acks"


def wanted(files: list[str], dest: Path, **more: Any) -> dict[str, Any]:
    return {**PLACE, "files": files, "dest": str(dest), **more}


def taken(poll_id: int = 900) -> Exchange:
    return post(REPORT, {"status": "OK_POLL", "poll_id": poll_id})


def acked(*items: tuple[str, bytes]) -> Exchange:
    return finished(
        "acknowledgements",
        *[{"sudi": sudi(sn), "status": "SUCCESS", "smart_license": in_base64(file)} for sn, file in items],
    )


def refused(sn: str, message: str, *report_ids: str) -> dict[str, Any]:
    """Return the result of a device that is refused, as a whole or report by report."""
    item: dict[str, Any] = {"sudi": sudi(sn), "status": "FAILED", "status_message": message}
    if report_ids:
        item["usage"] = [
            {"report_id": report_id, "status": "FAILED", "status_message": message} for report_id in report_ids
        ]
    return item


def waiting(dest: Path) -> list[str]:
    """Return the notes on uploads that are not finished."""
    return [path.name for path in (dest / ".pending").glob("*.json")]


def sent(service: Service) -> list[list[str]]:
    """Return the reports of each upload, as serial number and the end of the signature."""
    return [
        [
            usage["signature"]["value"].removeprefix("of ")
            for device in body["data"]["reports"]
            for usage in device["usage"]
        ]
        for body in service.bodies(REPORT)
    ]


def test_many_devices_go_in_one_call_and_each_gets_its_ack(act: Act, save: Save, dest: Path) -> None:
    acks = acked(("A1", ack_file("A1", "11", "12")), ("B1", ack_file("B1", "21")))
    service = Service([*opening(), taken(), not_yet(), acks])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11 12", B1="21"), dest))

    assert outcome["changed"] is True
    assert shown(outcome) == {"A1 11": "accepted", "A1 12": "accepted", "B1 21": "accepted"}
    assert outcome["counts"] == {"accepted": 3, "duplicate": 0, "failed": 0, "waiting": 0, "not_sent": 0}
    assert outcome["acks"] == [
        {"path": str(dest / "ACK_C8000V_A1_900_0.xml"), "udis": ["PID:C8000V,SN:A1"]},
        {"path": str(dest / "ACK_C8000V_B1_900_1.xml"), "udis": ["PID:C8000V,SN:B1"]},
    ]
    assert (dest / "ACK_C8000V_A1_900_0.xml").read_bytes() == ack_file("A1", "11", "12")
    assert stat.S_IMODE((dest / "ACK_C8000V_B1_900_1.xml").stat().st_mode) == 0o600
    assert waiting(dest) == []


def test_the_signed_payload_is_sent_as_it_was_read(act: Act, save: Save, dest: Path) -> None:
    service = Service([*opening(), taken(), acked(("A1", ack_file("A1", "11")))])
    act("cssm_usage_report", service, **wanted(save(A1="11"), dest))

    (body,) = service.bodies(REPORT)
    assert body["data"]["reports"] == [
        {
            "sudi": sudi("A1"),
            "usage": [
                {
                    "payload": payload("A1", "11"),
                    "signature": {"sudi": sudi("A1"), "signing_type": "builtin", "key": "k", "value": "of A1 11"},
                }
            ],
        }
    ]


def test_three_hundred_devices_in_tens_are_thirty_calls(act: Act, tmp_path: Path, dest: Path) -> None:
    serials = [f"S{number}" for number in range(300)]
    fleet = tmp_path / "fleet.xml"
    fleet.write_bytes(usage_file((sn, "1") for sn in serials))
    uploads = [taken(number) for number in range(30)]
    results = [acked(*[(sn, ack_file(sn, "1")) for sn in serials[start : start + 10]]) for start in range(0, 300, 10)]
    service = Service([*opening(), *uploads, *results])

    outcome = act("cssm_usage_report", service, **wanted([str(fleet)], dest, chunk_size=10))

    assert outcome["counts"]["accepted"] == 300
    assert len(list(dest.glob("ACK_*.xml"))) == 300


def test_a_report_that_two_files_hold_goes_once(act: Act, save: Save, dest: Path) -> None:
    (first,) = save(A1="11 12")
    second = f"{first}.again"
    Path(second).write_bytes(Path(first).read_bytes())
    service = Service([*opening(), taken(), acked(("A1", ack_file("A1", "11", "12")))])

    outcome = act("cssm_usage_report", service, **wanted([first, second], dest))

    assert sent(service) == [["A1 11", "A1 12"]]
    assert [row["file"] for row in outcome["reports"]] == [first, first, second, second]


def test_nothing_to_report_asks_only_for_the_account(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service(opening()), **wanted(save(A1=""), dest))

    assert (outcome["changed"], outcome["reports"], outcome["acks"]) == (False, [], [])


def test_check_mode_uploads_nothing(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service(opening()), check=True, **wanted(save(A1="11"), dest))

    assert outcome["changed"] is True
    assert shown(outcome) == {"A1 11": "not_sent"}
    assert not dest.exists()


def test_a_damaged_file_stops_everything_before_it_begins(act: Act, save: Save, dest: Path) -> None:
    files = save(A1="11", B1="21")
    Path(files[1]).write_bytes(Path(files[1]).read_bytes()[:-20])

    outcome = act("cssm_usage_report", Service([]), **wanted(files, dest))

    assert outcome["reason"] == "transfer_failed"
    assert files[1] in outcome["msg"]


def test_a_file_that_is_not_there_stops_everything(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service([]), **wanted([*save(A1="11"), "/nowhere/usage.xml"], dest))

    assert outcome["reason"] == "transfer_failed"


# -- what CSSM refuses ------------------------------------------------------------------------------------------------


def test_duplicates_are_no_failure(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service([*opening(), post(REPORT, DUPLICATE)]), **wanted(save(A1="11"), dest))

    assert outcome["changed"] is False
    assert shown(outcome) == {"A1 11": "duplicate"}
    assert outcome["reports"][0]["message"] == DUPLICATE["message"]


def test_a_refusal_of_many_is_taken_apart_until_it_is_clear_which_ones_are_meant(
    act: Act, save: Save, dest: Path
) -> None:
    known, new = post(REPORT, DUPLICATE), taken()
    # All four; A1; 11 and 12 alone; B1, of which CSSM knew nothing.
    service = Service([*opening(), known, known, known, known, new, acked(("B1", ack_file("B1", "21", "22")))])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11 12", B1="21 22"), dest))

    assert shown(outcome) == {"A1 11": "duplicate", "A1 12": "duplicate", "B1 21": "accepted", "B1 22": "accepted"}
    assert [len(upload) for upload in sent(service)] == [4, 2, 1, 1, 2]


def test_refusals_of_the_results_are_told_with_what_succeeded(act: Act, save: Save, dest: Path) -> None:
    item = refused("A1", "The signature does not match.", "12")
    item["smart_license"] = in_base64(ack_file("A1", "11"))
    again = refused("B1", "Report has already been processed.")
    service = Service([*opening(), taken(), finished("acknowledgements", item, again)])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11 12", B1="21"), dest))

    assert outcome["failed"] is True
    assert outcome["reason"] == "api_failed"
    assert outcome["changed"] is True
    assert shown(outcome) == {"A1 11": "accepted", "A1 12": "failed", "B1 21": "duplicate"}
    assert "12 of PID:C8000V,SN:A1, with: The signature does not match." in outcome["msg"]
    assert [ack["udis"] for ack in outcome["acks"]] == [["PID:C8000V,SN:A1"]]


def test_a_refusal_that_names_nobody_counts_for_all_that_have_no_other(act: Act, save: Save, dest: Path) -> None:
    failed = post(POLL, {"status": "FAILED", "message": "internal problem"})

    outcome = act("cssm_usage_report", Service([*opening(), taken(), failed]), **wanted(save(A1="11", B1="21"), dest))

    assert shown(outcome) == {"A1 11": "failed", "B1 21": "failed"}


def test_a_device_without_an_ack_is_not_called_accepted(act: Act, save: Save, dest: Path) -> None:
    service = Service([*opening(), taken(), acked(("A1", ack_file("A1", "11")))])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11", B1="21"), dest))

    assert shown(outcome) == {"A1 11": "accepted", "B1 21": "failed"}
    assert "without an ACK" in outcome["msg"]


def test_a_refusal_of_the_caller_is_not_asked_for_report_by_report(act: Act, tmp_path: Path, dest: Path) -> None:
    fleet = tmp_path / "fleet.xml"
    fleet.write_bytes(usage_file((f"S{number}", "1") for number in range(200)))
    no_right = post(REPORT, {"status": "FAILED", "message": "no right to report here"})
    service = Service([*opening(), *[no_right] * 81])

    outcome = act("cssm_usage_report", service, **wanted([str(fleet)], dest, chunk_size=1000))

    assert outcome["counts"]["failed"] == 200
    assert "no right to report here" in outcome["msg"]


def test_an_ack_that_names_nobody_is_the_only_sender_s(act: Act, save: Save, dest: Path) -> None:
    nameless = finished("acknowledgements", {"smart_license": in_base64(ack_file(None, "11"))})

    outcome = act("cssm_usage_report", Service([*opening(), taken(), nameless]), **wanted(save(A1="11"), dest))

    assert outcome["acks"] == [{"path": str(dest / "ACK_C8000V_A1_900_0.xml"), "udis": ["PID:C8000V,SN:A1"]}]


def test_an_ack_of_many_that_names_nobody_is_kept_without_a_name(act: Act, save: Save, dest: Path) -> None:
    nameless = finished("acknowledgements", {"smart_license": in_base64(ack_file(None, "11"))})
    files = save(A1="11", B1="21")

    outcome = act("cssm_usage_report", Service([*opening(), taken(), nameless]), **wanted(files, dest))

    assert outcome["acks"] == [{"path": str(dest / "ACK_devices_900_0.xml"), "udis": []}]


@pytest.mark.parametrize("file", [b"<html/>", b"", b"<!DOCTYPE a [<!ENTITY b 'c'>]><smartLicense>&b;</smartLicense>"])
def test_a_file_that_is_no_ack_is_not_kept(act: Act, save: Save, dest: Path, file: bytes) -> None:
    service = Service([*opening(), taken(), acked(("A1", file))])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11"), dest))

    assert outcome["failed"] is True
    assert outcome["reason"] == "api_failed"
    assert list(dest.glob("*.xml")) == []


# -- what goes wrong on the way ---------------------------------------------------------------------------------------


def test_an_upload_whose_answer_was_lost_is_repeated_for_duplicates_are_known(act: Act, save: Save, dest: Path) -> None:
    lost = post(REPORT, ReplyLost("reset"))
    service = Service([*opening(), lost, post(REPORT, DUPLICATE)])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11"), dest))

    assert shown(outcome) == {"A1 11": "duplicate"}
    assert sent(service) == [["A1 11"], ["A1 11"]]
    first, second = service.bodies(REPORT)
    assert first["data"]["nonce"] != second["data"]["nonce"]


def test_a_server_that_stops_answering_leaves_what_it_took_to_be_fetched(act: Act, save: Save, dest: Path) -> None:
    down = [post(REPORT, Reply(503))] * 4
    service = Service([*opening(), taken(), *down, acked(("A1", ack_file("A1", "11")))])

    outcome = act("cssm_usage_report", service, **wanted(save(A1="11", B1="21", C1="31"), dest, chunk_size=1))

    assert outcome["failed"] is True
    assert outcome["reason"] == "api_failed"
    assert shown(outcome) == {"A1 11": "accepted", "B1 21": "not_sent", "C1 31": "not_sent"}
    assert "status 503" in outcome["msg"]
    assert len(outcome["acks"]) == 1


def test_a_poll_that_never_ends_is_given_up_and_taken_up_again(act: Act, save: Save, dest: Path) -> None:
    files = save(A1="11")
    first = Service([*opening(), taken(), *[not_yet()] * 5])
    outcome = act("cssm_usage_report", first, **wanted(files, dest, poll_timeout=15))

    assert (outcome["reason"], outcome["poll_ids"], outcome["changed"]) == ("timeout", ["900"], True)
    assert shown(outcome) == {"A1 11": "waiting"}
    assert first.pauses == [2, 3, 4.5, 5.5]

    second = Service([*opening(), acked(("A1", ack_file("A1", "11")))])
    outcome = act("cssm_usage_report", second, **wanted(files, dest))

    assert shown(outcome) == {"A1 11": "accepted"}
    assert outcome["changed"] is True
    assert second.bodies(POLL)[0]["data"]["poll_id"] == 900
    assert waiting(dest) == []


def test_a_later_run_uploads_only_what_is_new_and_tells_of_what_was_waiting(act: Act, save: Save, dest: Path) -> None:
    act("cssm_usage_report", Service([*opening(), taken(), not_yet()]), **wanted(save(A1="11"), dest, poll_timeout=0))
    results = [acked(("A1", ack_file("A1", "11"))), acked(("B1", ack_file("B1", "21")))]
    service = Service([*opening(), taken(901), *results])

    outcome = act("cssm_usage_report", service, **wanted(save(B1="21"), dest))

    assert sent(service) == [["B1 21"]]
    assert shown(outcome) == {"B1 21": "accepted", "A1 11": "accepted"}
    assert [row["file"] is None for row in outcome["reports"]] == [False, True]


def test_what_waits_in_another_virtual_account_is_left_there(act: Act, save: Save, dest: Path) -> None:
    act("cssm_usage_report", Service([*opening(), taken(), not_yet()]), **wanted(save(A1="11"), dest, poll_timeout=0))
    elsewhere = wanted(save(B1="21"), dest, virtual_account="DEFAULT")

    outcome = act(
        "cssm_usage_report", Service([*opening(), taken(901), acked(("B1", ack_file("B1", "21")))]), **elsewhere
    )

    assert shown(outcome) == {"B1 21": "accepted"}
    assert waiting(dest) == ["900.json"]


def test_a_note_of_an_earlier_run_that_cannot_be_read_stops_before_the_upload(act: Act, save: Save, dest: Path) -> None:
    (dest / ".pending").mkdir(parents=True)
    (dest / ".pending" / "900.json").write_text('{"poll_id": "900"}')

    outcome = act("cssm_usage_report", Service(opening()), **wanted(save(A1="11"), dest))

    assert outcome["reason"] == "transfer_failed"
    assert "900.json" in outcome["msg"]


def test_an_ack_that_cannot_be_written_is_fetched_again(act: Act, save: Save, dest: Path) -> None:
    files, ack = save(A1="11"), acked(("A1", ack_file("A1", "11")))
    in_the_way = dest / "ACK_C8000V_A1_900_0.xml"
    in_the_way.mkdir(parents=True)
    assert act("cssm_usage_report", Service([*opening(), taken(), ack]), **wanted(files, dest))["reason"] == (
        "transfer_failed"
    )
    in_the_way.rmdir()

    outcome = act("cssm_usage_report", Service([*opening(), ack]), **wanted(files, dest))

    assert shown(outcome) == {"A1 11": "accepted"}
    assert in_the_way.read_bytes() == ack_file("A1", "11")


def test_two_runs_at_once_do_not_upload_twice(act: Act, save: Save, dest: Path) -> None:
    files = save(A1="11")
    make_private(dest / ".pending")

    with alone(dest / ".pending"):
        outcome = act("cssm_usage_report", Service(opening()), **wanted(files, dest))

    assert outcome["reason"] == "busy"
    assert "another run" in outcome["msg"]


def test_throttling_and_an_ended_login_are_waited_out(act: Act, save: Save, dest: Path) -> None:
    throttled = post(REPORT, reply({}, 429, retry_after="11"))
    ended = post(POLL, reply({}, 401))
    script = [*opening(), throttled, taken(), ended, login(), acked(("A1", ack_file("A1", "11")))]
    service = Service(script)

    assert shown(act("cssm_usage_report", service, **wanted(save(A1="11"), dest))) == {"A1 11": "accepted"}
    assert service.pauses == [11]


def test_a_second_401_stops_the_run_and_nothing_is_lost(act: Act, save: Save, dest: Path) -> None:
    ended = post(POLL, reply({"message": "no longer"}, 401))

    outcome = act(
        "cssm_usage_report", Service([*opening(), taken(), ended, login(), ended]), **wanted(save(A1="11"), dest)
    )

    assert outcome["reason"] == "api_failed"
    assert shown(outcome) == {"A1 11": "waiting"}
    assert (dest / ".pending" / "900.json").exists()


def test_an_upload_that_is_too_large_names_the_option(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service([*opening(), post(REPORT, Reply(413))]), **wanted(save(A1="11"), dest))

    assert outcome["reason"] == "api_failed"
    assert "chunk_size" in outcome["msg"]


def test_a_wrong_account_uploads_nothing(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service(opening()), **wanted(save(A1="11"), dest, smart_account="nobody"))

    assert outcome["reason"] == "invalid_value"


def test_a_chunk_of_nothing_is_refused(act: Act, save: Save, dest: Path) -> None:
    outcome = act("cssm_usage_report", Service([]), **wanted(save(A1="11"), dest, chunk_size=0))

    assert outcome["reason"] == "invalid_value"


# -- the ledgers of the hosts ---------------------------------------------------------------------------------------


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """Return the folder of a host whose verified usage file has two reports."""
    folder = tmp_path / "artifacts" / "r1"
    (folder / "usage").mkdir(parents=True)
    (folder / "usage" / "a.xml").write_bytes(usage_file([("A1", "11"), ("A1", "12")]))
    file = {"file": "usage/a.xml", "sha256": "aa" * 32}
    append(folder, Event(event="verified", at="2025-12-01T11:00:00+00:00", reports=["11", "12"], **file))  # type: ignore[typeddict-item]
    return folder


def told(folder: Path) -> list[tuple[str, list[str]]]:
    return [(event["event"], event["reports"]) for event in read(folder).events]


def from_host(host: Path, dest: Path) -> dict[str, Any]:
    return {**wanted([str(host / "usage/a.xml")], dest), "artifact_dir": str(host.parent)}


def test_the_ledger_of_a_host_tells_how_far_its_reports_came(act: Act, host: Path, dest: Path) -> None:
    uploaded = Service([*opening(), taken(), acked(("A1", ack_file("A1", "11", "12")))])
    act("cssm_usage_report", uploaded, **from_host(host, dest))

    assert told(host)[1:] == [("uploading", ["11", "12"]), ("uploaded", ["11", "12"])]
    assert read(host).events[-1].get("tracking") == "900"
    assert summary(read(host).events)["waiting_for_ack"] == 2


def test_a_run_that_ends_before_it_knows_that_cssm_took_the_upload_does_no_harm(
    act: Act, host: Path, dest: Path
) -> None:
    lost = Service([*opening(), post(REPORT, ReplyLost("cut"))])
    assert act("cssm_usage_report", lost, **from_host(host, dest), retries=0)["reason"] == "communication_failed"
    assert told(host)[-1] == ("uploading", ["11", "12"])
    (still,) = unacknowledged(read(host).events)
    assert still.reports == ("11", "12")

    # CSSM has it: report by report it says so, and nothing of it is a failure.
    again = Service([*opening(), post(REPORT, DUPLICATE), post(REPORT, DUPLICATE), post(REPORT, DUPLICATE)])
    outcome = act("cssm_usage_report", again, **from_host(host, dest))

    assert shown(outcome) == {"A1 11": "duplicate", "A1 12": "duplicate"}
    assert not outcome.get("failed")
    assert {name for name, _reports in told(host)[1:]} == {"uploading", "uploaded"}
    # Until its ACK was imported it is asked for at every run.
    assert [upload.reports for upload in unacknowledged(read(host).events)] == [("11", "12")]


def test_what_cssm_refuses_is_noted_with_its_words_and_sent_again_by_the_next_run(
    act: Act, host: Path, dest: Path
) -> None:
    answer = finished("acknowledgements", refused("A1", "The virtual account is another one."))
    act("cssm_usage_report", Service([*opening(), taken(), answer]), **from_host(host, dest))

    assert standings(read(host).events)["11"].stage == "refused"
    assert standings(read(host).events)["11"].message == "The virtual account is another one."
    assert unacknowledged(read(host).events)[0].reports == ("11", "12")


def test_a_file_that_is_in_no_folder_of_a_host_has_no_ledger(act: Act, save: Save, host: Path, dest: Path) -> None:
    files = save(A1="11")
    service = Service([*opening(), taken(), acked(("A1", ack_file("A1", "11")))])
    act("cssm_usage_report", service, **wanted(files, dest), artifact_dir=str(host.parent))

    assert len(told(host)) == 1
