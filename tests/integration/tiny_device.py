# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few IOS-like devices over real SSH, just enough to try a connection on.

``python -m tests.integration.tiny_device --count 50`` listens on ports of 127.0.0.1 and prints them as one JSON line,
then one line per event: device, "login" | "logout" | "command", text. It ends with its standard input.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
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


class Device:
    """The state of one device."""

    def __init__(self, name: str, delay: float, pause: float) -> None:
        self.born_as = name
        self.name = name
        self.delay = delay
        self.pause = pause
        self.config = ["interface Loopback0", " description first"]

    def note(self, event: str, text: str = "") -> None:
        print(self.born_as, event, text, flush=True)


class Line:
    """One vty line: echo, prompts, commands."""

    def __init__(self, device: Device, process: asyncssh.SSHServerProcess[str]) -> None:
        self.device = device
        self.process = process
        self.privileged = False
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

    def prompt(self) -> str:
        return f"{self.device.name}{self.mode}{'#' if self.privileged else '>'}"

    async def serve(self) -> None:
        self.device.note("login")
        try:
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
        elif command == "enable":
            for _attempt in range(3):
                self.process.stdout.write("Password: ")
                if await self.read_line(echo=False) == SECRET:
                    self.privileged = True
                    return True
            self.say("% Bad secrets\n\n")
        elif command == "disable":
            self.privileged = False
        elif command == "show privilege":
            self.say(f"Current privilege level is {15 if self.privileged else 1}\n")
        elif command == "show clock":
            self.say("*10:00:00.000 UTC Tue Nov 24 2026\n")
        elif command == "show version":
            self.say(VERSION.format(name=device.name))
        elif command.startswith("show running-config") and self.privileged:
            lines = ["Building configuration...", "", f"hostname {device.name}", *device.config, "end", ""]
            await self.page("\n".join(lines) + "\n")
        elif command == "show license all":
            await asyncio.sleep(device.delay)
            for part in LICENCE_REPORT.replace("<none>", "<none>\0").split("\0"):
                self.say(part)
                await asyncio.sleep(device.pause)
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
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)


async def serve_line(device: Device, process: Any) -> None:
    await Line(device, process).serve()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--pause", type=float, default=0.0)
    options = parser.parse_args()
    key = asyncssh.generate_private_key("ssh-ed25519")
    ports = {}
    servers = []
    for number in range(options.count):
        device = Device(f"tiny{number}", options.delay, options.pause)
        server = await asyncssh.create_server(
            Server,
            "127.0.0.1",
            0,
            server_host_keys=[key],
            process_factory=functools.partial(serve_line, device),
            line_editor=False,
            encoding="utf-8",
        )
        servers.append(server)
        ports[device.name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
