# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings of a whole report (compliance.json) in one list, for notifications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import SEVERITIES


def all_findings(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return each finding with `host`, `site` and `new`, most severe first, then by the nearest deadline.

    `new` is one that the report before did not have; without a report before, and on a host that is new, all are.
    """
    changes = report["changes"]
    known = set() if changes is None else {entry["host"] for entry in report["hosts"]} - set(changes["hosts_new"])
    added = set() if changes is None else {(entry["host"], entry["rule"]) for entry in changes["new"]}
    found = [
        {
            "host": host["host"],
            "site": host["site"],
            **finding,
            "new": host["host"] not in known or (host["host"], finding["rule"]) in added,
        }
        for host in sorted(report["hosts"], key=_days_left)
        for finding in host["findings"]
    ]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding["severity"]))


def _days_left(host: Mapping[str, Any]) -> float:
    days = (host["deadlines"] or {}).get("days_to_ack_deadline")
    return float("inf") if days is None else days
