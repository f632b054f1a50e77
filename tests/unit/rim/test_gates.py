# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates: how one stands, who is asked, and what is left to do in the end."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.netops.smart_licensing.plugins.action import slp_gate, slp_gate_summary

TOKEN: dict[str, Any] = {
    "id": "generate_token",
    "title": "Generate a token",
    "where": "CSSM > Inventory",
    "what": "Put it into slp_id_token.",
    "evidence": "slp_id_token is set",
}


def run(plugin: Any, args: dict[str, Any], variables: dict[str, Any] | None = None, check: bool = False) -> Any:
    """Run an action of the controller; nobody sits at its terminal."""
    task = SimpleNamespace(action="", args=args, check_mode=check, diff=False, async_val=0, environment=None)
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir=None))
    return plugin.ActionModule(task, connection, SimpleNamespace(), None, None, None).run(task_vars=variables or {})


def gate(**options: Any) -> Any:
    return run(slp_gate, {**TOKEN, **options})


def variables(**gates: list[Any]) -> dict[str, Any]:
    """Return the variables of a play whose hosts have registered these results."""
    return {
        "ansible_play_hosts_all": list(gates),
        "hostvars": {
            host: {"slp_gate_mode": "report", **{f"slp_gate_{number}": result for number, result in enumerate(results)}}
            for host, results in gates.items()
        },
    }


@pytest.mark.parametrize(
    ("options", "state"),
    [
        ({}, "open"),
        ({"done": True}, "done"),
        ({"confirmed": ["generate_token"]}, "confirmed"),
        ({"confirmed": ["another"]}, "open"),
        ({"done": True, "confirmed": ["generate_token"]}, "done"),
    ],
)
def test_a_gate_is_what_its_evidence_or_the_operator_says(options: dict[str, Any], state: str) -> None:
    result = gate(**options)

    assert (result["gate"]["state"], result["changed"], result.get("failed", False)) == (state, False, False)


def test_an_open_gate_stops_the_host_only_when_it_is_told_to() -> None:
    stopped = gate(mode="fail", file="/tmp/report.xml")

    assert stopped["failed"]
    for words in (
        "generate_token",
        "CSSM > Inventory",
        "Put it into slp_id_token.",
        "/tmp/report.xml",
        "slp_confirmed_gates",
    ):
        assert words in stopped["msg"]
    assert "failed" not in gate(mode="fail", done=True)
    assert "failed" not in gate(mode="fail", confirmed=["generate_token"])


def test_without_a_terminal_a_gate_that_asks_stays_open() -> None:
    result = gate(mode="pause")

    assert result["gate"]["state"] == "open"
    assert "failed" not in result


def test_each_open_gate_is_shown_once_with_its_hosts() -> None:
    hosts = {f"sw{number}": [gate()] for number in range(8)}
    summary = run(slp_gate_summary, {}, variables(**hosts, done=[gate(done=True)], skipped=[{"skipped": True}]))

    (line,) = summary["msg"]
    assert summary["open"] == 1
    assert line.endswith("[sw0, sw1, sw2, sw3, sw4 and 3 more]")


def test_hosts_with_another_thing_to_do_at_the_gate_stand_by_themselves() -> None:
    summary = run(slp_gate_summary, {}, variables(first=[gate(file="a.xml")], second=[gate(file="b.xml")]))

    assert [line.rpartition(" ")[2] for line in summary["msg"]] == ["[first]", "[second]"]


def test_nothing_is_shown_when_nothing_is_open() -> None:
    assert run(slp_gate_summary, {}, variables(first=[gate(done=True)]))["_ansible_verbose_always"] is False


def test_the_checklist_ticks_what_is_done_and_shows_markup_as_text(tmp_path: Path) -> None:
    path = tmp_path / "artifacts" / "gates.md"
    results = variables(first=[gate(done=True)], **{"<b>x|y*": [gate(title="Look at <script>")]})
    run(slp_gate_summary, {"path": str(path)}, results)
    lines = path.read_text().splitlines()

    assert [line[:5] for line in lines if line.startswith("- ")] == ["- [ ]", "- [x]"]
    assert "  - Evidence: slp\\_id\\_token is set" in lines
    assert "  - Hosts: \\<b\\>x\\|y\\*" in lines
    assert "**Look at \\<script\\>**" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_in_check_mode_the_checklist_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "gates.md"
    run(slp_gate_summary, {"path": str(path)}, variables(first=[gate()]), check=True)

    assert not path.exists()
