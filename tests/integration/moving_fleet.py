# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fleet that is moved from workflow to workflow: runs of site.yml over it, and what people do for it meanwhile."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.demo_people import A_MINUTE, People, hosts_of

from .conftest import BIN, Lab
from .pairs import PEERS, WORKFLOWS, Pair, words
from .pairs_truth import meant_lines

# Within it a device has something new to report. Longer waits would put the clocks of devices beyond what CSSM takes.
QUARTER = 1000
# For 90 hosts, on a machine that others use as well.
_LIMIT_SECONDS = 900
# Two gates that leave the fetching of an ACK to the device, which looks for it once an hour.
ANSWERS_ARRIVED = ("ssm_synchronize", "import_from_cssm")
_RECAP = re.compile(r"^(\S+)\s+: ok=\d+ +changed=(\d+) +unreachable=(\d+) +failed=(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class SiteRun:
    """A run of site.yml. By host: `results` (result.json), and how many tasks `changed` something."""

    output: str
    results: dict[str, dict[str, Any]]
    changed: dict[str, int]


class Fleet:
    """`pairs` of a lab whose devices are theirs."""

    def __init__(self, lab: Lab, pairs: Sequence[Pair]) -> None:
        self.lab = lab
        self.pairs = pairs
        self._places = json.loads((lab.directory / "control.json").read_text())
        self._artifacts = lab.directory / "artifacts"
        self._from_cssm = lab.directory / "from_cssm"
        self._from_cssm.mkdir()
        self._words: dict[str, dict[str, Any]] = {}

    def mean(self, which: str) -> None:
        """Write the variables of every host: `before` or `after` the move."""
        self._words = {
            pair.host: words(pair, getattr(pair, which), self._places, self._from_cssm) for pair in self.pairs
        }
        (self.lab.directory / "words.json").write_text(json.dumps({"all": {"hosts": self._words}}))

    @property
    def people(self) -> People:
        """Those who have the pages open, and know what is meant now."""
        known = hosts_of(self.lab.inventory)
        return People(self.lab.client, {host: {**known[host], **found} for host, found in self._words.items()})

    def enter_overlay(self, which: str) -> None:
        """Bring the devices of SD-WAN Manager into its overlay network."""
        for pair in self.pairs:
            if getattr(pair, which) == "manager":
                self.lab.client.controller_mode(pair.host, True)

    def leave_overlay(self) -> None:
        """Bring those out of it that are meant for another workflow."""
        for pair in self.pairs:
            if pair.before == "manager":
                self.lab.client.controller_mode(pair.host, False)

    def cut_off(self, silent: bool) -> None:
        """Whether the server to which each device is moved cannot be reached from it."""
        for pair in self.pairs:
            peer = PEERS.get(pair.after)
            self.lab.client.faults(pair.host, cut_off_from=[peer] if silent and peer else [])

    def go_through_the_gates(self) -> None:
        """What people do at the pages, and the files that they carry for devices without any connection."""
        self.people.go_through_the_gates(wait=A_MINUTE)
        gates = [gate for result in self.results().values() for gate in result["open_gates"]]
        for file in sorted({gate["file"] for gate in gates if gate["id"] == "upload_usage" and gate["file"]}):
            answer = self.people.carried(Path(file).name, Path(file).read_bytes())
            (self._from_cssm / f"ACK_{Path(file).name}").write_bytes(answer)

    def open_gates(self) -> list[str]:
        """Return the ids of all gates that were open at the end of the last run."""
        return sorted({gate["id"] for result in self.results().values() for gate in result["open_gates"]})

    def results(self) -> dict[str, dict[str, Any]]:
        files = self._artifacts.glob("*/result.json")
        return {file.parent.name: json.loads(file.read_text()) for file in files}

    def run(self, *confirmed: str) -> SiteRun:
        """Run site.yml over all hosts. `confirmed`: the gates that the operator says are closed."""
        self.lab.client.reset_counters()
        inventories = ["-i", str(self.lab.inventory), "-i", str(self.lab.directory / "words.json")]
        options = {"slp_artifact_dir": str(self._artifacts), "slp_timeout": 20, "slp_confirmed_gates": confirmed}
        command = [
            str(BIN / "ansible-playbook"),
            "netops.smart_licensing.site",
            *inventories,
            "-e",
            json.dumps(options),
        ]
        environment = {
            **os.environ,
            "ANSIBLE_FORKS": "20",
            "ANSIBLE_HOME": str(self.lab.directory / "home"),
            "ANSIBLE_DISPLAY_OK_HOSTS": "false",
            "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false",
            "ANSIBLE_NOCOLOR": "1",
        }
        done = subprocess.run(
            command,
            cwd=self.lab.directory,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_LIMIT_SECONDS,
            check=False,
        )
        changed = {host: int(count) for host, count, *_bad in _RECAP.findall(done.stdout)}
        assert changed.keys() == self._words.keys(), done.stdout
        return SiteRun(done.stdout, self.results(), changed)

    def meant_lines(self) -> dict[str, list[str]]:
        """Return by host the lines of licensing that the workflow after the move has."""
        url = hosts_of(self.lab.inventory)[self.pairs[0].host]["slp_ssm_url"]
        return {pair.host: meant_lines(pair, self._words[pair.host], self._places, url) for pair in self.pairs}

    def table(self, silent: SiteRun, silent_again: SiteRun, talking: SiteRun, third: SiteRun) -> str:
        """Return what became of each pair, as a table of Markdown."""
        lines = [
            "| from | to | silent server: complete? | talking server: complete? | third run: changed? |",
            "|" + "---|" * 5,
        ]
        for pair in self.pairs:
            host = pair.host
            early = silent.results[host]["complete"] or silent_again.results[host]["complete"]
            late, changed = talking.results[host]["complete"], third.results[host]["changed"] or third.changed[host] > 0
            words = ["yes" if found else "no" for found in (early, late, changed)]
            lines.append(f"| {' | '.join([WORKFLOWS[pair.before], WORKFLOWS[pair.after], *words])} |")
        return "\n".join(lines)
