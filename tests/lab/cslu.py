# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSLU between devices and CSSM: pure, told the time, it decides.

Reports and requests come from devices, by their own contact or collected over REST. They go to CSSM at once while
CSLU is connected to it, else into the next export; answers wait for the next contact of the device, or are pushed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from .cssm import Cssm
from .cssm_answers import read_answer
from .cssm_bundles import read_files, usage_bundle
from .cssm_desk import hand_out, open_job, take_request, take_usage
from .cssm_jobs import Job
from .cssm_requests import read_request
from .rum import SignedReport, read_payload, read_usage_file, usage_file


@dataclass(frozen=True)
class Rest:
    """How CSLU reaches a device by itself."""

    host: str
    port: int
    username: str
    password: str = field(repr=False)


@dataclass
class Instance:
    """A product instance. Reports by id with their text; `sent` are the ids on their way through the connection."""

    udi: str
    rest: Rest | None = None
    last_contact: float | None = None
    alert: str = ""
    members: set[str] = field(default_factory=set)
    reports: dict[str, str] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    requests: list[bytes] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    delivered: int = 0


class Collector(Protocol):
    """What devices have to do with: CSLU, or an SSM On-Prem; see Cslu."""

    def receive(self, udi: str, reports: Sequence[str], now: float) -> list[bytes]: ...

    def request(self, udi: str, data: bytes, now: float) -> None: ...

    def answers_for(self, udi: str, now: float) -> list[bytes]: ...

    def give_back(self, udi: str, answer: bytes) -> None: ...


@dataclass
class Cslu:
    """`connected`: to CSSM, with a login. `running`: CSLU listens. `virtual_account` is its default one.

    `port`: where it listens; None as long as it has no port of its own, and then every one leads to it.
    `accounts`: the virtual account of a UDI that is in another one. `holds` returns whether nothing of a
    UDI may go to CSSM yet.
    """

    cssm: Cssm
    virtual_account: str
    connected: bool = False
    running: bool = True
    port: int | None = None
    instances: dict[str, Instance] = field(default_factory=dict)
    exports: int = 0
    accounts: dict[str, str] = field(default_factory=dict)
    holds: Callable[[str], bool] = lambda _udi: False
    _jobs: list[Job] = field(default_factory=list)

    def reset(self) -> None:
        self.connected, self.running, self.exports = False, True, 0
        self.instances.clear()
        self._jobs.clear()

    # -- devices ------------------------------------------------------------------------------------------------

    def receive(self, udi: str, reports: Sequence[str], now: float) -> list[bytes]:
        """A device initiates contact with its reports (rum.report texts). Returns the answer files that wait for it.

        Raises ValueError for a report that cannot be read; CSLU checks no signature.
        """
        read = [(read_payload(_signed(text).payload), text) for text in reports]
        instance = self._instance(udi, now)
        for payload, text in read:
            instance.members.update(payload.members)
            instance.reports.setdefault(payload.report_id, text)
        return self.answers_for(udi, now)

    def request(self, udi: str, data: bytes, now: float) -> None:
        """A device initiates contact with a request for trust codes or a SLAC, as it would save it. Raises ValueError.

        A second request for the same replaces the first.
        """
        request = read_request(data)
        instance = self._instance(udi, now)
        instance.members.update(request.wanted)
        others = [kept for kept in instance.requests if read_request(kept).wanted != request.wanted]
        instance.requests = [*others, data]
        self.exchange(now)

    def answers_for(self, udi: str, now: float) -> list[bytes]:
        """Hand over the answer files that wait for a device, each once."""
        self.exchange(now)
        instance = self._instance(udi, now)
        handed, instance.answers = instance.answers, []
        instance.delivered += len(handed)
        return handed

    def add(self, udi: str, rest: Rest) -> None:
        """A product instance that CSLU is to collect from; it may be known from its own contact."""
        self.instances.setdefault(udi, Instance(udi)).rest = rest

    def give_back(self, udi: str, answer: bytes) -> None:
        """An answer that could not be pushed waits again."""
        instance = self.instances[udi]
        instance.answers.append(answer)
        instance.delivered -= 1

    def is_at(self, url: str) -> bool:
        """Whether a URL leads to its own port."""
        return self.port is not None and urlsplit(url).port == self.port

    def hears(self, url: str) -> bool:
        """Whether a device that is given this URL gets through to it; without one a device knows the port by itself."""
        return self.running and (not url or self.port is None or self.is_at(url))

    # -- CSSM ---------------------------------------------------------------------------------------------------

    def connect(self, now: float) -> None:
        self.connected = True
        self.exchange(now)

    def disconnect(self) -> None:
        """Answers to what was already sent arrive with the next connection."""
        self.connected = False

    def exchange(self, now: float) -> None:
        """While connected: send what is new to CSSM, and fetch what is ready there."""
        if self.running and self.connected and not self.cssm.faults.unreachable:
            self.send(now)
            self.fetch(now)

    def send(self, now: float) -> None:
        """Send what is new to CSSM."""
        for instance in self.instances.values():
            if not self.holds(instance.udi):
                self._send(instance, now)

    def fetch(self, now: float) -> None:
        """Fetch what is ready there."""
        for job in [job for job in self._jobs if job.due <= now]:
            self._jobs.remove(job)
            for item in hand_out(self.cssm, job).items:
                if item.file is not None:
                    self._keep(item.file)

    def _send(self, instance: Instance, now: float) -> None:
        account = self.accounts.get(instance.udi, self.virtual_account)
        new = _unsent(instance)
        if new:
            job = self._job(instance, now)
            job.items += take_usage(self.cssm, job, [_signed(text) for text in new.values()], account)
            instance.sent |= new.keys()
        for data in instance.requests:
            job = self._job(instance, now)
            job.items += take_request(self.cssm, job, read_request(data), account)
        instance.requests.clear()

    def _job(self, instance: Instance, now: float) -> Job:
        job = open_job(self.cssm, "acknowledgements", "cslu", instance.udi, now)
        self._jobs.append(job)
        return job

    # -- files --------------------------------------------------------------------------------------------------

    def export(self, now: float) -> tuple[str, bytes]:
        """`Export for Cisco`: (name, UD_SA bundle) of the reports and requests that CSSM did not see yet.

        Reports stay in every export until their ACK is imported: a lost export is made again.
        Raises ValueError when there is nothing to export.
        """
        files: list[tuple[str, bytes]] = []
        free = [instance for instance in self.instances.values() if not self.holds(instance.udi)]
        for number, instance in enumerate(free, start=1):
            if instance.reports:
                files.append((f"dev_{number}_usage.xml", usage_file(instance.reports.values())))
            files += [
                (f"dev_{number}_request_{position}.xml", data)
                for position, data in enumerate(instance.requests, start=1)
            ]
        if not files:
            raise ValueError("There is nothing to export.")
        self.exports += 1
        return usage_bundle(files, self.cssm.smart_account, self.virtual_account, now)

    def take_in(self, data: bytes) -> list[str]:
        """`Import from Cisco`: an ACK bundle or a single answer file. Returns the UDIs that have an answer now.

        Raises ValueError when it is neither, or about no product instance of this CSLU.
        """
        taken = [udi for file in read_files(data) for udi in self._keep(file.data)]
        if not taken:
            raise ValueError("No product instance here is named in the file.")
        return sorted(set(taken))

    def _keep(self, data: bytes) -> list[str]:
        """Put an answer down for the devices it names, members of a stack under the one that made contact."""
        read = read_answer(data)
        if not read.genuine:
            raise ValueError("The signature in the file is wrong.")
        found = [instance for instance in self.instances.values() if ({instance.udi} | instance.members) & read.udis]
        for instance in found:
            instance.answers.append(data)
            for udi, report_id in read.acknowledged:
                if udi == instance.udi:
                    instance.reports.pop(report_id, None)
                    instance.sent.discard(report_id)
            # A request that was answered is not asked again.
            instance.requests = [kept for kept in instance.requests if not set(read_request(kept).wanted) & read.udis]
        return [instance.udi for instance in found]

    # -- looking ------------------------------------------------------------------------------------------------

    def truth(self) -> dict[str, Any]:
        """The state as JSON types, without credentials."""
        return {
            "connected": self.connected,
            "running": self.running,
            "virtual_account": self.virtual_account,
            "exports": self.exports,
            "instances": {
                udi: {
                    "rest": None if found.rest is None else {"host": found.rest.host, "port": found.rest.port},
                    "last_contact": found.last_contact,
                    "alert": found.alert,
                    "reports": list(found.reports),
                    "unsent": list(_unsent(found)),
                    "requests": len(found.requests),
                    "answers": len(found.answers),
                    "delivered": found.delivered,
                }
                for udi, found in self.instances.items()
            },
        }

    def _instance(self, udi: str, now: float) -> Instance:
        instance = self.instances.setdefault(udi, Instance(udi))
        instance.last_contact = now
        return instance


def _unsent(instance: Instance) -> dict[str, str]:
    return {report_id: text for report_id, text in instance.reports.items() if report_id not in instance.sent}


def _signed(text: str) -> SignedReport:
    return read_usage_file(usage_file([text]))[0]
