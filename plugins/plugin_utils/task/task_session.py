# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session of the host that a task is about. Note: this is private to the collection and can change at any time."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.connection import Connection

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.core import name_of


def task_session(connection: Any) -> Connection:
    """Return the remote side of a task's connection. Raises AnsibleConnectionFailure when the login fails."""
    path = getattr(connection, "socket_path", None)
    if path is None:
        raise AnsibleActionFail(
            f"the connection {name_of(connection)} holds no session; "
            "set ansible_connection to netops.smart_licensing.network_cli"
        )
    return Connection(path)
