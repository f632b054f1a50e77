# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pack the usage files of the hosts for CSSM. See the module of the same name for its options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.fleet_files import (
    Pending,
    bundle,
    claim_hosts,
    pending,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.task.controller_action import ControllerAction


class ActionModule(ControllerAction):
    """One archive for each Smart Account."""

    argument_spec: ClassVar[dict[str, Any]] = {
        "artifact_dir": {"type": "path", "required": True},
        "hosts": {"type": "list", "elements": "str"},
    }

    def perform(self, options: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
        """Return the archives and the usage files that are in them."""
        hosts = options["hosts"] if options["hosts"] is not None else _of_the_batch(variables)
        # Whoever is handed the paths may work in another folder.
        root = Path(options["artifact_dir"]).absolute()
        now = dt.datetime.now(dt.UTC)
        uploads, refused = pending(root, _accounts(hosts, variables["hostvars"], "slp_virtual_account"))
        if not self._task.check_mode:
            refused |= claim_hosts(root, dict.fromkeys(entry.host for entry in uploads), now)
            uploads = [entry for entry in uploads if entry.host not in refused]
        if refused and len(refused) == len(hosts):
            raise next(iter(refused.values()))
        smart = _accounts(hosts, variables["hostvars"], "slp_smart_account")
        bundles = [] if self._task.check_mode else _bundles(root, uploads, smart, now)
        files = [
            {
                "host": entry.host,
                "smart_account": smart[entry.host],
                "virtual_account": entry.virtual_account,
                "path": str(entry.path),
                "reports": list(entry.upload.reports),
            }
            for entry in uploads
        ]
        # Archives are for the way to CSSM; no device is changed by them.
        return {
            "bundles": bundles,
            "files": files,
            "refused": {host: {"reason": error.reason, "msg": error.message} for host, error in refused.items()},
            "_ansible_verbose_always": bool(refused),
        }


def _of_the_batch(variables: Mapping[str, Any]) -> list[str]:
    """Return the hosts of the play, where it goes in batches those of this one, whoever failed included."""
    batch, active = set(variables["ansible_play_batch"]), set(variables["ansible_play_hosts"])
    return [host for host in variables["ansible_play_hosts_all"] if host in batch or host not in active]


def _accounts(hosts: Iterable[str], hostvars: Mapping[str, Any], name: str) -> dict[str, str]:
    return {host: str(hostvars[host].get(name) or "") for host in hosts}


def _bundles(
    root: Path, uploads: list[Pending], smart_accounts: Mapping[str, str], now: dt.datetime
) -> list[dict[str, Any]]:
    accounts = dict.fromkeys(smart_accounts[entry.host] for entry in uploads)
    groups = {name: [entry for entry in uploads if smart_accounts[entry.host] == name] for name in accounts}
    made = [(name, bundle(root, group, name, now)) for name, group in groups.items()]
    return [
        {"path": str(archive.path), "smart_account": name, "hosts": archive.hosts, "reports": archive.reports}
        for name, archive in made
    ]
