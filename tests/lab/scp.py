# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SCP server of a device: one file in or out of its flash over an SSH channel, never a folder."""

from __future__ import annotations

import asyncio
import re
import shlex
from dataclasses import dataclass

import asyncssh

from .device.device import Device
from .device.flash import FlashError, base_name
from .device.troubles import Trouble, take
from .trouble import noise

LARGEST = 64 * 1024 * 1024
_HEADER = re.compile(r"C[0-7]{4} (\d{1,12}) ([^/\n]+)")


class _Refused(Exception):
    """The other side sent something that this protocol does not have."""


def asks_for_scp(command: str) -> bool:
    return command.split(" ", 1)[0] == "scp"


@dataclass
class ScpServer:
    """Serves one command (`scp -t flash:x`, `scp -f flash:x`) on the channel that asked for it."""

    device: Device
    process: asyncssh.SSHServerProcess[bytes]

    async def run(self, command: str) -> int:
        """Returns the exit status."""
        words = shlex.split(command)[1:]
        # Both refusals are what IOS prints; neither is in the words of the protocol.
        if "ip scp server enable" not in self.device.config.plain:
            return self._complain("Administratively disabled.\n")
        if self.device.profile.login_privilege < 15:
            return self._complain("Privilege denied.\n")
        flags, path = {word for word in words if word.startswith("-")}, words[-1] if words else ""
        try:
            if "-t" in flags:
                await self._receive(path)
            elif "-f" in flags:
                await self._send(path)
            else:
                return self._complain("scp: neither -t nor -f\n")
        except (FlashError, _Refused) as error:
            return self._complain(f"\x01scp: {path}: {error}\n")
        except asyncio.IncompleteReadError:
            return 1
        return 0

    def _complain(self, text: str) -> int:
        self.process.stdout.write(text.encode())
        return 1

    async def _receive(self, path: str) -> None:
        """Files until the other side has no more; into a folder they go under their own names."""
        self._agree()
        while line := (await self.process.stdin.readline()).decode("utf-8", "replace").rstrip("\n"):
            if line.startswith("T"):
                self._agree()
                continue
            header = _HEADER.fullmatch(line)
            if header is None or int(header[1]) > LARGEST:
                raise _Refused("error: unexpected filename")
            flash = self.device.flash
            target = f"{flash.spell(path).rstrip('/')}/{header[2]}" if flash.is_folder(path) else path
            self._agree()
            trouble = take(self.device.faults.troubles, "scp", f"-t {path}")
            if trouble is not None:
                await self.process.stdin.readexactly(min(trouble.bytes, int(header[1])))
                await self._befall(trouble)
            data = await self.process.stdin.readexactly(int(header[1]))
            await self.process.stdin.readexactly(1)
            flash.write(target, data, self.device.tick())
            self._agree()

    async def _send(self, path: str) -> None:
        await self._agreed()
        data = self.device.flash.read(path)
        self.process.stdout.write(f"C0644 {len(data)} {base_name(path)}\n".encode())
        await self._agreed()
        trouble = take(self.device.faults.troubles, "scp", f"-f {path}")
        if trouble is not None and trouble.kind == "garbage":
            data = noise(len(data)).encode()[: len(data)]
        elif trouble is not None:
            self.process.stdout.write(data[: trouble.bytes])
            await self._befall(trouble)
        self.process.stdout.write(data + b"\0")
        await self.process.stdout.drain()
        await self._agreed()

    async def _befall(self, trouble: Trouble) -> None:
        """End the connection, or read on and say nothing until the client has gone."""
        await self.process.stdout.drain()
        if trouble.kind == "reset":
            self.process.channel.get_connection().abort()
        while await self.process.stdin.read(4096):
            pass
        raise asyncio.IncompleteReadError(b"", None)

    def _agree(self) -> None:
        self.process.stdout.write(b"\0")

    async def _agreed(self) -> None:
        if await self.process.stdin.readexactly(1) != b"\0":
            raise _Refused("the other side gave up")
