# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook offline.yml brings a SLAC to every member of a stack, by each of the ways to CSSM."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.conftest import ROOT, Lab, Run
from tests.integration.test_slac_file import answer_of_cssm, installed
from tests.lab.client import LabClient
from tests.lab.cssm_answers import SWITCH_EXPORT
from tests.lab.estate import DEFAULT_ESTATE

STACK = "c9300-campus"
WANTED = {"slp_enable_scp": True, "slp_slac_features": ["hseck9"], "slp_slac_entitlements": {"hseck9": SWITCH_EXPORT}}
BY_HAND = {**WANTED, "slp_cssm_client_id": ""}

Offline = Callable[..., Run]


@pytest.fixture(scope="module")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab whose CSSM has a licence for each member."""
    directory = tmp_path_factory.mktemp("stack")
    source = yaml.safe_load(DEFAULT_ESTATE.read_text(encoding="utf-8"))
    source["cssm"]["stock"]["Campus"]["hseck9"] = 3
    source["cssm"]["delay"] = 0.5
    source["devices"] = [entry for entry in source["devices"] if entry["name"] == STACK]
    (directory / "estate.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
    lab = [sys.executable, "-m", "tests.lab"]
    options = ["--dir", str(directory)]
    start = [*lab, "start", *options, "--estate", str(directory / "estate.yml")]
    subprocess.run(start, cwd=ROOT, check=True, timeout=60)
    try:
        yield Lab(directory, LabClient.of(directory))
    finally:
        subprocess.run([*lab, "stop", *options], cwd=ROOT, check=True, timeout=60)


def udis(lab: Lab) -> list[str]:
    return [f"PID:{entry['pid']},SN:{entry['sn']}" for entry in lab.client.device(STACK)["authorizations"]]


def gate(run: Run) -> dict[str, Any]:
    return run.gate(STACK, "authorization_code")


def put(tmp_path: Path, **files: bytes) -> None:
    (tmp_path / "from_cssm").mkdir(exist_ok=True)
    for name, data in files.items():
        (tmp_path / "from_cssm" / f"{name}.xml").write_bytes(data)


def test_through_the_api_in_one_run(lab: Lab, playbook: Offline) -> None:
    predicted = playbook("offline", "--check", **WANTED)
    assert gate(predicted)["state"] == "done"
    assert installed(lab, STACK) == [False] * 3

    first = playbook("offline", **WANTED)
    assert first.status == 0, first.output
    assert installed(lab, STACK) == [True] * 3
    assert gate(first)["state"] == "done"
    assert playbook("offline", **WANTED).stats[STACK]["changed"] == 0


def test_by_a_request_that_asks_for_all_of_them(lab: Lab, playbook: Offline, tmp_path: Path) -> None:
    first = playbook("offline", **BY_HAND, slp_slac_by_request=True)
    assert first.status == 0, first.output
    assert gate(first)["state"] == "open"
    put(tmp_path, slac=answer_of_cssm(lab, tmp_path / gate(first)["file"], "Campus"))

    second = playbook("offline", **BY_HAND, slp_slac_by_request=True)
    assert second.status == 0, second.output
    assert installed(lab, STACK) == [True] * 3
    assert gate(second)["state"] == "done"


def test_by_the_udi_of_each(lab: Lab, playbook: Offline, tmp_path: Path) -> None:
    first = playbook("offline", **BY_HAND)
    assert all(udi in gate(first)["what"] for udi in udis(lab))
    answers = {}
    for number, udi in enumerate(udis(lab)[:2]):
        upload = lab.client.cssm_slac(udi, "hseck9", "Campus")
        lab.client.advance(30)
        answers[f"slac{number}"] = lab.client.cssm_download(upload)
    put(tmp_path, **answers)

    second = playbook("offline", **BY_HAND)
    assert second.status == 0, second.output
    assert installed(lab, STACK) == [True, True, False]
    assert gate(second)["state"] == "open"
    assert [udi in gate(second)["what"] for udi in udis(lab)] == [False, False, True]
