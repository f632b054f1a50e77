# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The usage reports that CSSM has: whether one is genuine and new, and how often each was met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .rum import SignedReport, device_secret, read_payload, verify

DUPLICATE = "Duplicate report: it has already been received."


@dataclass
class Received:
    """One report. `received` is 1 once CSSM took it; `duplicates` were refused or acknowledged again.

    `acknowledged` counts the ACKs made for it, `handed_out` the times that one of them left CSSM.
    """

    udi: str
    report_id: str
    first_received: float
    received: int = 1
    duplicates: int = 0
    acknowledged: int = 0
    handed_out: int = 0


@dataclass(frozen=True)
class Verdict:
    """What CSSM says of one report; a message says why it was refused."""

    udi: str
    report_id: str
    message: str = ""
    duplicate: bool = False

    @property
    def accepted(self) -> bool:
        return not self.message


@dataclass
class Usage:
    """`known` has the reports by UDI and id; `refused` the verdicts on reports that were neither new nor genuine."""

    known: dict[tuple[str, str], Received] = field(default_factory=dict)
    refused: list[Verdict] = field(default_factory=list)

    def take(self, report: SignedReport, now: float, again: bool) -> Verdict:
        """Judge one report, and keep it when it is new. `again`: a known one is taken as well, to be acknowledged."""
        verdict = self._judge(report, now, again)
        if not verdict.accepted:
            self.refused.append(verdict)
        return verdict

    def _judge(self, report: SignedReport, now: float, again: bool) -> Verdict:
        try:
            payload = read_payload(report.payload)
        except ValueError as error:
            return Verdict(report.udi, "", f"The payload cannot be read: {error}")
        if not verify(device_secret(report.sn), report.payload, report.value):
            return Verdict(report.udi, payload.report_id, "The signature does not match the payload.")
        if payload.udi != report.udi:
            return Verdict(report.udi, payload.report_id, f"The report is about {payload.udi}.")
        known = self.known.get((report.udi, payload.report_id))
        if known is None:
            self.known[report.udi, payload.report_id] = Received(report.udi, payload.report_id, now)
            return Verdict(report.udi, payload.report_id)
        known.duplicates += 1
        return Verdict(report.udi, payload.report_id, "" if again else DUPLICATE, duplicate=True)

    def count_online(self, udi: str, numbers: Iterable[int], now: float) -> None:
        """Reports that a device sent by itself: CSSM takes what it knows already, and acknowledges it again."""
        for report_id in map(str, numbers):
            known = self.known.get((udi, report_id))
            if known is None:
                known = self.known[udi, report_id] = Received(udi, report_id, now)
            else:
                known.duplicates += 1
            known.acknowledged += 1
            known.handed_out += 1

    def count_acknowledged(self, udi: str, report_ids: Iterable[str]) -> None:
        for report_id in report_ids:
            self.known[udi, report_id].acknowledged += 1

    def count_handed_out(self, udi: str, report_ids: Iterable[str]) -> None:
        for report_id in report_ids:
            self.known[udi, report_id].handed_out += 1
