# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A change that may cut the management off is undone by a reload, which is called off where the session survives."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from ..device.device import Device
from ..words.errors import LicensingError
from ..words.values import checked_number

CANCEL_COMMAND = "reload cancel"
SHOW_COMMAND = "show reload"
_LONGEST_MINUTES = 120
_QUESTION = r"\[confirm\]"
# A question to which no answer is given: the session is closed there, and nothing was scheduled.
_UNSAVED = re.compile(r"Save\? ?\[yes", re.IGNORECASE)
_SECONDS = 10
_SCHEDULED = re.compile(r"^\s*Reload scheduled", re.MULTILINE)
_LOST = ("connection_lost", "timeout", "unreachable")


def reload_command(minutes: int) -> str:
    """Return the command; raises InvalidValue for a time that is none, or too long to wait for."""
    return f"reload in {checked_number('safe_reload', minutes, 2, _LONGEST_MINUTES)}"


@contextlib.contextmanager
def undone_by_reload(device: Device, minutes: int | None) -> Iterator[None]:
    """Schedule a reload around the body, which changes the configuration, reads it back, and does not save it.

    Where the body is through, or fails while the device still answers, the reload is called off. Without `minutes`
    there is none. Raises LicensingError (device_error) before the body where the device has unsaved changes, or did
    not schedule the reload.
    """
    if not minutes:
        yield
        return
    _schedule(device, minutes)
    try:
        yield
    except LicensingError as error:
        if error.reason in _LOST:
            error.message += _word(minutes)
        else:
            _call_off(device)
        raise
    except Exception as error:
        # The connection plugin's own, of a device that cannot be reached again.
        raise LicensingError("connection_lost", f"the device no longer answers: {error}.{_word(minutes)}") from error
    _call_off(device)


def _schedule(device: Device, minutes: int) -> None:
    if _is_scheduled(device):
        raise LicensingError(
            "busy",
            "a reload of the device is scheduled already, by somebody else; nothing was entered. Wait for it, or enter "
            f"'{CANCEL_COMMAND}', then run again.",
        )
    try:
        said = device.ask(reload_command(minutes), _QUESTION, "", seconds=_SECONDS)
    except LicensingError as error:
        if not _UNSAVED.search(error.message):
            raise
        raise LicensingError(
            "device_error",
            "the device has changes that are not saved, which the reload of slp_safe_reload would lose; nothing was "
            "entered. Look at them, enter 'write memory', and run again; or run without slp_safe_reload.",
            changed=False,
        ) from None
    if not _is_scheduled(device):
        raise LicensingError(
            "device_error",
            f"the device did not schedule the reload of slp_safe_reload; nothing was entered. It says: {said}. Check "
            "that the user may enter 'reload', or run without slp_safe_reload.",
        )


def _call_off(device: Device) -> None:
    device.ask(CANCEL_COMMAND)
    if _is_scheduled(device):
        raise LicensingError(
            "device_error",
            f"the reload of slp_safe_reload could not be called off. Enter '{CANCEL_COMMAND}' on the device now.",
        )


def _is_scheduled(device: Device) -> bool:
    return bool(_SCHEDULED.search(device.conversation.show([SHOW_COMMAND])[0]))


def _word(minutes: int) -> str:
    return (
        f" The change may have cut the device off. It reloads within {minutes} minutes and comes back as it was saved; "
        f"if it still answers somewhere, '{CANCEL_COMMAND}' keeps the change."
    )
