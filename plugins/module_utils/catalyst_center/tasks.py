# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait for tasks of Catalyst Center, with a timeout, and report their failures."""

from __future__ import annotations

from collections.abc import Callable

from ..http.polling import FIRST_PAUSE, LONGEST_PAUSE, finished
from ..http.session import Session
from ..words.errors import LicensingError
from .calls import Task, ask_task, read_task
from .inventory import ask_execution, read_execution


def wait_for_task(session: Session, name: str, task_id: str, seconds: float) -> str | None:
    """Return why a task failed, None when it did what it was to do. Raises LicensingError (timeout)."""
    return _wait(session, name, lambda: read_task(session.call(ask_task(task_id))), seconds)


def wait_for_execution(session: Session, name: str, path: str, seconds: float) -> str | None:
    """Do the same for an execution, as older releases call some of their tasks."""
    return _wait(session, name, lambda: Task(*read_execution(session.call(ask_execution(path)))), seconds)


def wait_until(session: Session, done: Callable[[], bool], seconds: float) -> bool:
    """Look less and less often until it is done (True) or the seconds are over (False); looks at least once."""
    return session.clock.wait(done, seconds, FIRST_PAUSE, LONGEST_PAUSE)


def _wait(session: Session, name: str, look: Callable[[], Task], seconds: float) -> str | None:
    for _key, task in finished({name: look}, seconds, session.clock):
        return task.failure
    raise LicensingError(
        "timeout",
        f"{name}: not finished after {seconds:.0f} seconds; check Activities > Tasks in Catalyst Center, and run "
        "again later, or increase poll_timeout.",
    )
