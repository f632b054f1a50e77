# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of findings for a notification, from the report as it is written."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report import history
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.all_findings import all_findings
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import Fleet, read_fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.whole import whole
from tests.unit.report.hosts import finding, host, write

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


def written(fleet: Fleet, before: Fleet | None = None) -> dict[str, Any]:
    changed = history.changes(history.past_of(before), history.past_of(fleet)) if before else None
    report: dict[str, Any] = json.loads(json.dumps(whole(fleet, "T", [], changed)))
    return report


def test_the_gravest_are_first_then_the_nearest_deadline(tmp_path: Path) -> None:
    late = host("late", findings=[finding("a", "warning"), finding("b")], deadlines={"days_to_ack_deadline": -1.0})
    unread = host("unread", deadlines=None, findings=[finding("c")], site=None)
    fleet = read_fleet(write(tmp_path, unread, host("clean"), late) / "hosts", NOW)

    found = all_findings(written(fleet))

    assert [(entry["host"], entry["rule"]) for entry in found] == [("late", "b"), ("unread", "c"), ("late", "a")]
    assert found[1] == {"host": "unread", "site": None, **finding("c"), "new": True}


def test_new_is_what_the_report_before_did_not_have(tmp_path: Path) -> None:
    before = [host("a", findings=[finding("old"), finding("gone")]), host("b")]
    after = [host("a", findings=[finding("old"), finding("new")]), host("b"), host("c", findings=[finding("old")])]
    earlier = read_fleet(write(tmp_path / "before", *before) / "hosts", NOW)
    fleet = read_fleet(write(tmp_path / "after", *after) / "hosts", NOW)

    found = {(entry["host"], entry["rule"]): entry["new"] for entry in all_findings(written(fleet, earlier))}

    assert found == {("a", "old"): False, ("a", "new"): True, ("c", "old"): True}
