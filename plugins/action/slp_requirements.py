# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the collection's requirements on the controller, once per play. See the module of the same name.

As the first task of a play it has a second use: the strategy loads it before any worker is forked, and with it the
connection, which every worker would load for itself where the first task is of another collection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import require_writable
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.requirements import found, shortfalls

preload()


class ActionModule(ControllerAction):
    """Compare the installed versions with the required ones."""

    argument_spec: ClassVar[dict[str, Any]] = {"artifact_dir": {"type": "path"}}

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return `versions`; failed, with what to install, when something is missing or too old."""
        if options["artifact_dir"]:
            require_writable(Path(options["artifact_dir"]))
        versions = found()
        missing = shortfalls(versions)
        return {"versions": versions} | ({"failed": True, "msg": "; ".join(missing)} if missing else {})
