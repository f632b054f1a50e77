# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action slp_compliance_report as a whole: what it writes, keeps and removes, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.netops.smart_licensing.plugins.action.slp_compliance_report import ActionModule
from tests.unit.report.hosts import finding, host, write
from tests.unit.report.schemas import REPORT, differences

OUTPUTS = {"compliance.csv", "compliance.html", "compliance.json", "compliance.xml"}
NO_SESSION = SimpleNamespace(_shell=SimpleNamespace(tmpdir=None))


def run(folder: Path, *, check: bool = False, **options: Any) -> dict[str, Any]:
    args = {"directory": str(folder), **options}
    task = SimpleNamespace(action="", args=args, check_mode=check, diff=False, async_val=0, environment=None)
    result: dict[str, Any] = ActionModule(task, NO_SESSION, SimpleNamespace(), None, None, None).run(task_vars={})
    return result


def refusal(folder: Path, **options: Any) -> str:
    """Return why the action refuses its options."""
    with pytest.raises(AnsibleActionFail) as caught:
        run(folder, **options)
    assert caught.value.result["reason"] == "invalid_value"
    return str(caught.value)


def checked(day: int, *names: str, **changes: Any) -> list[dict[str, Any]]:
    """Return the files of hosts that were checked on a day."""
    return [host(name, checked_at=f"2025-01-{day:02}T12:00:00Z", **changes) for name in names]


def kept(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "history").iterdir())


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return the time and content of every file below a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}


def test_it_leaves_each_output_for_its_owner_and_the_metrics_for_everybody(tmp_path: Path) -> None:
    folder = write(tmp_path / "compliance", *checked(1, "sw1", findings=[finding()]))
    metrics = tmp_path / "slp.prom"

    result = run(folder, prometheus=str(metrics), title="Our fleet")

    assert (result["changed"], result["failed"], result["hosts"], result["problems"]) == (False, False, 1, [])
    assert result["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert [entry["host"] for entry in result["first"]] == ["sw1"]
    assert {file.name for file in folder.iterdir()} == OUTPUTS | {"hosts", "history"}
    modes = {kind: Path(path).stat().st_mode & 0o777 for kind, path in result["files"].items()}
    assert modes == {**dict.fromkeys(("csv", "junit", "json", "html", "history"), 0o600), "prometheus": 0o644}
    assert (folder / "history").stat().st_mode & 0o077 == 0
    assert "<title>Our fleet</title>" in (folder / "compliance.html").read_text()
    assert differences(json.loads((folder / "compliance.json").read_text()), REPORT) == []


def test_as_many_earlier_reports_stay_as_are_to_be_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        run(write(tmp_path, *checked(day, "sw1")))
    (tmp_path / "history" / "notes.json").write_text("mine")

    run(write(tmp_path, *checked(6, "sw1")), keep=2)

    assert kept(tmp_path) == [*(f"2025-01-0{day}T12-00-00Z.json" for day in (4, 5, 6)), "notes.json"]
    run(tmp_path, keep=0)
    assert kept(tmp_path) == ["2025-01-06T12-00-00Z.json", "notes.json"]


def test_the_same_data_reported_again_is_the_same_report(tmp_path: Path) -> None:
    run(write(tmp_path, *checked(1, "sw1", findings=[finding("x")])))
    for _again in range(2):
        run(write(tmp_path, *checked(2, "sw1", findings=[finding("y")])))

        told = json.loads((tmp_path / "compliance.json").read_text())["changes"]
        assert told["since"] == "2025-01-01T12:00:00Z"
        assert told["new"] == [{"host": "sw1", "rule": "y"}]
        assert told["gone"] == [{"host": "sw1", "rule": "x"}]
    assert len(kept(tmp_path)) == 2


def test_in_check_mode_it_counts_and_writes_nothing(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        run(write(tmp_path, *checked(day, "sw1")))
    write(tmp_path, *checked(4, "sw1", findings=[finding()]))
    before = everything(tmp_path)

    result = run(tmp_path, check=True, keep=0, prometheus=str(tmp_path / "slp.prom"), fail_on="error")

    assert everything(tmp_path) == before
    assert result["counts"]["error"] == 1
    assert result["failed"]
    assert set(result["files"]) == {"csv", "junit", "json", "html", "history", "prometheus"}


def test_in_check_mode_a_fleet_that_was_never_checked_is_an_empty_one(tmp_path: Path) -> None:
    assert run(tmp_path / "none", check=True)["hosts"] == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("fail_on", "failed"), [("never", False), ("error", True), ("info", True)])
def test_a_damaged_file_of_a_host_is_told_everywhere(tmp_path: Path, fail_on: str, failed: bool) -> None:
    write(tmp_path, *checked(1, "sw1"))
    (tmp_path / "hosts" / "sw2.json").write_text('{"schema": 1, "host":')

    result = run(tmp_path, fail_on=fail_on)

    assert [problem["file"] for problem in result["problems"]] == ["sw2.json"]
    assert (result["failed"], result["hosts"]) == (failed, 1)
    assert "1 file cannot be used; first sw2.json: it is not complete JSON" in result["msg"]
    assert all("sw2.json" in (tmp_path / name).read_text() for name in OUTPUTS - {"compliance.csv"})


def test_a_damaged_file_of_the_history_is_told_and_does_not_fail(tmp_path: Path) -> None:
    for day in (1, 2):
        run(write(tmp_path, *checked(day, "sw1")))
    (tmp_path / "history" / "2025-01-02T12-00-00Z.json").write_text("{}")

    result = run(write(tmp_path, *checked(3, "sw1")), fail_on="info")

    assert [problem["file"] for problem in result["problems"]] == ["history/2025-01-02T12-00-00Z.json"]
    assert not result["failed"]
    assert json.loads((tmp_path / "compliance.json").read_text())["changes"]["since"] == "2025-01-01T12:00:00Z"


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [("never", []), ("error", ["error"]), ("warning", ["error", "warning"]), ("info", ["error", "warning", "info"])],
)
def test_it_fails_where_a_finding_is_as_grave_as_wanted(tmp_path: Path, fail_on: str, failing: list[str]) -> None:
    failed = [
        severity
        for severity in ("error", "warning", "info")
        if run(write(tmp_path, *checked(1, "sw1", findings=[finding("x", severity)])), fail_on=fail_on)["failed"]
    ]

    assert failed == failing


def test_what_was_bought_is_compared_with_what_is_in_use(tmp_path: Path) -> None:
    account = {"smart_account": "Example", "virtual_account": "WAN"}
    bought = tmp_path / "bought.json"
    bought.write_text(json.dumps([{**account, "name": "Network-Advantage", "bought": 1}]))
    folder = write(tmp_path / "compliance", *checked(1, "sw1", "sw2", device=account))

    run(folder, entitlements=str(bought))

    assert json.loads((folder / "compliance.json").read_text())["licenses"] == [
        {**account, "name": "Network-Advantage", "in_use": 2, "hosts": 2, "bought": 1}
    ]
    assert "1 short" in (folder / "compliance.html").read_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "it cannot be read (No such file or directory)"),
        ("name: hseck9", "it is not complete JSON"),
        ("{}", "the list is not a list"),
        ('["hseck9"]', "an entry of the list is not a mapping"),
        ('[{"bought": 1}]', "name is not a text"),
        ('[{"name": " ", "bought": 1}]', "name is not a text"),
        ('[{"name": "hseck9"}]', "bought is not a number"),
        ('[{"name": "hseck9", "bought": "1"}]', "bought is not a number"),
        ('[{"name": "hseck9", "bought": true}]', "bought is not a number"),
        ('[{"name": "hseck9", "bought": -1}]', "bought is not a number"),
        ('[{"name": "hseck9", "bought": 1.5}]', "bought is not a whole number"),
        ('[{"name": "hseck9", "bought": 1, "virtual_account": 7}]', "virtual_account is not a text"),
    ],
)
def test_a_mistake_in_what_was_bought_is_told_and_nothing_is_written(
    tmp_path: Path, content: str | None, said: str
) -> None:
    folder = write(tmp_path / "compliance", *checked(1, "sw1"))
    bought = tmp_path / "bought.json"
    if content is not None:
        bought.write_text(content)

    assert f"entitlements, {bought}: {said}" in refusal(folder, entitlements=str(bought))
    assert [file.name for file in folder.iterdir()] == ["hosts"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"keep": -1}, "keep: -1 is out of range; it must be from 0 to 1000"),
        ({"keep": 1001}, "keep: 1001 is out of range"),
        ({"prometheus": "/nowhere/slp.prom"}, "prometheus: there is no folder /nowhere"),
    ],
)
def test_an_option_that_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, options: dict[str, Any], said: str
) -> None:
    write(tmp_path, *checked(1, "sw1"))

    assert said in refusal(tmp_path, **options)
    assert [file.name for file in tmp_path.iterdir()] == ["hosts"]


def test_a_fleet_that_was_never_checked_is_refused(tmp_path: Path) -> None:
    assert "has no host file; run the check first" in refusal(tmp_path)
    assert list(tmp_path.iterdir()) == []
