# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSM On-Prem between devices and CSSM: pure, told the time, it decides.

What devices bring and get goes through the mechanics of CSLU. Unlike CSLU it tells CSSM nothing by itself: a person
synchronizes, or carries files. Which words and shapes it has beyond its API and its URL is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from .clock import DAY
from .cslu import Cslu, Rest
from .cssm import Cssm, Token, digest
from .cssm_desk import hand_out
from .cssm_jobs import Job
from .cssm_login import Logins
from .cssm_web import slac

PATH = "/cslu/v1/pi"
REPORTED = "Usage report from product instance"
# It takes this long before a pull is triggered.
PULL_AFTER = 60.0


@dataclass
class OnPrem:
    """`state`: up, starting (its pages answer 502), down. `account` is the local account with its virtual accounts.

    `registered`: the local account is known to CSSM; before, nothing works. `connected`: to CSSM. `validation`: what is
    not validated is not reported to CSSM. `prefix` is before the paths of its API, by release. `port`: of HTTPS.
    """

    cssm: Cssm
    relay: Cslu
    account: str = "Lab Local"
    virtual_accounts: tuple[str, ...] = ("Default",)
    port: int = 443
    state: str = "up"
    registered: bool = True
    connected: bool = True
    validation: bool = False
    prefix: str = "/backend"
    validated: set[str] = field(default_factory=set)
    alerts: dict[str, str] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    logins: Logins = field(default_factory=lambda: Logins("on-prem-client", "on-prem-Client-Secret-1"))
    _codes: list[Job] = field(default_factory=list)
    _pulls: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.relay.holds = lambda udi: self.validation and udi not in self.validated

    def reset(self) -> None:
        """As after its installation and the registration of the local account, connected to CSSM."""
        self.relay.reset()
        self.relay.accounts.clear()
        self.relay.virtual_account = next(iter(self.cssm.virtual_accounts), "")
        self.state, self.prefix = "up", "/backend"
        self.registered, self.connected, self.validation = True, True, False
        for kept in (self.validated, self.alerts, self.tokens, self._codes, self._pulls):
            kept.clear()
        self.logins.expire_all()

    # -- devices ------------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """The CSLU Transport URL of its page, without scheme and host."""
        return f"{PATH}/{quote(self.account, safe='')}-1"

    def is_at(self, url: str) -> bool:
        """Whether a URL for devices leads to this server, be the account in it right or not."""
        parts = urlsplit(url)
        try:
            return parts.scheme == "https" and (parts.port or 443) == self.port and parts.path.startswith(PATH)
        except ValueError:
            return False

    def receive(self, udi: str, reports: Sequence[str], now: float) -> list[bytes]:
        """See Cslu.receive."""
        self.tick(now)
        answers = self.relay.receive(udi, reports, now)
        if reports:
            self.alerts[udi] = REPORTED
        return answers

    def request(self, udi: str, data: bytes, now: float) -> None:
        """See Cslu.request; it is sent with the next synchronization."""
        self.tick(now)
        self.relay.request(udi, data, now)

    def answers_for(self, udi: str, now: float) -> list[bytes]:
        """See Cslu.answers_for."""
        self.tick(now)
        return self.relay.answers_for(udi, now)

    def give_back(self, udi: str, answer: bytes) -> None:
        """See Cslu.give_back."""
        self.relay.give_back(udi, answer)

    # -- CSSM ---------------------------------------------------------------------------------------------------

    @property
    def reaches_cssm(self) -> bool:
        return self.state == "up" and self.registered and self.connected and not self.cssm.faults.unreachable

    def tick(self, now: float) -> None:
        """Fetch what CSSM has ready for what was sent."""
        if not self.reaches_cssm:
            return
        self.relay.fetch(now)
        for job in [job for job in self._codes if job.due <= now]:
            self._codes.remove(job)
            for item in hand_out(self.cssm, job).items:
                if item.file is None:
                    self.alerts[item.udi] = item.message
                else:
                    self.relay.take_in(item.file)

    def synchronize(self, now: float) -> None:
        """`Synchronize now with Cisco`. Raises ValueError if there is no connection."""
        if not self.reaches_cssm:
            raise ValueError("There is no connection to Cisco.")
        self.relay.send(now)
        self.tick(now)

    def authorize(self, udi: str, feature: str, now: float) -> str:
        """`Authorization Code Request` for a product instance that is here: asked of CSSM, else a file to carry there.

        Raises ValueError.
        """
        if not self.registered:
            raise ValueError("Register the local account first.")
        if udi not in self.relay.instances:
            raise ValueError(f"{udi} was not added to SSM On-Prem.")
        if not self.reaches_cssm:
            return f"UDI,Feature\n{udi},{feature}\n"
        account = self.relay.accounts.get(udi, self.relay.virtual_account)
        self._codes.append(slac(self.cssm, udi, feature, account, now))
        return ""

    # -- pages --------------------------------------------------------------------------------------------------

    def add(self, udi: str, rest: Rest) -> None:
        """A product instance to collect from."""
        self.relay.add(udi, rest)

    def assign(self, udi: str, virtual_account: str) -> None:
        """The virtual account in CSSM. Raises ValueError for one that does not exist."""
        if virtual_account not in self.cssm.virtual_accounts:
            raise ValueError(f"there is no virtual account {virtual_account}")
        self.relay.accounts[udi] = virtual_account

    def pull(self, udis: Sequence[str], now: float) -> None:
        """`Synchronise now with the device`."""
        self._pulls |= dict.fromkeys(udis, now + PULL_AFTER)

    def due_pulls(self, now: float) -> list[str]:
        """The UDIs to collect from now; each is returned once."""
        due = [udi for udi, moment in self._pulls.items() if moment <= now]
        for udi in due:
            del self._pulls[udi]
        return due

    def create_token(
        self, description: str, virtual_account: str, days: int, export_controlled: bool, now: float
    ) -> Token:
        """A registration token of a local virtual account."""
        value = digest("on-prem token", description, str(len(self.tokens)))
        token = Token(
            description, value, virtual_account, expires=now + days * DAY, export_controlled=export_controlled
        )
        self.tokens.append(token)
        return token

    def truth(self) -> dict[str, Any]:
        """The state as JSON types, without credentials."""
        relay = self.relay.truth()
        for udi, found in relay["instances"].items():
            found["alert"] = found["alert"] or self.alerts.get(udi, "")
            found["virtual_account"] = self.relay.accounts.get(udi, self.relay.virtual_account)
            found["validated"] = udi in self.validated
        return {
            "account": self.account,
            "path": self.path,
            "state": self.state,
            "registered": self.registered,
            "connected": self.connected,
            "validation": self.validation,
            "exports": relay["exports"],
            "instances": relay["instances"],
            "tokens": [token.name for token in self.tokens],
            "pulls": sorted(self._pulls),
        }
