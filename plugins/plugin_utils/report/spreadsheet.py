# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as CSV: a row for each finding, and one for each host without any."""

from __future__ import annotations

import csv
import io

from .fleet import Fleet
from .host_file import Finding

_DEVICE = (
    *("pid", "sn", "release", "agent_version", "mode", "topology", "transport", "url"),
    *("smart_account", "virtual_account", "policy", "members", "trusted", "slac"),
)
COLUMNS = (
    *("host", "site", "checked_at"),
    *_DEVICE,
    *("next_ack_deadline", "days_to_ack_deadline", "last_ack_received", "last_report"),
    *("severity", "rule", "title", "message", "remedy", "source", "error"),
)
# Full-width forms too: some spreadsheets read them as the plain sign.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# By this a spreadsheet knows UTF-8.
_MARK = "\ufeff"


def spreadsheet(fleet: Fleet) -> str:
    """Return CSV whose texts no spreadsheet takes for a formula; numbers stay numbers."""
    text = io.StringIO()
    text.write(_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for host in fleet.hosts:
        days = host.days_left(fleet.now)
        known: list[str | float | None] = [host.name, host.site, f"{host.checked_at:%Y-%m-%dT%H:%M:%SZ}"]
        known += [host.device.get(key) for key in _DEVICE]
        known += [host.deadlines.get("next_ack_deadline"), None if days is None else round(days, 1)]
        known += [host.deadlines.get("last_ack_received"), host.deadlines.get("last_report")]
        for finding in host.findings or (None,):
            writer.writerow([safe(cell) for cell in (*known, *_told(finding), host.error)])
    return text.getvalue()


def safe(cell: str | float | None) -> str | float | None:
    """Return what a cell may hold: a text that would begin a formula gets an apostrophe in front."""
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell


def _told(finding: Finding | None) -> tuple[str, ...]:
    if finding is None:
        return ("",) * 6
    return finding.severity, finding.rule, finding.title, finding.message, finding.remedy, finding.source
