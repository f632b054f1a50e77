# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy by a library that waits for ever where a device falls silent: in a child, which can be ended.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable
from typing import NoReturn

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import Watch, end_with_parent

_LOOK_EVERY = 1.0


class CopyFailed(Exception):
    """The copy did not get through; the text says why."""


def copy_within(copy: Callable[[], object], seconds: float, arrived: Callable[[], int], watch: Watch | None) -> None:
    """Run `copy` in a child of this process.

    :param seconds: how long `arrived` (bytes) may stay as it is.
    :param watch: the playbook, at whose end the copy ends.
    :raises CopyFailed: with what `copy` raised, or because it stood still.
    """
    reader, writer = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _live(copy, writer, parent)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as said:
            _wait(said.fileno(), seconds, arrived, watch)
            failure = said.read().decode()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
    if failure != "done":
        raise CopyFailed(failure or f"its process ended before it was done ({status})")


def _live(copy: Callable[[], object], writer: int, parent: int) -> NoReturn:
    """Never return: what is above us on the stack belongs to the session."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        end_with_parent(parent)
        try:
            copy()
            said = "done"
        except Exception as error:
            said = str(error) or type(error).__name__
        os.write(writer, said.encode()[: select.PIPE_BUF])
    finally:
        os._exit(0)


def _wait(said: int, seconds: float, arrived: Callable[[], int], watch: Watch | None) -> None:
    """Return once the child has said something, or ended."""
    poll = select.poll()
    poll.register(said, select.POLLIN)
    seen, since = arrived(), time.monotonic()
    while not poll.poll(_LOOK_EVERY * 1000):
        if watch is not None:
            watch.check()
        if (now := arrived()) != seen:
            seen, since = now, time.monotonic()
        if time.monotonic() - since >= seconds:
            raise CopyFailed(
                f"it stood still for {seconds:g} s and was ended; a larger ansible_command_timeout waits longer"
            )
