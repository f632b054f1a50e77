# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a login failed: one reason, what happened, and the variable to look at."""

from __future__ import annotations

import pytest

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.login_advice import Way, explained

WAY = Way("192.0.2.1", 22, "netops", None)
# Texts as libssh 0.11, the terminal plugin of cisco.ios and our reader word them.
FAILURES = [
    ("ssh connection failed: ssh connect failed: Connection refused", "unreachable", "ansible_port"),
    ("ssh connection failed: ssh connect failed: Failed to resolve hostname x", "unreachable", "ansible_host"),
    ("ssh connection failed: ssh connect failed: Socket error: disconnected", "unreachable", "ansible_host"),
    (
        "ssh connection failed: ssh connect failed: Timeout connecting to x",
        "timeout",
        "ansible_connect_timeout",
    ),
    ("ssh connection failed: Host is unknown: 1b:2c", "host_key_refused", "ssh-keyscan -p 22 192.0.2.1"),
    ("ssh connection failed: Host key for server has changed: 1b:2c", "host_key_refused", "ssh-keygen -R"),
    ("ssh connection failed: Failed to authenticate with password", "login_failed", "ansible_password"),
    ("failed to elevate privilege to enable mode, at prompt", "enable_failed", "ansible_become_password"),
    ("timeout: no prompt after 'enable', the device waits at 'Password:'", "enable_failed", "ansible_become_password"),
    (
        "timeout: no prompt after 'enable', the device waits at 'Enter new password:'",
        "unknown_question",
        "new password",
    ),
    ("unknown_question: the device asked 'Save?'", "unknown_question", "ansible_terminal_initial_prompt"),
    ("output_too_long: the device printed more", "output_too_long", "at login"),
    ("timeout: no prompt within 30 s after login", "timeout", "ansible_command_timeout"),
    ("connection_lost: the device closed the session", "connection_lost", "Run again"),
    ("'NoneType' object has no attribute 'lower'", "connection_lost", "Run again"),
]


@pytest.mark.parametrize(("error", "reason", "advice"), FAILURES)
def test_a_failed_login_has_one_reason_and_a_next_step(error: str, reason: str, advice: str) -> None:
    told = explained(error, WAY)
    assert told.startswith(f"{reason}: ")
    assert told.count(f"{reason}: ") == 1
    assert advice in told


def test_a_value_that_is_refused_says_itself_what_to_do() -> None:
    assert explained("invalid_value: not this. Set that.", WAY) == "invalid_value: not this. Set that."


@pytest.mark.parametrize(
    "error", ["Invalid key type", "connection_lost: the session process ended before it was ready"]
)
def test_a_key_that_cannot_be_read_is_named(error: str) -> None:
    assert "Can /keys/mine be read" in explained(error, Way("192.0.2.1", 22, "netops", "/keys/mine"))
