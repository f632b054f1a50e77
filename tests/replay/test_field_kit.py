# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field kit against a replayed device: nothing of whose it is gets out, and what was recorded plays."""

from __future__ import annotations

import copy
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.replay.conftest import all_results, ends, inventory, play, recorded_play, results
from tests.replay.server import ReplayServer
from tests.replay.stories import HERE, cases
from tests.replay.transcript import Transcript, is_look, load, transcript

Serve = Callable[..., ReplayServer]
# What a device shows beside the router's, each with a value that must not get out.
PLANTED = {
    "show license all": [
        ("FDO2999A0ZZ", "CANARYSN0001"),
        ("Smart Account: <none>", "Smart Account: Canary Account As of Nov 24 10:00:05 2026 UTC"),
        ("Virtual Account: <none>", "Virtual Account: Canary VA"),
        ("Cslu address: <empty>", "Cslu address: http://canary-cslu.canary.lan:8182/cslu/v1/pi/Canary-1"),
        ("VRF: <empty>", "VRF: CANARYVRF"),
        ("Custom Id: <empty>", "Custom Id: CANARYID"),
    ],
    "show license tech support": [("Failure Reason: <none>", "Failure Reason: host canary-srv.corp.example not found")],
    "show license history message": [
        ("No past history", 'REQUEST: {"request":"{\\"hostname\\":\\"canaryjson\\",\\"id_token\\":\\"CANARYTOK\\"}"}')
    ],
    "show license eventlog": [('version="5.8.3_rel/7"', 'hostname="canaryev" udiSerial="CANARYSN0001"')],
    "show version": [
        ("edge-1 uptime", "canaryhost uptime"),
        (
            "Processor board ID FDO2999A0ZZ",
            "Processor board ID CANARYSN002\nBase Ethernet MAC Address : de:ad:be:ef:ca:fe",
        ),
    ],
    "show running-config": [
        ("hostname edge-1", "! Last configuration change by canaryuser on vty0\nhostname canaryhost"),
        ("no ip http server", 'call-home\n contact-email-addr canary@canary.lan\n http-proxy "canary-proxy" port 80'),
    ],
    "show logging": [("is initialized", "by canaryuser on vty0 (203.0.113.77), canaryhost of Canary Corp")],
    "dir flash:": [("lost+found", "canary-backup.cfg")],
}
CANARIES = (
    *("CANARY", "Canary", "canary", "dead.beef", "de:ad:be:ef:ca:fe", "203.0.113.77"),
    # Of the inventory, and of the connection.
    *("127.0.0.1", "fieldhost"),
)


def planted() -> Transcript:
    """Return the router, with its name and with values that must not get out."""
    device: dict[str, Any] = copy.deepcopy(yaml.safe_load((HERE / "devices" / "router.yml").read_text()))
    for step in device["steps"]:
        for old, new in PLANTED.get(step["command"], []):
            assert old in step["answer"], (step["command"], old)
            step["answer"] = step["answer"].replace(old, new)
    return transcript({**device, "name": "canaryhost", "about": ""}, "planted")


def run(folder: Path, server: ReplayServer, what: Any, *arguments: str, **variables: Any) -> Any:
    """Run plays or a playbook of the collection; artifacts go to a folder of the test."""
    shared = {"slp_artifact_dir": str(folder / "artifacts"), **variables}
    return play(folder, inventory(server.ports, dict.fromkeys(server.ports, shared)), what, *arguments)


@pytest.fixture
def recorded(replay: Serve, tmp_path: Path) -> tuple[Path, str, dict[str, Any]]:
    """Record the device; return the transcript, everything that was printed at -vvv, and the result."""
    names = {"slp_record_names": ["Canary Corp"]}
    done = run(tmp_path, replay(fieldhost=planted()), "netops.smart_licensing.record", "-vvv", **names)
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path / "artifacts" / "fieldhost" / "record.yml", done.stdout + done.stderr, results(done)["fieldhost"]


def test_nothing_of_whose_it_is_gets_out(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    path, printed, result = recorded
    own = ("127.0.0.1", "fieldhost")
    written = "".join(file.read_text(errors="replace") for file in path.parents[1].rglob("*") if file.is_file())

    assert [canary for canary in CANARIES if canary in written] == []
    # Ansible itself names the host and its address.
    assert [canary for canary in CANARIES if canary not in own and canary in printed] == []
    assert {"account", "address", "host", "mail", "serial", "user"} <= set(result["msg"]["replaced"])


def test_the_files_are_for_their_owner_only(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    files = [file for file in recorded[0].parents[1].rglob("*") if file.is_file()]

    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert sorted(file.name for file in files) == ["key", "record.yml"]


def test_what_was_recorded_plays_and_reads_the_same(
    recorded: tuple[Path, str, dict[str, Any]], replay: Serve, tmp_path: Path
) -> None:
    server = replay(real=planted(), record=load(recorded[0]))
    read = {"netops.smart_licensing.slp_info": {"gather_subset": ["licence", "clock", "communication", "rum"]}}
    found = results(run(tmp_path, server, [{"hosts": "all", "gather_facts": False, "tasks": [read]}]))
    real, record = (found[host]["smart_licensing"] for host in ("real", "record"))

    assert record["product"]["pid"] == real["product"]["pid"]
    assert record["product"]["sn"] != real["product"]["sn"]
    assert [_shape(record[key]) for key in real] == [_shape(real[key]) for key in real]
    assert server.heard["record"].out_of_script == []


TOKEN = "CANARYTOKEN123"
TRUST = {"netops.smart_licensing.slp_trust": {"id_token": "{{ slp_id_token }}", "scope": "local", "timeout": 1}}
WORKFLOW = [{"hosts": "all", "gather_facts": False, "tasks": [TRUST]}]


def test_a_workflow_is_recorded_only_when_asked_for(replay: Serve, tmp_path: Path) -> None:
    run(tmp_path, replay(fieldhost=planted()), WORKFLOW, slp_id_token=TOKEN)

    # What keeps other plays off the device is there in any case.
    assert {path.name for path in tmp_path.glob("artifacts/*/*")} <= {"claim.json", "claim.lock"}


def test_the_conversation_of_a_workflow_is_recorded_with_its_actions(replay: Serve, tmp_path: Path) -> None:
    server = replay(fieldhost=planted())
    recording = {"slp_record_workflow": True, "slp_record_names": ["Canary Corp"], "slp_id_token": TOKEN}
    done = run(tmp_path, server, WORKFLOW, "-vvv", **recording)
    path = tmp_path / "artifacts" / "fieldhost" / "workflow.yml"
    commands = [step.command for step in load(path).steps]
    sent = [line for line in server.heard["fieldhost"].lines if TOKEN in line]

    assert [canary for canary in CANARIES if canary in path.read_text()] == []
    assert TOKEN not in done.stdout + done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sent == [f"license smart trust idtoken {TOKEN} local"]
    (action,) = [command for command in commands if command.startswith("license smart trust idtoken ")]
    assert len(action) == len(sent[0])
    assert commands[0] == "show license all"


PLAYED = (
    *("trust-as-usual", "trust-in-progress", "trust-refused-invalid", "sync-as-usual", "transport-as-usual"),
    *("slac_request-as-usual", "reachability-as-usual"),
)


def test_a_recorded_workflow_plays_to_the_same_end(replay: Serve, tmp_path: Path) -> None:
    stories = {case.name.replace("-", "_"): case for case in cases() if case.name in PLAYED}
    assert len(stories) == len(PLAYED)
    server = replay(**{name: case.transcript for name, case in stories.items()})
    plays = [
        {"hosts": name, "gather_facts": False, "tasks": [{f"netops.smart_licensing.{case.module}": case.options}]}
        for name, case in stories.items()
    ]
    recorded = all_results(run(tmp_path, server, plays, slp_record_workflow=True))
    recordings = {
        name: load(tmp_path / "artifacts" / name / "workflow.yml").with_the_clock_of_today() for name in stories
    }

    again = replay(**recordings)
    plays = [recorded_play(name, recording) for name, recording in recordings.items()]
    played = all_results(run(tmp_path, again, plays, slp_artifact_dir=str(tmp_path / "again")))

    assert {name: ends(given) for name, given in played.items()} == {
        name: ends(given) for name, given in recorded.items()
    }
    assert {name: heard.out_of_script for name, heard in again.heard.items() if heard.out_of_script} == {}
    actions = {name: [line for line in heard.lines if not is_look(line)] for name, heard in server.heard.items()}
    repeated = {name: [line for line in heard.lines if not is_look(line)] for name, heard in again.heard.items()}
    assert {name: len(lines) for name, lines in repeated.items()} == {
        name: len(lines) for name, lines in actions.items()
    }


def test_a_device_is_held_against_the_beliefs(replay: Serve, tmp_path: Path) -> None:
    device = planted()
    steps = tuple(step for step in device.steps if step.command != "show version")
    old = transcript({"replay": 1, "name": "r", "steps": [{"command": "show version", "answer": OLD_VERSION}]}, "old")
    server = replay(usual=device, strange=Transcript(device.name, device.prompt, steps + old.steps))

    done = run(tmp_path, server, "netops.smart_licensing.field_check")
    usual, strange = (results(done)[host]["msg"] for host in ("usual", "strange"))

    assert {"first-release", "clock-signs", "rum-states", "directory-layout"} <= set(usual["confirmed"])
    assert "trust-prints-nothing" in usual["open"]
    assert usual["contradicted"] == []
    assert [belief["id"] for belief in strange["contradicted"]] == ["operating-mode", "version-status-words"]
    assert strange["contradicted"][1]["evidence"].startswith("17.06.01: ")


OLD_VERSION = """\
Cisco IOS XE Software, Version 17.06.01
canaryhost uptime is 1 day
Smart Licensing Status: Smart Licensing Using Policy
"""


def _shape(value: Any) -> Any:
    """Return the structure of a state with its numbers and flags, without its texts."""
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return str if isinstance(value, str) else value
