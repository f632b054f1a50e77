# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that begin something: send, then look until the state shows the effect, or the statistics show the failure.

Most of them print nothing. Whatever one prints decides nothing; the error quotes it if the effect does not come.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from ..device.device import Device
from ..state.server_failures import failure_of
from ..state.state import State
from ..words.errors import LicensingError, Reason

# A device works far longer on its tech support, where the statistics stand, than on its status: not at every look.
_STATISTICS, _STATISTICS_EVERY = ("communication",), 3


@dataclass(frozen=True)
class Message:
    """A message of the device to its server: its name in the communication statistics, and what its failure is."""

    name: str
    failure: Reason


def wait_for(
    device: Device,
    before: State,
    message: Message,
    seen: Callable[[State], bool],
    timeout: int,
    in_vain: Callable[[State], str],
    shown_by: str = "status",
) -> State:
    """Return the first reading that shows the effect.

    `shown_by`: the subset of Device.read to look at; `timeout`: seconds. Raises LicensingError: the reason of the
    failure that the statistics show since `before`, or timeout with what `in_vain` says of the last reading.
    """
    latest = before
    looks = itertools.count(1)

    def read(*parts: str) -> bool:
        nonlocal latest
        latest = device.renew(before, shown_by, *parts)
        failure = failure_of(message.name, before, latest, message.failure)
        if failure is not None:
            failure.message += device.said()
            raise failure
        return seen(latest)

    def look() -> bool:
        return read(*(() if next(looks) % _STATISTICS_EVERY else _STATISTICS))

    if device.clock.wait(look, timeout) or read(*_STATISTICS):
        return latest
    raise LicensingError(
        "timeout",
        f"{in_vain(latest)} within {timeout} s, and no failure reported; read the state again later.{device.said()}",
    )
