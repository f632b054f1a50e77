# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assessment says: steps that are due, gates, proofs; and the result that a machine reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .gate import Gate, told

SCHEMA = 1
# The last step of each role: look at the device again.
RESULT = "result"


@dataclass(frozen=True)
class Proof:
    """One thing that must be so. `by`: what shows it, or what is missing; `at`: since when, a date of the device."""

    step: str
    proved: bool
    by: str
    at: str | None = None


@dataclass(frozen=True)
class Step:
    """A task file of the role: whether the run has to do something there, and its gates.

    `asks`: the gates that nothing in this run can close, so a person is needed before it goes on.
    `routine`: it changes nothing that a mistake in a variable could break: a report, a file for it, a save.
    """

    file: str
    due: bool = False
    routine: bool = False
    gates: Sequence[Gate] = ()
    asks: Sequence[str] = ()


@dataclass(frozen=True)
class Assessment:
    """What a workflow makes of a product instance. `options`: values that the role's tasks need.

    `final`: all that it needs was seen; else the role has to look further, and this says only what to look for.
    """

    steps: Sequence[Step]
    proofs: Sequence[Proof]
    options: dict[str, Any] = field(default_factory=dict)
    final: bool = True

    @property
    def gates(self) -> list[Gate]:
        """Return the gates of all steps, in order."""
        return [gate for step in self.steps for gate in step.gates]

    @property
    def complete(self) -> bool:
        """Return whether everything is proved and no gate is open."""
        closed = not any(gate["state"] == "open" for gate in self.gates)
        return self.final and closed and all(proof.proved for proof in self.proofs)

    @property
    def changes(self) -> bool:
        """Return whether a step is due that is no routine, so that a rollout has to take it in batches."""
        return any(step.due and not step.routine for step in self.steps)

    @property
    def reports(self) -> bool:
        """Return whether a step is due that is routine."""
        return any(step.due and step.routine for step in self.steps)

    def due(self, mode: str) -> list[str]:
        """Return the task files to include, in order. `mode`: of the gates; `report` never prompts."""
        files = [step.file for step in self.steps if step.due or (mode != "report" and self.asked(step))]
        return [*dict.fromkeys(files), RESULT] if files else []

    def asked(self, step: Step) -> list[Gate]:
        """Return the open gates of a step at which the run has to stop."""
        return [gate for gate in step.gates if gate["state"] == "open" and gate["id"] in step.asks]


def gate(
    gate_id: str,
    title: str,
    where: str,
    what: str,
    evidence: str,
    done: bool,
    confirmed: Sequence[str],
    file: str | None = None,
) -> Gate:
    """Return a gate with its state: done when the evidence is seen, confirmed when the operator says so, else open.

    `confirmed`: ids of gates (`slp_confirmed_gates`), and texts of gates that were confirmed at the console.
    """
    # A text that was put together from values that may be empty has no holes.
    found = Gate(
        id=gate_id, title=title, where=where, what=" ".join(what.split()), evidence=evidence, file=file, state="open"
    )
    if done:
        found["state"] = "done"
    elif gate_id in confirmed or told(found) in confirmed:
        found["state"] = "confirmed"
    return found
