# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an operation as an ordinary module, where no action plugin stands before it."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.connection import Connection, ConnectionError

from ._cli import Conversation
from ._device import Device
from ._operations import OPERATIONS
from ._run import diff_of, perform, secrets_of
from ._values import without_credentials


def run_module(module: AnsibleModule, name: str) -> None:
    """Perform the operation of that name over the persistent connection of the task, and end the module."""
    operation = OPERATIONS[name]
    # By this attribute network modules get their connection; a pasted text needs none.
    if module._socket_path is None and not module.params.get("parse_only"):
        module.fail_json(
            msg="connection_lost: no persistent connection; "
            "set ansible_connection to netops.smart_licensing.network_cli",
            reason="connection_lost",
        )
    # Ansible shows the options of a module, and does not know which of them hold a password in a URL.
    urls = [value for value in module.params.values() if isinstance(value, str) and without_credentials(value) != value]
    module.no_log_values.update(urls)
    conversation = Conversation(
        lambda: Connection(module._socket_path), ConnectionError, secrets_of(operation, module.params)
    )
    outcome = perform(operation, module.params, Device(conversation), module.check_mode)
    if outcome.get("failed"):
        module.fail_json(**outcome)
    if module._diff:
        outcome["diff"] = diff_of(outcome)
    module.exit_json(**outcome)
