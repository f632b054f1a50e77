# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the check and the report write is as the published schemas say, and the report reads what the check writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.intent import intent_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import compiled
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.verdict import verdict
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report import history
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import read_fleet
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.host_file import host_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.licences import Entitlement, consumption
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.whole import whole
from tests.unit.compliance.healthy import NOW, change, healthy
from tests.unit.compliance.test_shipped_rules import CARRIED, CASES, OF_LEDGER
from tests.unit.parsers.captures import found
from tests.unit.report.hosts import finding, fleet_of, host, write
from tests.unit.report.schemas import HOST, REPORT, differences

CAPTURES = found("show-license-all")
NOT_READ = {"failed": True, "unreachable": True, "reason": "timeout", "msg": "timeout: no answer"}


def judged(reading: dict[str, Any], ledger: dict[str, Any] | None = None) -> Any:
    """Return the verdict as it comes back from its file."""
    return json.loads(json.dumps(verdict("rtr1", reading, intent_of({"slp_site": "b"}), ledger, compiled(), NOW)))


def unlike(content: Any) -> list[str]:
    """Return what in the file of a host is not as published; that the report reads it is proven on the way."""
    read = host_of(content)
    assert [entry.rule for entry in read.findings] == [entry["rule"] for entry in content["findings"]]
    assert bool(read.ledger) == (content["ledger"] is not None)
    return differences(content, HOST)


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_on_a_device_with_any_fault_is_as_published(name: str) -> None:
    state = healthy()
    change(state, CASES[name][0])

    assert unlike(judged({"smart_licensing": state})) == []


@pytest.mark.parametrize("path", CAPTURES, ids=[f"{path.parent.name}-{path.stem}" for path in CAPTURES])
def test_the_verdict_on_every_captured_device_is_as_published(path: Path) -> None:
    state = {**parse_show("show license all", path.read_text()), "clock": None, "platform": None}

    assert unlike(judged({"smart_licensing": state})) == []


@pytest.mark.parametrize("reading", [{"smart_licensing": healthy()}, NOT_READ], ids=["read", "not-read"])
@pytest.mark.parametrize("changed", [{}, *(entry for entry, _said in OF_LEDGER.values()), {"waiting_since": None}])
def test_the_verdict_on_a_device_whose_files_are_carried_is_as_published(
    reading: dict[str, Any], changed: dict[str, Any]
) -> None:
    assert unlike(judged(reading, CARRIED | changed)) == []


def test_what_is_not_as_published_is_seen() -> None:
    content = judged({"smart_licensing": healthy()})

    assert differences({**content, "checked_at": "yesterday", "more": 1}, HOST) != []
    assert differences({**content, "findings": [finding(severity="fatal")]}, HOST) != []


def test_the_report_is_as_published(tmp_path: Path) -> None:
    content = judged({"smart_licensing": healthy()}, CARRIED)
    write(tmp_path, content, {**judged(NOT_READ), "host": "rtr2"}, host("rtr3"), *fleet_of(20))
    (tmp_path / "hosts" / "bad.json").write_text("{")
    fleet = read_fleet(tmp_path / "hosts", NOW)
    before = read_fleet(write(tmp_path / "old", host("rtr1", findings=[finding("x")])) / "hosts", NOW)
    changed = history.changes(history.past_of(before), history.past_of(fleet))
    used = consumption(fleet.hosts, [Entitlement("Example", "WAN", "hseck9", 1), Entitlement(None, None, "x", 0)])

    for told in (whole(fleet, "T", used, changed), whole(fleet, "T", [], None)):
        assert differences(json.loads(json.dumps(told)), REPORT) == []
        assert len(told["hosts"]) == 23
        assert len(told["problems"]) == 1
