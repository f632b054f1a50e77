# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A playbook may end or be killed at any moment: its processes notice, and end too.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import select
import signal
import sys

# From <linux/prctl.h>.
_PR_SET_PDEATHSIG = 1


class PlaybookGone(BaseException):
    """The playbook that this session belongs to has ended. Not an Exception: no RPC method may survive it."""


class Watch:
    """Watches the playbook's process.

    :param pid: of the process; it counts as gone if it cannot be found.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.descriptor: int | None = None
        self._poll = select.poll()
        if hasattr(os, "pidfd_open"):
            try:
                self.descriptor = os.pidfd_open(pid)
            except ProcessLookupError as error:
                raise PlaybookGone from error
            except OSError:
                # An old kernel, or a sandbox that forbids the call: look for the process instead.
                self.descriptor = None
        if self.descriptor is not None:
            self._poll.register(self.descriptor, select.POLLIN)

    def check(self) -> None:
        """:raises PlaybookGone: the process has ended."""
        if self.descriptor is not None:
            if self._poll.poll(0):
                raise PlaybookGone
            return
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError as error:
            raise PlaybookGone from error


def end_worker_with_playbook() -> None:
    """In a worker: have the kernel end it when its playbook ends, by the signal that Ansible would send.

    Ansible itself tells its workers only where it has the time to: after a kill they go on, and one that has a result
    to hand in waits for ever, because each worker keeps both ends of the queue open. Only Linux can do this.
    """
    playbook = multiprocessing.parent_process()
    if playbook is not None and playbook.pid is not None:
        end_with_parent(playbook.pid)


def end_with_parent(parent: int) -> None:
    """Have the kernel send this process a SIGTERM when `parent`, the process that forked it, ends."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
