# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger on disk: killed runs, and many runs at once."""

from __future__ import annotations

import json
import multiprocessing
import stat
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils._errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils._files import ledger_file
from ansible_collections.netops.smart_licensing.plugins.module_utils._files.ledger import Event

EVENT: Event = {"event": "saved", "at": "2026-11-24T08:00:00+00:00", "reports": ["1"], "device_file": "flash:ü\n.xml"}


def lines(folder: Path) -> list[str]:
    return (folder / ledger_file.NAME).read_text().splitlines()


def test_what_is_added_is_read_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "router"
    other: Event = {**EVENT, "event": "copied"}
    assert ledger_file.read(folder) == ([], [])
    ledger_file.append(folder, EVENT)
    ledger_file.append(folder, other)
    assert ledger_file.read(folder) == ([EVENT, other], [])
    assert len(lines(folder)) == 2
    assert stat.S_IMODE((folder / ledger_file.NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_line_torn_anywhere_costs_nothing_but_itself(tmp_path: Path) -> None:
    ledger_file.append(tmp_path, EVENT)
    whole = (tmp_path / ledger_file.NAME).read_bytes()
    for end in range(1, len(whole) - 1):
        (tmp_path / ledger_file.NAME).write_bytes(whole + whole[:end])
        ledger = ledger_file.read(tmp_path)
        assert ledger.events == [EVENT]
        assert ["line 2 is torn" in note for note in ledger.notes] == [True]
        ledger_file.append(tmp_path, EVENT)
        assert ledger_file.read(tmp_path).events == [EVENT, EVENT]


def test_a_line_that_lost_only_its_end_counts(tmp_path: Path) -> None:
    ledger_file.append(tmp_path, EVENT)
    path = tmp_path / ledger_file.NAME
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ledger_file.append(tmp_path, EVENT)
    assert ledger_file.read(tmp_path) == ([EVENT, EVENT], [])


def test_what_is_no_event_is_not_added(tmp_path: Path) -> None:
    with pytest.raises(LicensingError) as failure:
        ledger_file.append(tmp_path, {**EVENT, "reports": [1]})  # type: ignore[list-item]
    assert failure.value.reason == "invalid_value"
    assert ledger_file.read(tmp_path).events == []


def add_many(folder: Path, writer: int) -> None:
    for number in range(25):
        ledger_file.append(folder, {**EVENT, "reports": [f"{writer}-{number}"]})


def test_many_writers_lose_no_line(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=add_many, args=(tmp_path, number)) for number in range(3)]
    for process in writers:
        process.start()
    for process in writers:
        process.join(30)
    found = [json.loads(line)["reports"][0] for line in lines(tmp_path)]
    assert sorted(found) == sorted(f"{writer}-{number}" for writer in range(3) for number in range(25))
    for writer in range(3):
        own = [report for report in found if report.startswith(f"{writer}-")]
        assert own == [f"{writer}-{number}" for number in range(25)]
