# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SD-WAN controller mode: which devices use it, and how to change their configuration in transactions.

A commit keeps what it committed. The document saves anyway, and a device may know that command or refuse it: it
is sent once after a commit, and either answer will do. What `show startup-config` says there is no reason to save.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from ..state.state import State
from ..words.errors import LicensingError
from .conversation import COMMIT_COMMAND, TRANSACTION_COMMAND
from .device import SAVE_COMMAND, Device

_FRAME = (TRANSACTION_COMMAND, COMMIT_COMMAND, SAVE_COMMAND)


def is_controller_managed(state: State) -> bool:
    """Return whether a device is in SD-WAN controller mode, as far as its platform was read."""
    return (state["platform"] or {}).get("operating_mode") == "controller-managed"


def change_commands(state: State, lines: list[str], *, save: bool) -> list[str]:
    """Return all commands to configure lines and to save them; none if there is nothing to do."""
    if is_controller_managed(state):
        frame = [TRANSACTION_COMMAND, *lines, COMMIT_COMMAND]
        return [*frame, *([SAVE_COMMAND] if save else [])] if lines else []
    # An earlier run may have changed the configuration and not saved it.
    unsaved = lines or not (state["config"] or {}).get("saved")
    return [*lines, SAVE_COMMAND] if save and unsaved else lines


def lines_of(commands: Sequence[str]) -> list[str]:
    """Return the configuration lines among what change_commands returned."""
    return [command for command in commands if command not in _FRAME]


def enter(state: State, device: Device, lines: list[str]) -> None:
    """Enter configuration lines in the way of the device's mode. Raises LicensingError."""
    if is_controller_managed(state):
        device.commit(lines)
    else:
        device.configure(lines)


def save(state: State, device: Device) -> None:
    """Save the configuration in the way of the device's mode. Raises LicensingError."""
    if not is_controller_managed(state):
        device.save()
        return
    with contextlib.suppress(LicensingError):
        device.save(shown_by=None)
