# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sort files from CSSM by host. See the module of the same name for its options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.fleet_files import answers, keep
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers.known import known_state
from ansible_collections.netops.smart_licensing.plugins.module_utils.plans.import_file import device_udis
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """Split what is for many, and keep each host's answers in its folder."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "src": {"type": "path", "required": True},
        "artifact_dir": {"type": "path", "required": True},
        "states": {"type": "dict", "required": True},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return the files by host, and what is left over."""
        source = Path(options["src"])
        if not source.exists():
            return {"files": {}, "left": []}
        devices = {host: _udis(host, read) for host, read in options["states"].items() if _is_read(read)}
        given, left = answers(source, devices)
        files: dict[str, list[str]] = {}
        for host, piece in [] if self._task.check_mode else given:
            try:
                path = keep(Path(options["artifact_dir"]), host, devices[host], piece, dt.datetime.now(dt.UTC))
            except LicensingError as error:
                left.append(f"{piece.name}: not kept for {host}: {error.reason}: {error.message}")
            else:
                files.setdefault(host, []).append(str(path))
        found = {host: sum(owner == host for owner, _piece in given) for host in devices}
        shown = {"files": files, "found": found, "left": left}
        # What is kept is kept on the controller; no device is changed by it.
        return {**shown, "_ansible_verbose_always": bool(left)}


def _is_read(read: Any) -> bool:
    """A host that could not be read has no state in its result."""
    return isinstance(read, Mapping) and "smart_licensing" in read


def _udis(host: str, read: Mapping[str, Any]) -> frozenset[Udi]:
    state = known_state(read["smart_licensing"], f"states.{host}")
    return device_udis(state) if state else frozenset()
