# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole estate whose clock only moves when a test says so, and sessions on its devices without a network."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.clock import LabClock
from tests.lab.device.device import Device
from tests.lab.estate import Estate, load_estate
from tests.lab.ios.shell import Shell
from tests.lab.server import Lab

NOON = 1764590400.0  # Dec 01 2025, 12:00:00 UTC


@pytest.fixture
def estate() -> Estate:
    return load_estate(clock=LabClock(NOON, source=lambda: 0.0))


@pytest.fixture
def device(estate: Estate) -> Callable[[str], Device]:
    found = {placement.device.name: placement.device for placement in estate.placements}
    return lambda name: found[name]


class Conversation:
    """Types lines into one session; `say` gives back what the last one printed."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def say(self, *lines: str) -> str:
        text = ""
        for line in lines:
            text = self.shell.feed(line).text
        return text

    @property
    def prompt(self) -> str:
        return self.shell.prompt


@pytest.fixture
def login(estate: Estate, device: Callable[[str], Device]) -> Callable[[str], Conversation]:
    lab = Lab(estate)
    return lambda name: Conversation(lab.shell(device(name)))


@pytest.fixture
def token(estate: Estate) -> Callable[[str], str]:
    found = {known.name: known.value for known in estate.cssm.tokens.values()}
    return lambda name: found[name]
