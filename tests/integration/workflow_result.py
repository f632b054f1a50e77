# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a workflow wrote of a host for machines to read, and the words that choose a workflow in a run of site.yml."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DIRECT = {"slp_topology": "direct"}
CSLU_PUSHED = {"slp_topology": "cslu", "slp_initiated_by": "product_instance"}
CSLU_COLLECTED = {"slp_topology": "cslu", "slp_initiated_by": "cslu"}
ON_PREM_PUSHED = {"slp_topology": "ssm_on_prem", "slp_initiated_by": "product_instance"}
ISOLATED_PUSHED = {"slp_topology": "cslu_disconnected", "slp_initiated_by": "product_instance"}
ISOLATED_COLLECTED = {"slp_topology": "cslu_disconnected", "slp_initiated_by": "cslu"}


@dataclass(frozen=True)
class Result:
    """result.json of a host."""

    content: dict[str, Any]

    @property
    def complete(self) -> bool:
        return bool(self.content["complete"])

    @property
    def changed(self) -> bool:
        return bool(self.content["changed"])

    @property
    def reason(self) -> str | None:
        failed = self.content["failed"]
        return None if failed is None else failed["reason"]

    @property
    def missing(self) -> dict[str, str]:
        """What is not proved: the step, and what is said of it."""
        return {proof["step"]: proof["by"] for proof in self.content["proofs"] if not proof["proved"]}

    @property
    def open_gates(self) -> dict[str, dict[str, Any]]:
        return {gate["id"]: gate for gate in self.content["open_gates"]}


def result_of(folder: Path, host: str) -> Result:
    """Return the result of the last run; `folder`: where it was started."""
    return Result(json.loads((artifacts(folder) / host / "result.json").read_text()))


def artifacts(folder: Path) -> Path:
    return folder / "slp_artifacts"
