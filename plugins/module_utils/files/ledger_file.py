# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of a device on disk, one JSON object per line: append-only, safe against a killed run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from ..words.errors import LicensingError
from .artifacts import make_private, read_whole
from .ledger import Event, read_event
from .ledger_values import refusal
from .locked_file import locked

NAME = "ledger.jsonl"
# A line has some hundred bytes, and a device some dozen lines a year.
_LARGEST = 64 * 1024 * 1024


class Ledger(NamedTuple):
    """What a ledger holds; `notes`: lines that a killed run left incomplete; `refused`: foreign lines."""

    events: list[Event]
    notes: list[str]
    refused: list[str]

    def trusted(self) -> list[Event]:
        """Return the events that a caller may act on. Raises LicensingError (invalid_value) if a line is refused.

        The meaning of such a line is unknown, so nothing is sent or deleted based on the others.
        """
        if self.refused:
            raise LicensingError(
                "invalid_value",
                f"{self.refused[0]}. Nothing was done for this device. Find out who wrote that line, remove it, and "
                "run again.",
            )
        return self.events


def read(folder: Path) -> Ledger:
    """Read the ledger in the folder of a device; empty when there is none. Raises LicensingError."""
    path = (folder / NAME).absolute()
    if not os.path.lexists(path):
        return Ledger([], [], [])
    ledger = Ledger([], [], [])
    text = read_whole(path, _LARGEST, follow=False).decode("utf-8", "replace")
    for number, line in enumerate(text.split("\n"), 1):
        event = read_event(line)
        why = refusal(event) if event else None
        if why:
            ledger.refused.append(f"{path}: line {number}: {why}")
        elif event:
            ledger.events.append(event)
        elif line.strip():
            ledger.notes.append(f"{path}: line {number} is incomplete or not an event, it was skipped")
    return ledger


def append(folder: Path, event: Event) -> None:
    """Add one event, whole and on disk when this returns. Raises LicensingError, also for what is no event."""
    line = json.dumps(event, sort_keys=True, ensure_ascii=True)
    known = read_event(line)
    why = "it does not have the form of an event" if known is None else refusal(known)
    if why:
        raise LicensingError("invalid_value", f"{line[:200]} is not a ledger event: {why}.")
    path = folder / NAME
    make_private(folder)
    with locked(path) as handle:
        # After a killed run the last line may be incomplete: it stays, and this one starts on a new line.
        size = os.fstat(handle).st_size
        is_torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        data = (b"\n" if is_torn else b"") + line.encode() + b"\n"
        if os.write(handle, data) != len(data):
            raise LicensingError("storage_full", f"{path.absolute()}: only a part of a line was written to the disk.")
        os.fsync(handle)
