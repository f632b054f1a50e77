# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compliance report of a fleet. See the module of the same name for its options."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report import history
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import (
    FAIL_ON,
    Fleet,
    fails,
    in_a_line,
    read_fleet,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.junit import junit
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.licences import (
    consumption,
    read_entitlements,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.page import page
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.plain import plain
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.prometheus import metrics
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.spreadsheet import spreadsheet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.whole import whole
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction

_MOST_KEPT = 1_000
_MOST_FIRST = 10


class ActionModule(ControllerAction):
    """Read the files of the checks, and report to people, pipelines and monitoring."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "directory": {"type": "path", "required": True},
        "title": {"type": "str", "default": "Smart Licensing compliance"},
        "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "never"},
        "entitlements": {"type": "path"},
        "keep": {"type": "int", "default": 12},
        "prometheus": {"type": "path"},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `msg`, `counts`, `first`, `problems` and `files`; failed as `fail_on` wants."""
        if not 0 <= options["keep"] <= _MOST_KEPT:
            raise InvalidValue(f"keep: {options['keep']} is out of range; it must be from 0 to {_MOST_KEPT}")
        metrics_file = Path(options["prometheus"]) if options["prometheus"] else None
        if metrics_file and not metrics_file.parent.is_dir():
            raise InvalidValue(f"prometheus: there is no folder {metrics_file.parent}")
        folder = Path(options["directory"])
        fleet = read_fleet(folder / "hosts", dt.datetime.now(dt.UTC))
        writes = not self._task.check_mode
        if writes and not fleet.hosts:
            raise InvalidValue(f"directory: {folder / 'hosts'} has no host file; run the check first.")
        entitlements = read_entitlements(Path(options["entitlements"])) if options["entitlements"] else []
        used = consumption(fleet.hosts, entitlements)
        present = history.past_of(fleet)
        past, problems = history.read_past(folder / "history", present.as_of, options["keep"])
        changed = history.changes(past[-1], present) if past else None
        title = plain(options["title"])
        told = whole(fleet, title, used, changed)
        files = {
            "csv": (folder / "compliance.csv", spreadsheet(fleet)),
            "junit": (folder / "compliance.xml", junit(fleet, title, options["fail_on"])),
            "json": (folder / "compliance.json", json.dumps(told, indent=1) + "\n"),
            "html": (folder / "compliance.html", page(fleet, title, used, past, present, changed)),
            "history": (folder / "history" / history.name_of(present.as_of), history.written(present)),
        }
        if writes:
            for path, content in files.values():
                write_whole(str(path), content)
            for path in history.too_many(folder / "history", present.as_of, options["keep"]):
                path.unlink(missing_ok=True)
        paths = {kind: str(path) for kind, (path, _content) in files.items()}
        if metrics_file:
            paths["prometheus"] = str(metrics_file)
            if writes:
                # Its collector is another user.
                write_whole(str(metrics_file), metrics(fleet, used), mode=0o644)
        return {
            "msg": in_a_line(fleet),
            "counts": fleet.counts(),
            "hosts": len(fleet.hosts),
            "first": _first(fleet),
            "problems": [problem._asdict() for problem in (*fleet.problems, *problems)],
            "files": paths,
            "failed": fails(fleet, options["fail_on"]),
        }


def _first(fleet: Fleet) -> list[dict[str, Any]]:
    return [{"host": host.name, **asdict(finding)} for host, finding in fleet.found()[:_MOST_FIRST]]
