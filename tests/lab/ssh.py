# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SSH side: bytes in, lines to the shell, text out with CR LF, pages and faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import asyncssh

from .device.device import Device
from .device.troubles import Trouble, take
from .ios.shell import Late, Question, Reply, Shell
from .scp import ScpServer, asks_for_scp
from .trouble import REFUSED, befall_answer, befall_session
from .url_transfers import run_errand

ShellFactory = Callable[[Device], Shell]

_MORE = " --More-- "
_ERASE_MORE = "\b" * 9 + " " * 8 + "\b" * 9


class _Closed(Exception):
    """The client went away, or the device hung up."""


@dataclass
class _Keys:
    """Characters typed by the client, one at a time; what is typed ahead waits its turn.

    `before_wait` is called when there is nothing typed: the moment to send what is to be seen.
    """

    process: asyncssh.SSHServerProcess[bytes]
    before_wait: Callable[[], None]
    buffered: bytearray = field(default_factory=bytearray)
    after_return: bool = False

    async def next(self) -> str:
        while True:
            key = await self._raw()
            # CR LF counts as one Return.
            if key == "\n" and self.after_return:
                self.after_return = False
                continue
            self.after_return = key == "\r"
            return "\n" if key == "\r" else key

    async def _raw(self) -> str:
        while not self.buffered:
            self.before_wait()
            try:
                data = await self.process.stdin.read(4096)
            except asyncssh.TerminalSizeChanged:
                continue
            except asyncssh.BreakReceived:
                return "\x03"
            if not data:
                raise _Closed
            self.buffered += data
        return chr(self.buffered.pop(0))


class Session:
    """One login on one device."""

    def __init__(self, shell: Shell, process: asyncssh.SSHServerProcess[bytes]) -> None:
        self._shell = shell
        self._process = process
        self._out = bytearray()
        self._late: list[tuple[asyncio.Task[None], Late]] = []
        self._keys = _Keys(process, self._flush)

    async def run(self) -> None:
        self._count()
        try:
            command = self._process.command
            if command is not None and asks_for_scp(command):
                self._process.exit(await ScpServer(self._shell.device, self._process).run(command))
                return
            if command is not None:
                self._write(self._shell.feed(command).text)
                self._flush()
                return
            device = self._shell.device
            starts = device.starts
            banner = f"\n{device.faults.banner}{device.profile.banner}"
            trouble = take(device.faults.troubles, "login")
            if trouble is not None and trouble.kind == "asks":
                self._shell.pending = Question(trouble.text, lambda _: Reply())
            stays = await self._reply(Reply(banner), trouble)
            while stays:
                line = await self._read_line()
                is_command = self._shell.pending is None and line.strip()
                trouble = take(device.faults.troubles, "line", line.strip()) if is_command else None
                reply = self._feed(line, trouble)
                if device.is_cut_off or device.starts != starts:
                    return
                stays = await self._reply(reply, trouble)
            self._flush()
        except (_Closed, asyncssh.Error, OSError):
            pass
        finally:
            for task, late in self._late:
                if not task.done():
                    # A started command completes, even if the client has disconnected.
                    task.cancel()
                    late.act()
            self._shell.interrupt()
            self._process.close()

    # -- troubles -------------------------------------------------------------------------------------------------

    def _feed(self, line: str, trouble: Trouble | None) -> Reply:
        """What the device makes of a line that something befalls."""
        if trouble is not None and trouble.kind == "asks":
            reply = Reply(question=Question(trouble.text, lambda typed: Reply() if typed else self._shell.feed(line)))
            self._shell.pending = reply.question
            return reply
        if trouble is not None and trouble.kind == "refused":
            return Reply(trouble.text or REFUSED)
        if trouble is not None and trouble.lost:
            return Reply()
        return self._shell.feed(line)

    async def _reply(self, reply: Reply, trouble: Trouble | None) -> bool:
        """Print a reply with what befalls it; False when the session is over."""
        device = self._shell.device
        if trouble is not None and trouble.ends:
            await befall_session(trouble, device, self, reply.text)
            return False
        if trouble is not None:
            reply.text = await befall_answer(trouble, device, self, reply.text)
        return await self._answer(reply)

    def print(self, text: str) -> None:
        self._write(text)

    def abort(self) -> None:
        self._process.channel.get_connection().abort()

    async def drain(self) -> None:
        self._flush()
        await self._process.stdout.drain()
        if self._process.is_closing():
            raise _Closed

    async def swallow(self) -> None:
        while True:
            await self._keys.next()

    async def sleep(self, seconds: float) -> None:
        await self._sleep(seconds)

    def _count(self) -> None:
        """Count the session until its connection ends, which a command that still runs does not notice."""
        counters = self._shell.device.counters
        counters.sessions_open += 1
        sessions = self._shell.device.sessions
        sessions.add(self.abort)

        def end(gone: asyncio.Task[None]) -> None:
            counters.sessions_open -= 1
            sessions.discard(self.abort)

        self._gone = asyncio.create_task(self._process.wait_closed())
        self._gone.add_done_callback(end)

    async def _happen(self, late: Late) -> None:
        await asyncio.sleep(late.seconds)
        late.act()
        self._write(late.text)
        self._flush()

    async def _sleep(self, seconds: float) -> None:
        self._flush()
        await asyncio.sleep(seconds)

    async def _answer(self, reply: Reply) -> bool:
        """Print a reply; False when the session is over."""
        if reply.delay:
            await self._sleep(reply.delay)
        if reply.text:
            await self._print(reply.text)
        if reply.late is not None:
            self._late.append((asyncio.create_task(self._happen(reply.late)), reply.late))
        if reply.errand is not None:
            self._flush()
            delivery = await run_errand(reply.errand, self._shell.device.file_server)
            return await self._answer(self._shell.resume(reply.errand, delivery))
        return not reply.close

    # -- typing ---------------------------------------------------------------------------------------------------

    async def _read_line(self) -> str:
        prompt, hidden = self._shell.prompt, self._hidden
        self._write(prompt)
        typed = ""
        while True:
            key = await self._keys.next()
            if key == "\n":
                self._write("\n")
                return typed
            if key in "\x03\x1a":
                self._write("^C\n" if key == "\x03" else "^Z\n")
                self._shell.interrupt()
                return ""
            if key in "\b\x7f":
                if typed and not hidden:
                    self._write("\b \b")
                typed = typed[:-1]
            elif key == "?" and not hidden and self._shell.pending is None:
                self._write(f"?\n{self._shell.help(typed)}{prompt}{typed}")
            elif key >= " ":
                typed += key
                if not hidden:
                    self._echo(prompt, typed)

    @property
    def _hidden(self) -> bool:
        return self._shell.pending is not None and self._shell.pending.hidden

    def _echo(self, prompt: str, typed: str) -> None:
        """A line that reaches the right edge is shown from further on, behind a `$`."""
        width = self._shell.terminal.width
        column = len(prompt) + len(typed)
        if width == 0 or column < width:
            self._write(typed[-1])
            return
        step = max(10, width // 4)
        if (column - width) % step == 0:
            room = width - len(prompt) - step - 1
            tail = typed[-room:]
            self._write("\b" * (width - 1 - len(prompt)) + "$" + tail + " " * step + "\b" * step)
        else:
            self._write(typed[-1])

    # -- printing -------------------------------------------------------------------------------------------------

    async def _print(self, text: str) -> None:
        faults = self._shell.device.faults
        if faults.syslog_splice and text.count("\n") > 10:
            middle = len(text) // 2
            text = f"{text[:middle]}\n{faults.syslog_splice}\n{text[middle:]}"
        length = 24 if faults.always_pages else self._shell.terminal.length
        lines = text.splitlines(keepends=True)
        if not length or len(lines) < length:
            await self._send(text)
            return
        page = length - 1
        while lines:
            await self._send("".join(lines[:page]))
            lines = lines[page:]
            if lines:
                self._write(_MORE)
                key = await self._keys.next()
                self._write(_ERASE_MORE)
                if key in "qQ\x03\x1a":
                    self._write("\n")
                    return
                page = 1 if key == "\n" else length - 1

    async def _send(self, text: str) -> None:
        pause = self._shell.device.faults.chunk_pause
        after = str(pause["after"]) if pause else ""
        if pause is None or after not in text:
            self._write(text)
            return
        head, tail = text.split(after, 1)
        self._write(head + after)
        await self._sleep(float(pause["seconds"]))
        self._write(tail)

    def _write(self, text: str) -> None:
        data = text.replace("\n", "\r\n").encode()
        self._shell.device.counters.bytes_out += len(data)
        self._out += data

    def _flush(self) -> None:
        """One packet for what was written since the last one."""
        if self._out:
            self._process.stdout.write(bytes(self._out))
            self._out.clear()


class _Server(asyncssh.SSHServer):
    def __init__(self, device: Device) -> None:
        self._device = device

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        faults = self._device.faults
        gone = self._device.is_cut_off or self._device.away or faults.vty_full
        if gone or take(faults.troubles, "connect") is not None:
            conn.abort()

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        account = self._device.account
        accepted = (username, password) == (account.username, account.password) and not self._locked_out(username)
        accepted = accepted and take(self._device.faults.troubles, "password") is None
        self._device.counters.logins += accepted
        return accepted

    def _locked_out(self, username: str) -> bool:
        """With AAA only those get in that its list knows: here the local users of the configuration."""
        plain = self._device.config.plain
        return "aaa new-model" in plain and not any(line.startswith(f"username {username} ") for line in plain)


async def listen(device: Device, shells: ShellFactory, key: asyncssh.SSHKey) -> asyncssh.SSHAcceptor:
    """Serve one device on a port of 127.0.0.1 that the system chooses."""

    async def serve(process: asyncssh.SSHServerProcess[bytes]) -> None:
        await Session(shells(device), process).run()

    return await asyncssh.listen(
        "127.0.0.1",
        0,
        server_factory=lambda: _Server(device),
        process_factory=serve,
        server_host_keys=[key],
        server_version="Cisco-1.25",
        encoding=None,
        line_editor=False,
        compression_algs=["none"],
        gss_host=None,
        config=[],
        allow_scp=False,
    )
