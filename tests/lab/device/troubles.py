# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What befalls a session with a device, at a moment that is chosen, as often as is chosen. Pure: it only says what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Moment = Literal["connect", "password", "login", "line", "scp"]
Kind = Literal[
    "reset", "silence", "garbage", "endless", "late", "says", "asks", "storm", "clock", "reload", "takeover", "refused"
]
_AT: dict[Kind, tuple[Moment, ...]] = {
    "reset": ("connect", "login", "line", "scp"),
    "silence": ("login", "line", "scp"),
    "garbage": ("login", "line", "scp"),
    "endless": ("login", "line"),
    "late": ("login", "line"),
    "says": ("login", "line"),
    "asks": ("login", "line"),
    "refused": ("password", "line"),
    "storm": ("line",),
    "clock": ("line",),
    "reload": ("line",),
    "takeover": ("line",),
}


@dataclass
class Trouble:
    """`at`: the moment; for a line, `on` is the regular expression that it matches. `skip`: as many pass unharmed.

    `times`: how often it happens before it has healed, 0 for always.

    `reset`, `silence` (for ever), `endless`: a command is carried out (not if `lost`), `bytes` of its answer come.
    `garbage`: so many bytes of noise come before the answer. `late`: it comes after `seconds`. `says`: `text` comes
    before it. `asks`: `text` is a question, which Return alone confirms. `refused`: `text` instead of the answer, or
    the password is wrong. `storm`: a syslog line after every line. `clock`: it jumps by `seconds`.
    `reload`, `takeover` (by the standby): every session ends, nobody can log in for `seconds`, what the agent was about
    is forgotten; a reload forgets what was not saved as well. Whose serial number CSSM hears after a takeover was not
    seen: here the roles stay.
    """

    kind: Kind
    at: Moment = "line"
    on: str = ""
    skip: int = 0
    times: int = 1
    bytes: int = 0
    seconds: float = 0.0
    text: str = ""
    lost: bool = False
    happened: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError."""
        if self.kind not in get_args(Kind) or self.at not in _AT[self.kind]:
            raise ValueError(f"no {self.kind} at {self.at}; known: {_AT}")
        re.compile(self.on)

    @property
    def ends(self) -> bool:
        """Whether the session does not go on."""
        return self.kind in ("reset", "silence", "endless", "reload", "takeover")

    @property
    def healed(self) -> bool:
        return 0 < self.times <= self.happened


def take(troubles: list[Trouble], at: Moment, line: str = "") -> Trouble | None:
    """The one that befalls a session now, counted."""
    for trouble in troubles:
        if trouble.at != at or trouble.healed or not re.search(trouble.on, line):
            continue
        if trouble.skip > 0:
            trouble.skip -= 1
            continue
        trouble.happened += 1
        return trouble
    return None
