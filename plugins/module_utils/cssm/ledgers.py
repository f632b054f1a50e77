# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Record the outcome of usage reports at CSSM in the ledger of each host whose files were uploaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..files.ledger import Event, EventName
from ..files.ledger_file import append
from .usage import Key, UsageReport


class Ledgers:
    """The ledgers below `root`, which has a folder for each host; without it nothing is noted.

    `now`: seconds since 1970 UTC. A report of an earlier run that is in no file of this one has no ledger here.
    """

    def __init__(self, root: Path | None, reports: Sequence[UsageReport], now: Callable[[], float]) -> None:
        self._now = now
        self._noted: set[tuple[EventName, Key]] = set()
        self._folders: dict[Key, set[Path]] = {}
        for report in reports if root is not None else ():
            folder = _folder_of(Path(report.file), root) if root is not None else None
            if folder is not None:
                self._folders.setdefault(report.key, set()).add(folder)

    def note(self, event: EventName, keys: Iterable[Key], **more: str) -> None:
        """Write one line into each ledger, each report once for an event. Raises LicensingError."""
        by_folder: dict[Path, list[str]] = {}
        for key in keys:
            if (event, key) in self._noted:
                continue
            self._noted.add((event, key))
            for folder in self._folders.get(key, ()):
                by_folder.setdefault(folder, []).append(key.report_id)
        at = dt.datetime.fromtimestamp(self._now(), dt.UTC).isoformat(timespec="seconds")
        for folder, reports in by_folder.items():
            append(folder, Event(event=event, at=at, reports=reports, **more))  # type: ignore[typeddict-item]


def _folder_of(file: Path, root: Path) -> Path | None:
    """Return the folder of the host that a file is in; None if it is elsewhere."""
    absolute, top = file.absolute(), root.absolute()
    if not absolute.is_relative_to(top) or len(absolute.relative_to(top).parts) < 2:
        return None
    return top / absolute.relative_to(top).parts[0]
