# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check one host against rules. See the module of the same name for its options."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleConnectionFailure
from ansible.module_utils.connection import ConnectionError as RpcError

from ansible_collections.netops.smart_licensing.plugins.module_utils.device.conversation import Conversation
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.known import known_state
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.judge import OPTIONS, Judge, file_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES, compiled
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.read_host import (
    TO_JUDGE,
    Reading,
    read,
    unreached,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.task_session import task_session

preload()


class ActionModule(ControllerAction):
    """Load the rules first: a mistake in a rule is reported before the device is contacted."""

    _requires_connection = True
    argument_spec: ClassVar[dict[str, Any]] = {
        "smart_licensing": {"type": "dict"},
        "artifact_dir": {"type": "path"},
        **OPTIONS,
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `findings`, most severe first, `counts` by severity, `worst`, and `file` if one is written."""
        rules = compiled(options["rules"], options["rules_off"])
        root = Path(options["artifact_dir"]).absolute() if options["artifact_dir"] else None
        host = variables["inventory_hostname"]
        state = known_state(options["smart_licensing"])
        reading = self._read() if state is None else {"smart_licensing": state}
        judge = Judge(rules, root, self._loader, writes=not self._task.check_mode)
        findings = judge.verdict(host, variables, reading)["findings"]
        counts = Counter(finding["severity"] for finding in findings)
        return {
            "findings": findings,
            "counts": {severity: counts[severity] for severity in SEVERITIES},
            "worst": findings[0]["severity"] if findings else None,
            "file": str(file_of(root, host)) if root else None,
        }

    def _read(self) -> Reading:
        try:
            return read(Conversation(lambda: task_session(self._connection), RpcError), TO_JUDGE)
        except AnsibleConnectionFailure as error:
            return unreached(error)
