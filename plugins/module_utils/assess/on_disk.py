# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artifact folder's data about a workflow: the ledger, files from CSSM, the bulk file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..files.artifact_paths import host_folder
from ..files.ledger import summary
from ..files.ledger_file import read
from .intent import Intent

BULK_FILE = "cslu_bulk_add.csv"
# Where the API of CSSM leaves what it gave, below the folder of the artifacts.
_FETCHED = "_from_cssm"


def seen_on_disk(intent: Intent, root: Path) -> dict[str, Any]:
    """Return what an assessment needs to know of the folder of the artifacts. Raises LicensingError."""
    if intent.workflow == "cslu_initiated":
        bulk = root / BULK_FILE
        return {"bulk_file": str(bulk)} if bulk.is_file() else {}
    if intent.workflow != "offline":
        return {}
    inboxes = [root / _FETCHED, *([Path(intent["from_cssm"])] if intent["from_cssm"] else [])]
    return {
        "ledger": summary(read(host_folder(root, intent.host)).events),
        "inbox": any(folder.is_dir() and any(folder.iterdir()) for folder in inboxes),
    }
