# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running lab: an SSH listener and a REST service for each device, CSSM, CSLU, and the control API."""

from __future__ import annotations

from types import TracebackType

import asyncssh

from .device.device import Device
from .estate import Estate
from .ios.config_commands import config_grammars
from .ios.exec_commands import privileged_exec, user_exec
from .ios.shell import Grammars, Mode, Shell
from .ios.transactions import TransactionShell
from .pki import Authority
from .rest import RestServices
from .ssh import listen
from .web_services import WebServices


class Lab:
    """`async with Lab(estate) as lab:` serves until the block ends; `lab.ports` and `lab.url` say where."""

    def __init__(self, estate: Estate, host_key: asyncssh.SSHKey | None = None) -> None:
        self.estate = estate
        self.ports: dict[str, int] = {}
        self.rest_ports: dict[str, int] = {}
        self._key = host_key or asyncssh.generate_private_key("ssh-ed25519")
        self._user_exec = user_exec()
        self._grammars: dict[str, Grammars] = {}
        self._listeners: list[asyncssh.SSHAcceptor] = []
        self.authority = Authority()
        self._rest = RestServices(self.authority)
        self.web = WebServices(self.authority)

    async def __aenter__(self) -> Lab:
        for placement in self.estate.placements:
            device = placement.device
            listener = await listen(device, self.shell, self._key)
            self._listeners.append(listener)
            self.ports[device.name] = listener.get_port()
        self.rest_ports = await self._rest.start(placement.device for placement in self.estate.placements)
        await self.web.start(self.estate)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for listener in self._listeners:
            listener.close()
        await self._rest.stop()
        await self.web.stop()

    @property
    def url(self) -> str:
        """The control API."""
        return self.web.url

    def shell(self, device: Device) -> Shell:
        """A fresh session on a device. Devices of one profile share their command trees."""
        profile = device.profile
        if profile.name not in self._grammars:
            self._grammars[profile.name] = config_grammars(profile) | {Mode.EXEC: privileged_exec(profile)}
        kind = TransactionShell if profile.controller_mode else Shell
        wanted = device.faults.login_privilege
        privilege = profile.login_privilege if wanted is None else wanted
        return kind(device, self._user_exec, self._grammars[profile.name], privilege)
