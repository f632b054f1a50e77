# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates: who is asked, and what is left to do in the end."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.action import slp_gate, slp_workflow_summary
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import write_result

TOKEN: dict[str, Any] = {
    "id": "generate_token",
    "title": "Generate a token",
    "where": "CSSM > Inventory",
    "what": "Put it into slp_id_token.",
    "evidence": "every member has a trust code",
}


def run(plugin: Any, args: dict[str, Any], variables: dict[str, Any] | None = None, check: bool = False) -> Any:
    """Run an action of the controller, without a terminal."""
    task = SimpleNamespace(action="", args=args, check_mode=check, diff=False, async_val=0, environment=None)
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir=None))
    templar = SimpleNamespace(template=lambda value: value)
    return plugin.ActionModule(task, connection, SimpleNamespace(), None, templar, None).run(task_vars=variables or {})


def gate(mode: str | None = None, variables: dict[str, Any] | None = None, **changes: Any) -> Any:
    return run(slp_gate, {"gates": [{**TOKEN, **changes}], **({"mode": mode} if mode else {})}, variables)


def result(host: str, state: str = "open", **changes: Any) -> dict[str, Any]:
    """Return the result of a host that stands at one gate."""
    found = {**TOKEN, "file": None, **changes}
    closed = [] if state == "open" else [{"id": found["id"], "title": found["title"], "state": state}]
    return {
        "schema": 1,
        "host": host,
        "workflow": "direct",
        "complete": state != "open",
        "changed": False,
        "since": None,
        "proofs": [],
        "open_gates": [found] if state == "open" else [],
        "closed_gates": closed,
        "failed": None,
    }


def play(*results: dict[str, Any], inventory: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the variables of a play whose hosts ended so. `inventory`: further hosts of it."""
    hosts = {found["host"]: {"slp_assessed": {"result": found}} for found in results}
    return {
        "ansible_play_hosts_all": list(hosts),
        "hostvars": hosts,
        "groups": {"all": [*hosts, *inventory]},
    }


def summed(folder: Path, *results: dict[str, Any], check: bool = False, inventory: tuple[str, ...] = ()) -> Any:
    arguments = {"artifact_dir": str(folder)}
    return run(slp_workflow_summary, arguments, play(*results, inventory=inventory), check)


def test_an_open_gate_stops_the_host_only_when_it_is_told_to() -> None:
    stopped = gate("fail", file="/tmp/report.xml")

    assert stopped["failed"] and stopped["reason"] == "gate_open"
    for words in (
        "generate_token",
        "CSSM > Inventory",
        "Put it into slp_id_token.",
        "/tmp/report.xml",
        "slp_confirmed_gates",
    ):
        assert words in stopped["msg"]
    assert "failed" not in gate("fail", state="confirmed") and "failed" not in gate("fail", state="done")
    assert gate(variables={"slp_gate_mode": "fail"})["failed"], "the mode of the host counts"


def test_without_a_terminal_a_gate_that_asks_stays_open() -> None:
    asked = gate("pause")

    assert (asked["open"], asked["confirmed"]) == (["generate_token"], [])
    assert "failed" not in asked


def test_each_open_gate_is_shown_once_with_its_hosts(tmp_path: Path) -> None:
    summary = summed(tmp_path, *(result(f"sw{number}") for number in range(8)), result("done", "done"))

    *hosts, line = summary["msg"]
    assert (len(hosts), summary["open"]) == (9, 1)
    assert line.endswith("[sw0, sw1, sw2, sw3, sw4 and 3 more]")


def test_hosts_with_another_thing_to_do_at_the_gate_stand_by_themselves(tmp_path: Path) -> None:
    summary = summed(tmp_path, result("first", file="a.xml"), result("second", file="b.xml"))

    assert [line.rpartition(" ")[2] for line in summary["msg"][2:]] == ["[first]", "[second]"]


def test_the_checklist_ticks_what_is_done_and_shows_markup_as_text(tmp_path: Path) -> None:
    path = tmp_path / "artifacts" / "gates.md"
    summed(path.parent, result("first", "done"), result("<b>x|y*", title="Look at <script>"))
    lines = path.read_text().splitlines()

    assert [line[:5] for line in lines if line.startswith("- ")] == ["- [ ]", "- [x]"]
    assert "  - Evidence: every member has a trust code" in lines
    assert "  - Hosts: \\<b\\>x\\|y\\*" in lines
    assert "**Look at \\<script\\>**" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_run_over_a_part_of_the_fleet_keeps_the_gates_of_the_others(tmp_path: Path) -> None:
    write_result(tmp_path, result("other"))
    write_result(tmp_path, result("retired", file="old.xml"))
    summed(tmp_path, result("mine", "done"), inventory=("other",))

    text = (tmp_path / "gates.md").read_text()
    assert "Hosts: other" in text and "Hosts: mine" in text
    assert "retired" not in text, "it is no longer in the inventory"


def test_in_check_mode_the_checklist_is_not_written(tmp_path: Path) -> None:
    summed(tmp_path, result("first"), check=True)

    assert list(tmp_path.iterdir()) == []


def test_hosts_that_a_rollout_stopped_before_stand_in_one_line_with_the_reason(tmp_path: Path) -> None:
    variables = play(result("canary", "done"), result("second"), result("third"))
    for host in ("second", "third"):
        variables["hostvars"][host]["slp_brake"] = {"not_begun": {"second": "stopped", "third": "stopped"}}
    summary = run(slp_workflow_summary, {"artifact_dir": str(tmp_path)}, variables)

    assert summary["msg"][1] == "not begun: second, third; stopped"
    assert not any(line.startswith(("second: direct", "third: direct")) for line in summary["msg"])
    assert "second" in (tmp_path / "gates.md").read_text(), "what is open on them is still listed"
