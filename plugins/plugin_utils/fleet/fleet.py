# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the hosts of a play within one task: the result of slp_info for each.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ansible import context
from ansible.module_utils.connection import ConnectionError as RpcError
from ansible.playbook.task import Task
from ansible.utils.display import Display

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.scope import VARIABLES, passed_over
from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.host_session import OwnSession
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.process_pool import Died, each
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.read_host import Reading, read, unreached
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import Watch
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.core import variables_of

display = Display()
# What an action that reads a fleet lets its user say.
OPTIONS: dict[str, Any] = {"at_once": {"type": "int"}, "host_timeout": {"type": "int", "default": 300}}


class Fleet:
    """The hosts of a play. `variables`: those of the task, for its first host; `options`: see OPTIONS."""

    def __init__(self, task: Task, loader: Any, variables: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        self.hosts: Sequence[str] = _of_this_system(variables["ansible_play_hosts"], variables["hostvars"])
        self._task = task
        self._loader = loader
        self._hostvars = variables["hostvars"]
        self._at_once = max(1, options["at_once"] or context.CLIARGS["forks"])
        self._host_timeout = options["host_timeout"]
        # Sessions end with the playbook; this is its worker.
        self._playbook = os.getppid()

    def variables_of(self, host: str) -> Mapping[str, Any]:
        """Return the variables of a host in this task, not templated."""
        return variables_of(self._task, self._hostvars, host)

    def each(
        self, subsets: Sequence[Sequence[str]], then: Callable[[str, Mapping[str, Any], Reading], dict[str, Any]]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Read each host in a child, and yield it with what `then` makes of its variables and the reading there.

        `subsets`: the parts to read (see slp_info); where a device refuses to show one, the next list of parts. A host
        that could not be read has `failed`, `reason` and `msg`, and `unreachable` if the login failed.
        """

        def work(host: str) -> dict[str, Any]:
            own = self.variables_of(host)
            return then(host, own, self._read(host, own, subsets))

        for host, outcome in each(self.hosts, work, self._at_once, self._host_timeout):
            if isinstance(outcome, Died):
                yield host, then(host, self.variables_of(host), _died(outcome))
            else:
                yield host, outcome

    def _read(self, host: str, own: Mapping[str, Any], subsets: Sequence[Sequence[str]]) -> Reading:
        def connect() -> OwnSession:
            return OwnSession(self._task, host, own, self._loader, Watch(self._playbook))

        try:
            session = connect()
        except RpcError as error:
            return unreached(error)
        first = [session]
        conversation = Conversation(lambda: first.pop() if first else connect(), RpcError)
        try:
            return read(conversation, subsets)
        finally:
            session.close()


def _of_this_system(hosts: Sequence[str], hostvars: Mapping[str, Any]) -> list[str]:
    """Return the hosts that run IOS XE, by what the inventory says; a line names each other one."""
    taken: list[str] = []
    for host in hosts:
        own = hostvars[host]
        why = passed_over({name: own[name] for name in VARIABLES if name in own}, None)
        if why is None:
            taken.append(host)
        else:
            display.warning(f"{host} is skipped: {why}")
    return taken


def _died(child: Died) -> Reading:
    if child.late:
        return unreached(f"timeout: {child}. Increase host_timeout if the device is slow.")
    return unreached(f"connection_lost: {child}. Run again.")
