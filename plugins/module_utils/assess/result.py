# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""result.json: how a workflow ended on a product instance, for machines. See docs/result-schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..files.artifact_paths import host_folder
from ..files.artifacts import read_whole, write_whole
from ..words.errors import LicensingError
from .assessment import SCHEMA, Assessment
from .facts import Facts
from .gate import Gate
from .since import Way, note_of

FILE = "result.json"
# What a file of this kind may take: far more than the largest, and no memory to speak of.
_LARGEST = 1_000_000
# Only the next run needs these.
_BASIS = "basis"


def result_of(facts: Facts, way: Way, assessment: Assessment, changed: bool) -> dict[str, Any]:
    """Return the result of a workflow that went as far as it could."""
    since = facts.since.at
    return {
        "schema": SCHEMA,
        "host": facts.intent.host,
        "workflow": facts.intent.workflow,
        "complete": assessment.complete,
        "changed": changed,
        "since": since.isoformat(sep=" ", timespec="seconds") if since else None,
        "proofs": [
            {"step": proof.step, "proved": proof.proved, "by": proof.by, "at": proof.at} for proof in assessment.proofs
        ],
        "open_gates": [_open(gate) for gate in assessment.gates if gate["state"] == "open"],
        "closed_gates": [
            {key: gate[key] for key in ("id", "title", "state")} for gate in assessment.gates if gate["state"] != "open"
        ],
        "failed": None,
        _BASIS: note_of(facts.since, way),
    }


def failed_result(
    host: str, workflow: str, reason: str | None, message: str, changed: bool, known: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the result of a workflow that failed: it proves nothing, and what a person has to do is still to be done.

    `known`: the last result of the host; one of this workflow says since when it holds, and which gates are open.
    """
    kept: dict[str, Any] = {"since": None, "open_gates": [], _BASIS: None}
    same = known if known is not None and known.get("workflow") == workflow else {}
    return {
        "schema": SCHEMA,
        "host": host,
        "workflow": workflow,
        "complete": False,
        "changed": changed,
        "proofs": [],
        "closed_gates": [],
        **{key: same.get(key, value) for key, value in kept.items()},
        "failed": {"reason": reason, "msg": message},
    }


def shown(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a result as others see it, without what only the next run needs."""
    return {key: value for key, value in result.items() if key != _BASIS}


def read_result(root: Path, host: str) -> dict[str, Any] | None:
    """Return the result of an earlier run; None if there is none, or if the file is invalid."""
    return read_file(host_folder(root, host) / FILE)


def read_file(path: Path) -> dict[str, Any] | None:
    """Return the result in a file; None if it is missing, unreadable, too large or of another shape."""
    try:
        found = json.loads(read_whole(path, _LARGEST))
    except (LicensingError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not isinstance(found.get("open_gates"), list):
        return None
    return found


def write_result(root: Path, result: Mapping[str, Any]) -> Path:
    """Write a result to the folder of its host, and return its path. Raises OSError."""
    path = host_folder(root, result["host"]) / FILE
    write_whole(str(path), json.dumps(result, indent=1) + "\n")
    return path


def _open(gate: Gate) -> dict[str, Any]:
    return {key: gate[key] for key in ("id", "what", "evidence", "title", "where", "file")}
