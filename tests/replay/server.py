# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serve transcripts over real SSH on 127.0.0.1, each on a port of its own, and remember every line that came in."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import asyncssh

from tests.replay.player import Player
from tests.replay.transcript import Ask, Reply, Step, Text, Transcript

USER, PASSWORD = "replay", "replay-pw"
_START_SECONDS = 20
_ASKED_AT_MOST = 3
# In an answer: a line for each file that came by SCP, and the time.
_FILES, _CLOCK = "{files}\n", "{clock}"
_DATE = "Nov 24 2026 10:00:00 +00:00"


@dataclass
class Heard:
    """What a device heard: every line, replies to questions in brackets; and the commands that no script knows."""

    lines: list[str] = field(default_factory=list)
    out_of_script: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class ReplayServer:
    """A context: inside it, `ports` and `heard` by the names that the transcripts were given under."""

    def __init__(self, transcripts: Mapping[str, Transcript]) -> None:
        self._transcripts = transcripts
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="replay")
        self._flash = tempfile.TemporaryDirectory(prefix="replay")
        self._servers: list[asyncssh.SSHAcceptor] = []
        self.ports: dict[str, int] = {}
        self.heard: dict[str, Heard] = {name: Heard() for name in transcripts}

    def __enter__(self) -> ReplayServer:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(_START_SECONDS)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(_START_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_START_SECONDS)
        self._loop.close()
        self._flash.cleanup()

    async def _listen(self) -> None:
        key = asyncssh.generate_private_key("ssh-ed25519")
        for name, transcript in self._transcripts.items():
            folder = Path(self._flash.name, name)
            folder.mkdir()
            server = await asyncssh.listen(
                "127.0.0.1",
                0,
                server_factory=_Door,
                server_host_keys=[key],
                process_factory=functools.partial(_serve, transcript, self.heard[name], folder),
                sftp_factory=functools.partial(_Flash, self.heard[name], folder) if transcript.flash else None,
                allow_scp=transcript.flash,
                line_editor=False,
                encoding="utf-8",
            )
            self._servers.append(server)
            self.ports[name] = server.get_port()

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class _Door(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)


class _Flash(asyncssh.SFTPServer):
    """A folder for files; a path such as `flash:name` is the name in it."""

    def __init__(self, heard: Heard, folder: Path, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        super().__init__(chan, chroot=bytes(folder))
        self._heard = heard

    def map_path(self, path: bytes) -> bytes:
        return super().map_path(path.rpartition(b":")[2])

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        self._heard.files.append(path.decode())
        return super().open(path, pflags, attrs)


async def _serve(transcript: Transcript, heard: Heard, folder: Path, process: Any) -> None:
    await _Line(transcript, heard, folder, process).serve()


class _Line:
    """One terminal line: what is typed is echoed, what is said has the line ends of a terminal."""

    def __init__(self, transcript: Transcript, heard: Heard, folder: Path, process: Any) -> None:
        self._transcript = transcript
        self._player = Player(transcript)
        self._heard = heard
        self._folder = folder
        self._process = process

    async def serve(self) -> None:
        try:
            await self._say_all(self._transcript.login)
            await self._ask_all(self._transcript.login_asks)
            prompted = False
            while True:
                if not prompted:
                    self._say(self._player.prompt)
                line = await self._typed()
                if line.strip():
                    self._heard.lines.append(line.strip())
                if line.strip() == "exit" and not self._player.configuring:
                    return
                step = self._player.play(line)
                self._heard.out_of_script += self._player.out_of_script
                self._player.out_of_script.clear()
                await self._do(step)
                prompted = bool(step.after_prompt)
        except (asyncssh.BreakReceived, asyncssh.ConnectionLost, BrokenPipeError):
            pass
        finally:
            self._process.exit(0)

    async def _do(self, step: Step) -> None:
        await self._say_all([step.answer], to_the_end=not step.more)
        await self._ask_all(step.asks)
        await self._say_all(step.more)
        if step.after_prompt:
            self._say(self._player.prompt)
            await self._say_all(step.after_prompt)

    async def _ask_all(self, asks: Iterable[Ask]) -> None:
        for ask in asks:
            reply = await self._ask(ask)
            self._say(_whole_lines(reply.answer))
            self._player.prompt = reply.prompt or self._player.prompt

    async def _ask(self, ask: Ask) -> Reply:
        for _time in range(_ASKED_AT_MOST):
            self._say(ask.question)
            typed = await self._typed(echo=not ask.hidden)
            self._heard.lines.append(f"[{typed}]")
            if typed in ask.replies:
                return ask.replies[typed]
        return Reply()

    async def _say_all(self, texts: Sequence[Text], *, to_the_end: bool = True) -> None:
        for index, text in enumerate(texts):
            await asyncio.sleep(text.delay)
            last = to_the_end and index == len(texts) - 1
            self._say(_whole_lines(self._filled(text.answer)) if last else text.answer)

    def _filled(self, text: str) -> str:
        """What moves by itself: the clock, and the files that came."""
        text = text.replace(_CLOCK, dt.datetime.now(dt.UTC).strftime("%H:%M:%S.000 UTC %a %b %d %Y"))
        if _FILES not in text:
            return text
        files = sorted(self._folder.iterdir())
        listed = (
            f"{number:5}  -rw-  {file.stat().st_size:12}  {_DATE}  {file.name}\n"
            for number, file in enumerate(files, 11)
        )
        return text.replace(_FILES, "".join(listed))

    def _say(self, text: str) -> None:
        self._process.stdout.write(text.replace("\n", "\r\n"))

    async def _typed(self, echo: bool = True) -> str:
        typed = ""
        while True:
            key = await self._process.stdin.read(1)
            if not key:
                raise asyncssh.BreakReceived(0)
            if key in "\r\n":
                self._say("\n")
                return typed
            typed += key
            if echo:
                self._say(key)


def _whole_lines(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
