# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a login failed, and what to do about it.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import Reason, split_reason

_PROXY_JUMP = re.compile(r"(?:^|\s)-J|\bProxyJump\b", re.IGNORECASE)


@dataclass(frozen=True)
class Way:
    """How a device was to be reached."""

    host: str
    port: int
    user: str | None
    key_file: str | None


# A pattern for the message of libssh, of the terminal plugin or of our reader; its reason; the advice. The first that
# is found counts.
_CAUSES: tuple[tuple[str, Reason, str], ...] = (
    (
        r"Host is unknown",
        "host_key_refused",
        "If the key is right, add it to known_hosts (ssh-keyscan -p {port} {host}), or set "
        "ANSIBLE_LIBSSH_HOST_KEY_AUTO_ADD to add unknown keys.",
    ),
    (
        r"for server has changed",
        "host_key_refused",
        "Nothing was sent. If the device has a new key, remove the old one: ssh-keygen -R '[{host}]:{port}'",
    ),
    (
        r"Failed to resolve hostname",
        "unreachable",
        "Correct ansible_host.",
    ),
    (
        r"Connection refused",
        "unreachable",
        "No SSH server listens at {host}:{port}. Correct ansible_host and ansible_port, or enable SSH on the device.",
    ),
    (
        r"Timeout connecting",
        "timeout",
        "{host}:{port} did not answer. Check ansible_host, ansible_port and the network path (route, firewall, jump "
        "host); increase ansible_connect_timeout if the device is slow.",
    ),
    (
        r"ssh connect failed",
        "unreachable",
        "Check that ansible_host and ansible_port ({host}:{port}) are those of the device's SSH server.",
    ),
    (
        r"Failed to authenticate|Access denied|Permission denied",
        "login_failed",
        "The device rejected the user {user}. Correct ansible_user, and ansible_password or ansible_private_key_file.",
    ),
    (
        r"the device waits at '[^']*(?:[Nn]ew|[Cc]onfirm|[Rr]e-?enter|[Rr]e-?type)[^']*[Pp]assw",
        "unknown_question",
        "It requires a new password, and none was given. Log in manually and set it, then set ansible_become_password.",
    ),
    (
        r"the device waits at '[^']*[Pp]assw",
        "enable_failed",
        "Set ansible_become_password.",
    ),
    (
        r"failed to elevate privilege|unable to (?:check|fetch) privilege",
        "enable_failed",
        "Correct ansible_become_password, and check that the user may enter privilege level 15.",
    ),
    (
        r"^unknown_question: ",
        "unknown_question",
        "Log in manually and answer it, or set ansible_terminal_initial_prompt and ansible_terminal_initial_answer.",
    ),
    (
        r"^output_too_long: ",
        "output_too_long",
        "Check what the device prints at login.",
    ),
    (
        r"^timeout: ",
        "timeout",
        "Increase ansible_command_timeout and ansible_connect_timeout if the device is slow.",
    ),
)  # fmt: skip
# libssh's binding continues with a key that it could not read, and may crash.
_UNREADABLE_KEY = re.compile(r"Invalid key type|ended before it was ready")


def refusal(ssh_arguments: Iterable[str | None]) -> str | None:
    """Return why a login must not be tried with these arguments; None when it may.

    libssh's plugin looks for a ProxyCommand only: with a ProxyJump it would go to the device directly.
    """
    if not any(_PROXY_JUMP.search(arguments) for arguments in ssh_arguments if arguments):
        return None
    return (
        "invalid_value: ProxyJump (-J) is not supported over libssh. Use a ProxyCommand: ansible_ssh_common_args: '-o "
        'ProxyCommand="ssh -W %h:%p JUMPHOST"\''
    )


def explained(error: str, way: Way) -> str:
    """Return the text of a failed login as `reason: what happened. What to do next`.

    `error`: the exception. A reason at its start is kept if there is no better one.
    """
    if way.key_file and _UNREADABLE_KEY.search(error):
        return _sentence("login_failed", error, "Can {key_file} be read with ansible_private_key_passphrase?", way)
    for sign, reason, advice in _CAUSES:
        if re.search(sign, error):
            return _sentence(reason, error, advice, way)
    known, _text = split_reason(error)
    return error if known == "invalid_value" else _sentence(known or "connection_lost", error, "Run again.", way)


def _sentence(reason: Reason, error: str, advice: str, way: Way) -> str:
    _reason, text = split_reason(error)
    hint = advice.format(host=way.host, port=way.port, user=way.user, key_file=way.key_file)
    return f"{reason}: {text.rstrip('. ')}. {hint}"
