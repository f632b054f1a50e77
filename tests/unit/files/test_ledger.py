# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the events of a device tell: nothing is lost, nothing is sent twice."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils._files.ledger import (
    EVENTS,
    Event,
    Import,
    Upload,
    read_event,
    removable,
    standings,
    summary,
    to_import,
    to_poll,
    to_upload,
)

STEADY = settings(settings.get_profile("files"))
REPORTS = ("1", "2")


def event(name: str, *reports: str, **fields: Any) -> Event:
    return cast(Event, {"event": name, "at": "2026-11-24T08:00:00+00:00", "reports": list(reports), **fields})


def verified(*reports: str, file: str = "usage/a.xml", sha256: str = "aa", path: str = "flash:a.xml") -> Event:
    return event("verified", *reports, file=file, sha256=sha256, device_file=path)


SAVED = event("saved", device_file="flash:a.xml")
FETCHED = event("fetched", *REPORTS, file="usage/a.xml", device_file="flash:a.xml")
UPLOADING = event("uploading", *REPORTS)
UPLOADED = event("uploaded", *REPORTS, tracking="p1")
ACKNOWLEDGED = event("acknowledged", *REPORTS, file="ack/a.xml", sha256="bb")
IMPORTED = event("imported", *REPORTS, file="ack/a.xml", sha256="bb")


def test_a_report_is_sent_once_it_is_verified_and_not_before() -> None:
    assert to_upload([SAVED, FETCHED]) == []
    assert to_upload([SAVED, FETCHED, verified("1", "2")]) == [Upload("usage/a.xml", "aa", REPORTS, in_doubt=False)]
    assert to_upload([verified("1"), event("bundled", "1")])[0].reports == ("1",)


def test_what_a_killed_run_was_sending_is_in_doubt() -> None:
    assert to_upload([verified("1", "2", "3"), UPLOADING]) == [
        Upload("usage/a.xml", "aa", REPORTS, in_doubt=True),
        Upload("usage/a.xml", "aa", ("3",), in_doubt=False),
    ]


def test_what_was_sent_is_awaited_and_never_sent_again_from_another_file() -> None:
    sent = [verified("1", "2"), UPLOADING, UPLOADED]
    again = verified("1", "2", "3", file="usage/b.xml", sha256="cc", path="flash:b.xml")
    assert to_upload(sent) == []
    assert to_poll(sent) == {"p1": REPORTS}
    assert to_upload([*sent, again]) == [Upload("usage/b.xml", "cc", ("3",), in_doubt=False)]


def test_an_ack_is_imported_once() -> None:
    events = [verified("1", "2"), UPLOADED, ACKNOWLEDGED]
    assert to_import(events) == [Import("ack/a.xml", "bb", REPORTS)]
    assert to_poll(events) == {}
    assert to_import([*events, IMPORTED]) == []


def test_a_refused_report_is_sent_again_only_after_it_was_fetched_anew() -> None:
    refused = [verified("1", "2"), UPLOADED, event("refused", "1", message="altered")]
    assert to_upload(refused) == []
    assert standings(refused)["1"].message == "altered"
    assert to_poll(refused) == {"p1": ("2",)}
    anew = verified("1", "2", file="usage/b.xml", sha256="cc")
    assert to_upload([*refused, anew]) == [Upload("usage/b.xml", "cc", ("1",), in_doubt=False)]
    assert to_import([*refused, ACKNOWLEDGED, event("refused", "1")])[0].reports == REPORTS


@pytest.mark.parametrize(
    ("events", "on_controller", "expected"),
    [
        ([SAVED], {}, []),
        ([SAVED, FETCHED], {"usage/a.xml": "aa"}, []),
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
        "only fetched",
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
    sending = [report for upload in to_upload(events) for report in upload.reports]
    assert len(sending) == len(set(sending))
    for report in sending:
        stages = [entry["event"] for entry in events if report in entry["reports"]]
        sent = max((at for at, stage in enumerate(stages) if stage == "uploaded"), default=-1)
        assert sent < 0 or "refused" in stages[: len(stages)]
        assert not {"acknowledged", "imported"} & set(stages)
    for path in removable(events, {}):
        copy = [entry for entry in events if entry["event"] == "verified" and entry.get("device_file") == path][-1]
        assert all(standings(events)[report].stage == "imported" for report in copy["reports"])
