# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The usage (RUM) reports of a device: one open for each licence, closed ones until they are acknowledged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .. import rum
from ..clock import DAY
from ..cssm import digest
from .model import RumReport
from .profile import Licence, Profile, Udi

SAMPLE_SECONDS = 900
NEWER_SHAPE = (17, 7, 1)
_STORED = ("CLOSED", "UNACK")


class Reports:
    """A device begins with one report of yesterday and one that is still open for each licence."""

    def __init__(
        self, profile: Profile, now: float, flagged: Callable[[], bool], subscriptions: Mapping[str, str]
    ) -> None:
        """`flagged`: utility mode is on. `subscriptions`: IDs that an ACK brought, by entitlement."""
        self._profile = profile
        self._flagged = flagged
        self._subscriptions = subscriptions
        self._next = int(now)
        self.all: list[RumReport] = []
        for licence in profile.licences:
            report = self._open(licence, now - 2 * DAY)
            self._close(report, now - DAY)
        for licence in profile.licences:
            self._open(licence, now - DAY)

    def within(self, *states: str) -> list[RumReport]:
        return [report for report in self.all if report.state in states]

    def close(self, now: float) -> None:
        """Close what is open and open its successors. A report without a sample yet has nothing to say and stays."""
        for report in self.within("OPEN"):
            if now - (report.opened_at or now) >= SAMPLE_SECONDS:
                self._close(report, now)
                self._open(self._licence(report), now)

    # -- what a command asks for; acknowledged reports are gone from storage ---------------------------------------

    def stored(self) -> list[RumReport]:
        return self.within(*_STORED)

    def unreported(self) -> list[RumReport]:
        return self.within("CLOSED")

    def of_days(self, days: int, now: float) -> list[RumReport]:
        return [report for report in self.stored() if (report.closed_at or 0) >= now - days * DAY]

    def numbered(self, number: str) -> list[RumReport]:
        return [report for report in self.stored() if str(report.number) == number]

    # -- what came of it --------------------------------------------------------------------------------------------

    @staticmethod
    def hand_over(reports: Iterable[RumReport]) -> None:
        """They were sent or saved, and wait for their acknowledgement."""
        for report in reports:
            if report.state == "CLOSED":
                report.state = "UNACK"

    def acknowledge(self, numbers: set[int]) -> None:
        """Numbers that the device does not have, or has not closed, are nothing to it."""
        for report in self.stored():
            if report.number in numbers:
                report.state = "ACK"

    # -- making them ------------------------------------------------------------------------------------------------

    def _open(self, licence: Licence, moment: float) -> RumReport:
        report = RumReport(self._next, licence.name, "OPEN", moment, entitlement=licence.entitlement)
        self._next += 1
        self.all.append(report)
        return report

    def _close(self, report: RumReport, moment: float) -> None:
        report.state, report.closed_at = "CLOSED", moment
        flag: dict[str, bool | str] = {"utility_enabled": self._flagged()}
        if self._flagged() and report.entitlement in self._subscriptions:
            # Reports have the ID then, says the guide; it does not say under which name.
            flag |= {"subscription_id": self._subscriptions[report.entitlement]}
        report.payload = payload(self._profile, report, self._licence(report).count, flag)

    def _licence(self, report: RumReport) -> Licence:
        return next(found for found in self._profile.licences if found.entitlement == report.entitlement)


def signed(profile: Profile, report: RumReport) -> str:
    """The JSON text of a closed report in files and in the REST service, signed by the active member."""
    return rum.report(str(profile.udi), report.payload, rum.device_secret(profile.udi.sn))


def payload(profile: Profile, report: RumReport, count: int, flag: Mapping[str, bool | str]) -> str:
    """The text that the signature covers, in the shape of the release. Times are whole seconds since 1970.

    `flag`: what it says of utility mode. No report of the older shape with it was seen, and this one has none. Two
    shapes are seen, from 17.6.2 and from 17.9.2; releases between them get the later one.
    """
    asset = asset_name(profile)
    started, ended = int(report.opened_at or 0), int(report.closed_at or 0)
    named, instance = {"name": asset}, {"sudi": sudi(profile.udi)}
    signature = {"signing_type": "builtin", "key": asset, "value": digest(asset, str(report.number))}
    meta: dict[str, Any] = {
        "software_version": profile.padded_release,
        "ha_udi": [{"role": member.role, "sudi": sudi(member)} for member in profile.members],
    }
    measurement = {
        "log_time": ended,
        "metric_name": "ENTITLEMENT",
        "start_time": started,
        "end_time": ended,
        "sample_interval": ended - started,
        "num_samples": (ended - started) // SAMPLE_SECONDS,
        "meta": {"termination_reason": "CurrentUsageRequested"},
        "value": {"type": "COUNT", "value": str(count)},
    }
    if profile.numbers < NEWER_SHAPE:
        whole = {
            "asset_identification": {"asset": named, "instance": instance, "signature": signature},
            "meta": {"entitlement_tag": report.entitlement, "report_id": report.number} | meta,
            "measurements": [measurement],
        }
    else:
        whole = {
            "version": "2.0",
            "asset_identification": {"report_id": report.number, "asset": named, "instance": instance},
            "signature": signature,
            "meta": {"entitlement_tag": report.entitlement, **flag} | meta,
            "measurements": [measurement],
        }
    return json.dumps(whole, separators=(",", ":"))


def sudi(udi: Udi) -> dict[str, str]:
    return rum.sudi(str(udi))


def asset_name(profile: Profile) -> str:
    """`regid.2019-10.com.cisco.C8300,1.0_<uuid>`; the number is invented, but one for each product."""
    product = profile.udi.pid.partition("-")[0].partition("/")[0]
    code = digest(product)
    uuid = "-".join((code[:8], code[8:12], code[12:16], code[16:20], code[20:32]))
    return f"regid.2019-10.com.cisco.{product},1.0_{uuid}"
