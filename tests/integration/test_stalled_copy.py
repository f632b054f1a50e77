# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device that falls silent, or hangs up, in the middle of a copy: the copy ends in time, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Lab, Run, device_play, type_lines
from tests.integration.usage_truth import assert_each_is_acknowledged_once

HOST = "c8300-wan"
STALL = {"kind": "silence", "at": "scp", "bytes": 40, "times": 0}
CUT = {"kind": "reset", "at": "scp", "bytes": 40, "times": 0}


def done(playbook: Callable[..., Run], module: str, **options: Any) -> dict[str, Any]:
    task = {"name": "do", f"netops.smart_licensing.{module}": options}
    run = playbook(device_play(HOST, task, ansible_command_timeout=2))
    return run.results("do")[HOST]


def everybody_left(lab: Lab) -> bool:
    """Return whether no session stays; the last one ends by itself, a moment after its play."""
    end = time.monotonic() + 5
    while (open_ := lab.client.counters()[HOST]["sessions_open"]) and time.monotonic() < end:
        time.sleep(0.05)
    return not open_


@pytest.mark.parametrize(("trouble", "why"), [(STALL, "it stood still for 8 s"), (CUT, "")], ids=["stall", "cut"])
def test_a_copy_that_breaks_off_is_told_and_done_again(
    lab: Lab, playbook: Callable[..., Run], tmp_path: Path, trouble: dict[str, Any], why: str
) -> None:
    type_lines(lab, playbook, [HOST], ["ip scp server enable"])
    folder = tmp_path / "slp_artifacts" / HOST
    save = {"dest": str(folder), "transfer": "scp", "timeout": 5}
    lab.client.faults(HOST, troubles=[trouble])
    broken = done(playbook, "slp_usage_save", **save)
    assert (broken["reason"], why in broken["msg"]) == ("transfer_failed", True), broken["msg"]
    assert everybody_left(lab)

    lab.client.heal(HOST)
    (file,) = done(playbook, "slp_usage_save", **save)["files"]
    number = lab.client.cssm_upload("usage.xml", Path(file["path"]).read_bytes(), "WAN")
    lab.client.advance(30)
    answer = tmp_path / "ACK.xml"
    answer.write_bytes(lab.client.cssm_download(number))

    bring = {"src": str(answer), "dest": str(folder), "transfer": "scp"}
    lab.client.faults(HOST, troubles=[trouble])
    # Small as it is, it was sent before anybody could see that nothing takes it; the directory of the device tells.
    broken = done(playbook, "slp_import", **bring)
    assert broken["reason"] == "transfer_failed", broken["msg"]
    assert everybody_left(lab)
    lab.client.heal(HOST)
    assert done(playbook, "slp_import", **bring)["changed"]
    assert_each_is_acknowledged_once(lab.client, [HOST])
