# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random faults over a random part of a fleet in all ten workflows: nothing is lost, repeated, left or told.

SLP_FAULT_SEEDS: seeds (`1-500`, `7,12`); SLP_FAULT_DEVICES: devices a seed; SLP_FAULT_FLEET: of how many.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import ROOT, Lab
from tests.lab.client import LabClient

from .campaign import play_round
from .fleet import Fleet

SEEDS = os.environ.get("SLP_FAULT_SEEDS", "1-2")
DEVICES = int(os.environ.get("SLP_FAULT_DEVICES", "4"))
FLEET = int(os.environ.get("SLP_FAULT_FLEET", "50"))


def seeds(text: str) -> list[int]:
    """Return the seeds of `1-3,7`."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    directory = tmp_path_factory.mktemp("faults")
    lab, place = [sys.executable, "-m", "tests.lab"], ["--dir", str(directory)]
    estate = ["--estate", str(ROOT / "tests/lab/site.yml"), "--devices", str(FLEET), "--set", "delay=0.3"]
    subprocess.run([*lab, "start", *place, *estate], cwd=ROOT, check=True, timeout=60)
    try:
        yield Fleet(Lab(directory, LabClient.of(directory)))
    finally:
        subprocess.run([*lab, "stop", *place], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize("seed", seeds(SEEDS))
def test_what_breaks_heals_and_costs_nobody_anything(fleet: Fleet, seed: int, tmp_path: Path) -> None:
    began = time.monotonic()
    round_ = play_round(fleet, seed, DEVICES, tmp_path / "run")
    print(f"{round_}\n" + "\n".join(round_.wrong) + f"\nreasons: {round_.reasons}; {time.monotonic() - began:.0f} s")
    assert not round_.wrong, "\n".join(
        [
            str(round_),
            *round_.wrong,
            f"output: {tmp_path}/run/output.log; again: SLP_FAULT_SEEDS={seed} SLP_FAULT_DEVICES={DEVICES} make faults",
        ]
    )
