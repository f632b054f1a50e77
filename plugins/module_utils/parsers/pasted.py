# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take a pasted text apart: several outputs, each behind its prompt and command, or one whose command is guessed."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..words.errors import ParseError
from .commands import Command, guess, resolve
from .lines import plain_lines

_PROMPTED = re.compile(r"[\w.\-/:]{1,63}(?:\([\w\-]+\))?[>#] ?(?P<command>\S.*)")
_BARE = re.compile(r"(?P<command>sh(?:o|ow)? +\S.*)")
# How show tech-support announces each of its outputs.
_ANNOUNCED = re.compile(r"-{4,} (?P<command>show \S.*?) -{4,}")


class Output(NamedTuple):
    """What one command printed; `guessed`: its command stands nowhere, its content told it."""

    command: Command
    text: str
    guessed: bool


def outputs(text: str) -> list[Output]:
    """Return the outputs of a text that can be read, in their order; raises ParseError when there is none.

    What follows the echo of any other command is left out.
    """
    found = []
    command: Command | None = None
    echoed, lines = False, list[str]()
    # A last echo of nothing closes the last output.
    for line in [*plain_lines(text), "end#end"]:
        typed = _typed(line)
        if typed is None:
            lines.append(line)
            continue
        body = "\n".join(lines)
        if command is not None:
            found.append(Output(command, body, False))
        elif not echoed and body.strip():
            guessed = guess(body)
            found += [Output(guessed, body, True)] if guessed else []
        command, echoed, lines = typed.command, True, []
    if not found:
        raise ParseError(
            "the text holds no output of a licence command; paste it with the prompt and the command in front of it"
        )
    return found


class _Typed(NamedTuple):
    command: Command | None


def _typed(line: str) -> _Typed | None:
    """Return what was typed on a line: a command that can be read, or another; None when it is no echo."""
    stripped = line.strip()
    prompted = _PROMPTED.fullmatch(stripped)
    bare = _ANNOUNCED.fullmatch(stripped) or _BARE.fullmatch(line.rstrip())
    match = prompted or bare
    if match is None:
        return None
    try:
        return _Typed(resolve(match["command"].removeprefix("do ")))
    except ParseError:
        # A line of an output may look like a command; behind a prompt it is one.
        return _Typed(None) if prompted or stripped.startswith("---") else None
