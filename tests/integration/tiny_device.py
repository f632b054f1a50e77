# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few IOS-like devices over real SSH, just enough to try a connection on.

``python -m tests.integration.tiny_device --count 50`` listens on ports of 127.0.0.1 and prints them as one JSON line,
then one line per event: device, "connection" | "offer" | "login" | "logout" | "command" | "file" | "forward", text.
It ends with its standard input.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
import os
import socket
import sys
from typing import Any

import asyncssh

USER, PASSWORD, SECRET = "admin", "admin-pw", "enable-pw"

LICENCE_REPORT = """\
Smart Licensing Status
======================

Usage Reporting:
  Last ACK received: <none>
  Next ACK deadline: <none>
  Reporting push interval: 30  days

License Usage
=============

network-advantage (C9300 Network Advantage):
  Description: an entitlement
  Count: 1
  Version: 1.0
"""
TROUBLE = """\
Last Communication Attempt: Fail
  Failure Reason: host not found, connection timed out
"""
VERSION = """\
Cisco IOS XE Software, Version 17.12.04
Cisco IOS Software [Dublin], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.12.4, RELEASE SOFTWARE (fc3)
{name} uptime is 1 week, 2 days
System image file is "flash:packages.conf"
cisco C9300-24P (X86) processor with 1330000K/6147K bytes of memory.
Processor board ID FOC00000001
"""


# More than a pipe holds.
LONG = "a line of a long answer\n" * 4_000


class Device:
    """The state of one device."""

    def __init__(self, name: str, options: argparse.Namespace) -> None:
        self.born_as = name
        self.name = name
        self.options = options
        self.config = ["interface Loopback0", " description first"]

    def note(self, event: str, text: str = "") -> None:
        print(self.born_as, event, text, flush=True)


class Line:
    """One vty line: echo, prompts, commands."""

    def __init__(self, device: Device, process: asyncssh.SSHServerProcess[str]) -> None:
        self.device = device
        self.process = process
        self.privileged = device.options.privileged
        self.mode = ""
        self.length = 24

    def say(self, text: str) -> None:
        self.process.stdout.write(text.replace("\n", "\r\n"))

    async def read_line(self, echo: bool = True) -> str:
        typed = ""
        while True:
            key = await self.process.stdin.read(1)
            if not key:
                raise asyncssh.BreakReceived(0)
            if key in "\r\n":
                self.say("\n")
                return typed
            typed += key
            if echo:
                self.process.stdout.write(key)

    async def page(self, text: str) -> None:
        lines = text.split("\n")
        for index, line in enumerate(lines):
            if self.length and index and index % (self.length - 1) == 0:
                self.process.stdout.write(" --More-- ")
                await self.process.stdin.read(1)
                self.process.stdout.write("\b" * 10 + " " * 10 + "\b" * 10)
            self.say(line + ("\n" if index < len(lines) - 1 else ""))

    async def flood(self) -> None:
        """Print without an end, as fast as it is read, to whoever is there."""
        while not self.process.is_closing():
            self.process.stdout.write("no end of it, no line end, no prompt " * 1000)
            await self.process.stdout.drain()

    def prompt(self) -> str:
        return f"{self.device.name}{self.mode}{'#' if self.privileged else '>'}"

    async def serve(self) -> None:
        self.device.note("login")
        try:
            if self.device.options.flood:
                await self.flood()
            if self.device.options.asks:
                self.say(self.device.options.asks)
                while key := await self.process.stdin.read(1):
                    self.device.note("typed", repr(key))
                return
            self.say("\nAuthorized use only\n#######\n\n")
            while True:
                self.process.stdout.write(self.prompt())
                command = await self.read_line()
                if command.strip():
                    self.device.note("command", command.strip())
                if not await self.run(command.strip()):
                    break
        except (asyncssh.BreakReceived, asyncssh.ConnectionLost, BrokenPipeError):
            pass
        finally:
            self.device.note("logout")
            self.process.exit(0)

    async def run(self, command: str) -> bool:
        device = self.device
        if command in ("exit", "end", "logout"):
            if not self.mode:
                return False
            self.mode = ""
        elif command.startswith("terminal length"):
            self.length = int(command.split()[-1])
        elif not command or command.startswith("terminal width"):
            pass
        elif command == "enable" and device.options.open_enable:
            self.privileged = True
        elif command == "enable":
            for _attempt in range(3):
                self.process.stdout.write("Password: ")
                if await self.read_line(echo=False) == SECRET:
                    self.privileged = True
                    self.device.note("privileged")
                    if device.options.new_password:
                        self.process.stdout.write("Enter new password: ")
                        self.device.note("typed", await self.read_line(echo=False))
                    return True
            self.say("% Bad secrets\n\n")
        elif command == "disable":
            self.privileged = False
        elif command == "show privilege":
            self.say(f"Current privilege level is {15 if self.privileged else 1}\n")
        elif command == "show long":
            await asyncio.sleep(device.options.delay)
            self.say(LONG)
        elif command == "show clock" and device.options.slow_clock:
            await asyncio.sleep(device.options.delay)
        elif command == "show clock":
            self.say("*10:00:00.000 UTC Tue Nov 24 2026\n")
        elif command == "show version":
            self.say(VERSION.format(name=device.name))
        elif command.startswith("show running-config") and self.privileged:
            lines = ["Building configuration...", "", f"hostname {device.name}", *device.config, "end", ""]
            await self.page("\n".join(lines) + "\n")
        elif command == "show license all":
            await asyncio.sleep(device.options.delay)
            for part in LICENCE_REPORT.replace("<none>", "<none>\0").split("\0"):
                self.say(part)
                await asyncio.sleep(device.options.pause)
            self.say("\n")
        elif command == "show license history message":
            self.say(TROUBLE + "\n")
        elif self.mode and command.startswith("license smart "):
            pass
        elif command == "copy running-config startup-config" and self.privileged:
            self.process.stdout.write("Destination filename [startup-config]? ")
            await self.read_line()
            self.say("Building configuration...\n[OK]\n")
        elif command == "hang":
            await self.process.stdin.read()
            return False
        elif command == "flood":
            await self.flood()
        elif command == "drip":
            while True:
                self.say("one more line\n")
                await asyncio.sleep(0.1)
        elif command == "drop":
            return False
        elif command == "configure terminal" and self.privileged:
            self.say("Enter configuration commands, one per line.  End with CNTL/Z.\n")
            self.mode = "(config)"
        elif self.mode and command.startswith("hostname "):
            device.name = command.split()[1]
        elif self.mode and command.startswith("interface "):
            self.mode = "(config-if)"
        elif self.mode and command.startswith("description "):
            device.config[1] = " " + command
        else:
            self.say(" " * len(self.prompt()) + "^\n% Invalid input detected at '^' marker.\n\n")
        return True


class Server(asyncssh.SSHServer):
    """Says of each login what was offered, and to where a jump host was asked to go."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.device.note("connection")

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        self.device.note("offer", "password")
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        return self.device.options.authorized_key is not None

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        self.device.note("offer", "key")
        return username == USER and key == asyncssh.read_public_key(self.device.options.authorized_key)

    def connection_requested(self, dest_host: str, dest_port: int, orig_host: str, orig_port: int) -> bool:
        self.device.note("forward", f"{dest_host}:{dest_port}")
        return bool(self.device.options.jump)


class Flash(asyncssh.SFTPServer):
    """The file system of a device, for SFTP and SCP."""

    def __init__(self, device: Device, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        super().__init__(chan, chroot=device.options.flash)
        self.device = device

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        written = pflags & asyncssh.FXF_WRITE
        self.device.note("file", f"{'written' if written else 'read'} {os.fsdecode(path)}")
        return super().open(path, pflags, attrs)


async def serve_line(device: Device, process: Any) -> None:
    await Line(device, process).serve()


def options_of_command_line() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before the licence report")
    parser.add_argument("--slow-clock", action="store_true", help="so many before the clock as well")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds after each <none> in it")
    parser.add_argument("--late", type=float, default=0.0, help="seconds in which connections are refused")
    parser.add_argument("--host-key", help="file of the private key; default: a new one")
    parser.add_argument("--authorized-key", help="file of a public key that may log in")
    parser.add_argument("--flash", type=os.fsencode, help="folder to serve over SFTP and SCP")
    parser.add_argument("--jump", action="store_true", help="connections may be forwarded")
    parser.add_argument("--privileged", action="store_true", help="users log in with privilege 15")
    parser.add_argument("--asks", help="printed at login instead of all else; what is typed then is reported")
    parser.add_argument("--new-password", action="store_true", help="enable demands a new password; it is reported")
    parser.add_argument("--flood", action="store_true", help="print without an end at login")
    parser.add_argument("--open-enable", action="store_true", help="enable asks for no password")
    return parser.parse_args()


async def listen(device: Device, unheard: socket.socket, key: asyncssh.SSHKey) -> asyncssh.SSHAcceptor:
    return await asyncssh.listen(
        sock=unheard,
        server_factory=functools.partial(Server, device),
        server_host_keys=[key],
        process_factory=functools.partial(serve_line, device),
        sftp_factory=functools.partial(Flash, device) if device.options.flash else None,
        allow_scp=bool(device.options.flash),
        line_editor=False,
        encoding="utf-8",
    )


async def main() -> None:
    options = options_of_command_line()
    if options.host_key:
        key = asyncssh.read_private_key(options.host_key)
    else:
        key = asyncssh.generate_private_key("ssh-ed25519")
    devices = [Device(f"tiny{number}", options) for number in range(options.count)]
    # A socket that is bound but does not listen refuses connections, and its port is known.
    sockets = [socket.socket() for _device in devices]
    for unheard in sockets:
        unheard.bind(("127.0.0.1", 0))
    ports = {device.name: unheard.getsockname()[1] for device, unheard in zip(devices, sockets, strict=True)}
    if options.late:
        print(json.dumps(ports), flush=True)
        await asyncio.sleep(options.late)
    servers = [await listen(device, unheard, key) for device, unheard in zip(devices, sockets, strict=True)]
    if not options.late:
        print(json.dumps(ports), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for server in servers:
        server.close()


if __name__ == "__main__":
    asyncio.run(main())
