# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the connection trusts: a device whose key is known, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import asyncssh
import pytest

from tests.integration.small_devices import Devices, Start, ios_command

CLOCK = [ios_command("show clock")]
AUTO_ADD = {"ANSIBLE_LIBSSH_HOST_KEY_AUTO_ADD": "true"}
# As an inventory that says nothing about host keys.
DEFAULT: dict[str, Any] = {"ansible_host_key_checking": None, "ansible_become": False}
CHANGED = pytest.mark.parametrize("algorithm", ["ssh-ed25519", "ecdsa-sha2-nistp256"], ids=["key", "key_and_type"])


@pytest.fixture
def device(start: Start, tmp_path: Path) -> Devices:
    """A device with the host key in `tmp_path / "key"`, unknown to us."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(tmp_path / "key"))
    key.write_public_key(str(tmp_path / "key.pub"))
    return start("--host-key", str(tmp_path / "key"))


def line_of(device: Devices, public_key: str) -> str:
    return f"[127.0.0.1]:{device.ports['tiny0']} {' '.join(public_key.split()[:2])}\n"


def test_a_device_whose_key_is_known_is_used(device: Devices, tmp_path: Path) -> None:
    known = line_of(device, (tmp_path / "key.pub").read_text())
    device.known_hosts.write_text(known)
    done = device.play(CLOCK, **DEFAULT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert device.known_hosts.read_text() == known


def test_an_unknown_device_gets_no_password_and_the_user_hears_what_to_do(device: Devices) -> None:
    done = device.play(CLOCK, **DEFAULT)
    assert "unreachable=1" in done.stdout
    assert "Host is unknown" in done.stdout
    assert f"ssh-keyscan -p {device.ports['tiny0']} 127.0.0.1" in done.stdout
    assert "HOST_KEY_AUTO_ADD" in done.stdout
    assert device.seen() == ["tiny0 connection"]
    assert not device.known_hosts.exists()
    assert device.left_sockets() == []


def test_auto_add_learns_the_key_of_an_unknown_device_and_then_insists_on_it(device: Devices, tmp_path: Path) -> None:
    first = device.play(CLOCK, settings=AUTO_ADD, **DEFAULT)
    assert first.returncode == 0, first.stdout + first.stderr
    assert device.known_hosts.read_text() == line_of(device, (tmp_path / "key.pub").read_text())
    second = device.play(CLOCK, **DEFAULT)
    assert second.returncode == 0, second.stdout + second.stderr
    assert device.seen().count("tiny0 offer password") == 2


@CHANGED
@pytest.mark.parametrize("settings", [{}, AUTO_ADD], ids=["default", "auto_add"])
def test_a_device_whose_key_has_changed_gets_no_password(
    device: Devices, algorithm: str, settings: dict[str, str]
) -> None:
    other = asyncssh.generate_private_key(algorithm).export_public_key().decode()
    device.known_hosts.write_text(line_of(device, other))
    done = device.play(CLOCK, settings=settings, **DEFAULT)
    assert "unreachable=1" in done.stdout
    assert "has changed" in done.stdout
    assert f"ssh-keygen -R '[127.0.0.1]:{device.ports['tiny0']}'" in done.stdout
    assert device.seen() == ["tiny0 connection"]
    assert device.known_hosts.read_text() == line_of(device, other)
