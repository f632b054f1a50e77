# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do when a login fails.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PROXY_JUMP = re.compile(r"(?:^|\s)-J|\bProxyJump\b", re.IGNORECASE)


def refusal(ssh_arguments: Iterable[str | None]) -> str | None:
    """Return why a login must not be tried with these arguments; None when it may.

    libssh's plugin looks for a ProxyCommand only: with a ProxyJump it would go to the device directly.
    """
    if not any(_PROXY_JUMP.search(arguments) for arguments in ssh_arguments if arguments):
        return None
    return (
        "ProxyJump (-J) is not supported over libssh. Say it as a ProxyCommand: "
        "ansible_ssh_common_args: '-o ProxyCommand=\"ssh -W %h:%p JUMPHOST\"'"
    )


def with_advice(error: str, host: str, port: int, key_file: str | None) -> str:
    """Return the text of a failed login with what helps, where that is known."""
    advice = {
        "Host is unknown": f"If the key is right, add it to known_hosts (ssh-keyscan -p {port} {host}), or set"
        " ANSIBLE_LIBSSH_HOST_KEY_AUTO_ADD to add what is unknown.",
        "for server has changed": "Nothing was sent. If the device has a new key, remove the old one:"
        f" ssh-keygen -R '[{host}]:{port}'",
        "the device waits at 'Password": "Set ansible_become_password.",
    }
    if key_file:
        # libssh's binding goes on with a key that it could not read, and may crash.
        unreadable = f"Can {key_file} be read with ansible_private_key_passphrase?"
        advice |= {"Invalid key type": unreadable, "ended before it was ready": unreadable}
    return "\n".join([error, *(what for sign, what in advice.items() if sign in error)])
