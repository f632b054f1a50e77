# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories: a task, the usual conversation about it, and what else a device may say in it, each with what is right.

A deviation becomes an ordinary transcript: that of the device, then the steps of the story with what deviates.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.replay.transcript import BadTranscript, Transcript, is_look, transcript

HERE = Path(__file__).parent
Pairs = list[list[str]]


@dataclass(frozen=True)
class Right:
    """The outcome that is right. `reason`: None if nothing fails; any of several where the evidence allows them.

    `says`: what the failure, or with `device_messages` the result, must have in its text. `shows`: by a path such as
    `after.trust_codes.0.installed`, what the result must hold. `sent`, `not_sent`: what the device must have heard,
    in this order, and must not have heard. `out_of_script`: the number of unexpected commands.
    """

    changed: bool | None = None
    reason: str | tuple[str, ...] | None = None
    says: tuple[str, ...] = ()
    device_messages: tuple[str, ...] = ()
    shows: Mapping[str, Any] | None = None
    sent: tuple[str, ...] = ()
    not_sent: tuple[str, ...] = ()
    out_of_script: int | None = None


@dataclass(frozen=True, eq=False)
class Case:
    """One deviation: what is asked of the product, what the device says to it, and what is right."""

    name: str
    source: str
    module: str
    options: dict[str, Any]
    variables: dict[str, Any]
    transcript: Transcript
    right: Right


def cases(folder: Path = HERE / "deviations") -> list[Case]:
    """Return the deviations of all stories. Raises BadTranscript."""
    return [case for path in sorted(folder.glob("*.yml")) for case in _story(path)]


def _story(path: Path) -> Iterator[Case]:
    story = yaml.safe_load(path.read_text(encoding="utf-8"))
    device = yaml.safe_load((HERE / "devices" / f"{story['device']}.yml").read_text(encoding="utf-8"))
    for deviation in story["deviations"]:
        name = f"{path.stem}-{deviation['id']}"
        ((module, options),) = deviation.get("task", story["task"]).items()
        right: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in deviation["right"].items()
        }
        yield Case(
            name=name,
            source=deviation["source"],
            module=module,
            options={**options, **deviation.get("options", {})},
            variables=deviation.get("variables", {}),
            transcript=transcript(_told(device, story, deviation, name), name),
            right=Right(**right),
        )


def _told(device: dict[str, Any], story: dict[str, Any], deviation: dict[str, Any], name: str) -> dict[str, Any]:
    shown = copy.deepcopy(device["steps"])
    _change(shown, story.get("given", []) + deviation.get("given", []), name)
    for command, answer in {**story.get("shows", {}), **deviation.get("shows", {})}.items():
        shown = [step for step in shown if step["command"] != command]
        shown.append({"command": command, **(answer if isinstance(answer, dict) else {"answer": answer})})
    steps = copy.deepcopy(shown)
    steps += deviation.get("first", [])
    instead = dict(deviation.get("instead", {}))
    for usual in story.get("steps", []):
        step = {**usual, **(instead.pop(usual["command"], None) or {})}
        then, taken = step.pop("then", []), step.pop("taken", True)
        if step.pop("gone", False):
            continue
        steps.append(step)
        if taken and then:
            _change(shown, then, name)
            steps += copy.deepcopy(shown)
    if instead:
        raise BadTranscript(f"{name}: the story has no {sorted(instead)}")
    rest: dict[str, Any] = {
        key: deviation[key] for key in ("login", "login_asks", "prompt", "name") if key in deviation
    }
    return {**device, **rest, "steps": steps, "flash": story.get("flash", False)}


def _change(shown: list[dict[str, Any]], pairs: Pairs, name: str) -> None:
    """Replace texts in all that the device shows. Each must be found, or the story tells nothing."""
    for old, new in pairs:
        held = [step for step in shown if is_look(step["command"]) and old in step.get("answer", "")]
        if not held:
            raise BadTranscript(f"{name}: nothing shows {old!r}")
        for step in held:
            step["answer"] = step["answer"].replace(old, new)
