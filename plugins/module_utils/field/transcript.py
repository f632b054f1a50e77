# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a transcript: what a device said to each command, as tests/replay plays it and people read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

_FORMAT = 1
# What a YAML block holds as it is.
_PLAIN = re.compile(r"[\t\n\x20-\x7e\xa1-\ud7ff]*")


@dataclass(frozen=True)
class Said:
    """A command, what the device printed, and the prompt that it showed afterwards, where that is known."""

    command: str
    answer: str
    prompt: str | None = None


@dataclass(frozen=True)
class Told:
    """A task that was given to the device: its module, its options (JSON), what became of it."""

    module: str
    options: str
    changed: bool
    reason: str | None


def opening(name: str, about: str) -> str:
    """Return the beginning of a transcript; steps are appended to it."""
    return f"---\nreplay: {_FORMAT}\nabout: {json.dumps(about)}\nname: {json.dumps(name)}\nsteps:\n"


def task(told: Told) -> str:
    """Return a task as a transcript has it, before the steps of its conversation."""
    outcome = json.dumps({"changed": told.changed, "reason": told.reason})
    return f"  - task: {json.dumps(told.module)}\n    options: {told.options}\n    outcome: {outcome}\n"


def steps(conversation: Iterable[Said]) -> str:
    """Return the steps of a conversation in the format of a transcript."""
    return "".join(_step(said) for said in conversation)


def _step(said: Said) -> str:
    prompt = f"    prompt: {json.dumps(said.prompt)}\n" if said.prompt else ""
    return f"  - command: {json.dumps(said.command)}\n{_answer(said.answer)}{prompt}"


def _answer(text: str) -> str:
    text = text.rstrip("\n")
    if not text:
        return ""
    if not _PLAIN.fullmatch(text):
        return f"    answer: {json.dumps(text)}\n"
    lines = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
    return f"    answer: |2\n{lines}"
