# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a platform and its release are: facts that no command changes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .layout import Layout, Version, version

# The licence of switches is seen in one capture; that controllers have the one of routers is a guess.
SWITCH_EXPORT_ENTITLEMENT = "regid.2021-05.com.cisco.C9K_HSEC,1.0_2c9b6f14-70de-4b8a-8d35-e1a4c07f5b63"
ROUTER_EXPORT_ENTITLEMENT = "regid.2019-03.com.cisco.DNA_HSEC,1.0_509c41ab-05a8-431f-95fe-ec28086e8844"


@dataclass(frozen=True)
class Udi:
    """One member of a device. Two members may share one UDI (a chassis with two supervisors)."""

    role: str
    pid: str
    sn: str

    def __str__(self) -> str:
        return f"PID:{self.pid},SN:{self.sn}"


@dataclass(frozen=True)
class Licence:
    """A licence in use, as the platform reports it."""

    name: str
    tag: str
    description: str
    kind: str
    entitlement: str
    count: int = 1


@dataclass(frozen=True)
class Profile:
    """A platform at a release.

    `mode` is policy, classic or ios15. `exec_timestamp` puts load and time in front of every show. `copy_asks`: a
    save asks for the file name. `upgraded`: the startup configuration is an older release's, so that the first save
    asks again. `needs_vrf` and `needs_proxy` are the only way out. `clock_mark` is `*` or `.` before the time.
    `not_reported` are entitlement tags of licences that were in use and needed no report.
    """

    name: str
    platform: str
    release: str
    codename: str
    image: str
    members: tuple[Udi, ...]
    mode: str = "policy"
    agent: str = ""
    licences: tuple[Licence, ...] = ()
    export_features: tuple[str, ...] = ()
    not_reported: tuple[str, ...] = ()
    default_transport: str = "cslu"
    controller_mode: bool = False
    login_privilege: int = 15
    exec_timestamp: bool = False
    copy_asks: bool = True
    upgraded: bool = False
    needs_vrf: str = ""
    needs_proxy: tuple[str, int] | None = None
    clock_mark: str = ""
    zone: tuple[str, int] = ("UTC", 0)
    show_delay: float = 0.0
    unsupported: tuple[str, ...] = ()
    base_config: str = ""
    banner: str = ""

    @property
    def udi(self) -> Udi:
        return self.members[0]

    @property
    def redundant(self) -> bool:
        return len(self.members) > 1

    @property
    def export_entitlement(self) -> str:
        return SWITCH_EXPORT_ENTITLEMENT if self.platform == "switch" else ROUTER_EXPORT_ENTITLEMENT

    @property
    def layout(self) -> Layout:
        return Layout(version(self.agent))

    @property
    def padded_release(self) -> str:
        """`17.03.02`: the first line of `show version` pads the numbers to two digits."""
        return "{}.{:02d}.{:02d}".format(*self.numbers)

    @property
    def numbers(self) -> Version:
        """The release as numbers to compare; `15.7(3)M8` is 15, 7, 3."""
        major, minor, patch = (int(number) for number in re.findall(r"\d+", self.release)[:3])
        return major, minor, patch
