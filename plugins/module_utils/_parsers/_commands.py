# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands whose output can be read, however short they were typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from .._errors import ParseError

COMMUNICATION_COMMAND = "show license tech support | begin Communication Statistics"

# C(NUMBER) stands for digits; what is in brackets may be left out.
_SYNOPSES = (
    "show license",
    "show license all",
    "show license status",
    "show license summary",
    "show license usage",
    "show license udi",
    "show license authorization",
    "show license reservation",
    "show license data conversion",
    "show license tech support",
    "show license history message",
    "show license eventlog [NUMBER]",
    "show license rum id all",
    "show license rum id NUMBER [detail]",
    "show call-home smart-licensing",
    "show clock [detail]",
    "show version",
    "show running-config [all]",
    "show startup-config",
)
_OPTIONAL = re.compile(r" \[(.*)\]")


class Command(NamedTuple):
    """C(name): the whole words, without number and options; C(piped): its output is only a part."""

    name: str
    piped: bool


def names() -> list[str]:
    """Return the commands, as people write them."""
    return sorted(_SYNOPSES)


def resolve(typed: str) -> Command:
    """Return the command that was typed, in words that may be cut short as IOS allows it; raises ParseError."""
    command, pipe, _filter = typed.partition("|")
    words = command.lower().split()
    found = {name for name, pattern in _PATTERNS if _fits(words, pattern)}
    exact = {name for name in found if words == name.split()}
    if len(exact or found) == 1:
        return Command((exact or found).pop(), bool(pipe))
    problem = "could be each of" if found else "has no parser; there are parsers for"
    raise ParseError(f"'{typed}' {problem}: {', '.join(sorted(found) or names())}")


def _fits(words: list[str], pattern: list[str]) -> bool:
    return len(words) == len(pattern) and all(
        word.isdigit() if whole == "NUMBER" else whole.startswith(word)
        for word, whole in zip(words, pattern, strict=True)
    )


def _patterns() -> list[tuple[str, list[str]]]:
    patterns = []
    for synopsis in _SYNOPSES:
        shortest = _OPTIONAL.sub("", synopsis)
        name = shortest.replace(" NUMBER", "")
        forms = dict.fromkeys((shortest, _OPTIONAL.sub(r" \1", synopsis)))
        patterns += [(name, form.split()) for form in forms]
    return patterns


_PATTERNS = _patterns()
