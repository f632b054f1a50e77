# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Confirmed gates: by `slp_confirmed_gates`, or at the console in this run.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from ansible import constants as C

_CONFIRMED, _LEFT_OPEN = "confirmed ", "open "


def confirmed_gates(named: Sequence[str]) -> list[str]:
    """Return what counts as confirmed: the ids that are named, and the texts that were confirmed at the console."""
    answers = [answer.read_text(encoding="utf-8") for answer in Path(C.DEFAULT_LOCAL_TMP).glob("slp_gate_*")]
    return [*named, *(answer.removeprefix(_CONFIRMED) for answer in answers if answer.startswith(_CONFIRMED))]


def ask_once(text: str, ask: Callable[[], bool]) -> bool:
    """Prompt the operator, once for all hosts of the run at the same gate; return whether it is confirmed."""
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    path = Path(C.DEFAULT_LOCAL_TMP) / f"slp_gate_{name}"
    with path.open("a+", encoding="utf-8") as answer:
        fcntl.flock(answer, fcntl.LOCK_EX)
        answer.seek(0)
        known = answer.read()
        if not known:
            known = f"{_CONFIRMED if ask() else _LEFT_OPEN}{text}"
            answer.write(known)
    return known.startswith(_CONFIRMED)
