# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Play a transcript: a command in, the step that answers it out. It never listens, waits or prints."""

from __future__ import annotations

import dataclasses
import itertools

from tests.replay.pipes import filtered
from tests.replay.transcript import Step, Text, Transcript, is_look

# What every device does, so that no transcript needs to say it.
_MANNERS = ("terminal ", "enable")
_INVALID = "% Invalid input detected at '^' marker.\n\n"


class Player:
    """One session with the device of a transcript.

    Actions are played in their order; a skipped action is no longer played, and its effect is not shown.
    A show command is answered from the transcript since the last action that was played: several answers in turn,
    the last one repeatedly; if there is nothing new, by what was shown before. An action that is played
    again goes back to its place.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._at = 0
        self._earlier: list[Step] = []
        self._now = self._looks_from(0)
        self._turns: dict[str, int] = {}
        self.prompt = transcript.prompt
        self.out_of_script: list[str] = []

    @property
    def configuring(self) -> bool:
        return "(config" in self.prompt

    def play(self, line: str) -> Step:
        """Return what the device does about a line; one out of script is refused, and noted in `out_of_script`."""
        command = " ".join(line.split())
        step = self._look(command) if is_look(command) else self._act(command)
        if step is None:
            step = self._manners(command)
        if step is None:
            self.out_of_script.append(command)
            marker = " " * len(self.prompt) + "^\n"
            step = Step(command, Text(marker + _INVALID))
        self.prompt = step.prompt or self.prompt
        return step

    def _act(self, command: str) -> Step | None:
        steps = self._transcript.steps
        ahead = range(self._at, len(steps))
        again = (index for index in range(self._at) if steps[index].again)
        for index in itertools.chain(ahead, again):
            step = steps[index]
            if not step.is_look and step.fits(command):
                self._at = index + 1
                self._earlier += self._now
                self._now = self._looks_from(index + 1)
                self._turns.clear()
                return step
        return None

    def _look(self, command: str) -> Step | None:
        step = self._shown(command)
        if step is not None or "|" not in command:
            return step
        # The transcript has the whole output, or what another filter left of it; the device filters it.
        whole, _bar, words = command.partition("|")
        step = self._shown(whole.strip()) or self._filtered_otherwise(whole.strip())
        text = filtered(step.answer.answer, words) if step else None
        return None if step is None or text is None else dataclasses.replace(step, answer=Text(text, step.answer.delay))

    def _filtered_otherwise(self, whole: str) -> Step | None:
        shown = reversed([*self._earlier, *self._now])
        return next((step for step in shown if step.command.startswith(f"{whole} |")), None)

    def _shown(self, command: str) -> Step | None:
        now = [step for step in self._now if step.fits(command)]
        if now:
            turn = self._turns[command] = self._turns.get(command, 0) + 1
            return now[min(turn, len(now)) - 1]
        return next((step for step in reversed(self._earlier) if step.fits(command)), None)

    def _looks_from(self, index: int) -> list[Step]:
        return list(itertools.takewhile(lambda step: step.is_look, self._transcript.steps[index:]))

    def _manners(self, command: str) -> Step | None:
        name = self._transcript.name
        if not command or command.startswith(_MANNERS):
            return Step(command, Text(""))
        if self.configuring and command in ("end", "exit"):
            return Step(command, Text(""), prompt=f"{name}#")
        if command == "show privilege":
            return Step(command, Text("Current privilege level is 15\n"))
        return None
