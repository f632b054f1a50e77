# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An interactive shell on a libssh channel: sends bytes, and waits for them in poll(2).

Note: this is private to the collection and can change at any time.
"""

from __future__ import annotations

import os
import select
import stat
import time
from collections.abc import Callable
from typing import Protocol

from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.exact_reader import Exchange
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.login_reader import Login
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.prompt import HostName
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.session.received import TooMuch

# Without a descriptor to wait on, libssh is asked in slices of this length (seconds).
SLICE = 0.5
# So long must a terminal be silent (seconds) before the line that it stopped at is taken for a prompt at login: longer
# than TCP takes to send a lost packet again, so that a banner that looks like prompts is not cut in the middle.
SETTLED = 0.3
# So long before it is believed without an echo, or before what it asks at login is known to be a question.
QUIET = 2.0
# No read continues for longer than this (bytes) without its bytes being looked at.
BULK = 65536


class Channel(Protocol):
    """What is used of pylibssh's channel."""

    def read_nonblocking(self, size: int = ..., stderr: int = ...) -> bytes | None: ...

    def poll(self, timeout: int = ..., stderr: int = ...) -> int: ...

    def write(self, data: bytes) -> int: ...


class SessionFailure(Exception):
    """The session is no longer usable. The text starts with the reason."""


class SessionLost(SessionFailure):
    """The device or the network ended the session. The text begins with `connection_lost:`."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"connection_lost: {detail}")


class UnknownQuestion(SessionFailure):
    """The device asked an unknown question. The text starts with `unknown_question:`."""

    def __init__(self, question: str) -> None:
        super().__init__(f"unknown_question: the device asked {question!r} at login, and was not answered")


class AnswerTooLong(SessionFailure):
    """The device printed more than there is room for. The text begins with `output_too_long:`."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"output_too_long: {detail}")


class NoPrompt(SessionFailure):
    """No prompt within the time limit. The text begins with `timeout:`; the session is out of step from here."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"timeout: {detail}")


def sockets() -> frozenset[int]:
    """Return the descriptors of this process that are sockets."""
    return frozenset(int(name) for name in os.listdir("/dev/fd") if _is_socket(int(name)))


def _is_socket(descriptor: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
    except OSError:
        return False


class Shell:
    """Runs exchanges one after the other.

    :param channel: an open channel with a shell on it.
    :param wire: the descriptor of the SSH transport, or None if it is not known.
    :param guard: called before each wait with what is waited for; it raises to abandon the session.
        Its own descriptor, if any, is `guard_descriptor`, and wakes the wait.
    """

    def __init__(
        self,
        channel: Channel,
        wire: int | None,
        guard: Callable[[], None],
        guard_descriptor: int | None,
    ) -> None:
        self._channel = channel
        self._guard = guard
        self.wire = wire
        self._poll = select.poll()
        for descriptor in (wire, guard_descriptor):
            if descriptor is not None:
                self._poll.register(descriptor, select.POLLIN)
        self.lost = False
        self.host: HostName | None = None
        self.prompt = b""

    def log_in(self, login: Login, limit: float) -> None:
        """Wait until the prompt is known. Nothing is sent but the answers that `login` knows.

        :raises SessionLost: the device closed the session.
        :raises UnknownQuestion: it asked something.
        :raises AnswerTooLong: it printed more than a banner.
        :raises NoPrompt: nothing that looks like a prompt within `limit` seconds.
        """
        deadline = time.monotonic() + limit
        silent_since = time.monotonic()
        while not login.done:
            data = self._read(min(deadline, time.monotonic() + SETTLED))
            now = time.monotonic()
            if data:
                silent_since = now
                self._write(self._fed(login, data, "login"))
            else:
                login.settle()
            if login.done:
                break
            if login.question and now - silent_since >= min(QUIET, limit):
                self.lost = True
                raise UnknownQuestion(login.question)
            if now >= deadline:
                self.lost = True
                raise NoPrompt(f"no prompt within {limit:g} s after login, the device said: {login.text[-500:]!r}")
        self.prompt = login.prompt or b""
        self.host = HostName.of(self.prompt)

    def run(self, command: bytes, exchange: Exchange, limit: float, name: str) -> None:
        """Send `command` and wait until `exchange` is done.

        :param name: how the command is called in an error message: a secret command must not be in it.
        :raises SessionLost: the session ended; whether the device carried out the command is unknown.
        :raises AnswerTooLong: the device printed more than an exchange holds; the session is no longer usable.
        :raises NoPrompt: no prompt within `limit` seconds; the session is no longer usable.
        """
        self._take()
        deadline = time.monotonic() + limit
        self._write(command + b"\r")
        while not exchange.done:
            data = self._read(min(deadline, time.monotonic() + QUIET))
            if data:
                self._write(self._fed(exchange, data, name))
            else:
                exchange.settle()
            if not exchange.done and time.monotonic() >= deadline:
                self.lost = True
                raise NoPrompt(f"no prompt within {limit:g} s after {name}{exchange.waits_at}")
        self.prompt = exchange.prompt

    def _fed(self, reader: Login | Exchange, data: bytes, name: str) -> bytes:
        try:
            return reader.feed(data)
        except TooMuch as error:
            self.lost = True
            raise AnswerTooLong(f"{error} after {name}") from error

    def send(self, data: bytes) -> None:
        """Send without waiting for anything."""
        self._write(data)

    def look(self) -> None:
        """Take what the device said unasked (messages of the logging process); notice that it closed the session."""
        try:
            self._take()
        except SessionLost:
            self.lost = True

    def _write(self, data: bytes) -> None:
        if not data:
            return
        try:
            self._channel.write(data)
        except Exception as error:
            self.lost = True
            raise SessionLost(str(error)) from error

    def _take(self) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while size < BULK:
            try:
                chunk = self._channel.read_nonblocking()
            except Exception as error:
                self.lost = True
                raise SessionLost(str(error)) from error
            if chunk is None:
                if chunks:
                    break
                self.lost = True
                raise SessionLost("the device closed the session")
            if not chunk:
                break
            chunks.append(chunk)
            size += len(chunk)
        return b"".join(chunks)

    def _read(self, until: float) -> bytes:
        """Return what arrives first, or nothing at the time `until` (of time.monotonic)."""
        while True:
            self._guard()
            data = self._take()
            left = until - time.monotonic()
            if data or left <= 0:
                return data
            if self.wire is None:
                self._channel.poll(timeout=int(min(left, SLICE) * 1000) + 1)
            else:
                self._poll.poll(left * 1000 + 1)
