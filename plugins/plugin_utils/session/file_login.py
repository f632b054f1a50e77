# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A login for files.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from ansible.plugins.loader import connection_loader


@contextlib.contextmanager
def login_for_files(ssh: Any, play_context: Any) -> Iterator[Any]:
    """Yield a connection plugin of libssh with the options of `ssh`, logged in.

    It is a login of its own: the plugin ends the one that it used when a transfer fails, and a shell with it.
    """
    files = connection_loader.get("ansible.netcommon.libssh", play_context, "/dev/null")
    files.set_options(direct=ssh.get_options())
    # The key of the device is known since its first login.
    files.set_option("host_key_auto_add", False)
    files._connect()
    try:
        yield files
    finally:
        if files.ssh:
            files.close()
