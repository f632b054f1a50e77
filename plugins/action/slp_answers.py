# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever came back from CSSM, given to the hosts that it is for. See the module of the same name for its options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.module_utils._errors import LicensingError
from ansible_collections.netops.smart_licensing.plugins.module_utils._files.udi import Udi, udi
from ansible_collections.netops.smart_licensing.plugins.module_utils._fleet_files import answers, keep
from ansible_collections.netops.smart_licensing.plugins.module_utils._state import udis

ARGUMENT_SPEC: dict[str, Any] = {
    "src": {"type": "path", "required": True},
    "artifact_dir": {"type": "path", "required": True},
    "states": {"type": "dict", "required": True},
}


class ActionModule(ActionBase):
    """Split what is for many, and keep each host's answers in its folder."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the files by host, and what is left over."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        _validation, options = self.validate_argument_spec(argument_spec=ARGUMENT_SPEC)
        source = Path(options["src"])
        if not source.exists():
            return {**result, "changed": False, "files": {}, "left": []}
        devices = {host: _udis(read) for host, read in options["states"].items() if _is_read(read)}
        try:
            given, left = answers(source, devices)
        except LicensingError as error:
            raise AnsibleActionFail(f"{error.reason}: {error.message}", result={"reason": error.reason}) from error
        files: dict[str, list[str]] = {}
        for host, piece in [] if self._task.check_mode else given:
            path = keep(Path(options["artifact_dir"]), host, devices[host], piece, dt.datetime.now(dt.UTC))
            files.setdefault(host, []).append(str(path))
        found = {host: sum(owner == host for owner, _piece in given) for host in devices}
        shown = {"files": files, "found": found, "left": left}
        # What is kept is kept on the controller; no device is changed by it.
        return {**result, **shown, "changed": False, "_ansible_verbose_always": bool(left)}


def _is_read(read: Any) -> bool:
    """A host that could not be read has no state in its result."""
    return isinstance(read, Mapping) and "smart_licensing" in read


def _udis(read: Mapping[str, Any]) -> frozenset[Udi]:
    return frozenset(udi(entry["pid"], entry["sn"]) for entry in udis(read["smart_licensing"]))
