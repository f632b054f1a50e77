# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What catalyst_center_device does to many devices at a time: trouble with one holds up no other."""

from __future__ import annotations

from collections.abc import Sequence

from ...http.operation import Params
from ...http.session import Session
from ..lookup import Known, Wanted, look_up, wanted_devices


class Work:
    """What was done to which device, and what went wrong with which."""

    def __init__(self, params: Params, session: Session, check_mode: bool) -> None:
        self.session = session
        self.seconds = params["poll_timeout"]
        self.credentials = params["credentials"]
        self.check_mode = check_mode
        self.wanted = wanted_devices(params["devices"])
        self.actions: dict[str, list[str]] = {device.name: [] for device in self.wanted}
        self.problems: dict[str, str] = {}
        self.known: dict[str, Known] = {}

    def look(self) -> None:
        """Read everything about every device."""
        self.known = look_up(self.session, self.wanted).devices
        for name, known in self.known.items():
            if known.problem is not None:
                self.problems[name] = known.problem

    def note(self, devices: Sequence[Wanted], action: str) -> None:
        """Write down that this was done to these devices; in check mode, that it would be."""
        for device in devices:
            self.actions[device.name].append(action)

    def trouble(self, devices: Sequence[Wanted], problem: str) -> None:
        """Write down what went wrong with these devices; the first problem of each counts."""
        for device in devices:
            self.problems.setdefault(device.name, problem)

    def sound(self) -> list[Wanted]:
        """Return the devices that nothing went wrong with so far."""
        return [device for device in self.wanted if device.name not in self.problems]

    def id_of(self, device: Wanted) -> str:
        """Return the id of a device in the inventory; empty for one that is not in it."""
        found = self.known[device.name].inventory
        return found.id if found else ""
