# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the estate file, and build CSSM and the devices that it describes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .catalyst_center.center import Center
from .clock import LabClock
from .cslu import Cslu
from .cssm import Cssm, Token
from .cssm import Faults as CssmFaults
from .device.device import Account, Device
from .device.profile import Licence, Profile, Udi
from .file_server import FileServer
from .on_prem import OnPrem
from .sdwan_manager import SdwanManager, new_manager
from .web_troubles import WebFaults

DEFAULT_ESTATE = Path(__file__).with_name("estate.yml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times quicker, where the C library is there
# The web servers of the lab, beside the control API.
SERVERS = ("cssm", "catalyst_center", "sdwan_manager", "on_prem", "cslu", "isolated_cslu")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@dataclass(frozen=True)
class Placement:
    """A device of the estate, with what an inventory says about it."""

    device: Device
    refused: bool
    token: str
    variables: dict[str, Any]


@dataclass
class Estate:
    clock: LabClock
    cssm: Cssm
    cslu: Cslu
    center: Center
    placements: list[Placement]
    source: Mapping[str, Any]
    file_server: FileServer
    on_prem: OnPrem
    isolated_cslu: Cslu
    sdwan_manager: SdwanManager = field(init=False)
    web_faults: dict[str, WebFaults] = field(default_factory=lambda: {name: WebFaults() for name in SERVERS})

    def __post_init__(self) -> None:
        self.sdwan_manager = self._new_manager()

    def reset(self) -> None:
        """CSSM, CSLU and every device as the file says, at real time again."""
        self.clock.reset()
        self.heal()
        fresh = _cssm(self.source["cssm"])
        for spec in dataclasses.fields(Cssm):
            setattr(self.cssm, spec.name, getattr(fresh, spec.name))
        self.cslu.reset()
        self.isolated_cslu.reset()
        self.center.reset()
        self.on_prem.reset()
        self.file_server.reset()
        for placement in self.placements:
            placement.device.reset()
        manager = self._new_manager()
        for spec in dataclasses.fields(SdwanManager):
            setattr(self.sdwan_manager, spec.name, getattr(manager, spec.name))

    def heal(self) -> None:
        """End every fault of devices, and every trouble of servers; what they did stays."""
        for placement in self.placements:
            placement.device.heal()
        for faults in self.web_faults.values():
            faults.heal()

    def _new_manager(self) -> SdwanManager:
        """It manages what is in controller mode."""
        devices = [placement.device for placement in self.placements]
        return new_manager(self.cssm, devices, self.source.get("sdwan_manager", {}))


def load_estate(
    path: Path = DEFAULT_ESTATE,
    devices: int | None = None,
    settings: Mapping[str, str] | None = None,
    clock: LabClock | None = None,
    seed: int = 0,
) -> Estate:
    """Build `devices` devices (default: those listed). `seed`: of their habits, see device/habits.py.

    Settings: `delay` (seconds until CSSM answers), `show_delay` (seconds that `show license all` takes on every
    device), `only=direct` (leave out the devices that cannot be managed). Raises ValueError for another setting.
    """
    source = _source(path)
    chosen = dict(settings or {})
    if "delay" in chosen:
        source["cssm"]["delay"] = float(chosen.pop("delay"))
    extra = {"show_delay": float(chosen.pop("show_delay"))} if "show_delay" in chosen else {}
    listed = source["devices"]
    if chosen.get("only") == "direct":
        del chosen["only"]
        listed = [entry for entry in listed if not entry.get("refused")]
    if chosen:
        raise ValueError(f"unknown setting: {', '.join(f'{key}={value}' for key, value in chosen.items())}")
    clock = clock or LabClock()
    cssm = _cssm(source["cssm"])
    cslu, isolated_cslu = (Cslu(cssm, next(iter(cssm.virtual_accounts))) for _number in range(2))
    file_server = FileServer()
    on_prem = OnPrem(cssm, Cslu(cssm, cslu.virtual_account))
    placements: list[Placement] = []
    seen: set[str] = set()
    for index in range(len(listed) if devices is None else devices):
        entry, copy = listed[index % len(listed)], index // len(listed)
        kind = entry["profile"]
        profile = _profile(kind, {**source["profiles"][kind], **extra}, index if kind in seen else 0)
        seen.add(kind)
        secret = source["enable_secret"] if profile.login_privilege == 1 else ""
        account = Account(source["username"], source["password"], secret)
        name = entry["name"] if copy == 0 else f"{entry['name']}-{copy + 1}"
        # One estate can have a CSLU that is connected to CSSM, and another that never is.
        isolated = entry.get("vars", {}).get("slp_topology") == "cslu_disconnected"
        cslus = (isolated_cslu, cslu) if isolated else (cslu, isolated_cslu)
        device = Device(name, profile, cssm, clock, account, cslus, file_server, on_prem, seed)
        # The address by which controllers reach a device: here all have one, and many ports.
        address = f"10.20.{index // 250}.{index % 250 + 1}"
        variables = {"slp_management_address": address, **entry.get("vars", {})}
        placements.append(Placement(device, bool(entry.get("refused")), entry.get("token", ""), variables))
    center = Center(cssm, {str(found.variables["slp_management_address"]): found.device for found in placements})
    return Estate(clock, cssm, cslu, center, placements, source, file_server, on_prem, isolated_cslu)


def _source(path: Path) -> dict[str, Any]:
    """An estate file. `extends` is the path of another, from here: its keys and profiles hold where this has none."""
    own: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    if "extends" not in own:
        return own
    base = _source(path.parent / own.pop("extends"))
    profiles = dict(base["profiles"])
    for name, facts in own.get("profiles", {}).items():
        # `like`: what is not said is as in that profile.
        profiles[name] = {**profiles[facts["like"]], **{key: facts[key] for key in facts if key != "like"}}
    return {**base, **own, "profiles": profiles}


def _cssm(source: Mapping[str, Any]) -> Cssm:
    tokens = [Token(**entry) for entry in source["tokens"]]
    return Cssm(
        smart_account=source["smart_account"],
        domain=source["domain"],
        tokens={token.value: token for token in tokens},
        stock={account: dict(found) for account, found in source["stock"].items()},
        bought={account: dict(found) for account, found in source.get("bought", {}).items()},
        subscriptions={account: dict(found) for account, found in source.get("subscriptions", {}).items()},
        faults=CssmFaults(delay=float(source["delay"])),
    )


def _profile(name: str, source: Mapping[str, Any], number: int) -> Profile:
    facts = dict(source)
    facts["members"] = tuple(
        Udi(entry["role"], entry["pid"], _serial(entry["sn"], number)) for entry in source["members"]
    )
    facts["licences"] = tuple(Licence(**entry) for entry in source.get("licences", ()))
    for key in ("export_features", "unsupported", "zone"):
        if key in facts:
            facts[key] = tuple(facts[key])
    if "needs_proxy" in facts:
        facts["needs_proxy"] = tuple(facts["needs_proxy"])
    return Profile(name=name, **facts)


def _serial(listed: str, number: int) -> str:
    """Serial numbers differ between the devices of one profile, in the characters before the last two."""
    digits = "".join(_LETTERS[number // len(_LETTERS) ** power % len(_LETTERS)] for power in (1, 0))
    # The last number of two such digits stands for the one whose digits are the listed ones.
    other = digits if digits != listed[-4:-2] else _LETTERS[-1] * 2
    return listed if not number else f"{listed[:-4]}{other}{listed[-2:]}"
