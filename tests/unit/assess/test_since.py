# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Since when a workflow holds: what was true before a move proves nothing after it."""

from __future__ import annotations

from typing import Any

from tests.unit.assess.devices import (
    ACCOUNTS,
    AFTER_THE_ACK,
    BEFORE_THE_ACK,
    DIRECT,
    assessed,
    changed_at,
    device,
    missing,
)

PUSHED = "cslu_product_instance_initiated"
CSLU = {"slp_cslu_url": "http://192.0.2.10:8182/cslu/v1/pi", "slp_first_sync": True, "slp_save": True}


def on_cslu(**changes: Any) -> dict[str, Any]:
    at_cslu = {"transport__type": "cslu", "transport__cslu_address": CSLU["slp_cslu_url"], "transport__url": None}
    return device(**{**at_cslu, "config__usage_interval": None, **changes})


def test_an_ack_that_is_younger_than_the_last_configuration_change_proves_without_any_file_here() -> None:
    state = device(config__last_change=changed_at(BEFORE_THE_ACK))

    assessment, result = assessed("direct", state, **DIRECT, **ACCOUNTS)

    assert assessment.complete and assessment.due("report") == []
    assert result["since"] == "2026-11-24 03:00:00"


def test_an_ack_that_is_older_than_the_last_configuration_change_proves_nothing() -> None:
    state = device(config__last_change=changed_at(AFTER_THE_ACK))

    assessment, _result = assessed("direct", state, **DIRECT, **ACCOUNTS)

    assert missing(assessment) == ["acknowledgement"]
    assert assessment.due("report") == ["report_usage", "result"]


def test_where_the_device_does_not_say_contact_is_made_once_more() -> None:
    assessment, result = assessed("direct", device(), **DIRECT, **ACCOUNTS)

    assert missing(assessment) == ["acknowledgement"] and "report_usage" in assessment.due("report")
    assert result["basis"]["baseline"]["ack"] == "Nov 24 03:11:38 2026 UTC"


def test_a_move_is_noted_when_it_is_seen_and_the_old_ack_does_not_count_in_any_later_run() -> None:
    away = device(transport__type="callhome")
    _first, moving = assessed(PUSHED, away, **CSLU)
    assert moving["basis"]["settled"] is False

    there = on_cslu(clock__wall_clock="2026-11-25T09:01:00", config__last_change=changed_at("2026-11-25T09:00:30"))
    second, settled = assessed(PUSHED, there, moving, **CSLU)
    assert "acknowledgement" in missing(second) and "step_5_usage_synchronization" in second.due("report")
    assert settled["since"] == "2026-11-25 09:00:30", "the device says when the lines were entered"

    third, _result = assessed(PUSHED, on_cslu(clock__wall_clock="2026-11-25T10:00:00"), settled, **CSLU)
    assert "acknowledgement" in missing(third), "nothing happened since"

    heard = on_cslu(
        clock__wall_clock="2026-11-25T10:00:00", usage_reporting__last_ack_received="Nov 25 09:02:00 2026 UTC"
    )
    fourth, _result = assessed(PUSHED, heard, settled, **CSLU)
    assert "acknowledgement" not in missing(fourth)


def test_a_later_configuration_change_does_not_ask_for_another_contact_where_the_result_was_kept() -> None:
    _first, noted = assessed("direct", device(config__last_change=changed_at(BEFORE_THE_ACK)), **DIRECT, **ACCOUNTS)

    later = device(config__last_change=changed_at(AFTER_THE_ACK))
    assessment, result = assessed("direct", later, noted, **DIRECT, **ACCOUNTS)

    assert assessment.complete and result["since"] == noted["since"]


def test_the_note_of_another_workflow_device_or_server_is_none_of_this_one() -> None:
    _first, noted = assessed(PUSHED, on_cslu(), **CSLU)
    for name, value in (("workflow", "direct"), ("udi", "PID:X,SN:Y"), ("settings", {"type": "cslu"})):
        other = {**noted, "basis": {**noted["basis"], "way": {**noted["basis"]["way"], name: value}}}
        _again, result = assessed(PUSHED, on_cslu(clock__wall_clock="2026-11-25T12:00:00"), other, **CSLU)
        assert result["since"] == "2026-11-25 12:00:00", name


def test_a_clock_that_was_set_back_makes_the_note_worthless() -> None:
    _first, noted = assessed("direct", device(), **DIRECT, **ACCOUNTS)

    back = device(
        clock__wall_clock="2026-11-20T08:00:00", usage_reporting__last_ack_received="Nov 24 03:11:38 2026 UTC"
    )
    assessment, result = assessed("direct", back, noted, **DIRECT, **ACCOUNTS)

    assert result["since"] == "2026-11-20 08:00:00"
    assert "acknowledgement" in missing(assessment), "an ACK of the future proves nothing"
    assert "report_usage" in assessment.due("report")


def test_a_file_that_somebody_wrote_by_hand_is_passed_over() -> None:
    for basis in (None, [], {"way": {}}, {"at": "soon"}, {"baseline": 7}):
        _first, noted = assessed("direct", device(), **DIRECT, **ACCOUNTS)
        broken = {**noted, "basis": {**noted["basis"], **basis} if isinstance(basis, dict) else basis}
        assessment, _result = assessed("direct", device(), broken, **DIRECT, **ACCOUNTS)
        assert "acknowledgement" in missing(assessment), basis


def test_a_workflow_begins_now_on_a_device_that_looked_as_it_wants_in_another_one() -> None:
    there = on_cslu(config__last_change=changed_at(BEFORE_THE_ACK))
    _first, noted = assessed("cslu_disconnected_product_instance_initiated", there, **CSLU)

    moved, result = assessed(PUSHED, there, noted, **CSLU)

    assert "acknowledgement" in missing(moved) and "step_5_usage_synchronization" in moved.due("report")
    assert result["since"] == "2026-11-25 09:00:00"


def test_a_transport_that_is_off_may_be_the_work_of_catalyst_center_and_dates_nothing() -> None:
    off = device(transport__type="off", transport__url=None, config__last_change=changed_at(BEFORE_THE_ACK))
    waits = ("waiting_for_fetch", "copied_to_url", "waiting_for_upload", "waiting_for_ack", "waiting_for_import")

    assessment, _result = assessed("offline", off, seen={"ledger": dict.fromkeys(waits, 0), "inbox": False})

    assert "acknowledgement" in missing(assessment)
    assert assessment.options["usage_scope"] == "all"


def test_what_the_operator_says_counts_where_the_device_cannot_tell() -> None:
    collected = {"slp_first_sync": True, "slp_save": True, **ACCOUNTS}
    state = on_cslu(transport__cslu_address=None, usage_reporting__push_interval_days=30)
    unknown, _result = assessed("cslu_initiated", state, **collected)
    assert "acknowledgement" in missing(unknown)

    told, result = assessed("cslu_initiated", state, **collected, slp_since="2026-11-20 08:00:00")
    assert told.complete and result["since"] == "2026-11-20 08:00:00"


def test_two_workflows_that_configure_a_device_alike_are_told_apart_by_what_an_earlier_run_left() -> None:
    state = on_cslu(config__last_change=changed_at(BEFORE_THE_ACK))
    _first, disconnected = assessed("cslu_disconnected_product_instance_initiated", state, **CSLU)
    assert disconnected["since"] == "2026-11-24 03:00:00"

    assessment, result = assessed(PUSHED, state, disconnected, **CSLU)

    assert result["since"] == "2026-11-25 09:00:00" and "acknowledgement" in missing(assessment)
