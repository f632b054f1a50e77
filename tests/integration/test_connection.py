# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays over the connection against small devices: what the device saw, what the task got, what is left behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import Any

from tests.integration import tiny_device
from tests.integration.small_devices import EVENT_LIMIT, LOCAL, Start, ios_command

RELAY = """\
import os, socket, sys, threading
wire = socket.create_connection((sys.argv[1], int(sys.argv[2])))
def inward():
    while data := wire.recv(65536):
        os.write(1, data)
threading.Thread(target=inward, daemon=True).start()
while data := os.read(0, 65536):
    wire.sendall(data)
"""


def converse(*steps: dict[str, Any], **task: Any) -> dict[str, Any]:
    return {"converse": {"steps": list(steps)}} | task


def test_two_tasks_share_one_login_and_nothing_is_left(start: Start) -> None:
    devices = start("--pause", "0.6")
    first, second = devices.results([ios_command("show license all"), ios_command("show clock")])
    devices.until("tiny0 logout")
    assert first["stdout"] == [tiny_device.LICENCE_REPORT.strip()]
    assert second["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]
    assert devices.count("tiny0 login") == 1
    assert devices.left_sockets() == []


def test_cisco_ios_reads_configures_renames_and_saves(start: Start) -> None:
    devices = start()
    copy = {"command": "copy running-config startup-config", "prompt": "Destination filename", "answer": "\r"}
    facts, described, _, saved = devices.results(
        [
            {"cisco.ios.ios_facts": {"gather_subset": ["min", "config"]}},
            {"cisco.ios.ios_config": {"parents": "interface Loopback0", "lines": ["description second"]}},
            {"cisco.ios.ios_config": {"lines": ["hostname renamed"]}},
            ios_command(copy, "show running-config"),
        ]
    )
    devices.until("tiny0 logout")
    assert facts["ansible_facts"]["ansible_net_version"] == "17.12.04"
    assert described["updates"] == ["interface Loopback0", "description second"]
    assert "[OK]" in saved["stdout"][0]
    assert "hostname renamed\ninterface Loopback0\n description second" in saved["stdout"][1]
    assert devices.count("tiny0 login") == 1


def test_words_like_not_found_in_a_report_are_no_error(start: Start) -> None:
    (report,) = start().results([ios_command("show license history message")])
    assert report["stdout"] == [tiny_device.TROUBLE.strip()]


def test_a_refused_command_fails_its_task_with_what_ios_said(start: Start) -> None:
    refused, after = start().results([ios_command("show nonsense", ignore_errors=True), ios_command("show clock")])
    assert refused["msg"].splitlines()[0] == "show nonsense"
    assert refused["msg"].splitlines()[-1] == "% Invalid input detected at '^' marker."
    assert after["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]


def test_reset_connection_ends_the_session_and_the_next_task_logs_in(start: Start) -> None:
    devices = start()
    devices.results([ios_command("show clock"), {"meta": "reset_connection"}, ios_command("show clock")])
    devices.until("tiny0 logout")
    devices.until("tiny0 login")
    devices.until("tiny0 logout")
    assert devices.left_sockets() == []


def test_privilege_and_time_limit_follow_the_task(start: Start) -> None:
    devices = start()
    raised, lowered, again = devices.results(
        [
            ios_command("show privilege"),
            ios_command("show privilege", become=False, vars={"ansible_become": False}),
            ios_command("show privilege", vars={"ansible_command_timeout": 9}),
        ]
    )
    devices.until("tiny0 logout")
    assert [result["stdout"][0][-2:].strip() for result in (raised, lowered, again)] == ["15", "1", "15"]
    assert devices.count("tiny0 login") == 1


def test_the_session_ends_when_the_playbook_is_killed(start: Start) -> None:
    devices = start()
    playbook = subprocess.Popen(
        devices.command_line([ios_command("show clock"), converse({"command": "hang"})]),
        env=devices.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    devices.until("tiny0 command hang")
    playbook.send_signal(signal.SIGKILL)
    playbook.wait(EVENT_LIMIT)
    devices.until("tiny0 logout")
    assert devices.left_sockets() == []


def test_an_idle_session_ends_and_the_next_task_logs_in(start: Start) -> None:
    devices = start()
    waiting = {"ansible.builtin.wait_for": {"timeout": 4}, "delegate_to": "localhost", "vars": LOCAL}
    devices.results([ios_command("show clock"), waiting, ios_command("show clock")], ansible_connect_timeout=2)
    devices.until("tiny0 logout")
    devices.until("tiny0 login")
    devices.until("tiny0 logout")
    assert devices.left_sockets() == []


def test_a_lost_session_is_named_so_and_the_next_task_logs_in(start: Start) -> None:
    devices = start()
    lost, after = devices.results(
        [converse({"command": "drop"}, ignore_errors=True), converse({"command": "show clock"})]
    )
    assert "connection_lost: " in lost["msg"]
    assert after["results"][0]["output"] == "*10:00:00.000 UTC Tue Nov 24 2026"
    devices.until("tiny0 command drop")
    devices.until("tiny0 login")


def test_a_command_that_takes_too_long_ends_the_session(start: Start) -> None:
    devices = start()
    late, after = devices.results(
        [converse({"command": "hang", "timeout": 1}, ignore_errors=True), converse({"command": "show clock"})]
    )
    assert "timeout: no prompt within 1 s after 'hang'" in late["msg"]
    assert after["results"][0]["error"] is None


def test_a_conversation_stops_at_an_error_unless_told_to_go_on(start: Start) -> None:
    bad, good = {"command": "show nonsense"}, {"command": "show clock"}
    stopped, went_on = start().results([converse(bad, good), converse(bad | {"on_error": "go_on"}, good)])
    assert [step["error"] for step in stopped["results"]] == ["% Invalid input detected at '^' marker."]
    assert [step["error"] for step in went_on["results"]] == ["% Invalid input detected at '^' marker.", None]


def test_a_secret_step_appears_at_no_verbosity(start: Start) -> None:
    devices = start()
    log = devices.folder / "log"
    secret = {"command": "license smart trust idtoken T0P-S3CRET", "secret": True}
    configuring = {"command": "configure terminal"}
    steps = "{{ lookup('ansible.builtin.file', steps_file) | from_json }}"
    (devices.folder / "steps").write_text(json.dumps([configuring, secret, {"command": "end"}]))
    done = devices.play(
        [{"converse": {"steps": steps}, "no_log": True}],
        "-vvvvv",
        steps_file=str(devices.folder / "steps"),
        ansible_persistent_log_messages=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    devices.until(f"tiny0 command {secret['command']}")
    everything = done.stdout + done.stderr + (log.read_text() if log.exists() else "")
    assert "S3CRET" not in everything
    assert tiny_device.SECRET not in everything.replace(str(devices.folder), "")


def test_a_wrong_password_makes_the_host_unreachable(start: Start) -> None:
    devices = start()
    done = devices.play([ios_command("show clock")], ansible_password="wrong")
    assert "unreachable=1" in done.stdout
    assert "Failed to authenticate" in done.stdout + done.stderr
    assert devices.left_sockets() == []


def test_a_wrong_enable_password_is_said_and_nothing_is_left(start: Start) -> None:
    devices = start()
    done = devices.play([ios_command("show clock")], ansible_become_password="wrong")
    assert "failed to elevate privilege" in done.stdout + done.stderr
    devices.until("tiny0 logout")
    assert devices.left_sockets() == []


def test_an_unknown_host_key_is_refused_by_default(start: Start) -> None:
    devices = start()
    done = devices.play([ios_command("show clock")], ansible_host_key_checking=True)
    assert "unreachable=1" in done.stdout
    assert devices.left_sockets() == []


def test_a_session_through_a_proxy_command(start: Start) -> None:
    devices = start()
    relay = devices.folder / "relay.py"
    relay.write_text(RELAY)
    (clock,) = devices.results(
        [ios_command("show clock")], ansible_libssh_proxy_command=f"{sys.executable} {relay} %h %p"
    )
    assert clock["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]


def test_two_names_of_one_device_share_its_session(start: Start) -> None:
    devices = start("--delay", "0.5")
    devices.aliases = {"alias": "tiny0"}
    done = devices.play([ios_command("show license all")])
    assert done.returncode == 0, done.stdout + done.stderr
    devices.until("tiny0 logout")
    assert devices.count("tiny0 login") == 1
    assert devices.count("tiny0 command show license all") == 2
