# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalyst Center: its inventory, sites, settings and tasks. Tasks complete when their time has come.

What it pushes to devices is not documented. Here it is something awkward and plausible: with the assignment to a site
come a trustpoint and `license smart transport off`, for the Center itself fetches the usage over NETCONF and brings the
answers; a device that it manages pushes nothing. A narrower policy comes as `license smart usage interval`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..cssm import Cssm
from ..cssm_desk import hand_out, open_job, take_authorization, take_usage
from ..device.device import Device
from ..device.imports import SUCCESS, import_answer
from ..device.reports import signed
from ..rum import SignedReport, read_usage_file, usage_file
from .logins import Logins

RELEASES = {"2.3.7": (2, 3, 7, 4), "3.2.3": (3, 2, 3, 0)}
MANAGED, READING, PARTLY, UNREAD = (
    "Managed",
    "In Progress",
    "Partial Collection Failure",
    "Could Not Synchronize",
)
NO_NETCONF = "NCIM12024: NETCONF is not enabled on the device, or port 830 is not reachable."
NO_LOGIN = "NCIM12018: The SSH or SNMP credentials are not accepted by the device."
NO_DEVICE = "NCIM12002: The device is not reachable."
_PUSHED = "crypto pki trustpoint DNAC-CA\n enrollment mode ra\n revocation-check crl none\n"


@dataclass
class Faults:
    """What is wrong with it. Counts go down by one with every call that they spoil.

    `delay`: seconds that a task takes. `collect`: seconds until a device is read. `throttle`: calls answered with 429
    and `retry_after`. `fail`: calls answered with `fail_status`. `token_life` (seconds), `token_calls`: how long a
    login lasts. `refuse_tasks`: tasks that fail at their end.
    """

    delay: float = 1.0
    collect: float = 2.0
    unreachable: bool = False
    throttle: int = 0
    retry_after: int = 1
    fail: int = 0
    fail_status: int = 503
    token_life: float = 3600.0
    token_calls: int = 50
    refuse_tasks: int = 0


@dataclass(frozen=True)
class Credentials:
    username: str
    password: str = field(repr=False)
    snmp: bool
    netconf_port: str


@dataclass
class Entry:
    """A device of the inventory; `device` is None if nothing answers at the address. Times are lab time.

    `slac` and `level` are what the Center read last.
    """

    id: str
    address: str
    device: Device | None
    credentials: Credentials
    collection: str = READING
    error: str = ""
    site: str = ""
    virtual_account: str = ""
    last_upload: float | None = None
    slac: bool = False
    level: str = "ADVANTAGE"
    level_after_reboot: str = ""

    @property
    def read(self) -> bool:
        """Whether the Center knows what the device is."""
        return self.device is not None and self.collection in (MANAGED, PARTLY)


@dataclass
class Task:
    """`apply` does what is due and returns why it failed, or nothing."""

    id: str
    started: float
    due: float
    apply: Callable[[float], str]
    ended: float | None = None
    failure: str = ""


@dataclass
class Center:
    """`reach` has the devices by the addresses at which the Center finds them. `cssm_login`: CSSM knows its user."""

    cssm: Cssm
    reach: Mapping[str, Device] = field(default_factory=dict)
    release: str = "3.2.3"
    cssm_login: bool = True
    logins: Logins = field(default_factory=Logins)
    faults: Faults = field(default_factory=Faults)
    sites: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    mode: dict[str, Any] = field(default_factory=lambda: {"connectionMode": "DIRECT"})
    auto_account: str = ""
    policy_days: int = 30
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("Global", "Global/Lab", "Global/Lab/Campus", "Global/Lab/WAN"):
            self.sites[name] = digest("site", name)

    def reset(self) -> None:
        fresh = Center(self.cssm, self.reach)
        for name in vars(fresh):
            setattr(self, name, getattr(fresh, name))

    @property
    def numbers(self) -> tuple[int, ...]:
        return RELEASES[self.release]

    # -- time -----------------------------------------------------------------------------------------------------

    def start(self, name: str, apply: Callable[[float], str], now: float, seconds: float | None = None) -> Task:
        task = Task(
            digest("task", name, str(len(self.tasks))),
            now,
            now + (self.faults.delay if seconds is None else seconds),
            apply,
        )
        self.tasks[task.id] = task
        return task

    def tick(self, now: float) -> None:
        """Do what is due by now, each task at its own time; what a task starts can be due as well."""
        while due := sorted(
            (task for task in self.tasks.values() if task.ended is None and task.due <= now), key=lambda task: task.due
        ):
            task = due[0]
            for device in self.reach.values():
                device.agent.tick(task.due)
            refused = self.faults.refuse_tasks > 0
            self.faults.refuse_tasks -= int(refused)
            task.failure = (
                "NCMP00000: Internal error while processing the request." if refused else task.apply(task.due)
            )
            task.ended = task.due

    # -- inventory ------------------------------------------------------------------------------------------------

    def add(self, addresses: list[str], credentials: Credentials, now: float) -> Task:
        def apply(moment: float) -> str:
            known = [address for address in addresses if self.at(address) is not None]
            if known:
                # The whole request fails, for one of them.
                return f"NCND01003: Devices {', '.join(known)} exist already."
            for address in addresses:
                entry = Entry(digest("device", address), address, self.reach.get(address), credentials)
                self.entries[entry.id] = entry
                self._collect_later(entry, moment)
            return ""

        return self.start("add", apply, now)

    def synchronize(self, ids: list[str], now: float) -> Task:
        def apply(moment: float) -> str:
            for entry in self.chosen(ids):
                self._collect_later(entry, moment)
            return ""

        return self.start("sync", apply, now)

    def at(self, address: str) -> Entry | None:
        return next((entry for entry in self.entries.values() if entry.address == address), None)

    def chosen(self, ids: Iterable[str]) -> list[Entry]:
        return [self.entries[one] for one in ids if one in self.entries]

    def _collect_later(self, entry: Entry, now: float) -> None:
        entry.collection, entry.error = READING, ""
        self.start("collect", lambda moment: self._collect(entry, moment), now, self.faults.collect)

    def _collect(self, entry: Entry, now: float) -> str:
        entry.collection, entry.error = self._seen(entry)
        if entry.collection == MANAGED and entry.device is not None:
            device = entry.device
            entry.slac = any(code.installed_at is not None for code in device.agent.authorizations)
            if self.auto_account and self.mode["connectionMode"] != "SMART_PROXY" and not entry.virtual_account:
                entry.virtual_account = self.auto_account
            if entry.site:
                self._push(device)
        return ""

    @staticmethod
    def _seen(entry: Entry) -> tuple[str, str]:
        device, given = entry.device, entry.credentials
        if device is None:
            return UNREAD, NO_DEVICE
        if (given.username, given.password) != (device.account.username, device.account.password) or not given.snmp:
            return UNREAD, NO_LOGIN
        if "netconf-yang" not in device.config.plain or given.netconf_port != "830":
            return PARTLY, NO_NETCONF
        return MANAGED, ""

    # -- sites ----------------------------------------------------------------------------------------------------

    def assign(self, site: str, entries: list[Entry], now: float) -> Task:
        def apply(moment: float) -> str:
            unread = [entry.address for entry in entries if entry.collection != MANAGED]
            if unread:
                return f"NCSC10001: Devices {', '.join(unread)} are not in a managed state."
            for entry in entries:
                entry.site = site
                if entry.device is not None:
                    self._push(entry.device)
            return ""

        return self.start("assign", apply, now)

    @staticmethod
    def _push(device: Device) -> None:
        config = device.config
        if "crypto pki trustpoint DNAC-CA" not in config.blocks:
            config.add_text(_PUSHED)
        config.license.transport = "off"
        device.save()

    # -- licences -------------------------------------------------------------------------------------------------

    def register(self, account: str, entries: list[Entry], now: float) -> Task:
        def apply(moment: float) -> str:
            if not self.cssm_login or account not in self.cssm.virtual_accounts:
                return f"NCLM10008: Virtual account {account} is not accessible."
            for entry in entries:
                if entry.device is not None and not entry.virtual_account:
                    entry.virtual_account = account
                    self.cssm.register([str(member) for member in entry.device.agent.members], account)
            return ""

        return self.start("register", apply, now)

    def set_mode(self, wanted: dict[str, Any], now: float) -> Task:
        def apply(moment: float) -> str:
            self.mode = wanted
            return ""

        return self.start("mode", apply, now)

    def change_level(self, entry: Entry, level: str, reboot: bool, now: float) -> Task:
        def apply(moment: float) -> str:
            # Without a reboot the device runs on as it is.
            entry.level_after_reboot = level
            if reboot:
                self.reboot(entry)
            return ""

        return self.start("level", apply, now)

    @staticmethod
    def reboot(entry: Entry) -> None:
        entry.level, entry.level_after_reboot = entry.level_after_reboot or entry.level, ""

    # -- what a human does in its GUI -------------------------------------------------------------------------------

    def install_slac(self, entry: Entry, account: str, now: float) -> Task:
        def apply(moment: float) -> str:
            device = entry.device
            if device is None or entry.collection != MANAGED:
                return "The device is not managed."
            if not self.cssm_login:
                return "CSSM is not reachable."
            job = open_job(self.cssm, "authorizations", "web", str(device.agent.members[0]), moment)
            wanted = {str(member): {device.profile.export_entitlement: 1} for member in device.agent.members}
            job.items += take_authorization(self.cssm, job, wanted, account)
            failures = [item.message for item in job.items if item.file is None]
            if not failures:
                failures = self._bring(device, job.number, moment)
            entry.slac = entry.slac or not failures
            entry.virtual_account = entry.virtual_account or account
            return "; ".join(failures)

        return self.start("slac", apply, now)

    def upload_usage(self, entry: Entry, account: str, now: float) -> Task:
        def apply(moment: float) -> str:
            device = entry.device
            if device is None or entry.collection != MANAGED or not self.cssm_login:
                return "The device is not managed, or CSSM is not reachable."
            agent = device.agent
            agent.book.close(moment)
            texts = [signed(device.profile, report) for report in agent.book.stored()]
            job = open_job(self.cssm, "acknowledgements", "cslu", str(agent.members[0]), moment)
            job.items += take_usage(self.cssm, job, _signed(texts), account)
            agent.book.hand_over(agent.book.unreported())
            entry.virtual_account, entry.last_upload = account, moment
            return "; ".join(self._bring(device, job.number, moment))

        return self.start("usage", apply, now)

    def modify_policy(self, days: int) -> None:
        """Raises ValueError for a wider interval: the narrowest of all policies holds."""
        if not 1 <= days <= self.policy_days:
            raise ValueError(f"the interval can only become narrower than {self.policy_days} days")
        self.policy_days = days
        for entry in self.entries.values():
            if entry.device is not None and entry.collection == MANAGED:
                entry.device.config.license.usage_interval = days
                entry.device.save()

    def _bring(self, device: Device, number: int, now: float) -> list[str]:
        """Import what CSSM answered; what the device says to a part that it does not take."""
        job = next(job for job in self.cssm.jobs if job.number == number)
        said = [import_answer(device.agent, item.file, now) for item in hand_out(self.cssm, job).items if item.file]
        return [text for text in said if not text.endswith(SUCCESS)]

    # -- looking ---------------------------------------------------------------------------------------------------

    def truth(self) -> dict[str, Any]:
        """The state as JSON types, without credentials."""
        return {
            "release": self.release,
            "cssm_login": self.cssm_login,
            "logins": self.logins.count,
            "calls": self.calls,
            "mode": self.mode["connectionMode"],
            "auto_account": self.auto_account,
            "policy_days": self.policy_days,
            "sites": list(self.sites),
            "faults": asdict(self.faults),
            "devices": {
                entry.device.name if entry.device else entry.address: {
                    key: value
                    for key, value in asdict(replace(entry, device=None)).items()
                    if key not in ("device", "credentials")
                }
                for entry in self.entries.values()
            },
            "tasks": {
                task.id: {"ended": task.ended is not None, "failure": task.failure} for task in self.tasks.values()
            },
        }


def digest(*parts: str) -> str:
    """An id that looks like a UUID and is the same in every run."""
    found = hashlib.sha256("|".join(parts).encode()).hexdigest()
    return "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:32]))


def _signed(texts: list[str]) -> list[SignedReport]:
    return read_usage_file(usage_file(texts)) if texts else []
