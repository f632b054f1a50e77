# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of this process with one host of a play, without an Ansible task for that host.

Ansible makes the connection of a task; here it is made for another host of the same play, with the options that a task
of that host would have. Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.module_utils.connection import ConnectionError as RpcError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.plugins.loader import become_loader, connection_loader
from ansible.template import Templar

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import Watch
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.shell import SessionFailure
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.core import (
    id_of,
    name_of,
    passwords_of_command_line,
)

OURS = "netops.smart_licensing.network_cli"


class OwnSession:
    """What a conversation takes for the remote side of a persistent connection; it logs in at once.

    `variables`: of the host in this task, not templated. Raises RpcError, as a remote side does.
    """

    def __init__(self, task: Task, host: str, variables: Mapping[str, Any], loader: Any, watch: Watch) -> None:
        self._connection: Any = None
        try:
            self._connection = _connection(task, host, variables, Templar(loader=loader, variables=variables))
            self._connection.log_in(watch)
        except (AnsibleError, SessionFailure) as error:
            raise RpcError(self._connection.explained(str(error)) if self._connection else str(error)) from error

    def converse(self, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, str | None]]:
        """Run commands; see the connection."""
        try:
            replies: list[dict[str, str | None]] = self._connection.converse(steps)
        except (AnsibleError, SessionFailure) as error:
            raise RpcError(str(error)) from error
        return replies

    def close(self) -> None:
        """Leave the device."""
        self._connection.close()


def _connection(task: Task, host: str, variables: Mapping[str, Any], templar: Templar) -> Any:
    context = PlayContext(play=task.get_play(), passwords=passwords_of_command_line())
    context = context.set_task_and_variable_override(task=task, variables=variables, templar=templar)
    context.post_validate(templar=templar)
    context.remote_addr = context.remote_addr or host
    name = templar.template(variables.get("ansible_connection", task.connection))
    if name != OURS:
        raise AnsibleError(f"invalid_value: the connection of {host} is {name}; set ansible_connection to {OURS}")
    connection = connection_loader.get(name, context, new_stdin=None, task_uuid=id_of(task))
    become = _become(task, variables, templar)
    connection.set_become_plugin(become)
    keys = {key: value for key, value in task.dump_attrs().items() if key != "retries"}
    # As in core: what was given at the command line serves where the inventory says nothing.
    given = {"password": context.password, "become_pass": context.become_pass}
    keys |= {key: value for key, value in given.items() if value}
    for kind, plugin in (("connection", connection), ("connection", connection.ssh_type_conn), ("become", become)):
        if plugin is not None:
            plugin.set_options(task_keys=keys, var_options=_options(kind, plugin, variables, templar))
    if become is not None:
        context.set_become_plugin(become.name)
    return connection


def _become(task: Task, variables: Mapping[str, Any], templar: Templar) -> Any:
    wanted = variables.get("ansible_become", task.become)
    if not boolean(templar.template(wanted), strict=False):
        return None
    method = templar.template(variables.get("ansible_become_method", task.become_method))
    found = become_loader.get(method)
    if found is None:
        raise AnsibleError(f"invalid_value: there is no become method {method}")
    return found


def _options(kind: str, plugin: Any, variables: Mapping[str, Any], templar: Templar) -> dict[str, Any]:
    names = C.config.get_plugin_vars(kind, name_of(plugin))
    return {name: templar.template(variables[name]) for name in names if name in variables}
