# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let both read every text, and sort what came of it: equal, explained, unexplained."""

from __future__ import annotations

import fnmatch
import importlib.metadata
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

import yaml

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import ParseError

from .comparison import ABSENT, Compared, Row, compare, not_carried, rows, unknown
from .genie_parsers import PARSERS, testimony
from .texts import Text, every_text

_KNOWN = yaml.safe_load(File(__file__).with_name("differences.yml").read_text(encoding="utf-8"))
GENIE = importlib.metadata.version("genie.libs.parser")
# Of these we read the mode only.
_NOT_POLICY = ("classic", "unsupported")


@dataclass(frozen=True)
class Difference:
    """A known difference: by commands, fields and Genie's words; `keys` names the entries where not all differ."""

    commands: tuple[str, ...]
    fields: tuple[str, ...]
    genie: str
    why: str
    message: str | None = None

    def explains(self, command: str, found: Compared) -> bool:
        """Return whether a difference is this one."""
        return (
            command in self.commands
            and any(fnmatch.fnmatchcase(found.row.name, name) for name in self.fields)
            and re.fullmatch(self.genie, str(found.said)) is not None
            and self.message in (None, *found.keys)
        )


@dataclass(frozen=True)
class Refusal:
    """Texts of a command that Genie's schema refuses, by what it says."""

    command: str
    says: str
    why: str

    def explains(self, command: str, said: str) -> bool:
        """Return whether a refusal is this one."""
        return command == self.command and re.fullmatch(self.says, said, re.DOTALL) is not None


DIFFERENCES = tuple(
    Difference(tuple(known["commands"]), tuple(known["fields"]), known["genie"], known["why"], known.get("message"))
    for known in _KNOWN["differences"]
)
REFUSALS = tuple(Refusal(**known) for known in _KNOWN["refusals"])


@dataclass
class Count:
    """What came of one command; `explained` counts the differences by their explanation."""

    texts: int = 0
    captures: int = 0
    not_policy: int = 0
    cut: int = 0
    refused: int = 0
    compared: int = 0
    compared_in_captures: int = 0
    equal: int = 0
    explained: dict[str, int] = field(default_factory=dict)


@dataclass
class Trial:
    """The result of all texts; the lists contain unexplained differences, each as one readable line."""

    counts: dict[str, Count] = field(default_factory=lambda: {command: Count() for command in PARSERS})
    differences: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    met: set[Difference | Refusal] = field(default_factory=set)
    used: set[str] = field(default_factory=set)


def hold(texts: Iterable[Text] | None = None) -> Trial:
    """Compare every text."""
    trial = Trial()
    tables = {command: (rows(command), not_carried(command)) for command in PARSERS}
    for text in every_text() if texts is None else texts:
        table, left_out = tables[text.command]
        _compare(trial, text, table, left_out)
    return trial


def _compare(trial: Trial, text: Text, table: list[Row], left_out: Any) -> None:
    count = trial.counts[text.command]
    count.texts += 1
    count.captures += text.source == "capture"
    theirs = testimony(text.command, text.text)
    # The number of a report is a part of that command.
    command = f"{text.command} 1" if text.command == "show license rum id" else text.command
    try:
        ours = parse_show(command, text.text)
    except ParseError as error:
        count.cut += 1
        if theirs.refusal is None:
            trial.unread.append(f"{text}: {error}")
        return
    if ours["mode"] in _NOT_POLICY:
        count.not_policy += 1
        if "Smart Licensing Using Policy:" in text.text:
            trial.unread.append(f"{text}: mode {ours['mode']}")
        return
    trial.unread += [f"{text}: {line}" for line in ours["unparsed"]]
    if theirs.refusal is not None:
        count.refused += 1
        _explain_refusal(trial, text, theirs.refusal)
    trial.unknown += [f"{text}: {'/'.join(path)}" for path in unknown(table, left_out, theirs.fields)]
    for found in compare(table, theirs.fields, ours):
        count.compared += 1
        count.compared_in_captures += text.source == "capture"
        if found.said is not ABSENT:
            trial.used.add(found.row.written)
        if found.equal:
            count.equal += 1
        else:
            _explain(trial, text, found)


def _explain(trial: Trial, text: Text, found: Compared) -> None:
    known = next((known for known in DIFFERENCES if known.explains(text.command, found)), None)
    if known is None:
        place = "/".join(found.path)
        trial.differences.append(f"{text}: {place} is {found.said!r} for Genie and {found.ours!r} for us")
        return
    trial.met.add(known)
    explained = trial.counts[text.command].explained
    explained[known.why] = explained.get(known.why, 0) + 1


def _explain_refusal(trial: Trial, text: Text, said: str) -> None:
    known = next((known for known in REFUSALS if known.explains(text.command, said)), None)
    if known is None:
        trial.refusals.append(f"{text}: {said}")
    else:
        trial.met.add(known)
