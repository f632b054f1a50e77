# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of the session sockets: who must own it, and which process serves which socket.

A user who can put a socket there gets the passwords that workers send to their sessions.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import socket
import stat
from collections.abc import Iterator

BACKLOG = 64


class NotOurs(Exception):
    """Others could put their sockets into the control directory. The text begins with `invalid_value:`."""

    def __init__(self, directory: str, why: str) -> None:
        super().__init__(
            f"invalid_value: the control directory {directory} {why}. Nothing was sent. Set "
            "ANSIBLE_PERSISTENT_CONTROL_PATH_DIR to your own directory that only you can write to."
        )


def socket_path(directory: str, *identity: object) -> str:
    """Return the path of the socket for an `identity`; creates `directory`, readable by us only.

    :raises NotOurs: it is there already, and not ours alone.
    """
    os.makedirs(directory, mode=0o700, exist_ok=True)
    _require_ours(directory)
    digest = hashlib.sha256(json.dumps([str(part) for part in identity]).encode()).hexdigest()
    return os.path.join(directory, f"slp_{digest[:16]}")


def _require_ours(directory: str) -> None:
    # A link of somebody else may lead elsewhere at the next look.
    if {os.lstat(directory).st_uid, os.stat(directory).st_uid} != {os.geteuid()}:
        raise NotOurs(directory, "belongs to another user")
    if os.stat(directory).st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise NotOurs(directory, "can be written to by other users")


def claim(path: str) -> socket.socket | None:
    """Return the listening socket for `path` if it is ours to serve, None if somebody serves it (or is about to).

    Workers of the same host may come at the same moment: who binds the socket starts the session, the others
    connect to it and wait. The lock covers only this decision, not the login.
    """
    with _lock(os.path.dirname(path)):
        if _is_served(path):
            return None
        unlink(path)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        mask = os.umask(0o177)
        try:
            listener.bind(path)
        finally:
            os.umask(mask)
        listener.listen(BACKLOG)
        return listener


def unlink(path: str) -> None:
    """Remove a socket; safe to repeat."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def remove_if_dead(path: str) -> None:
    """Remove a stale socket."""
    with _lock(os.path.dirname(path)):
        if not _is_served(path):
            unlink(path)


@contextlib.contextmanager
def _lock(directory: str) -> Iterator[None]:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_served(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True
