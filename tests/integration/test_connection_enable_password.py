# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The enable password, from wherever Ansible can take one: for a task of each host, and for a reader of the fleet."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.small_devices import ANSIBLE_PLAYBOOK, PLAY_LIMIT, Devices, Start
from tests.integration.tiny_device import PASSWORD, SECRET

ANSIBLE_VAULT = ANSIBLE_PLAYBOOK.with_name("ansible-vault")
# Only a privileged user may see the running configuration.
OF_A_HOST = {"cisco.ios.ios_command": {"commands": ["show running-config"]}}
OF_THE_FLEET = {"netops.smart_licensing.slp_fleet_info": {"gather_subset": ["config"]}}
READERS = pytest.mark.parametrize("reader", [OF_A_HOST, OF_THE_FLEET], ids=["host", "fleet"])
NAMES = pytest.mark.parametrize("name", ["ansible_become_password", "ansible_become_pass"])

Write = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "given"
        path.write_text(text)
        return path

    return write


def assert_privileged(devices: Devices, done: subprocess.CompletedProcess[str]) -> None:
    """The device saw the running configuration asked for, and nothing of the play shows the password."""
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Bad secrets" not in done.stdout + done.stderr
    assert any(event.startswith("tiny0 command show running-config") for event in devices.seen())
    assert devices.count("tiny0 privileged") == 1
    assert SECRET not in done.stdout + done.stderr + devices.log()


@READERS
@NAMES
def test_a_template(start: Start, reader: dict[str, Any], name: str) -> None:
    devices = start()
    template = {"ansible_become_password": None, name: "{{ lookup('ansible.builtin.env', 'ENABLE_SECRET') }}"}
    done = devices.play([reader], "-vvvv", settings={"ENABLE_SECRET": SECRET}, **template)
    assert_privileged(devices, done)


@READERS
@NAMES
def test_a_vault_in_the_inventory(start: Start, reader: dict[str, Any], name: str, written: Write) -> None:
    devices = start()
    vault = written("the vault's own password")
    command = [str(ANSIBLE_VAULT), "encrypt_string", "--vault-password-file", str(vault), "--name", name, SECRET]
    made = subprocess.run(command, env=devices.environment(), capture_output=True, text=True, timeout=60, check=True)
    extra = devices.folder / "vaulted.yml"
    extra.write_text(f"all:\n  vars:\n{_indented(made.stdout, 4)}")
    options = ["-i", str(extra), "--vault-password-file", str(vault)]
    assert_privileged(devices, devices.play([reader], *options, ansible_become_password=None))


@READERS
def test_a_vaulted_file(start: Start, reader: dict[str, Any], written: Write) -> None:
    devices = start()
    vault = written("the vault's own password")
    secrets = devices.folder / "secrets.yml"
    secrets.write_text(yaml.safe_dump({"device_enable_secret": SECRET}))
    command = [str(ANSIBLE_VAULT), "encrypt", "--vault-password-file", str(vault), str(secrets)]
    subprocess.run(command, env=devices.environment(), capture_output=True, timeout=60, check=True)
    options = ["-e", f"@{secrets}", "--vault-password-file", str(vault)]
    done = devices.play([reader], *options, ansible_become_password="{{ device_enable_secret }}")
    assert_privileged(devices, done)


@READERS
def test_a_password_file_of_the_command_line(start: Start, reader: dict[str, Any], written: Write) -> None:
    devices = start()
    options = ["--become-password-file", str(written(SECRET))]
    assert_privileged(devices, devices.play([reader], *options, ansible_become_password=None))


@READERS
def test_passwords_that_are_prompted_for(start: Start, reader: dict[str, Any]) -> None:
    devices = start()
    nothing = {"ansible_become_password": None, "ansible_password": None}
    command = devices.command_line([reader], "--ask-pass", "--ask-become-pass", **nothing)
    asked = {"SSH password: ": PASSWORD, "BECOME password": SECRET}
    assert_privileged(devices, at_a_terminal(command, devices.environment(), asked))


def test_a_host_with_its_own_password_does_not_lend_it_to_the_others(start: Start, written: Write) -> None:
    devices = start("--count", "2")
    own = devices.folder / "own.yml"
    own.write_text("all:\n  hosts:\n    tiny0:\n      ansible_become_password: not-of-the-other\n")
    options = ["-i", str(own), "--become-password-file", str(written(SECRET))]
    devices.play([OF_THE_FLEET], *options, ansible_become_password=None)
    assert [event for event in devices.seen() if event.endswith("privileged")] == ["tiny1 privileged"]


def at_a_terminal(
    command: list[str], environment: dict[str, str], asked: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would; `asked`: questions, in their order, and what is typed."""
    terminal, its = pty.openpty()
    started = subprocess.Popen(command, env=environment, stdin=its, stdout=its, stderr=its, start_new_session=True)
    os.close(its)
    said = b""
    waiting = list(asked.items())
    while data := _read(terminal):
        said += data
        if waiting and waiting[0][0].encode() in said:
            os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
    os.close(terminal)
    return subprocess.CompletedProcess(command, started.wait(PLAY_LIMIT), said.decode(), "")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # How Linux reports that the other side is closed.
        return b""


def _indented(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" for line in text.splitlines())
