# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session that something befalls: what its client sees, and what becomes of the device."""

from __future__ import annotations

import random
from typing import Protocol

from .device.device import Device
from .device.troubles import Trouble

REFUSED = "Command authorization failed.\n"
SYSLOG = "*Nov 25 09:00:00.{:03d}: %LINK-3-UPDOWN: Interface GigabitEthernet0/0/{}, changed state to down\n"
_ENDLESS = "%SYS-3-CPUHOG: Task is running for (2012)msecs, more than (2000)msecs, process = SMART AGENT.\n" * 200


class Wire(Protocol):
    """What a session can do to its client."""

    def print(self, text: str) -> None: ...

    def abort(self) -> None:
        """End the connection, as a cable does that is pulled."""

    async def drain(self) -> None:
        """Send, and wait until the client takes it. Raises when it has gone."""

    async def swallow(self) -> None:
        """Read what comes and say nothing, until the client goes."""

    async def sleep(self, seconds: float) -> None: ...


async def befall_session(trouble: Trouble, device: Device, wire: Wire, answer: str) -> None:
    """Carry out what ends a session; `answer` is what it would have printed."""
    if trouble.kind in ("reload", "takeover"):
        device.go_away(trouble.seconds, reload=trouble.kind == "reload")
        return
    wire.print(answer[: trouble.bytes])
    if trouble.kind == "reset":
        await wire.drain()
        wire.abort()
    while trouble.kind == "endless":
        wire.print(_ENDLESS)
        await wire.drain()
    await wire.swallow()


async def befall_answer(trouble: Trouble, device: Device, wire: Wire, answer: str) -> str:
    """Return the answer as it comes after that; the session goes on."""
    if trouble.kind == "late":
        await wire.sleep(trouble.seconds)
    elif trouble.kind == "clock":
        device.faults.skew_seconds += trouble.seconds
    elif trouble.kind == "garbage":
        return noise(trouble.bytes) + answer
    elif trouble.kind == "says":
        return trouble.text + answer
    elif trouble.kind == "storm":
        lines = answer.splitlines(keepends=True) or [""]
        return "".join(line + SYSLOG.format(number % 1000, number % 48) for number, line in enumerate(lines))
    return answer


def noise(length: int) -> str:
    """Bytes of every kind, none of which ends a line; the same at every call."""
    chance = random.Random(length)
    return "".join(chr(chance.choice([*range(1, 10), *range(14, 127)])) for _byte in range(length))
