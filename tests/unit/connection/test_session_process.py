# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session process that dies at its start (libssh can crash) is reported, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session import process as session_process
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.control_directory import claim, socket_path
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import Watch

# Without the wait for the child's end, one death in sixty left its socket.
DEATHS = 300
LIMIT = 20.0


class Crashing:
    """A session whose library ends the process in the middle of the login."""

    def log_in(self, watch: Watch) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def close(self) -> None:
        """Nothing was opened."""

    def is_over(self) -> bool:
        return True

    def wire(self) -> int | None:
        return None

    def look(self) -> None:
        """The device says nothing."""

    def idle_limit(self) -> float:
        return LIMIT

    def pop_messages(self) -> list[tuple[str, str]]:
        return []


def test_a_crash_at_login_is_told_and_leaves_no_socket_however_often(tmp_path: Path) -> None:
    for number in range(DEATHS):
        path = socket_path(str(tmp_path), number)
        listener = claim(path)
        assert listener
        with pytest.raises(session_process.StartFailed, match="connection_lost: the session process ended before"):
            session_process.start(listener, path, os.getpid(), Crashing(), LIMIT)

    assert os.listdir(tmp_path) == []
