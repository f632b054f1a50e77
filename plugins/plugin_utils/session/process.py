# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that keeps one SSH session while a playbook runs: its start, its service, its end.

The first worker that claims the socket of a host forks the session process, which logs in and then serves the JSON-RPC
of persistent connections to this worker and all later ones. It ends with the playbook.

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

from ansible.module_utils.connection import recv_data, send_data
from ansible.utils.jsonrpc import JsonRpcServer

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.control_directory import (
    remove_if_dead,
    unlink,
)
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.playbook_end import PlaybookGone, Watch

# A client that has connected sends its request and takes the reply within this (seconds).
CLIENT_LIMIT = 30
# Leaving the device may take this long (seconds).
CLOSE_LIMIT = 5
# Where a process cannot be watched through a descriptor, it is looked for this often (seconds).
LOOK_EVERY = 1.0


class Session(Protocol):
    """What a session process serves."""

    def log_in(self, watch: Watch) -> None:
        """Open the session; raises to give up."""

    def close(self) -> None:
        """End the session; safe to repeat."""

    def is_over(self) -> bool:
        """True once the session is no longer usable."""

    def wire(self) -> int | None:
        """The descriptor that becomes readable when the device says something unasked, or ends the session."""

    def look(self) -> None:
        """Take in what the device said unasked."""

    def idle_limit(self) -> float:
        """Seconds without a request after which the session ends."""

    def pop_messages(self) -> list[tuple[str, str]]:
        """What should be displayed to the user: level and text."""


class StartFailed(Exception):
    """The session process could not log in."""


def start(listener: socket.socket, path: str, playbook: int, session: Session, limit: float) -> list[tuple[str, str]]:
    """Fork the session process for `listener` and wait until it has logged in.

    :param playbook: pid of the process at whose end the session ends.
    :param limit: seconds for the complete login; the process is ended if it needs longer.
    :returns: messages to display, as (level, text).
    :raises StartFailed: with the reason to show to the user.
    """
    reader, writer = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _become_session_process(listener, path, playbook, session, limit, writer)
    os.close(writer)
    listener.close()
    with os.fdopen(reader, "rb") as stream:
        report = stream.read()
    if not report:
        # A dying process may close the pipe before the socket, which then still seems to be served.
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)
        remove_if_dead(path)
        # The alarm ended it, or a library crashed.
        reason = "timeout" if time.monotonic() - started >= limit else "connection_lost"
        raise StartFailed(f"{reason}: the session process ended before it was ready; it had {limit:g} s")
    told: dict[str, Any] = json.loads(report)
    if told["error"]:
        raise StartFailed(told["error"])
    return list(map(tuple, told["messages"]))


def _become_session_process(
    listener: socket.socket, path: str, playbook: int, session: Session, limit: float, writer: int
) -> NoReturn:
    """Never return: what is above us on the stack belongs to the worker."""
    try:
        # A second fork would cost as much as the login. The worker ends with its task, and this process is orphaned.
        os.setsid()
        _leave_worker_behind({listener.fileno(), writer}, limit)
        _live(listener, path, playbook, session, writer)
    finally:
        os._exit(0)


def _leave_worker_behind(keep: set[int], limit: float) -> None:
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM):
        signal.signal(kind, signal.SIG_DFL)
    # A login that hangs inside libssh can be ended only from outside: the default action of this alarm.
    signal.setitimer(signal.ITIMER_REAL, limit)
    # Descriptors of the worker are not closed but pointed at nothing: an object of the worker that dies here closes its
    # number, which we must not have reused by then.
    nothing = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/dev/fd"):
        number = int(name)
        if number not in keep and number != nothing:
            with contextlib.suppress(OSError):
                os.fstat(number)
                os.dup2(nothing, number, inheritable=False)
    os.chdir("/")
    # All that came from the worker is shared memory until it is written to; the collector would write to it.
    gc.freeze()


def _live(listener: socket.socket, path: str, playbook: int, session: Session, writer: int) -> None:
    end = _End(listener, path, session)
    try:
        watch = Watch(playbook)
        session.log_in(watch)
    except PlaybookGone:
        end()
        return
    except Exception as error:
        end()
        _report(writer, str(error) or traceback.format_exc(limit=-1), session)
        return
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGTERM, _on_terminate)
    try:
        _report(writer, None, session)
        _serve(listener, session, watch, end)
    except PlaybookGone:
        return
    finally:
        end()


def _on_terminate(number: int, frame: object) -> NoReturn:
    raise PlaybookGone


def _report(writer: int, error: str | None, session: Session) -> None:
    # The worker may be gone; the next one finds the socket, or does not.
    with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "wb") as stream:
        stream.write(json.dumps({"error": error, "messages": session.pop_messages()}).encode())


class _End:
    """Ends a session once: removes its socket, then logs out of the device.

    The order matters: a worker that comes now starts a session of its own on the same path.
    """

    def __init__(self, listener: socket.socket, path: str, session: Session) -> None:
        self._listener = listener
        self._path = path
        self._session = session
        self.came = False

    def __call__(self) -> None:
        if self.came:
            return
        self.came = True
        unlink(self._path)
        self._listener.close()
        # libssh may wait for a device that no longer answers.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, CLOSE_LIMIT)
        # The device may be unreachable by now; the process ends anyway.
        with contextlib.suppress(Exception):
            self._session.close()


def _serve(listener: socket.socket, session: Session, watch: Watch, end: Callable[[], None]) -> None:
    server = JsonRpcServer()
    server.register(session)
    wire = session.wire()
    poll = select.poll()
    for descriptor in (listener.fileno(), watch.descriptor, wire):
        if descriptor is not None:
            poll.register(descriptor, select.POLLIN)
    idle_until = time.monotonic() + session.idle_limit()
    while True:
        left = idle_until - time.monotonic()
        if left <= 0:
            return
        ready = {descriptor for descriptor, _event in poll.poll(_slice(left, watch) * 1000 + 1)}
        watch.check()
        if wire in ready:
            session.look()
            if session.is_over():
                return
        if listener.fileno() in ready:
            client, _address = listener.accept()
            with client:
                _answer(client, server, session, end)
            if session.is_over():
                return
            idle_until = time.monotonic() + session.idle_limit()


def _slice(left: float, watch: Watch) -> float:
    return left if watch.descriptor is not None else min(left, LOOK_EVERY)


def _answer(client: socket.socket, server: JsonRpcServer, session: Session, end: Callable[[], None]) -> None:
    """Serve the requests of one client. A client that disconnects, or never sends anything, does not affect others."""
    client.settimeout(CLIENT_LIMIT)
    with contextlib.suppress(OSError):
        while not session.is_over():
            request = recv_data(client)
            if request is None:
                return
            reply = server.handle_request(request)
            if session.is_over():
                # Before the reply: who reads it may start a new session at once.
                end()
            send_data(client, reply.encode("utf-8", errors="surrogateescape"))
