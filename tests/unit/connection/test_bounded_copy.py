# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy in a child process: it gets through, fails with its own words, or is ended; the child never stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.bounded_copy import CopyFailed, copy_within
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import PlaybookGone, Watch

LONG, SOON = 30.0, 0.1


def nothing() -> int:
    return 0


def for_ever() -> None:
    threading.Event().wait()


def children() -> set[str]:
    """Return the process ids of the children of this process, whichever thread has them."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


@pytest.fixture(autouse=True)
def no_child_stays() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def test_what_was_copied_is_there(tmp_path: Path) -> None:
    copy_within(lambda: (tmp_path / "file").write_bytes(b"usage"), LONG, nothing, None)
    assert (tmp_path / "file").read_bytes() == b"usage"


def fails() -> None:
    raise OSError("Administratively disabled.")


def dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("copy", "seconds", "why"),
    [
        (fails, LONG, "Administratively disabled"),
        (dies, LONG, "ended before it was done"),
        (for_ever, SOON, "stood still for 0.1 s"),
    ],
)
def test_a_copy_that_does_not_get_through_says_why(copy: Callable[[], None], seconds: float, why: str) -> None:
    with pytest.raises(CopyFailed, match=why):
        copy_within(copy, seconds, nothing, None)


def test_what_grows_is_not_ended(tmp_path: Path) -> None:
    seen = iter(range(3))
    file = tmp_path / "done"

    def copy() -> None:
        while not file.exists():
            os.sched_yield()

    def arrived() -> int:
        size = next(seen, None)
        if size is None:
            file.touch()
        return size or 0

    copy_within(copy, 1.5, arrived, None)
    assert file.exists()


def test_a_copy_ends_with_its_playbook() -> None:
    playbook = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    watch = Watch(playbook.pid)
    playbook.communicate()
    with pytest.raises(PlaybookGone):
        copy_within(for_ever, LONG, nothing, watch)
