# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger on disk: killed runs, and many runs at once."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.files import ledger_file
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import Event
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

EVENT: Event = {"event": "saved", "at": "2026-11-24T08:00:00+00:00", "reports": ["1"], "message": "ü\n"}


def lines(folder: Path) -> list[str]:
    return (folder / ledger_file.NAME).read_text().splitlines()


def test_what_is_added_is_read_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "router"
    other: Event = {**EVENT, "event": "copied"}
    assert ledger_file.read(folder) == ([], [], [])
    ledger_file.append(folder, EVENT)
    ledger_file.append(folder, other)
    assert ledger_file.read(folder) == ([EVENT, other], [], [])
    assert len(lines(folder)) == 2
    assert stat.S_IMODE((folder / ledger_file.NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_line_torn_anywhere_costs_nothing_but_itself(tmp_path: Path) -> None:
    ledger_file.append(tmp_path, EVENT)
    whole = (tmp_path / ledger_file.NAME).read_bytes()
    assert len(whole) > 50
    for end in range(1, len(whole) - 1):
        (tmp_path / ledger_file.NAME).write_bytes(whole + whole[:end])
        ledger = ledger_file.read(tmp_path)
        assert ledger.events == [EVENT]
        assert ["line 2 is incomplete" in note for note in ledger.notes] == [True]
        ledger_file.append(tmp_path, EVENT)
        assert ledger_file.read(tmp_path).events == [EVENT, EVENT]


def test_a_line_that_lost_only_its_end_counts(tmp_path: Path) -> None:
    ledger_file.append(tmp_path, EVENT)
    path = tmp_path / ledger_file.NAME
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ledger_file.append(tmp_path, EVENT)
    assert ledger_file.read(tmp_path) == ([EVENT, EVENT], [], [])


HOSTILE = {
    "a second command": {"device_file": "flash:x.xml\rconfigure terminal\rhostname owned\r"},
    "a newline at the end": {"device_file": "flash:slp_usage_1.xml\n"},
    "a file of the system": {"device_file": "flash:packages.conf"},
    "a climbing directory": {"device_file": "flash:../bootflash:slp_usage_1.xml"},
    "no file system": {"device_file": "slp_usage_1.xml"},
    "a pipe": {"device_file": "flash:slp_usage_1.xml | redirect flash:startup"},
    "a question mark": {"device_file": "flash:?slp_usage_1.xml"},
    "an absolute path": {"file": "/etc/passwd", "sha256": "aa" * 32},
    "a path that climbs": {"file": "../../x", "sha256": "aa" * 32},
    "a path that climbs late": {"file": "usage/../../x.xml", "sha256": "aa" * 32},
    "a folder of nobody": {"file": "secrets/a.xml", "sha256": "aa" * 32},
    "a dot file": {"file": "usage/.ssh", "sha256": "aa" * 32},
    "a digest that is none": {"file": "usage/a.xml", "sha256": "aa"},
    "another bundle folder": {"bundle": "../UD_SA_x.tar.gz"},
    "a URL with a newline": {"url": "tftp://192.0.2.9/a.xml\n# owned"},
    "a URL of a script": {"url": "javascript:alert(1)"},
    "a device that is none": {"device": "all"},
    "a time without a zone": {"at": "2026-11-24T08:00:00"},
    "a time that is none": {"at": "<script>"},
}


@pytest.mark.parametrize("values", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_line_that_nobody_here_wrote_is_named_and_nothing_is_done_by_the_ledger(
    tmp_path: Path, values: dict[str, str]
) -> None:
    ledger_file.append(tmp_path, EVENT)
    with (tmp_path / ledger_file.NAME).open("a") as stream:
        stream.write(json.dumps({**EVENT, **values}) + "\n")
    ledger = ledger_file.read(tmp_path)
    assert ledger.events == [EVENT]
    with pytest.raises(LicensingError) as failure:
        ledger.trusted()
    assert failure.value.reason == "invalid_value"
    assert f"{tmp_path / ledger_file.NAME}: line 2:" in failure.value.message
    assert not set(failure.value.message) & set("\r\n")


@pytest.mark.parametrize("values", HOSTILE.values(), ids=HOSTILE.keys())
def test_such_a_line_is_never_written(tmp_path: Path, values: dict[str, str]) -> None:
    with pytest.raises(LicensingError) as failure:
        ledger_file.append(tmp_path, cast(Event, {**EVENT, **values}))
    assert failure.value.reason == "invalid_value"
    assert not (tmp_path / ledger_file.NAME).exists()


@pytest.mark.parametrize("act", [lambda folder: ledger_file.append(folder, EVENT), ledger_file.read])
def test_a_ledger_that_is_a_link_is_neither_read_nor_written(tmp_path: Path, act: Callable[[Path], object]) -> None:
    target = tmp_path / "target"
    target.write_text("theirs")
    (tmp_path / "router").mkdir()
    (tmp_path / "router" / ledger_file.NAME).symlink_to(target)
    with pytest.raises(LicensingError) as failure:
        act(tmp_path / "router")
    assert failure.value.reason == "transfer_failed"
    assert str(tmp_path / "router" / ledger_file.NAME) in failure.value.message
    assert target.read_text() == "theirs"


def test_a_ledger_that_is_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ledger_file.NAME)
    for act in (ledger_file.read, lambda folder: ledger_file.append(folder, EVENT)):
        with pytest.raises(LicensingError, match="not a regular file"):
            act(tmp_path)


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(LicensingError) as failure:
        ledger_file.append(tmp_path, EVENT)
    assert failure.value.reason == "storage_full"
    assert str(tmp_path / ledger_file.NAME) in failure.value.message
    assert "slp_artifact_dir" in failure.value.message


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
