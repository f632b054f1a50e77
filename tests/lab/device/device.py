# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One device: profile, configuration, smart agent, log and counters, looked at through one injected clock."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace

from ..clock import DeviceClock, LabClock, Zone, clock_line, event_stamp, header_stamp, log_stamp, stamp
from ..cslu import Cslu
from ..cssm import Cssm
from ..file_server import FileServer
from ..on_prem import OnPrem
from .agent import SmartAgent, Surroundings
from .config import CallHomeProfile, LicenseConfig, RunningConfig
from .flash import Flash
from .habits import Habits, habits_of
from .model import Faults
from .profile import Profile

LOG_SIZE = 200


@dataclass
class Counters:
    logins: int = 0
    sessions_open: int = 0
    transactions_open: int = 0
    bytes_out: int = 0
    commands: list[str] = field(default_factory=list)

    def reset(self) -> None:
        """Open sessions and transactions stay counted, as they stay open."""
        self.logins = self.bytes_out = 0
        self.commands.clear()


@dataclass(frozen=True)
class Touch:
    """When a configuration was changed or saved, and by whom."""

    at: float
    by: str


@dataclass(frozen=True)
class Account:
    username: str
    password: str
    enable_secret: str


class Device:
    """Everything a shell or the control API asks for. `now` is lab time; the device's own clock adds its skew."""

    def __init__(
        self,
        name: str,
        profile: Profile,
        cssm: Cssm,
        clock: LabClock,
        account: Account,
        cslus: Sequence[Cslu] = (),
        file_server: FileServer | None = None,
        on_prem: OnPrem | None = None,
        seed: int = 0,
    ) -> None:
        self.name = name
        self.seed = seed
        self.profile = self._delivered = profile
        self.cssm = cssm
        # Its own one, and others that only a URL leads to.
        self.cslus = cslus or (Cslu(cssm, ""),)
        self.file_server = file_server or FileServer()
        self.on_prem = on_prem or OnPrem(cssm, Cslu(cssm, ""))
        self.clock = clock
        self.account = account
        self.counters = Counters()
        self.faults = Faults()
        # How each open session is ended.
        self.sessions: set[Callable[[], None]] = set()
        self.reset()

    def reset(self) -> None:
        """Back to the state of the estate file, unsaved changes and faults gone. Counters stay."""
        now = self.clock.now()
        self.profile = self._delivered
        self.heal()
        self.time = DeviceClock(self.clock, lambda: self.faults.skew_seconds)
        self.lock_began: float | None = None
        self.config = initial_config(self.name, self.profile)
        self._saved_config = copy.deepcopy(self.config)
        self.startup = self.config.lines()
        self.starts = 0
        self.reload_at: float | None = None
        self.startup_header: list[str] = []
        self.startup_is_foreign = self.profile.upgraded
        # Without a user: the start itself entered the configuration.
        self.changed = Touch(now, "")
        self.last_save: Touch | None = None
        self.log: list[str] = []
        self.events: list[str] = []
        self.flash = Flash("flash:" if self.profile.platform == "switch" else "bootflash:", self.faults)
        self.agent = self._new_agent(now)

    def heal(self) -> None:
        """End every fault; what they did to the device stays."""
        for spec in fields(Faults):
            setattr(self.faults, spec.name, getattr(Faults(), spec.name))
        self.faults.awkward = self.seed
        self._back_at = float("-inf")

    @property
    def away(self) -> bool:
        """Whether nobody can log in: it starts, or its standby takes over."""
        return self.clock.now() < self._back_at

    def go_away(self, seconds: float, *, reload: bool) -> None:
        """Every session ends, and for some seconds none begins. See troubles.py."""
        now = self.tick()
        self._back_at = now + seconds
        self.agent.forget_requests()
        if reload:
            self._start(now)
            self.agent.schedule_push()
        for end in tuple(self.sessions):
            end()

    def factory_reset(self) -> None:
        """`license smart factory reset`: a fresh agent; the configuration stays."""
        self.agent = self._new_agent(self.clock.now())

    def _new_agent(self, now: float) -> SmartAgent:
        around = Surroundings(
            self.profile,
            self.cssm,
            self.cslus,
            self.on_prem,
            self.faults,
            lambda: self.config,
            self.write_log,
            self.record,
        )
        return SmartAgent(around, now)

    def tick(self) -> float:
        """Bring the device to the present; returns lab time."""
        now = self.clock.now()
        if self.reload_at is not None and self.reload_at <= now:
            self._start(now)
        self.agent.tick(now)
        return now

    def _start(self, now: float) -> None:
        """Come back with the configuration that was saved; every session is gone."""
        self.reload_at = None
        self.config = copy.deepcopy(self._saved_config)
        self.changed = Touch(now, "")
        self.starts += 1

    @property
    def is_cut_off(self) -> bool:
        """Whether a line of the running configuration keeps everybody away from the device."""
        return bool(self.faults.cut_by) and any(self.faults.cut_by in line for line in self.config.lines())

    def change_mode(self, controller_mode: bool) -> None:
        """`controller-mode enable` or `disable`. The device comes back without its configuration.

        What becomes of the records of licensing is not known. They stay here, with all their dates.
        """
        now = self.tick()
        self.profile = self.agent.around.profile = replace(self.profile, controller_mode=controller_mode)
        self.config = initial_config(self.name, self.profile)
        self.changed = Touch(now, "")
        self.save()
        self.agent.schedule_push()

    def write_log(self, moment: float, text: str) -> None:
        line = f"{log_stamp(self.time.shown(moment), self.config.zone, self.profile.clock_mark)}: {text}"
        self.log = [*self.log[1 - LOG_SIZE :], line]

    def record(self, moment: float, text: str) -> None:
        """Add to the event log of the smart agent, which is not the syslog."""
        when = event_stamp(self.time.shown(moment), self.config.zone)
        self.events = [*self.events[1 - LOG_SIZE :], f"{when} {text}"]

    def stamp(self, moment: float | None) -> str:
        """A lab time as this device prints it."""
        return stamp(None if moment is None else self.time.shown(moment), self.config.zone)

    def clock_line(self, mark: str | None = None) -> str:
        shown = self.profile.clock_mark if mark is None else mark
        return clock_line(self.time.shown(self.clock.now()), self.config.zone, shown)

    @property
    def habits(self) -> Habits:
        return habits_of(self.faults.awkward, self.name)

    def is_locked(self) -> bool:
        """Whether somebody else configures; that begins when somebody wants to, and is over soon."""
        now = self.clock.now()
        if self.lock_began is None:
            self.lock_began = now
        return now < self.lock_began + self.habits.lock

    @property
    def show_delay(self) -> float:
        return self.profile.show_delay if self.faults.show_delay is None else self.faults.show_delay

    def touch(self) -> None:
        """Note that somebody enters the configuration now."""
        self.changed = Touch(self.clock.now(), self.account.username)

    def save(self) -> None:
        self.last_save = Touch(self.clock.now(), self.account.username)
        self._saved_config = copy.deepcopy(self.config)
        self.startup, self.startup_is_foreign = self.config.lines(), False
        self.startup_header = self.config_header()

    def config_header(self) -> list[str]:
        """The comments above the configuration: who changed it last, and since the start who saved it."""
        if self.faults.no_config_header:
            return []
        notes = [("Last configuration change", self.changed), ("NVRAM config last updated", self.last_save)]
        return [
            f"! {words} at {header_stamp(self.time.shown(note.at), self.config.zone)}"
            + (f" by {note.by}" if note.by else "")
            for words, note in notes
            if note is not None
        ]

    @property
    def saved(self) -> bool:
        return self.startup == self.config.lines()

    def truth(self) -> dict[str, object]:
        """The whole state as JSON types, for tests that ask what really happened. Times are lab seconds."""
        self.tick()
        agent, config = self.agent, self.config
        return {
            "name": self.name,
            "profile": self.profile.name,
            "mode": self.profile.mode,
            "controller_mode": self.profile.controller_mode,
            "release": self.profile.release,
            "hostname": config.hostname,
            "now": self.clock.now(),
            "transport": {**asdict(config.license), "privacy": sorted(config.license.privacy)},
            "call_home": asdict(config.call_home),
            "trust_codes": [
                {
                    "role": member.role,
                    "pid": member.pid,
                    "sn": member.sn,
                    "installed": code is not None,
                    "installed_at": code.installed_at if code else None,
                }
                for member, code in zip(agent.members, agent.trust, strict=True)
            ],
            "trust_in_progress": agent.trust_in_progress,
            "authorizations": [
                {"role": member.role, "pid": member.pid, "sn": member.sn, **asdict(code)}
                for member, code in zip(agent.members, agent.authorizations, strict=True)
            ],
            "policy": asdict(agent.policy),
            "smart_account": agent.cssm_account,
            "virtual_account": agent.virtual_account if agent.cssm_account else "",
            "usage_reporting": {**asdict(agent.usage), "push_interval": agent.push_interval},
            "rum_reports": [asdict(report) for report in agent.reports],
            "statistics": {name: asdict(found) for name, found in agent.statistics.items()},
            "files": {name: len(entry.data) for name, entry in self.flash.files.items()},
            "faults": asdict(self.faults),
            "log": self.log,
            "running_config": "\n".join(config.lines()),
            "startup_config": "\n".join(self.startup),
            "saved": self.saved,
            "starts": self.starts,
            "reload_at": self.reload_at,
            "last_change": asdict(self.changed),
            "last_save": asdict(self.last_save) if self.last_save else None,
        }


def initial_config(name: str, profile: Profile) -> RunningConfig:
    """The configuration of an untouched device."""
    transport = profile.default_transport
    config = RunningConfig(
        hostname=name,
        license=LicenseConfig(transport, transport),
        version=".".join(profile.release.split(".")[:2]),
        udi_line=f"license udi pid {profile.udi.pid} sn {profile.udi.sn}",
        zone=Zone(*profile.zone),
    )
    config.call_home.profiles["CiscoTAC-1"] = CallHomeProfile(active=True, http=True)
    if profile.mode == "ios15":
        config.call_home.service = False
    servers = ["192.0.2.53", "192.0.2.54"]
    if profile.needs_proxy is None:
        config.name_servers[profile.needs_vrf] = servers
    config.domain_names[""] = "lab.example"
    config.add_text(profile.base_config)
    return config
