# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outputs of the report, from files of hosts as they may lie there."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report import history
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.carried import Carried, carried
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.charts import against_bought
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.fleet import (
    Fleet,
    fails,
    in_a_line,
    read_fleet,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.junit import junit
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.licences import (
    Consumption,
    Entitlement,
    consumption,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.page import for_script, page
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.plain import plain
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.prometheus import metrics
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.report.spreadsheet import safe, spreadsheet
from tests.unit.report.hosts import HOSTILE, finding, host, ledger, write

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def fleet(folder: Path, *contents: dict[str, object], now: dt.datetime = NOW) -> Fleet:
    return read_fleet(write(folder, *contents) / "hosts", now)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", HOSTILE[1], "＝1"])
def test_no_text_begins_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_the_spreadsheet_has_a_row_for_each_finding_and_for_a_host_without(tmp_path: Path) -> None:
    found = fleet(tmp_path, host("=a", findings=[finding(), finding("x", message="@b")]), host("clean"))
    rows = list(csv.DictReader(io.StringIO(spreadsheet(found).removeprefix("\ufeff"))))

    assert [(row["host"], row["rule"]) for row in rows] == [("'=a", "ack_overdue"), ("'=a", "x"), ("clean", "")]
    assert rows[1]["message"] == "'@b"


@pytest.mark.parametrize(("fail_on", "failures", "skipped"), [("never", 1, 2), ("warning", 2, 1), ("info", 3, 0)])
def test_findings_as_grave_as_wanted_are_failures(tmp_path: Path, fail_on: str, failures: int, skipped: int) -> None:
    found = [finding("a"), finding("b", "warning"), finding("c", "info", message="\x00 <&\ud800")]
    suites = xml.fromstring(junit(fleet(tmp_path, host("sw1", findings=found), host("sw2")), "T", fail_on).encode())

    assert (suites.get("tests"), suites.get("failures"), suites.get("skipped")) == ("4", str(failures), str(skipped))
    assert [suite.get("name") for suite in suites] == ["sw1", "sw2"]
    assert len(suites.findall(".//failure")) == failures


def test_every_metric_line_is_well_formed(tmp_path: Path) -> None:
    found = fleet(tmp_path, host('a"\\b', site=None, findings=[finding()]), host("no-date", deadlines=None))
    lines = metrics(found, consumption(found.hosts, [])).splitlines()

    sample = re.compile(r'[a-z_]+(\{([a-z_]+="([^"\\]|\\[\\"n])*",?)+\})? -?[0-9.e+]+')
    assert [line for line in lines if not line.startswith("# ") and not sample.fullmatch(line)] == []
    assert 'slp_days_to_ack_deadline{host="a\\"\\\\b",site=""} 30.0' in lines
    assert 'slp_findings{host="no-date",site="Berlin",severity="error"} 0' in lines
    assert not any("days_to_ack" in line and "no-date" in line for line in lines)
    for line in lines:
        if not line.startswith("#"):
            assert f"# TYPE {re.split('[{ ]', line)[0]} gauge" in lines


def test_hidden_characters_are_shown() -> None:
    assert plain("a\u202eb\x07\ud800\nc") == "a\\u202eb\\u0007\\ud800 c"
    assert plain("Köln") == "Köln"


def test_nothing_of_a_host_becomes_markup(tmp_path: Path) -> None:
    contents = [host(name, site=name, findings=[finding(title=name, message=name)]) for name in HOSTILE]
    found = fleet(tmp_path, *contents)
    text = page(found, HOSTILE[0], consumption(found.hosts, []), [], history.past_of(found), None)

    assert text.count("<script") == 2
    assert "<img" not in text
    assert "\u202e" not in text
    assert "<" not in for_script(HOSTILE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"schema": 1, "host":', "not complete JSON"),
        (b"[]", "not a mapping"),
        (b"\xff", "not"),
        (b"[" * 100_000, "not complete JSON"),
        (b" " * (1 << 20) + b"{}", "larger than"),
        (json.dumps(host("x") | {"schema": 2}).encode(), "schema 2"),
        (json.dumps(host("x", findings=[finding(severity="fatal")])).encode(), "severity"),
        (json.dumps(host("x", deadlines={"days_to_ack_deadline": float("nan")})).encode(), "no number"),
        (json.dumps(host("x", checked_at="yesterday")).encode(), "not a date"),
    ],
)
def test_a_damaged_file_is_named_and_the_others_count(tmp_path: Path, content: bytes, said: str) -> None:
    write(tmp_path, host("sw1"))
    (tmp_path / "hosts" / "bad.json").write_bytes(content)
    found = read_fleet(tmp_path / "hosts", NOW)

    assert [entry.name for entry in found.hosts] == ["sw1"]
    ((file, msg),) = found.problems
    assert file == "bad.json"
    assert said in msg
    assert fails(found, "error")
    assert not fails(found, "never")


def test_a_pipe_and_a_link_are_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, host("sw1"))
    os.mkfifo(tmp_path / "hosts" / "pipe.json")
    (tmp_path / "hosts" / "link.json").symlink_to("/dev/zero")

    assert {problem.file for problem in read_fleet(tmp_path / "hosts", NOW).problems} == {"pipe.json", "link.json"}


def test_runs_over_parts_of_a_fleet_add_up_and_days_count_on(tmp_path: Path) -> None:
    found = fleet(tmp_path, host("sw2", checked_at="2026-11-20T12:00:00Z"), host("sw10"))

    assert found.days_left() == {"sw2": 26.0, "sw10": 30.0}
    assert found.as_of == NOW


def test_the_line_says_how_many_and_which_first(tmp_path: Path) -> None:
    soon = host("sw9", findings=[finding()], deadlines={"days_to_ack_deadline": -1})
    found = fleet(tmp_path, host("sw1", findings=[finding("x"), finding("y", "warning")]), soon)

    assert in_a_line(found) == ("2 hosts: 2 errors on 2 hosts, 1 warning on 1 host. First sw9: Message of ack_overdue")


def test_what_changed_since_the_last_report(tmp_path: Path) -> None:
    old = [host("a", findings=[finding("x")]), host("b"), host("gone", findings=[finding("x")])]
    new = [host("a"), host("b", findings=[finding("y")]), host("new", findings=[finding("x")])]
    before = history.past_of(fleet(tmp_path / "old", *old, now=NOW - DAY))
    folder = tmp_path / "history"
    folder.mkdir()
    (folder / history.name_of(before.as_of)).write_text(history.written(before))
    (folder / "2026-11-01T00-00-00Z.json").write_text("{")
    (folder / "notes.json").write_text("mine")

    (read,), problems = history.read_past(folder, NOW, 12)
    changed = history.changes(read, history.past_of(fleet(tmp_path / "new", *new)))

    assert read == before
    assert [problem.file for problem in problems] == ["history/2026-11-01T00-00-00Z.json"]
    assert (changed.new, changed.gone) == ((("b", "y"),), (("a", "x"),))
    assert (changed.hosts_new, changed.hosts_gone) == (("new",), ("gone",))
    assert [file.name for file in history.too_many(folder, NOW, 1)] == ["2026-11-01T00-00-00Z.json"]


def test_licences_in_use_are_compared_with_what_was_bought(tmp_path: Path) -> None:
    device = {"smart_account": "Example", "virtual_account": "WAN"}
    found = fleet(tmp_path, host("a", device=device), host("b", device=device))
    row, other = consumption(
        found.hosts,
        [Entitlement("example", "WAN", "Network-Advantage", 1), Entitlement("Example", "WAN", "hseck9", 5)],
    )

    assert (row.in_use, row.hosts, row.bought, row.missing) == (2, 2, 1, 1)
    assert (other.name, other.in_use, other.missing) == ("hseck9", 0, 0)


@pytest.mark.parametrize(
    ("in_use", "bought", "ends"),
    [(60, 80, (180, 180, 240)), (90, 60, (160, 240, 160)), (3, 0, (0, 240, 0)), (0, 9, (0, 0, 240))],
)
def test_the_longer_of_use_and_purchase_fills_the_bar(in_use: int, bought: int, ends: tuple[int, ...]) -> None:
    (row,) = against_bought([Consumption("Example", "WAN", "hseck9", in_use, 1, bought)])

    assert (row["bar"]["used"], row["bar"]["over"], row["bar"]["bought"]) == ends


@pytest.mark.parametrize("bought", [None, 0])
def test_where_there_is_nothing_to_compare_there_is_no_bar(bought: int | None) -> None:
    assert against_bought([Consumption(None, None, "x", 0, 0, bought)])[0]["bar"] is None


def test_reports_in_files_are_counted_over_the_fleet_and_their_days_count_on(tmp_path: Path) -> None:
    earlier = host("sw1", checked_at="2026-11-20T12:00:00Z", ledger=ledger(2, 30.0))
    others = host("sw2", ledger=ledger(3, 33.0, refused=1)), host("sw3", ledger=ledger(0, None)), host("sw4")

    assert carried(fleet(tmp_path, earlier, *others)) == Carried(5, 2, 34.0, 1, 1)


def test_a_fleet_whose_files_say_nothing_of_a_ledger_has_none(tmp_path: Path) -> None:
    older = host("sw1")
    del older["ledger"]

    assert carried(fleet(tmp_path, older)) is None


@pytest.mark.parametrize("told", [[], {"waiting": "2"}, {"oldest_waiting_days": True}])
def test_a_ledger_of_another_shape_is_damage(tmp_path: Path, told: object) -> None:
    assert len(fleet(tmp_path, host("sw1", ledger=told)).problems) == 1
