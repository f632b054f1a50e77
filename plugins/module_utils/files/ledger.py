# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of a device: the progress of each RUM report, and what is safe to do next.

A report is on the device, or in a verified file on the controller, until an ACK for it was imported. Until then it is
handed to CSSM, or asked for there, by every run: CSSM recognises what it has, so a run that was killed while it sent
something has done no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, NotRequired, TypedDict, cast, get_args

EventName = Literal[
    "saved",
    "copied",
    "verified",
    "bundled",
    "uploading",
    "uploaded",
    "refused",
    "acknowledged",
    "imported",
    "removed_from_device",
]
EVENTS: tuple[str, ...] = get_args(EventName)
_TEXTS = ("file", "sha256", "device_file", "device", "url", "bundle", "tracking", "message")
# A report moves along these and never back; refused is separate (see _moved).
Stage = Literal[
    "saved", "copied", "verified", "bundled", "uploading", "uploaded", "acknowledged", "imported", "refused"
]
_WAY: tuple[Stage, ...] = (
    "saved",
    "copied",
    "verified",
    "bundled",
    "uploading",
    "uploaded",
    "acknowledged",
    "imported",
)
_BEFORE_UPLOAD: tuple[Stage, ...] = ("verified", "bundled", "uploading")
_UNACKNOWLEDGED: tuple[Stage, ...] = (*_BEFORE_UPLOAD, "uploaded", "refused")


class Event(TypedDict):
    """One line of a ledger.

    `at`: UTC, ISO 8601. `reports`: the IDs it is about. `file`, `sha256`: the file on the controller: the usage
    file up to uploaded, the answer file from acknowledged on. `device_file`: the file on the device. `device`: the
    UDI of that device, because another one may get its name. `url`: where the device copied it to, unseen by us.
    `bundle`: the archive it went into. `tracking`: what CSSM calls the upload. `message`: why CSSM refused.
    """

    event: EventName
    at: str
    reports: list[str]
    file: NotRequired[str]
    sha256: NotRequired[str]
    device_file: NotRequired[str]
    device: NotRequired[str]
    url: NotRequired[str]
    bundle: NotRequired[str]
    tracking: NotRequired[str]
    message: NotRequired[str]


class Standing(NamedTuple):
    """Where a report stands. `file`, `sha256`: its verified usage file; `url`: see Event.

    `since`: when the ledger came to know it.
    """

    stage: Stage
    at: str
    since: str
    file: str | None = None
    sha256: str | None = None
    url: str | None = None
    message: str | None = None


class Upload(NamedTuple):
    """A verified file, and the reports in it that CSSM has not acknowledged."""

    file: str
    sha256: str
    reports: tuple[str, ...]


def read_event(line: str) -> Event | None:
    """Return the event of one line; None when the line is torn or is no event."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict) or event.get("event") not in EVENTS or not isinstance(event.get("at"), str):
        return None
    reports = event.get("reports")
    if not isinstance(reports, list) or not all(isinstance(report, str) for report in reports):
        return None
    return cast(Event, event) if all(isinstance(event.get(key, ""), str) for key in _TEXTS) else None


def standings(events: Iterable[Event]) -> dict[str, Standing]:
    """Return where each report stands, by its ID, in the order in which the ledger came to know them."""
    reports: dict[str, Standing] = {}
    for event in events:
        if event["event"] != "removed_from_device":
            for report in event["reports"]:
                reports[report] = _moved(reports.get(report), event)
    return reports


def unacknowledged(events: Iterable[Event]) -> list[Upload]:
    """Return what is to be sent to CSSM, or to be asked for there, by verified file."""
    groups: dict[tuple[str, str], list[str]] = {}
    for report, standing in standings(events).items():
        if standing.stage in _UNACKNOWLEDGED and standing.file and standing.sha256:
            groups.setdefault((standing.file, standing.sha256), []).append(report)
    return [Upload(file, sha256, tuple(reports)) for (file, sha256), reports in groups.items()]


def unseen(events: Iterable[Event]) -> dict[str, list[str]]:
    """Return the reports, by URL, that the device copied there and that are in no verified file."""
    groups: dict[str, list[str]] = {}
    for report, standing in standings(events).items():
        if standing.stage == "copied" and standing.url:
            groups.setdefault(standing.url, []).append(report)
    return groups


def removable(events: Sequence[Event], on_controller: Mapping[str, str]) -> list[str]:
    """Return the files on the device that may be removed.

    `on_controller`: the sha256 of each file that is on the controller now, by its name in the ledger. A file may go
    when all its reports were imported, or when its verified copy is still there, unchanged, and CSSM refused none.
    """
    reports = standings(events)
    copies: dict[str, Event | None] = {}
    for event in events:
        path = event.get("device_file")
        if path and event["event"] in ("saved", "removed_from_device"):
            copies[path] = None
        elif path and event["event"] == "verified":
            copies[path] = event
    return [path for path, copy in copies.items() if copy and _is_safe(copy, reports, on_controller)]


def summary(events: Sequence[Event]) -> dict[str, Any]:
    """Return one row of a table: how many reports wait for what, since when, and what was done last."""
    reports = standings(events).values()
    stages = [standing.stage for standing in reports]
    return {
        "reports": len(stages),
        "waiting_for_fetch": stages.count("saved"),
        "copied_to_url": stages.count("copied"),
        "waiting_for_upload": sum(stages.count(stage) for stage in _BEFORE_UPLOAD),
        "waiting_for_ack": stages.count("uploaded"),
        "waiting_for_import": stages.count("acknowledged"),
        "done": stages.count("imported"),
        "refused": stages.count("refused"),
        "waiting_since": min((report.since for report in reports if report.stage != "imported"), default=None),
        "last_event": events[-1]["event"] if events else None,
        "last_event_at": events[-1]["at"] if events else None,
    }


def _moved(before: Standing | None, event: Event) -> Standing:
    name = cast(Stage, event["event"])
    if before is None:
        before = Standing(name, event["at"], event["at"])
    elif name == "refused":
        # An acknowledged report can no longer be refused.
        if before.stage in ("acknowledged", "imported"):
            return before
    elif before.stage == "refused":
        # It is sent again: the person at CSSM may have fixed the cause of the refusal.
        if name in ("saved", "copied", "bundled"):
            return before
    elif _WAY.index(name) < _WAY.index(before.stage):
        return before
    return before._replace(**{"stage": name, "at": event["at"], **_learned(name, event)})


def _learned(name: Stage, event: Event) -> dict[str, Any]:
    fields: dict[str, Any] = {"message": event.get("message")}
    if name == "verified":
        fields |= {"file": event.get("file"), "sha256": event.get("sha256")}
    elif name == "copied":
        fields |= {"url": event.get("url")}
    return {key: value for key, value in fields.items() if value is not None}


def _is_safe(copy: Event, reports: Mapping[str, Standing], on_controller: Mapping[str, str]) -> bool:
    stages = {reports[report].stage for report in copy["reports"]}
    is_there = "sha256" in copy and on_controller.get(copy.get("file", "")) == copy["sha256"]
    return stages <= {"imported"} or (is_there and "refused" not in stages)
