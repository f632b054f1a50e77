# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One seed: some hosts, some faults, a run; all heals, people do their part, and runs follow until all is well."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from . import invariants
from .catalogue import Plan, draw
from .fleet import ARRIVED, Fleet, PlayRun

# The last of them is the one in which every host must be complete.
HEALED_RUNS = 2
# Playbooks that only read come first in so many seeds; what befalls a device once then befalls it there.
READING, READING_SHARE = ("status", "preflight", "compliance"), 0.25
# Every device has started by then, and has something new to report.
QUARTER = 1000


@dataclass
class Round:
    """A seed that was run. `wrong`: what did not hold, with the run in which it was seen."""

    seed: int
    plan: Plan
    reasons: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"seed {self.seed}: {', '.join(self.plan.hosts)}\n{self.plan}"


def play_round(fleet: Fleet, seed: int, devices: int, folder: Path) -> Round:
    """Run a seed in a folder that does not exist yet."""
    round_ = Round(seed, draw(seed, fleet.topologies, devices))
    plan, client = round_.plan, fleet.client
    fleet.begin(folder, plan.hosts)
    since = client.health()["now"]
    for host, (_fault, cause) in plan.devices.items():
        client.faults(host, **cause)
    for server, (_fault, cause) in plan.servers.items():
        client.web_faults(server, **cause)

    chance = random.Random(f"play {seed}")
    # Whatever verbosity somebody asks for.
    loud = chance.choice(([], [], ["--diff"], ["-vvv"]))
    if chance.random() < READING_SHARE:
        before = invariants.configurations(client, plan.hosts)
        reading = chance.choice(READING)
        read = fleet.run(*loud, playbook=reading)
        changed = [
            f"{host} was changed"
            for host in plan.hosts
            if invariants.configurations(client, [host])[host] != before[host]
        ]
        _note(round_, reading, read, changed)
    broken = fleet.run(*loud)
    forgotten = {host: invariants.forgotten(client.device(host)) for host in plan.hosts}
    _note(round_, "broken", broken, invariants.of_failures(broken, plan, fleet))
    round_.wrong += _lasting(fleet, "broken", broken, since, forgotten)
    round_.reasons = {host: result["failed"]["reason"] for host, result in broken.results.items() if result["failed"]}

    client.heal()
    client.advance(QUARTER)
    healed = broken
    for number in range(1, HEALED_RUNS + 1):
        healed = fleet.run(confirmed=ARRIVED if number == HEALED_RUNS else ())
        _note(round_, f"healed {number}", healed, [])
        round_.wrong += _lasting(fleet, f"healed {number}", healed, since, forgotten)
        if number < HEALED_RUNS:
            fleet.go_through_the_gates()
    round_.wrong += [f"at the end: {what}" for what in invariants.of_convergence(healed, fleet)]
    round_.wrong += [f"at the end: {what}" for what in invariants.of_files(folder, fleet.secrets)]
    return round_


def _note(round_: Round, when: str, run: PlayRun, wrong: list[str]) -> None:
    round_.wrong += [f"{when}: {what}" for what in (*run.traces, *wrong)]


def _lasting(fleet: Fleet, when: str, run: PlayRun, since: float, forgotten: dict[str, int]) -> list[str]:
    """Return what does not hold though it must at any time."""
    found = [
        *invariants.of_truth(run, fleet, since),
        *invariants.of_actions(fleet.client, fleet.hosts, forgotten),
        *invariants.of_reports(fleet.client, fleet.hosts),
    ]
    return [f"{when}: {what}" for what in found]
