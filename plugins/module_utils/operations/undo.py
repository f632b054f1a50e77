# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configuration is entered as a whole: what was entered before a refusal is taken back, and the error says so."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from ..device.device import Device
from ..words.errors import LicensingError

_UNDONE = " The change was rolled back."
_LEFT = " The change could not be rolled back completely (not_rolled_back); check the running configuration."


@contextlib.contextmanager
def taken_back_on_refusal(
    device: Device, undo: Callable[[], list[str]], enter: Callable[[list[str]], None]
) -> Iterator[None]:
    """Take back what the body entered when it raises LicensingError (device_error).

    `undo` reads the device and returns the lines that lead back to how it was; none where it is so. The error gets the
    details `rolled_back` and, where something stays, `not_rolled_back`, both lists of lines.
    """
    try:
        yield
    except LicensingError as error:
        if error.reason == "device_error" and device.commands:
            _take_back(device, error, undo, enter)
        raise


def _take_back(
    device: Device, error: LicensingError, undo: Callable[[], list[str]], enter: Callable[[list[str]], None]
) -> None:
    entered = list(device.commands)
    lines: list[str] = []
    try:
        lines = undo()
        if lines:
            enter(lines)
        left = undo() if lines else []
    except LicensingError as failure:
        left = lines or entered
        error.message += f" The rollback failed too: {failure.message}"
    done = [line for line in lines if line not in left]
    error.details["rolled_back"] = [device.conversation.mask(line.strip()) for line in done]
    if left:
        error.details["not_rolled_back"] = [device.conversation.mask(line.strip()) for line in left]
        error.message += _LEFT
    else:
        # The device is as it was.
        error.details["changed"] = False
        error.message += _UNDONE if lines else ""
