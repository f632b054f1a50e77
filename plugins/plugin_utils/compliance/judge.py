# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evaluate a host of the inventory: its variables give the intent, its ledger the manual uploads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.template import Templar

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifact_paths import host_folder, safe_name
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.artifacts import write_whole
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger import summary
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.ledger_file import read
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import LicensingError

from .intent import VARIABLES, intent_of
from .proof import proof_of
from .rules import Rule
from .verdict import verdict

# What the actions that judge let their user say.
OPTIONS: dict[str, Any] = {
    "rules": {"type": "list", "elements": "dict", "default": []},
    "rules_off": {"type": "list", "elements": "str", "default": []},
}


class Judge:
    """Applies rules to readings. `root`: the folder for files on the controller, if any.

    `writes`: whether a verdict is kept there.
    """

    def __init__(self, rules: list[Rule], root: Path | None, loader: Any, writes: bool) -> None:
        self._rules = rules
        self._root = root
        self._loader = loader
        self._writes = writes

    def verdict(self, host: str, variables: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Any]:
        """Return the verdict on a host. `variables`: its own, not templated; `reading`: see verdict."""
        templar = Templar(loader=self._loader, variables=variables)
        mistakes: list[str] = []
        ledger = self._ledger(host, mistakes)
        intent = self._intent(variables, templar, mistakes)
        proof = self._proof(host, reading, intent, variables, templar)
        judged = verdict(host, reading, intent, ledger, self._rules, dt.datetime.now(dt.UTC), proof)
        if self._root and self._writes:
            write_whole(str(file_of(self._root, host)), json.dumps(judged, indent=1))
        return judged

    def _proof(
        self, host: str, reading: Mapping[str, Any], intent: dict[str, Any], variables: Mapping[str, Any], templar: Any
    ) -> dict[str, Any] | None:
        state = reading.get("smart_licensing")
        if state is None or self._root is None:
            return None
        try:
            return proof_of(host, state, intent, variables, templar, self._root)
        except LicensingError as error:
            intent["mistakes"].append(error.message)
            return None

    def _intent(self, variables: Mapping[str, Any], templar: Any, mistakes: list[str]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name in VARIABLES:
            try:
                if name in variables:
                    said[name] = templar.template(variables[name])
            except AnsibleError as error:
                # One host of a fleet must not end the check of all.
                mistakes.append(f"{name}: {error.message}")
        return intent_of(said, mistakes)

    def _ledger(self, host: str, mistakes: list[str]) -> dict[str, Any] | None:
        try:
            known = read(host_folder(self._root, host)).trusted() if self._root else []
        except LicensingError as error:
            # One host of a fleet must not end the check of all.
            mistakes.append(f"ledger: {error.message}")
            return None
        return summary(known) if known else None


def file_of(root: Path, host: str) -> Path:
    """Return where the verdict on a host is kept."""
    return root / "compliance" / "hosts" / safe_name(f"{host}.json")
