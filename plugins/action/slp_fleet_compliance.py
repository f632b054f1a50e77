# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole fleet judged by rules, in one task. See the module of the same name for its options."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible.template import Templar
from ansible.utils.display import Display

from ansible_collections.netops.smart_licensing.plugins.module_utils._artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils._device import DEFAULT_SUBSET
from ansible_collections.netops.smart_licensing.plugins.module_utils._files.artifact_paths import host_folder, safe_name
from ansible_collections.netops.smart_licensing.plugins.module_utils._files.ledger import summary
from ansible_collections.netops.smart_licensing.plugins.module_utils._files.ledger_file import read
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._compliance.findings import Finding
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._compliance.intent import VARIABLES, intent_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._compliance.rules import SEVERITIES, compiled
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._compliance.verdict import verdict
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._fleet import OPTIONS, Fleet, Reading
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._progress import AT_A_TERMINAL, Progress

preload()
display = Display()

# A device with other licensing refuses the second; what it has instead shows in the first.
_READ = ((*DEFAULT_SUBSET, "communication"), DEFAULT_SUBSET)


class ActionModule(ControllerAction):
    """Rules first, devices afterwards: a mistake in a rule is told before any host is touched."""

    BYPASS_HOST_LOOP = True
    argument_spec: ClassVar[dict[str, Any]] = {
        "artifact_dir": {"type": "path", "required": True},
        "rules": {"type": "list", "elements": "dict", "default": []},
        "rules_off": {"type": "list", "elements": "str", "default": []},
        **OPTIONS,
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return C(hosts), the findings of each, and C(counts) by severity; the files are beside them."""
        rules = compiled(options["rules"], options["rules_off"])
        root = Path(options["artifact_dir"]).absolute()
        fleet = Fleet(self._task, self._loader, variables, options)
        writes = not self._task.check_mode

        def judge(host: str, own: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
            intent = intent_of(self._templated(own))
            judged = verdict(host, reading, intent, _ledger(host_folder(root, host)), rules, dt.datetime.now(dt.UTC))
            if writes:
                write_whole(str(_file(root, host)), json.dumps(judged, indent=1))
            return {"findings": judged["findings"]}

        found: dict[str, list[Finding]] = {}
        counts: Counter[str] = Counter()
        progress = Progress(len(fleet.hosts), display.display if AT_A_TERMINAL else lambda _line: None)
        for host, result in fleet.each(_READ, judge):
            found[host] = result["findings"]
            counts.update(finding["severity"] for finding in found[host])
            progress.step(f"{counts['error']} errors and {counts['warning']} warnings so far")
        return {
            "hosts": {host: found[host] for host in fleet.hosts},
            "counts": {severity: counts[severity] for severity in SEVERITIES},
            "directory": str(root / "compliance"),
        }

    def _templated(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        templar = Templar(loader=self._loader, variables=variables)
        return {name: templar.template(variables[name]) for name in VARIABLES if name in variables}


def _file(root: Path, host: str) -> Path:
    return root / "compliance" / "hosts" / safe_name(f"{host}.json")


def _ledger(folder: Path) -> dict[str, Any] | None:
    known = read(folder)
    return summary(known.events) if known.events else None
