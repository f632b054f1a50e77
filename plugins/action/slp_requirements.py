# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether all is installed that the collection needs, said once a play. See the module of the same name.

As the first task of a play it has a second use: the strategy loads it before any worker is forked, and with it the
connection, which every worker would load for itself where the first task is of another collection.
"""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.netops.smart_licensing.plugins.plugin_utils._preload import preload
from ansible_collections.netops.smart_licensing.plugins.plugin_utils._requirements import found, shortfalls

preload()

ARGUMENT_SPEC: dict[str, Any] = {}


class ActionModule(ActionBase):
    """Compare what is installed with what is needed."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return C(versions); failed, with what to install, when something is missing or too old."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        self.validate_argument_spec(argument_spec=ARGUMENT_SPEC)
        versions = found()
        result |= {"changed": False, "versions": versions}
        missing = shortfalls(versions)
        return {**result, "failed": True, "msg": "; ".join(missing)} if missing else result
