# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the events of a device tell: nothing is lost, nothing is sent twice."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import (
    EVENTS,
    Event,
    Upload,
    read_event,
    removable,
    standings,
    summary,
    unacknowledged,
    unseen,
)

STEADY = settings(settings.get_profile("files"))
REPORTS = ("1", "2")


def event(name: str, *reports: str, **fields: Any) -> Event:
    return cast(Event, {"event": name, "at": "2026-11-24T08:00:00+00:00", "reports": list(reports), **fields})


def verified(*reports: str, file: str = "usage/a.xml", sha256: str = "aa", path: str = "flash:a.xml") -> Event:
    return event("verified", *reports, file=file, sha256=sha256, device_file=path)


SAVED = event("saved", *REPORTS, device_file="flash:a.xml")
COPIED = event("copied", *REPORTS, url="tftp://192.0.2.9/a.xml", device_file="flash:a.xml")
UPLOADING = event("uploading", *REPORTS)
UPLOADED = event("uploaded", *REPORTS, tracking="p1")
ACKNOWLEDGED = event("acknowledged", *REPORTS, file="ack/a.xml", sha256="bb")
IMPORTED = event("imported", *REPORTS, file="ack/a.xml", sha256="bb")


def stages(*events: Event) -> list[str]:
    return [standing.stage for standing in standings(events).values()]


def test_a_report_is_sent_once_it_is_verified_and_not_before() -> None:
    assert unacknowledged([SAVED]) == []
    assert unacknowledged([SAVED, verified("1", "2")]) == [Upload("usage/a.xml", "aa", REPORTS)]
    assert unacknowledged([verified("1"), event("bundled", "1")])[0].reports == ("1",)


@pytest.mark.parametrize("last", [UPLOADING, UPLOADED, event("refused", *REPORTS, message="altered")])
def test_until_its_ack_came_it_is_sent_or_asked_for_from_the_file_that_it_went_in(last: Event) -> None:
    sent = [verified("1", "2"), UPLOADING, last]
    again = verified("1", "2", "3", file="usage/b.xml", sha256="cc", path="flash:b.xml")
    assert unacknowledged(sent) == [Upload("usage/a.xml", "aa", REPORTS)]
    assert [upload.reports for upload in unacknowledged([*sent, again, ACKNOWLEDGED])] == [("3",)]


def test_a_report_goes_its_way_and_never_back() -> None:
    assert stages(SAVED, verified(*REPORTS), UPLOADING, UPLOADED, ACKNOWLEDGED, IMPORTED) == ["imported"] * 2
    assert stages(IMPORTED, UPLOADING, verified(*REPORTS), SAVED) == ["imported"] * 2
    assert stages(UPLOADED, UPLOADING, event("bundled", "1")) == ["uploaded"] * 2


def test_a_refusal_is_told_until_something_else_comes_of_the_report() -> None:
    refused = [verified("1", "2"), UPLOADED, event("refused", "1", message="altered")]
    assert stages(*refused) == ["refused", "uploaded"]
    assert standings(refused)["1"].message == "altered"
    assert stages(*refused, event("bundled", "1"), SAVED) == ["refused", "uploaded"]
    assert stages(*refused, ACKNOWLEDGED) == stages(ACKNOWLEDGED, event("refused", "1")) == ["acknowledged"] * 2


def test_what_was_copied_to_a_url_is_named_until_it_is_verified_or_acknowledged() -> None:
    assert unseen([SAVED, COPIED]) == {"tftp://192.0.2.9/a.xml": ["1", "2"]}
    assert unacknowledged([SAVED, COPIED]) == []
    assert unseen([SAVED, COPIED, verified("1")]) == {"tftp://192.0.2.9/a.xml": ["2"]}
    assert unseen([SAVED, COPIED, IMPORTED]) == {}


@pytest.mark.parametrize(
    ("events", "on_controller", "expected"),
    [
        ([SAVED], {}, []),
        ([SAVED, COPIED], {"usage/a.xml": "aa"}, []),
        ([SAVED, verified("1")], {"usage/a.xml": "aa"}, ["flash:a.xml"]),
        ([SAVED, verified("1")], {}, []),
        ([SAVED, verified("1")], {"usage/a.xml": "changed"}, []),
        ([SAVED, verified("1", "2"), ACKNOWLEDGED], {}, []),
        ([SAVED, verified("1", "2"), IMPORTED], {}, ["flash:a.xml"]),
        ([SAVED, verified("1"), event("refused", "1")], {"usage/a.xml": "aa"}, []),
        ([verified("1"), event("removed_from_device", device_file="flash:a.xml")], {"usage/a.xml": "aa"}, []),
        ([verified("1"), SAVED], {"usage/a.xml": "aa"}, []),
    ],
    ids=[
        "only saved",
        "only copied",
        "verified",
        "copy is gone",
        "copy was changed",
        "copy is gone and the ack is not imported",
        "imported",
        "refused",
        "removed before",
        "written over since",
    ],
)
def test_a_file_leaves_the_device_only_when_it_is_safe(
    events: list[Event], on_controller: dict[str, str], expected: list[str]
) -> None:
    assert removable(events, on_controller) == expected


def test_a_table_shows_what_waits_for_what() -> None:
    events = [verified("1", "2", "3"), UPLOADED, event("acknowledged", "1", file="ack/a.xml")]
    row = summary(events)
    assert (row["reports"], row["waiting_for_upload"], row["waiting_for_ack"], row["waiting_for_import"]) == (
        3,
        1,
        1,
        1,
    )
    assert (row["last_event"], row["done"], row["refused"]) == ("acknowledged", 0, 0)
    assert summary([])["last_event_at"] is None


def test_a_table_shows_since_when_the_oldest_waits() -> None:
    first = cast(Event, {**SAVED, "at": "2026-11-01T08:00:00+00:00"})
    again = [event("uploading", *REPORTS), event("uploading", *REPORTS)]
    assert summary([first, *again, event("saved", "3")])["waiting_since"] == first["at"]
    assert summary([first, IMPORTED, event("saved", "3")])["waiting_since"] == "2026-11-24T08:00:00+00:00"
    assert summary([first, IMPORTED])["waiting_since"] is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        '{"event": "lost", "at": "x", "reports": []}',
        '{"event": "saved", "reports": []}',
        '{"event": "saved", "at": "x", "reports": [1]}',
        '{"event": "saved", "at": "x", "reports": [], "file": 1}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_event_is_none(line: str) -> None:
    assert read_event(line) is None


@STEADY
@given(
    st.lists(st.tuples(st.sampled_from(EVENTS), st.lists(st.sampled_from(["1", "2", "3"]), max_size=3)), max_size=12)
)
def test_no_order_of_events_loses_a_report_or_sends_one_twice(story: list[tuple[str, list[str]]]) -> None:
    events = [event(name, *reports, file="f", sha256="s", device_file="d", tracking="t") for name, reports in story]
    known = {report for entry in events if entry["event"] != "removed_from_device" for report in entry["reports"]}
    assert set(standings(events)) == known
    sending = [report for upload in unacknowledged(events) for report in upload.reports]
    assert len(sending) == len(set(sending))
    for report, standing in standings(events).items():
        names = [entry["event"] for entry in events if report in entry["reports"]]
        is_settled = bool({"acknowledged", "imported"} & set(names))
        assert (report in sending) is (not is_settled and standing.file is not None)
    for path in removable(events, {}):
        copy = [entry for entry in events if entry["event"] == "verified" and entry.get("device_file") == path][-1]
        assert all(standings(events)[report].stage == "imported" for report in copy["reports"])
