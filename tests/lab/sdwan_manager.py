# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SD-WAN Manager: its sessions, its synchronized licences, its devices, and the usage that it reports every day.

Pure: it gets the time and contacts nothing. Known from the published API documents: the calls and the keys of their
answers. Not known, and chosen: the words of refusals and of the states of devices, that licences can be assigned only
where they were synchronized, and what a report looks like.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from .clock import DAY
from .cssm import Cssm
from .device.device import Device

MANAGED_FROM = (17, 5, 1)
_DEFAULT_LICENCES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "WAN": [
        {
            "tag": "regid.2020-10.com.cisco.DSTACK_T2_A,1.0_b072e613-aa2c-4ed0-ab46-ae91ddc7dfb5",
            "display_name": "Routing DNA Advantage: Tier 2",
            "count": 2,
        },
        {
            "tag": "regid.2020-10.com.cisco.DSTACK_T1_E,1.0_e3ff4086-b5f3-4845-b0ac-7a23d3b4a139",
            "display_name": "Routing DNA Essentials: Tier 1",
            "count": 1,
        },
    ]
}


class ManagerRefusal(Exception):
    """A call that is refused with status 400, and why."""


@dataclass(frozen=True)
class Stock:
    """Licences of one kind, purchased for a virtual account."""

    tag: str
    display_name: str
    count: int


@dataclass(frozen=True)
class Assigned:
    """The licence of a device, and the virtual account that it is from."""

    tag: str
    virtual_account: str


@dataclass
class Session:
    token: str
    expires: float


@dataclass
class Faults:
    """What a test may break. `ended_answer` is the response for an ended session: page, redirect or forbidden."""

    running: bool = True
    session_life: float = 1800.0
    ended_answer: str = "page"
    throttle: int = 0
    retry_after: int = 1
    fail: int = 0
    ignore_assignments: bool = False


@dataclass
class SdwanManager:
    """One Manager for what of the `fleet` is in controller mode. `books`: licences it knows, by virtual account."""

    cssm: Cssm
    fleet: list[Device]
    username: str = "licensing"
    password: str = "lab-Manager-Password-1"
    mode: str = "online"
    has_credentials: bool = True
    multiple_entitlement: bool = False
    stock: dict[str, list[Stock]] = field(default_factory=dict)
    books: dict[str, list[Stock]] = field(default_factory=dict)
    assigned: dict[str, Assigned] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    logins: int = 0
    next_report: float | None = None
    sent: list[dict[str, Any]] = field(default_factory=list)

    # -- sessions -----------------------------------------------------------------------------------------------

    def log_in(self, username: str, password: str, now: float) -> str | None:
        """The id of a new session; None for a login that is wrong."""
        if (username, password) != (self.username, self.password):
            return None
        self.logins += 1
        session = secrets.token_urlsafe(24)
        self.sessions[session] = Session(secrets.token_hex(32).upper(), now + self.faults.session_life)
        return session

    def session(self, name: str, now: float) -> Session | None:
        found = self.sessions.get(name)
        return found if found is not None and now < found.expires else None

    # -- books --------------------------------------------------------------------------------------------------

    def accounts(self) -> list[dict[str, Any]]:
        if not self.has_credentials:
            raise ManagerRefusal("Smart Account credentials are not configured")
        virtual = [
            {"name": name, "virtual_account_id": number, "default": name == "DEFAULT"}
            for name, number in self.cssm.virtual_accounts.items()
        ]
        owner = {"account_id": self.cssm.smart_account_id, "name": self.cssm.smart_account}
        return [{**owner, "virtual_accounts": virtual}]

    def synchronize(self, data: Mapping[str, Any], file: bytes | None) -> None:
        """Take the licences of the accounts named into the books. Raises ManagerRefusal."""
        mode = {"online": "online", "offline": "offline", "onprem": "onPrem"}.get(str(data.get("mode")))
        wanted = data.get("smartAccounts")
        if mode is None or not isinstance(wanted, list) or not isinstance(data.get("multipleEntitlement"), bool):
            raise ManagerRefusal("mode, multipleEntitlement and smartAccounts are expected")
        if mode == "offline" and not file:
            raise ManagerRefusal("No license file")
        if mode != "offline" and not self.has_credentials:
            raise ManagerRefusal("Smart Account credentials are not configured")
        numbers = {number: name for name, number in self.cssm.virtual_accounts.items()}
        for owner in wanted:
            if str(owner.get("account_id")) != self.cssm.smart_account_id:
                raise ManagerRefusal("Unknown Smart Account")
            for account in owner["virtual_accounts"]:
                name = numbers.get(str(account.get("virtual_account_id")))
                if name is None:
                    raise ManagerRefusal("Unknown virtual account")
                self.books[name] = list(self.stock.get(name, []))
        self.mode, self.multiple_entitlement = mode, data["multipleEntitlement"]

    def known(self, number: str) -> list[tuple[str, Stock]]:
        """The synchronized licences of the virtual account with this number."""
        name = next((name for name, known in self.cssm.virtual_accounts.items() if known == number), "")
        return [(name, licence) for licence in self.books.get(name, [])]

    def in_use(self, tag: str, virtual_account: str) -> int:
        return sum(licence == Assigned(tag, virtual_account) for licence in self.assigned.values())

    # -- devices ------------------------------------------------------------------------------------------------

    @property
    def devices(self) -> list[Device]:
        """The overlay network."""
        return [device for device in self.fleet if device.profile.controller_mode]

    def uuid(self, device: Device) -> str:
        """Hardware is known by its product id and serial number."""
        return f"{device.profile.udi.pid}-{device.profile.udi.sn}"

    def device(self, uuid: str) -> Device:
        found = next((device for device in self.devices if self.uuid(device) == uuid), None)
        if found is None:
            raise ManagerRefusal(f"Unknown device {uuid}")
        return found

    def assign(self, uuid: str, tag: str, virtual_account: str, now: float) -> None:
        """Raises ManagerRefusal."""
        device = self.device(uuid)
        if device.profile.numbers < MANAGED_FROM:
            raise ManagerRefusal(f"{uuid}: the software of the device does not support license management")
        licence = next((known for known in self.books.get(virtual_account, []) if known.tag == tag), None)
        if licence is None:
            raise ManagerRefusal(f"{tag} is not among the synchronized licenses of {virtual_account}")
        if self.in_use(tag, virtual_account) >= licence.count:
            raise ManagerRefusal(f"Not enough licenses of {tag}")
        if not self.faults.ignore_assignments:
            self.assigned[uuid] = Assigned(tag, virtual_account)
            self.next_report = self.next_report or now + DAY

    def release(self, uuid: str) -> None:
        self.device(uuid)
        self.assigned.pop(uuid, None)

    # -- reporting ----------------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Every 24 hours the usage of all licensed devices goes to CSSM; the devices say nothing themselves."""
        while self.next_report is not None and self.next_report <= now:
            moment, self.next_report = self.next_report, self.next_report + DAY
            if self.mode == "online" and self.has_credentials and self.faults.running:
                self._report(moment)

    def _report(self, moment: float) -> None:
        overlay = {self.uuid(device): str(device.profile.udi) for device in self.devices}
        for uuid, licence in self.assigned.items():
            if uuid not in overlay:
                continue
            udi = overlay[uuid]
            number = int(moment)
            self.cssm.register([udi], licence.virtual_account, keep=True)
            self.cssm.usage.count_online(udi, [number], moment)
            self.sent.append({"uuid": uuid, "udi": udi, "at": moment, "report_id": str(number)})

    def truth(self) -> dict[str, Any]:
        """The whole state as JSON types, without the secrets of sessions."""
        return {
            "mode": self.mode,
            "has_credentials": self.has_credentials,
            "books": {name: [asdict(licence) for licence in found] for name, found in self.books.items()},
            "assigned": {uuid: asdict(licence) for uuid, licence in self.assigned.items()},
            "sessions": len(self.sessions),
            "logins": self.logins,
            "sent": self.sent,
            "faults": asdict(self.faults),
        }


def new_manager(cssm: Cssm, devices: list[Device], source: Mapping[str, Any]) -> SdwanManager:
    """A Manager as an estate describes it; `source` is its section there, mostly empty."""
    bought = source.get("licenses", _DEFAULT_LICENCES)
    stock = {name: [Stock(**entry) for entry in entries] for name, entries in bought.items()}
    facts = {key: source[key] for key in ("username", "password", "mode", "has_credentials") if key in source}
    return SdwanManager(cssm, devices, stock=stock, **facts)
