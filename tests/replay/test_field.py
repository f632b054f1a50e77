# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What real devices said, over SSH: recordings dropped into field/, and captures where a folder of them is at hand."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.replay.conftest import all_results, ends, inventory, play, recorded_play, results
from tests.replay.server import ReplayServer
from tests.replay.stories import HERE
from tests.replay.transcript import Transcript, load, transcript
from tests.unit.parsers.captures import CORPUS

Serve = Callable[..., ReplayServer]
FIELD = {path.stem.replace("-", "_"): load(path) for path in sorted((HERE / "field").glob("*.yml"))}
RECORDINGS = {name: recording for name, recording in FIELD.items() if not recording.tasks}
WORKFLOWS = {name: recording.with_the_clock_of_today() for name, recording in FIELD.items() if recording.tasks}
READ: dict[str, Any] = {"netops.smart_licensing.slp_info": {}}
CHECK: dict[str, Any] = {"netops.smart_licensing.slp_field_check": {}}
MODES = {"SLP": "policy", "classic-smart": "classic"}


def found(folder: Path, server: ReplayServer, *tasks: dict[str, Any]) -> dict[str, dict[str, Any]]:
    plays = [{"hosts": "all", "gather_facts": False, "tasks": list(tasks)}]
    return results(play(folder, inventory(server.ports, {}), plays))


def test_recordings_are_read_without_a_line_left_over(replay: Serve, tmp_path: Path) -> None:
    server = replay(**RECORDINGS)
    checked = found(tmp_path, server, READ, CHECK)

    assert sorted(checked) == sorted(RECORDINGS)
    assert {name: result.get("msg") for name, result in checked.items() if "beliefs" not in result} == {}
    for what in ("unparsed", "unreadable"):
        assert {name: result[what] for name, result in checked.items() if result[what]} == {}
    assert {name: result["beliefs"]["contradicted"] for name, result in checked.items()} == dict.fromkeys(
        RECORDINGS, []
    )


def test_recorded_workflows_come_to_the_end_that_they_had(replay: Serve, tmp_path: Path) -> None:
    server = replay(**WORKFLOWS)
    plays = [recorded_play(name, recording) for name, recording in WORKFLOWS.items()]
    done = all_results(play(tmp_path, inventory(server.ports, {}), plays))

    assert {name: ends(given) for name, given in done.items()} == {
        name: [(task.changed, task.reason) for task in recording.tasks] for name, recording in WORKFLOWS.items()
    }
    assert {name: heard.out_of_script for name, heard in server.heard.items() if heard.out_of_script} == {}


def test_captures_are_read_as_what_they_are(replay: Serve, tmp_path: Path) -> None:
    if not CORPUS.is_dir():
        pytest.skip("no folder of captures at hand")
    devices = {name: (device, mode) for name, device, mode in captured()}
    server = replay(**{name: device for name, (device, _mode) in devices.items()})
    read = {"netops.smart_licensing.slp_info": {"gather_subset": ["licence"]}}
    modes = {name: result["smart_licensing"]["mode"] for name, result in found(tmp_path, server, read).items()}

    assert modes == {name: mode for name, (_device, mode) in devices.items()}


def captured() -> list[tuple[str, Transcript, str]]:
    """Return a device for each whole capture of show license all: its name, what it says, its mode."""
    router = yaml.safe_load((HERE / "devices" / "router.yml").read_text())
    with (CORPUS / "INDEX.tsv").open() as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["command"] == "show license all"]
    devices = []
    for number, row in enumerate(rows):
        if "flattened" in row["file"]:
            # Its store lost the indentation, by which a device's output is read.
            continue
        answer = (CORPUS / row["file"]).read_text()
        own = [{"command": "show license all", "answer": answer}, {"command": "end"}]
        others = [step for step in router["steps"] if step["command"] != "show license all"]
        device = transcript({**router, "steps": [*own, *others]}, row["file"])
        devices.append((f"capture{number}", device, MODES[row["era"]]))
    return devices
