# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which show command a text is of: told by what was typed, or guessed from its content."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..words.errors import ParseError
from .shows import SHOWS, Show

_OPTIONAL = re.compile(r" \[(.*)\]")
_EXACT = {show.synopsis: show for show in SHOWS if "|" in show.synopsis}
_TYPED = [show for show in SHOWS if "|" not in show.synopsis]
_SIGNS = [(show, re.compile(show.sign)) for show in SHOWS if show.sign is not None]


class Command(NamedTuple):
    """A show command; `part`: its output is only a part, since it was piped."""

    show: Show
    part: bool


def commands() -> list[str]:
    """Return the commands whose output can be read, as people write them."""
    return sorted(show.synopsis for show in _TYPED)


def resolve(typed: str) -> Command:
    """Return the command that was typed, in words that may be cut short as IOS allows it; raises ParseError."""
    if typed in _EXACT:
        return Command(_EXACT[typed], part=True)
    command, pipe, _filter = typed.partition("|")
    words = command.lower().split()
    exact = _FORMS.get(" ".join(words))
    found = [exact] if exact else [show for form, show in _FORMS.items() if _fits(words, form.split())]
    if len(found) == 1:
        return Command(found[0], bool(pipe))
    problem = "could be each of" if found else "has no parser; there are parsers for"
    raise ParseError(f"'{typed}' {problem}: {', '.join(sorted(show.name for show in found) or commands())}")


def guess(text: str) -> Command | None:
    """Return the command that prints such a text, None if that command is not one that is read."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    for show, sign in _SIGNS:
        if any(sign.match(line) for line in lines):
            return Command(show, part=False)
    return None


def _fits(words: list[str], form: list[str]) -> bool:
    return len(words) == len(form) and all(
        word.isdigit() if whole == "NUMBER" else whole.startswith(word) for word, whole in zip(words, form, strict=True)
    )


def _forms(synopsis: str) -> set[str]:
    return {_OPTIONAL.sub("", synopsis), _OPTIONAL.sub(r" \1", synopsis)}


_FORMS = {form: show for show in _TYPED for form in _forms(show.synopsis)}
