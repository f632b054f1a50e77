# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What we need of ansible-core and it does not offer: every private name of it is in this file, and in no other.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.executor.process import worker
from ansible.playbook.task import Task


def variables_of(task: Task, hostvars: Any, host: str) -> Mapping[str, Any]:
    """Return the variables of a host in a task, not templated; `hostvars`: those of the task's own variables."""
    variables: Mapping[str, Any] = hostvars._variable_manager.get_vars(
        play=task.get_play(), host=hostvars._inventory.get_host(host), task=task, include_hostvars=False
    )
    return variables


def passwords_of_command_line() -> dict[str, str | None]:
    """Return the passwords that were prompted for, or read from files, as PlayContext takes them. In a worker only."""
    context = worker.current_worker._play_context
    return {"conn_pass": context.password, "become_pass": context.become_pass}


def id_of(task: Task) -> str:
    """Return what tells a task from every other task of a run."""
    return str(task._uuid)


def name_of(plugin: Any) -> str:
    """Return the name by which a plugin was loaded, `ansible.netcommon.network_cli` for one."""
    return str(plugin._load_name)
