# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running lab: one SSH listener for each device, and the control API."""

from __future__ import annotations

from types import TracebackType

import asyncssh
from aiohttp import web

from .control import application
from .device.device import Device
from .estate import Estate
from .ios.config_commands import config_grammars
from .ios.exec_commands import privileged_exec, user_exec
from .ios.shell import Grammars, Mode, Shell
from .ssh import listen


class Lab:
    """`async with Lab(estate) as lab:` serves until the block ends; `lab.ports` and `lab.url` say where."""

    def __init__(self, estate: Estate, host_key: asyncssh.SSHKey | None = None) -> None:
        self.estate = estate
        self.ports: dict[str, int] = {}
        self.url = ""
        self._key = host_key or asyncssh.generate_private_key("ssh-ed25519")
        self._user_exec = user_exec()
        self._grammars: dict[str, Grammars] = {}
        self._listeners: list[asyncssh.SSHAcceptor] = []
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Lab:
        for placement in self.estate.placements:
            device = placement.device
            listener = await listen(device, self.shell, self._key)
            self._listeners.append(listener)
            self.ports[device.name] = listener.get_port()
        self._runner = web.AppRunner(application(self.estate), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for listener in self._listeners:
            listener.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def shell(self, device: Device) -> Shell:
        """A fresh session on a device. Devices of one profile share their command trees."""
        profile = device.profile
        if profile.name not in self._grammars:
            self._grammars[profile.name] = config_grammars(profile) | {Mode.EXEC: privileged_exec(profile)}
        return Shell(device, self._user_exec, self._grammars[profile.name], profile.login_privilege)
