# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check a whole fleet against rules, in one task. See the module of the same name for its options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible.utils.display import Display

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.findings import Finding
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.judge import OPTIONS as RULES
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.judge import Judge
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES, compiled
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.fleet import OPTIONS, Fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.progress import AT_A_TERMINAL, Progress
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.fleet.read_host import TO_JUDGE, Reading
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload

preload()
display = Display()


class ActionModule(ControllerAction):
    """Load the rules first: a mistake in a rule is reported before any host is contacted."""

    BYPASS_HOST_LOOP = True
    argument_spec: ClassVar[dict[str, Any]] = {
        "artifact_dir": {"type": "path", "required": True},
        **RULES,
        **OPTIONS,
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `hosts`, the findings of each, and `counts` by severity."""
        rules = compiled(options["rules"], options["rules_off"])
        root = Path(options["artifact_dir"]).absolute()
        fleet = Fleet(self._task, self._loader, variables, options)
        judge = Judge(rules, root, self._loader, writes=not self._task.check_mode)

        def judged(host: str, own: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
            return {"findings": judge.verdict(host, own, reading)["findings"]}

        found: dict[str, list[Finding]] = {}
        counts: Counter[str] = Counter()
        progress = Progress(len(fleet.hosts), display.display if AT_A_TERMINAL else lambda _line: None)
        for host, result in fleet.each(TO_JUDGE, judged):
            found[host] = result["findings"]
            counts.update(finding["severity"] for finding in found[host])
            progress.step(f"{counts['error']} errors and {counts['warning']} warnings so far")
        return {
            "hosts": {host: found[host] for host in fleet.hosts},
            "counts": {severity: counts[severity] for severity in SEVERITIES},
            "directory": str(root / "compliance"),
        }
