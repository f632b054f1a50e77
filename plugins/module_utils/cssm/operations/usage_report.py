# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Upload usage files to CSSM and fetch ACKs: many devices per call, no report twice, safe to interrupt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...files.artifacts import make_usable, read_whole, write_whole
from ...files.locked_file import alone
from ...files.udi import Udi
from ...http.accounts import Place
from ...http.operation import Params, Result, ServerOperation
from ...http.polling import finished
from ...http.session import Session
from ...words.errors import InvalidValue, LicensingError
from ..calls import Poll, PollId, poll, read_poll, read_submission, report_usage
from ..ledgers import Ledgers
from ..pending import Pending, forget, keep, recall
from ..usage import DeviceUsage, Key, UsageReport, by_device, chunks, halves, read_usage_file
from ..verdicts import Ack, Fate, acks_of, fate_of, fates_of
from .cssm import CSSM, PLACE, POLLING, place_of, require_usable_polling

_MAX_FILE = 64 * 1024 * 1024
# How many refusals of a whole upload, other than for duplicates, are looked into: a refusal of the caller is not
# asked for again report by report.
_MAX_DIVISIONS = 40
_OPTIONS: dict[str, Any] = {
    **PLACE,
    "files": {"type": "list", "elements": "path", "required": True},
    "dest": {"type": "path", "required": True},
    "artifact_dir": {"type": "path"},
    "chunk_size": {"type": "int", "default": 100},
    **POLLING,
}


@dataclass
class _Round:
    """One upload of everything, and what has become of it so far."""

    params: Params
    session: Session
    place: Place
    ledgers: Ledgers
    kept: dict[PollId, Path] = field(default_factory=dict)
    fates: dict[Key, Fate] = field(default_factory=dict)
    acks: list[Result] = field(default_factory=list)
    unfinished: dict[PollId, Pending] = field(default_factory=dict)
    divisions: int = 0
    # After how many seconds CSSM wants the next poll.
    wait: float = 0.0
    uploaded: bool = False

    def upload(self, devices: Sequence[DeviceUsage]) -> None:
        """Upload the reports; split an upload that is refused as a whole until the refused reports are known."""
        paths = self.params["paths"]
        reports = tuple(report.key for device in devices for report in device.reports)
        # A run that is killed from here on does no harm: the next one uploads again, and CSSM knows what it has.
        self.ledgers.note("uploading", reports)
        submission = read_submission(self.session.call(report_usage(paths, self.place, devices)))
        if submission.poll_id is not None:
            smart_account, virtual_account = self.place.smart_account.id, self.place.virtual_account.id
            pending = Pending(submission.poll_id, smart_account, virtual_account, devices[0].udi, reports)
            self.uploaded = True
            self.wait = max(self.wait, submission.wait)
            self.wait_for(pending)
            keep(self.kept[pending.poll_id], pending)
            self.ledgers.note("uploaded", reports, tracking=str(pending.poll_id))
            return
        fate = fate_of(submission.message)
        parts = halves(devices)
        if not parts or (fate.status == "failed" and self.divisions >= _MAX_DIVISIONS):
            self._decide(dict.fromkeys(reports, fate))
            return
        self.divisions += fate.status == "failed"
        for part in parts:
            self.upload(part)

    def wait_for(self, pending: Pending) -> None:
        """Add an upload to those whose ACKs are fetched."""
        self.unfinished[pending.poll_id] = pending
        self.kept.setdefault(pending.poll_id, _folder(self.params) / f"{pending.poll_id}.json")
        self.fates |= dict.fromkeys(pending.reports, Fate("waiting"))

    def fetch(self) -> None:
        """Wait for the ACKs and write them down."""
        ask = {poll_id: lambda pending=pending: self._ask(pending) for poll_id, pending in self.unfinished.items()}
        seconds, every = self.params["poll_timeout"], self.params["poll_interval"]
        for poll_id, done in finished(ask, seconds, self.session.clock, self.wait, every):
            pending = self.unfinished[poll_id]
            acks = acks_of(done, (key.udi for key in pending.reports))
            for number, ack in enumerate(acks):
                path = Path(self.params["dest"]) / _name(ack, poll_id, number)
                write_whole(str(path), ack.file)
                self.acks.append({"path": str(path), "udis": [str(udi) for udi in ack.udis]})
            self._decide(fates_of(done, pending.reports, acks))
            # Only now: until its ACKs are on disk, the next run polls for an upload again.
            forget(self.kept[poll_id])
            del self.unfinished[poll_id]

    def _decide(self, fates: Mapping[Key, Fate]) -> None:
        self.fates |= fates
        for key, fate in fates.items():
            if fate.status == "duplicate":
                self.ledgers.note("uploaded", [key])
            elif fate.status == "failed":
                self.ledgers.note("refused", [key], message=fate.message)

    def _ask(self, pending: Pending) -> Poll:
        question = poll(self.params["paths"], self.place, pending.udi, pending.poll_id, "acknowledgements")
        return read_poll(self.session.call(question), "acknowledgements")


def _run(params: Params, session: Session, check_mode: bool) -> Result:
    if params["chunk_size"] < 1:
        raise InvalidValue("chunk_size: takes 1 or more.")
    require_usable_polling(params)
    files = [(name, read_whole(Path(name), _MAX_FILE)) for name in params["files"]]
    reports = [report for name, data in files for report in read_usage_file(name, data)]
    root = Path(params["artifact_dir"]) if params["artifact_dir"] else None
    round_ = _Round(params, session, place_of(params, session), Ledgers(root, reports, session.clock.now))
    if check_mode:
        unsent = _take_up(round_, reports)
        return _result(round_, reports, changed=bool(unsent or round_.unfinished))
    make_usable(_folder(params), "dest")
    with alone(_folder(params)):
        trouble = _carry_out(round_, _take_up(round_, reports))
    result = _result(round_, reports, changed=round_.uploaded or bool(round_.acks))
    _raise_for(result, trouble)
    return result


def _take_up(round_: _Round, reports: Sequence[UsageReport]) -> list[DeviceUsage]:
    """Take up the uploads that an earlier run did not finish; return the devices with reports in none of them."""
    for path in sorted(_folder(round_.params).glob("*.json")):
        pending = recall(path)
        if pending is not None and pending.belongs_to(round_.place):
            round_.kept[pending.poll_id] = path
            round_.wait_for(pending)
    return by_device(report for report in reports if report.key not in round_.fates)


def _carry_out(round_: _Round, unsent: Sequence[DeviceUsage]) -> LicensingError | None:
    """Upload, and fetch what was uploaded even if something stopped the upload; return what stopped either."""
    trouble: LicensingError | None = None
    try:
        for chunk in chunks(unsent, round_.params["chunk_size"]):
            round_.upload(chunk)
    except LicensingError as error:
        trouble = error
    try:
        round_.fetch()
    except LicensingError as error:
        trouble = trouble or error
    return trouble


def _raise_for(result: Result, trouble: LicensingError | None) -> None:
    """Raise LicensingError, the whole result in its details, when anything failed or still waits."""
    counts = result["counts"]
    told = ", ".join(f"{number} {status}" for status, number in counts.items() if number)
    if trouble is not None:
        raise LicensingError(trouble.reason, f"{trouble.message} Reports: {told or 'none'}.", **result)
    if counts["failed"]:
        first = next(report for report in result["reports"] if report["status"] == "failed")
        raise LicensingError(
            "api_failed",
            f"CSSM refused {counts['failed']} reports, the first, {first['report_id']} of {first['udi']}, with: "
            f"{first['message']}. Reports: {told}.",
            **result,
        )
    if counts["waiting"]:
        raise LicensingError(
            "timeout",
            "CSSM has not finished within poll_timeout; run again with the same dest: it continues to poll and "
            f"uploads nothing twice. Reports: {told}.",
            **result,
        )


def _result(round_: _Round, reports: Sequence[UsageReport], changed: bool) -> Result:
    rows = [_row(report.file, report.key, round_.fates.get(report.key, Fate("not_sent"))) for report in reports]
    # Uploads of an earlier run can hold reports that are in none of the files of this one.
    given = {report.key for report in reports}
    rows += [_row(None, key, fate) for key, fate in round_.fates.items() if key not in given]
    numbers = Counter(row["status"] for row in rows)
    statuses = ("accepted", "duplicate", "failed", "waiting", "not_sent")
    return {
        "changed": changed,
        "reports": rows,
        "acks": round_.acks,
        "counts": {status: numbers[status] for status in statuses},
        "poll_ids": sorted(map(str, round_.unfinished)),
    }


def _row(file: str | None, key: Key, fate: Fate) -> Result:
    return {
        "file": file,
        "udi": str(key.udi),
        "report_id": key.report_id,
        "status": fate.status,
        "message": fate.message,
    }


def _folder(params: Params) -> Path:
    return Path(params["dest"]) / ".pending"


def _name(ack: Ack, poll_id: PollId, number: int) -> str:
    """Return a name that no other ACK has: the number of the upload and the place in it are in it."""
    owner: Udi | None = ack.udis[0] if len(ack.udis) == 1 else None
    label = f"{owner.pid}_{owner.sn}" if owner else "devices"
    return f"ACK_{re.sub(r'[^A-Za-z0-9.-]+', '_', label)}_{poll_id}_{number}.xml"


OPERATION = ServerOperation(CSSM, _OPTIONS, _run)
