# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a workflow as one line for a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def line_of(result: Mapping[str, Any]) -> str:
    """Return `host: workflow, complete since ...`, or what is missing, or why it failed."""
    head = f"{result['host']}: {result['workflow']}"
    if result["failed"]:
        return f"{head} FAILED, {result['failed']['msg']}"
    changed = ", changed" if result["changed"] else ""
    if result["complete"]:
        push = next((proof["at"] for proof in result["proofs"] if proof["step"] == "next_report"), None)
        ack = next((proof["at"] for proof in result["proofs"] if proof["step"] == "acknowledgement"), None)
        dates = [f"last ACK {ack}" if ack else "", f"next report push {push}" if push else ""]
        return f"{head} complete{changed}; {', '.join(filter(None, dates)) or 'proved'}"
    missing = [f"{proof['step']}: {proof['by']}" for proof in result["proofs"] if not proof["proved"]]
    gates = [f"gate {gate['id']}" for gate in result["open_gates"]]
    return f"{head} not complete{changed}; {'; '.join([*missing, *gates])}"
