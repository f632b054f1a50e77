# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts of a play as a file for CSLU's bulk add. See the module of the same name for its options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.cslu_bulk import DEFAULT_COLUMNS, bulk_file
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """One file for all hosts."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "dest": {"type": "path", "required": True},
        "hosts": {"type": "list", "elements": "str"},
        "columns": {"type": "dict"},
        "connect_method": {"type": "str", "default": "REST API"},
        "passwords": {"type": "bool", "default": False, "no_log": False},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return the path of the file and its hosts; changed if its content changed."""
        hosts = options["hosts"] if options["hosts"] is not None else _assessed(variables)
        devices = [_device(host, variables["hostvars"][host], options) for host in hosts]
        content = bulk_file(options["columns"] or DEFAULT_COLUMNS, devices)
        # The caller may work in another folder.
        path = Path(options["dest"]).absolute()
        changed = not _holds(path, content)
        if changed and not self._task.check_mode:
            write_whole(str(path), content)
        return {"changed": changed, "path": str(path), "hosts": list(hosts)}


def _assessed(variables: Mapping[str, Any]) -> list[str]:
    """Return the hosts that this run read in the workflow of this one, in whatever batch: the others are not CSLU's."""

    def workflow(host: str) -> Any:
        assessed = variables["hostvars"][host].get("slp_assessed") or {}
        return (assessed.get("result") or {}).get("workflow") if "smart_licensing" in assessed else None

    mine = workflow(variables["inventory_hostname"])
    if mine is None:
        return list(variables["ansible_play_hosts"])
    return [host for host in variables["groups"]["all"] if workflow(host) == mine]


def _device(host: str, variables: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, str]:
    read = variables.get("slp_assessed") or {}
    product = (read.get("smart_licensing") or {}).get("product") or {}
    found = {
        "hostname": host,
        "address": variables.get("ansible_host", host),
        "connect_method": options["connect_method"],
        "username": variables.get("ansible_user"),
        "password": variables.get("ansible_password") if options["passwords"] else None,
        "smart_account": variables.get("slp_smart_account"),
        "virtual_account": variables.get("slp_virtual_account"),
        "pid": product.get("pid"),
        "sn": product.get("sn"),
    }
    return {field: str(value or "") for field, value in found.items()}


def _holds(path: Path, content: str) -> bool:
    """Whether the file is there, as it should be and for its owner only."""
    return path.is_file() and path.read_bytes() == content.encode() and not path.stat().st_mode & 0o077
