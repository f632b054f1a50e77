# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Offline rounds, killed at random moments and run again: no report is lost, none is reported twice.

Through CSSM's API a round is one play (offline.yml). By hand it is two, with a person between who carries the archive
to CSSM and the answer back (collect_usage.yml, import_files.yml). Every second round deletes its files from the
devices (slp_remove_files). SLP_KILLS says how often they are killed in all,
SLP_KILL_SEED when, SLP_KILL_DEVICES over how many devices they run (`make soak`: 50 kills, 20 devices).
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.conftest import BIN, LIMIT_SECONDS, ROOT
from tests.integration.processes import Process, below, end
from tests.integration.usage_truth import assert_each_is_acknowledged_once, reports_of
from tests.lab.client import LabClient
from tests.lab.estate import DEFAULT_ESTATE

KILLS = int(os.environ.get("SLP_KILLS", "10"))
SEED = int(os.environ.get("SLP_KILL_SEED", "5"))
DEVICES = int(os.environ.get("SLP_KILL_DEVICES", "6"))
# Whatever a kill left, so many undisturbed runs with a person between them bring it to its end.
LAST_RUNS = 4
BY_API, COLLECT, IMPORT = "offline", "collect_usage", "import_files"
# Half of the kills fall on the rounds through the API, half on those by hand.
SHARES = {BY_API: KILLS - KILLS // 2, COLLECT: KILLS // 4, IMPORT: KILLS // 2 - KILLS // 4}


@dataclass
class Fleet:
    """The devices and CSSM, and the folder in which somebody runs the play; `removes`: our files from the devices."""

    client: LabClient
    inventory: Path
    folder: Path
    removes: bool = False

    def fresh(self, folder: Path, *, removes: bool = False) -> None:
        """Start over: every device has reports that nobody has seen."""
        self.client.reset()
        self.folder, self.removes = folder, removes
        folder.mkdir()

    def start(self, playbook: str) -> subprocess.Popen[bytes]:
        command = [str(BIN / "ansible-playbook"), f"netops.smart_licensing.{playbook}", "-i", str(self.inventory)]
        by_hand = [] if playbook == BY_API else ["-e", "slp_cssm_client_id="]
        options = {"slp_enable_scp": True, "slp_force_topology": True, "slp_remove_files": self.removes}
        environment = {**os.environ, "ANSIBLE_FORKS": str(DEVICES), "ANSIBLE_HOME": str(self.folder.parent / "home")}
        with (self.folder / "play.log").open("ab") as log:
            return subprocess.Popen(
                [*command, *by_hand, "-e", json.dumps(options)],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def run(self, playbook: str) -> bool:
        """Run a play undisturbed; False when it failed."""
        (self.folder / "play.log").write_bytes(b"")
        return self.start(playbook).wait(LIMIT_SECONDS) == 0

    @property
    def gates(self) -> str:
        """The checklist of the last play that came to its end."""
        path = self.folder / "slp_artifacts/gates.md"
        return path.read_text() if path.exists() else ""

    @property
    def to_carry(self) -> Path | None:
        """The archive that the last play by hand says to upload, if no later one took its place."""
        log = self.folder / "play.log"
        named = re.findall(r"Upload (\S*UD_SA_\S*) to CSSM", log.read_text()) if log.exists() else []
        return next((path for path in map(Path, named[-1:]) if path.exists()), None)

    def person_uploads(self) -> None:
        """Upload the archive that the last play names, unless it was uploaded before."""
        uploaded = {upload["name"] for upload in self.client.cssm()["uploads"]}
        archive = self.to_carry
        if archive and archive.name not in uploaded:
            self.client.cssm_upload(archive.name, archive.read_bytes(), "WAN")
            self.client.advance(1)

    def person_downloads(self) -> None:
        """Download every answer that the page has."""
        inbox = self.folder / "from_cssm"
        inbox.mkdir(exist_ok=True)
        for upload in self.client.cssm()["uploads"]:
            if upload["download"]:
                (inbox / f"ACK_{upload['id']}").write_bytes(self.client.cssm_download(upload["id"]))


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    directory = tmp_path_factory.mktemp("killed")
    source = yaml.safe_load(DEFAULT_ESTATE.read_text(encoding="utf-8"))
    source["cssm"]["delay"] = 0.5
    source["devices"] = [{"name": "c8300", "profile": "c8300", "token": "valid-wan"}]
    estate = directory / "estate.yml"
    estate.write_text(yaml.safe_dump(source), encoding="utf-8")
    lab = [sys.executable, "-m", "tests.lab"]
    options = ["--dir", str(directory / "lab")]
    start = [*lab, "start", *options, "--devices", str(DEVICES), "--estate", str(estate)]
    subprocess.run(start, cwd=ROOT, check=True, timeout=60)
    try:
        yield Fleet(LabClient.of(directory / "lab"), directory / "lab/inventory.yml", directory)
    finally:
        subprocess.run([*lab, "stop", *options], cwd=ROOT, check=True, timeout=60)


def kill(play: subprocess.Popen[bytes], *, with_workers: bool) -> list[Process]:
    """End the play at once, its workers with it or not; return the processes that survive."""
    workers = below(play.pid)
    os.killpg(play.pid, signal.SIGKILL)
    play.wait()
    if with_workers:
        end(workers)
        return []
    return workers


def assert_every_report_is_acknowledged_once(fleet: Fleet) -> None:
    log, names = (fleet.folder / "play.log").read_text(), fleet.client.devices()
    assert len(reports_of(fleet.client, names)) >= 2 * DEVICES
    assert_each_is_acknowledged_once(fleet.client, names, log)
    for name in names:
        truth = fleet.client.device(name)
        assert "ip scp server enable" not in truth["running_config"], name
        assert not fleet.removes or [file for file in truth["files"] if file.startswith("slp_")] == [], name
    for ledger in fleet.folder.glob("slp_artifacts/*/ledger.jsonl"):
        imported = [set(event["reports"]) for event in events(ledger) if event["event"] == "imported"]
        verified = set().union(*(event["reports"] for event in events(ledger) if event["event"] == "verified"))
        assert verified == set().union(*imported), ledger


def events(ledger: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ledger.read_text().splitlines() if line.endswith("}")]


def finish_by_api(fleet: Fleet) -> None:
    """Run the play as a person would who wants to see it green."""
    for _run in range(LAST_RUNS):
        if fleet.run(BY_API) and "- [ ]" not in fleet.gates:
            return
        fleet.person_downloads()
    pytest.fail((fleet.folder / "play.log").read_text())


def finish_by_hand(fleet: Fleet) -> None:
    """Run the two plays, and carry between them, until there is nothing left to carry."""
    for _run in range(LAST_RUNS):
        if fleet.run(COLLECT) and not fleet.to_carry:
            return
        fleet.person_uploads()
        fleet.person_downloads()
        fleet.run(IMPORT)
    pytest.fail((fleet.folder / "play.log").read_text())


@dataclass
class Killer:
    """Kills plays at random moments, each as often as is left for it."""

    fleet: Fleet
    chance: random.Random
    lengths: dict[str, float] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=lambda: dict(SHARES))
    orphans: list[Process] = field(default_factory=list)

    def measure(self, playbook: str) -> None:
        """Run a play undisturbed, to know how long it takes."""
        began = time.monotonic()
        assert self.fleet.run(playbook), (self.fleet.folder / "play.log").read_text()
        self.lengths[playbook] = time.monotonic() - began

    def disturb(self, playbook: str) -> None:
        """Run a play until it gets through before it is killed, or no kill is left."""
        while self.left[playbook]:
            play = self.fleet.start(playbook)
            try:
                play.wait(self.chance.uniform(0, self.lengths[playbook]))
                return
            except subprocess.TimeoutExpired:
                self.orphans += kill(play, with_workers=self.chance.random() < 0.5)
                self.left[playbook] -= 1


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found by /proc")
def test_a_play_that_is_killed_anywhere_loses_and_repeats_nothing(fleet: Fleet, tmp_path: Path) -> None:
    killer = Killer(fleet, random.Random(SEED))
    fleet.fresh(tmp_path / "by-api")
    killer.measure(BY_API)
    finish_by_api(fleet)
    assert_every_report_is_acknowledged_once(fleet)
    fleet.fresh(tmp_path / "by-hand")
    killer.measure(COLLECT)
    fleet.person_uploads()
    fleet.person_downloads()
    killer.measure(IMPORT)
    finish_by_hand(fleet)
    assert_every_report_is_acknowledged_once(fleet)

    rounds = 0
    while killer.left[BY_API]:
        rounds += 1
        fleet.fresh(tmp_path / f"by-api-{rounds}", removes=bool(rounds % 2))
        # A kill hardly ever falls between CSSM's taking an upload and its answer: here that answer is lost.
        fleet.client.cssm_faults(drop_uploads=rounds // 2 % 2)
        killer.disturb(BY_API)
        finish_by_api(fleet)
        assert_every_report_is_acknowledged_once(fleet)
    while killer.left[COLLECT] or killer.left[IMPORT]:
        rounds += 1
        fleet.fresh(tmp_path / f"by-hand-{rounds}", removes=bool(rounds % 2))
        killer.disturb(COLLECT)
        fleet.person_uploads()
        fleet.person_downloads()
        killer.disturb(IMPORT)
        finish_by_hand(fleet)
        assert_every_report_is_acknowledged_once(fleet)
    took = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in killer.lengths.items())
    print(f"{SHARES} kills in {rounds} rounds ({took}), {len(killer.orphans)} workers outlived their play")
    # A worker of Ansible may wait for ever to tell its result to a play that is gone: those are not ours.
    end(killer.orphans)
