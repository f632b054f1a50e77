# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways in: private keys, jump hosts, privilege, and a device that is not there yet."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from tests.integration import tiny_device
from tests.integration.small_devices import Devices, Start, ios_command

CLOCK = [ios_command("show clock")]
# The keys and the agent of whoever runs the tests stay out of this.
ONLY_OURS = {"ANSIBLE_LIBSSH_LOOK_FOR_KEYS": "false"}
PASSPHRASE = "open-s3same"
WRONG = "wr0ng-s3cret"

KeyFile = Callable[..., str]


@pytest.fixture
def key_file(tmp_path: Path) -> KeyFile:
    """Make a key pair; return the file of the private key, beside that of the public one."""

    def make(name: str, passphrase: str | None = None) -> str:
        path = tmp_path / name
        key = asyncssh.generate_private_key("ecdsa-sha2-nistp256")
        key.write_private_key(str(path), "pkcs8-pem", passphrase=passphrase)
        key.write_public_key(f"{path}.pub")
        return str(path)

    return make


def offers(devices: Devices) -> list[str]:
    """Return what the devices saw of logins: each connection, and what was offered on it."""
    words = ("connection", "offer")
    return [event for event in devices.seen() if event.split()[1] in words]


def test_a_private_key_opens_the_device_without_a_password(start: Start, key_file: KeyFile) -> None:
    mine = key_file("mine")
    devices = start("--authorized-key", f"{mine}.pub")
    done = devices.play(CLOCK, settings=ONLY_OURS, ansible_password=None, ansible_ssh_private_key_file=mine)
    assert done.returncode == 0, done.stdout + done.stderr
    assert offers(devices) == ["tiny0 connection", "tiny0 offer key"]


@pytest.mark.parametrize("arguments", ["-J jump.example.com", "-o ProxyJump=jump.example.com"])
def test_a_jump_that_libssh_would_pass_over_is_refused_before_anything_is_sent(start: Start, arguments: str) -> None:
    devices = start()
    done = devices.play(CLOCK, ansible_ssh_common_args=arguments)
    assert done.returncode != 0
    assert "ProxyCommand=" in done.stdout
    assert devices.seen() == []


def test_a_private_key_with_a_passphrase(start: Start, key_file: KeyFile) -> None:
    mine = key_file("mine", PASSPHRASE)
    devices = start("--authorized-key", f"{mine}.pub")
    keys = {"ansible_private_key_file": mine, "ansible_private_key_passphrase": PASSPHRASE, "ansible_password": None}
    done = devices.play(CLOCK, "-vvvvv", settings=ONLY_OURS, ansible_persistent_log_messages=True, **keys)
    assert done.returncode == 0, done.stdout + done.stderr
    assert offers(devices) == ["tiny0 connection", "tiny0 offer key"]
    assert PASSPHRASE not in done.stdout + done.stderr + devices.log()


def test_the_password_serves_where_the_key_does_not(start: Start, key_file: KeyFile) -> None:
    devices = start("--authorized-key", f"{key_file('theirs')}.pub")
    done = devices.play(CLOCK, settings=ONLY_OURS, ansible_private_key_file=key_file("mine"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert offers(devices) == ["tiny0 connection", "tiny0 offer key", "tiny0 offer password"]


def test_wrong_key_and_wrong_password_are_tried_once_and_never_shown(start: Start, key_file: KeyFile) -> None:
    devices = start("--authorized-key", f"{key_file('theirs')}.pub")
    mine = key_file("mine")
    login = {"ansible_private_key_file": mine, "ansible_password": WRONG, "ansible_persistent_log_messages": True}
    done = devices.play(CLOCK, "-vvvvv", settings=ONLY_OURS, **login)
    everything = done.stdout + done.stderr + devices.log()
    assert "unreachable=1" in done.stdout
    assert "Failed to authenticate with" in done.stdout
    tried = offers(devices)
    assert tried.count("tiny0 connection") == 1
    assert tried.count("tiny0 offer key") == 1
    assert WRONG not in everything
    assert Path(mine).read_text().splitlines()[1] not in everything
    assert devices.left_sockets() == []


def test_a_key_that_cannot_be_read_is_named(start: Start, key_file: KeyFile, tmp_path: Path) -> None:
    junk = tmp_path / "junk"
    junk.write_text("no key\n")
    devices = start("--authorized-key", f"{key_file('theirs')}.pub")
    done = devices.play(CLOCK, settings=ONLY_OURS, ansible_password=None, ansible_private_key_file=str(junk))
    assert "unreachable=1" in done.stdout
    assert f"Can {junk} be read" in done.stdout
    assert devices.left_sockets() == []


@pytest.mark.parametrize("option", ["ansible_ssh_common_args", "ansible_libssh_proxy_command"])
def test_a_jump_host_is_asked_for_the_way(start: Start, key_file: KeyFile, option: str, tmp_path: Path) -> None:
    jump_key = key_file("jump")
    devices = start("--count", "2", "--jump", "--authorized-key", f"{jump_key}.pub")
    jump = devices.ports.pop("tiny1")
    (tmp_path / "jump.py").write_text(JUMP)
    command = f"{sys.executable} {tmp_path / 'jump.py'} {jump} {jump_key} %h %p"
    value = command if option.endswith("proxy_command") else f"-o ProxyCommand='{command}'"
    done = devices.play(CLOCK, settings=ONLY_OURS, **{option: value})
    assert done.returncode == 0, done.stdout + done.stderr
    events = devices.seen()
    forwarded = events.index(f"tiny1 forward 127.0.0.1:{devices.ports['tiny0']}")
    assert events.index("tiny0 connection") > forwarded
    assert events.count("tiny0 connection") == 1


JUMP = f"""\
import asyncio, os, sys, asyncssh

async def main(port, key, *target):
    jump = asyncssh.connect(
        "127.0.0.1", int(port), username="{tiny_device.USER}", client_keys=[key], known_hosts=None, config=[]
    )
    async with jump as session:
        reader, writer = await session.open_connection(target[0], int(target[1]))
        asyncio.get_running_loop().add_reader(0, lambda: writer.write(os.read(0, 65536)))
        while data := await reader.read(65536):
            os.write(1, data)

asyncio.run(main(*sys.argv[1:]))
"""


def test_devices_of_one_address_behind_different_jump_hosts_are_not_mixed_up(start: Start, tmp_path: Path) -> None:
    devices = start("--count", "2")
    (tmp_path / "relay.py").write_text(RELAY)
    relays = {name: f"{sys.executable} {tmp_path / 'relay.py'} {port}" for name, port in devices.ports.items()}
    devices.ports = dict.fromkeys(devices.ports, 22)
    way = "-o ProxyCommand='{{ relays[inventory_hostname] }}'"
    named = ios_command("show running-config | include hostname {{ inventory_hostname }}")
    done = devices.play([named], ansible_ssh_extra_args=way, relays=relays)
    assert done.returncode == 0, done.stdout + done.stderr
    told = [event for event in devices.seen() if "include hostname" in event]
    assert sorted(told) == [
        f"{name} command show running-config | include hostname {name}" for name in ("tiny0", "tiny1")
    ]


RELAY = """\
import os, socket, sys, threading
wire = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
def inward():
    while data := wire.recv(65536):
        os.write(1, data)
threading.Thread(target=inward, daemon=True).start()
while data := os.read(0, 65536):
    wire.sendall(data)
"""


@pytest.mark.parametrize("device", ["--privileged", "--open-enable"])
def test_become_without_an_enable_password(start: Start, device: str) -> None:
    devices = start(device)
    done = devices.play([ios_command("show running-config")], ansible_become_password=None)
    assert done.returncode == 0, done.stdout + done.stderr
    assert devices.seen().count("tiny0 command enable") == (device == "--open-enable")


def test_an_enable_password_that_is_missing_is_asked_for(start: Start) -> None:
    devices = start()
    done = devices.play(CLOCK, ansible_become_password=None, ansible_command_timeout=2)
    assert "after 'enable', the device waits at 'Password: '" in done.stdout
    assert "Set ansible_become_password." in done.stdout
    devices.until("tiny0 logout")
    assert devices.left_sockets() == []


def test_a_wrong_enable_password_is_refused_and_never_shown(start: Start) -> None:
    devices = start()
    wrong: dict[str, Any] = {"ansible_become_password": WRONG, "ansible_persistent_log_messages": True}
    done = devices.play(CLOCK, "-vvvvv", **wrong)
    assert "failed to elevate privilege to enable mode" in done.stdout
    assert WRONG not in done.stdout + done.stderr + devices.log()
    devices.until("tiny0 logout")
    assert "tiny0 command show clock" not in devices.events


def test_a_device_that_answers_late_is_waited_for(start: Start) -> None:
    devices = start("--late", "2.5")
    wait = {"ansible.builtin.wait_for_connection": {"timeout": 20, "connect_timeout": 1}}
    waited, clock = devices.results([wait, *CLOCK])
    assert waited["elapsed"] >= 1
    assert clock["stdout"] == ["*10:00:00.000 UTC Tue Nov 24 2026"]
    assert devices.seen().count("tiny0 login") == 2
