# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices that ask, flood, drip or are not there: one error with a reason and what to do; no question is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.integration.small_devices import Devices, Start, ios_command

INFO: dict[str, Any] = {"netops.smart_licensing.slp_info": {"gather_subset": ["clock"]}}
FLEET = {"netops.smart_licensing.slp_fleet_info": {"gather_subset": ["clock"]}, "register": "fleet"}
KEEP = {"ansible.builtin.copy": {"dest": "{{ kept }}", "content": "{{ fleet.hosts.tiny0 | to_json }}"}}
LOCAL = {"delegate_to": "localhost", "vars": {"ansible_connection": "ansible.builtin.local", "ansible_become": False}}
CLOSED_PORT = 1


def results(devices: Devices, **variables: Any) -> list[dict[str, Any]]:
    """Return what slp_info and slp_fleet_info say of the first device; each is tried."""
    json_only = {"ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json"}
    alone = devices.play([INFO], settings=json_only, **variables)
    report = json.JSONDecoder().raw_decode(alone.stdout[alone.stdout.find("{") :])[0]
    (task,) = report["plays"][0]["tasks"]
    assert report["stats"]["tiny0"]["unreachable"] == 1, alone.stdout
    kept = devices.folder / "kept"
    done = devices.play([FLEET, KEEP | LOCAL], kept=str(kept), **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return [task["hosts"]["tiny0"], json.loads(kept.read_text())]


def assert_said(found: list[dict[str, Any]], reason: str, *words: str) -> None:
    for result in found:
        assert result["unreachable"] is True
        assert result["reason"] == reason
        assert result["msg"].startswith(f"{reason}: ")
        assert [word for word in words if word not in result["msg"]] == []
        assert result["msg"].count(f"{reason}: ") == 1, result["msg"]


@pytest.mark.parametrize(
    "question",
    ["Proceed with reload? [confirm]", "Would you like to terminate autoinstall? [yes]: ", "Enter new password: "],
)
def test_what_a_device_asks_at_login_is_told_and_not_answered(start: Start, question: str) -> None:
    devices = start("--asks", f"\n% Notice\n\n{question}")
    assert_said(results(devices), "unknown_question", question.strip(), "ansible_terminal_initial_prompt")
    assert [event for event in devices.seen() if "typed" in event] == []
    assert devices.left_sockets() == []


def test_a_device_that_prints_without_an_end_at_login_is_left(start: Start) -> None:
    devices = start("--flood")
    assert_said(results(devices), "output_too_long", "1,048,576 bytes after login")
    devices.until("tiny0 logout")
    assert devices.left_sockets() == []


def test_an_address_where_nothing_listens(start: Start) -> None:
    devices = start()
    devices.ports["tiny0"] = CLOSED_PORT
    assert_said(results(devices), "unreachable", "Connection refused", "ansible_host", "ansible_port")


def test_a_wrong_password(start: Start) -> None:
    found = results(start(), ansible_password="wr0ng-s3cret")
    assert_said(found, "login_failed", "ansible_user", "ansible_password", "user admin")
    assert "wr0ng-s3cret" not in json.dumps(found)


def test_a_wrong_enable_password(start: Start) -> None:
    found = results(start(), ansible_become_password="wr0ng-s3cret")
    assert_said(found, "enable_failed", "is not valid", "ansible_become_password")
    assert "wr0ng-s3cret" not in json.dumps(found)


def test_an_unknown_host_key(start: Start) -> None:
    devices = start()
    assert_said(results(devices, ansible_host_key_checking=True), "host_key_refused", "ssh-keyscan")
    assert [event for event in devices.seen() if "offer" in event] == []


def test_a_device_that_accepts_and_says_nothing(start: Start) -> None:
    found = results(start("--asks", " "), ansible_command_timeout=2)
    assert_said(found, "timeout", "no prompt within 2 s", "ansible_command_timeout")


def test_a_play_that_must_not_be_answered_by_a_new_password(start: Start) -> None:
    devices = start("--new-password")
    assert_said(results(devices, ansible_command_timeout=2), "unknown_question", "Enter new password:")
    assert devices.count("tiny0 typed") == 0


def test_a_command_whose_output_has_no_end_ends_with_its_session(start: Start) -> None:
    devices = start()
    flood, after = devices.results(
        [converse("flood", ignore_errors=True), ios_command("show clock")], ansible_command_timeout=120
    )
    assert "output_too_long: the device printed more than 33,554,432 bytes after 'flood'" in flood["msg"]
    assert after["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]


def test_a_command_whose_output_drips_without_an_end_takes_its_time_and_no_more(start: Start) -> None:
    devices = start()
    drip, after = devices.results([converse("drip", timeout=2, ignore_errors=True), ios_command("show clock")])
    assert "timeout: no prompt within 2 s after 'drip'" in drip["msg"]
    assert after["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]


def converse(command: str, timeout: float = 60, **task: Any) -> dict[str, Any]:
    return {"converse": {"steps": [{"command": command, "timeout": timeout}]}} | task
