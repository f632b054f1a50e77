# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of a device on disk, one JSON object a line: only ever added to, safe against a killed run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from .._artifacts import make_private
from .._errors import LicensingError
from .ledger import Event, read_event
from .locked_file import locked

NAME = "ledger.jsonl"


class Ledger(NamedTuple):
    """What a ledger holds; C(notes) name the lines that were skipped."""

    events: list[Event]
    notes: list[str]


def read(folder: Path) -> Ledger:
    """Read the ledger in the folder of a device; empty when there is none. Raises OSError."""
    try:
        text = (folder / NAME).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return Ledger([], [])
    events: list[Event] = []
    notes: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        event = read_event(line)
        if event:
            events.append(event)
        elif line.strip():
            notes.append(f"{folder / NAME}: line {number} is torn or no event, it was skipped")
    return Ledger(events, notes)


def append(folder: Path, event: Event) -> None:
    """Add one event, whole and on disk when this returns. Raises OSError, and LicensingError for what is no event."""
    line = json.dumps(event, sort_keys=True, ensure_ascii=True)
    if read_event(line) is None:
        raise LicensingError("invalid_value", f"{line[:200]} is no event of a ledger.")
    make_private(folder)
    with locked(folder / NAME) as handle:
        # After a killed run the last line may be torn: it stays as it is, and this one begins on its own.
        size = os.fstat(handle).st_size
        is_torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        data = (b"\n" if is_torn else b"") + line.encode() + b"\n"
        if os.write(handle, data) != len(data):
            raise OSError(f"{folder / NAME}: the disk took only a part of a line")
        os.fsync(handle)
