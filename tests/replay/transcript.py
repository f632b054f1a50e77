# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A transcript: what one device said, as a person writes it down. The format is described in README.md."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

FORMAT = 1
# These change nothing, so they are answered in any order and as often as they come.
_LOOKS = ("show", "dir", "more", "verify", "ping", "test")


class BadTranscript(Exception):
    """A file that is no transcript; the text names the file and what is wrong with it."""


@dataclass(frozen=True)
class Text:
    """Something printed `delay` seconds after what came before it."""

    answer: str
    delay: float = 0.0


@dataclass(frozen=True)
class Reply:
    """What a device prints after a reply to its question, and the prompt that it shows from then on."""

    answer: str = ""
    prompt: str | None = None


@dataclass(frozen=True)
class Ask:
    """A question; `replies` by what is typed. Anything else is asked again. `hidden`: what is typed has no echo."""

    question: str
    replies: Mapping[str, Reply]
    hidden: bool = False


@dataclass(frozen=True)
class Step:
    """One command (`*` stands for any text) and what a device does about it, in the order of the fields.

    `again`: it does so every time.
    """

    command: str
    answer: Text
    asks: tuple[Ask, ...] = ()
    more: tuple[Text, ...] = ()
    prompt: str | None = None
    after_prompt: tuple[Text, ...] = ()
    again: bool = False

    @property
    def is_look(self) -> bool:
        return is_look(self.command)

    def fits(self, command: str) -> bool:
        return fnmatch.fnmatchcase(command, self.command.replace("[", "[[]")) or command == self.command


@dataclass(frozen=True)
class Task:
    """A task of a recorded workflow: what was asked of the product, and what became of it."""

    module: str
    options: Mapping[str, Any]
    changed: bool
    reason: str | None


@dataclass(frozen=True)
class Transcript:
    """All that a device said. `login`: printed before the first prompt. `flash`: it takes and gives files by SCP.

    `tasks`: of a recorded workflow, in their order.
    """

    name: str
    prompt: str
    steps: tuple[Step, ...]
    login: tuple[Text, ...] = ()
    login_asks: tuple[Ask, ...] = ()
    flash: bool = False
    about: str = field(default="", compare=False)
    tasks: tuple[Task, ...] = ()

    def with_the_clock_of_today(self) -> Transcript:
        """Return it with a device whose clock is right: a recording from before would be refused for its clock."""
        steps = tuple(
            replace(step, answer=Text("{clock}\n", step.answer.delay)) if step.command == "show clock" else step
            for step in self.steps
        )
        return replace(self, steps=steps)


def is_look(command: str) -> bool:
    """Return whether a command only shows something."""
    return command.split(" ", 1)[0] in _LOOKS


def load(path: Path) -> Transcript:
    """Read a transcript. Raises BadTranscript."""
    return transcript(yaml.safe_load(path.read_text(encoding="utf-8")), str(path))


def transcript(data: Any, where: str) -> Transcript:
    """Return the transcript that parsed YAML holds; `where` names it in errors. Raises BadTranscript."""
    try:
        given = dict(data)
        if given.pop("replay") != FORMAT:
            raise BadTranscript(f"{where}: only format {FORMAT} is known")
        name = str(given.pop("name"))
        steps = given.pop("steps")
        made = Transcript(
            name=name,
            prompt=str(given.pop("prompt", f"{name}#")),
            steps=tuple(_step(step) for step in steps if "task" not in step),
            tasks=tuple(_task(step) for step in steps if "task" in step),
            login=_texts(given.pop("login", [])),
            login_asks=tuple(_ask(ask) for ask in given.pop("login_asks", [])),
            flash=bool(given.pop("flash", False)),
            about=str(given.pop("about", "")),
        )
        _nothing_left(given)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadTranscript(f"{where}: {error!r}") from error
    return made


def _task(given: Any) -> Task:
    rest = dict(given)
    outcome = rest.pop("outcome")
    task = Task(str(rest.pop("task")), rest.pop("options"), bool(outcome["changed"]), outcome["reason"])
    _nothing_left(rest)
    return task


def _step(given: Any) -> Step:
    rest = dict(given)
    step = Step(
        command=" ".join(str(rest.pop("command")).split()),
        answer=Text(str(rest.pop("answer", "") or ""), float(rest.pop("delay", 0.0))),
        asks=tuple(_ask(ask) for ask in rest.pop("asks", [])),
        more=_texts(rest.pop("more", [])),
        prompt=rest.pop("prompt", None),
        after_prompt=_texts(rest.pop("after_prompt", [])),
        again=bool(rest.pop("again", False)),
    )
    _nothing_left(rest)
    return step


def _texts(given: Any) -> tuple[Text, ...]:
    if isinstance(given, str):
        return (Text(given),)
    return tuple(Text(str(text.get("answer", "")), float(text.get("delay", 0.0))) for text in given)


def _ask(given: Any) -> Ask:
    rest = dict(given)
    ask = Ask(
        question=str(rest.pop("question")),
        replies={str(typed): _reply(reply) for typed, reply in rest.pop("replies").items()},
        hidden=bool(rest.pop("hidden", False)),
    )
    _nothing_left(rest)
    return ask


def _reply(given: Any) -> Reply:
    return Reply(**given) if isinstance(given, dict) else Reply(str(given or ""))


def _nothing_left(rest: Mapping[str, Any]) -> None:
    if rest:
        raise ValueError(f"unknown keys {sorted(rest)}")
