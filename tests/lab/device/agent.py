# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smart agent: what it was told, what it waits for, and what came of it.

Nothing runs by itself. Every action leaves an event that is due at a time; `tick` applies what became due,
and the device calls it before anybody looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..clock import DAY
from ..cssm import Cssm, Refusal, digest
from . import syslog
from .config import RunningConfig
from .model import (
    MESSAGE_TYPES,
    Authorization,
    Faults,
    MessageStatistics,
    Policy,
    RumReport,
    Terms,
    TrustCode,
    UsageReporting,
    default_policy,
)
from .profile import Profile
from .reach import way_to_cssm
from .schedule import Schedule

FIRST_PUSH_AFTER = 60.0
RETRY_AFTER = 3600.0
NOT_TRUSTED = "Insufficient trust for direct communication"
TRUST_IN_PROGRESS = "Smart agent id token registration is in progress"
NOT_FOUND = "The requested item was not found"
NOTHING_TO_RETURN = "No reservation authorization code installed in device"
WRONG_TRANSPORT = "The transport type needed is not configured"


@dataclass
class Surroundings:
    """What an agent has around it: its device's configuration, faults, syslog and event log, and CSSM."""

    profile: Profile
    cssm: Cssm
    faults: Faults
    config: Callable[[], RunningConfig]
    log: Callable[[float, str], None]
    record: Callable[[float, str], None]


class SmartAgent:
    """State of Smart Licensing Using Policy on one device; all times are lab time in seconds."""

    def __init__(self, around: Surroundings, now: float) -> None:
        self._around = around
        self._schedule = Schedule()
        self.started = now
        self.members = around.profile.members
        self.trust: list[TrustCode | None] = [None] * len(self.members)
        self.trust_in_progress = False
        self.authorizations = [Authorization() for _ in self.members]
        self.policy = default_policy()
        self.virtual_account = ""
        self.account_as_of: float | None = None
        first_push = now + FIRST_PUSH_AFTER if self.push_interval else None
        self.usage = UsageReporting(ack_deadline=now + 90 * DAY, next_push=first_push)
        self.statistics = {name: MessageStatistics() for name in MESSAGE_TYPES}
        self._next_report = int(now)
        self.reports: list[RumReport] = []
        for state in ("CLOSED", "OPEN"):
            for licence in around.profile.licences:
                self._add_report(licence.name, state, now)
        for licence in around.profile.licences:
            around.record(now, f'SAEVT_ENDPOINT_USAGE count="{licence.count}" entitlementTag="{licence.entitlement}"')

    # -- looking ------------------------------------------------------------------------------------------------

    @property
    def trusted(self) -> bool:
        return self.trust[0] is not None

    @property
    def cssm_account(self) -> str:
        """The Smart Account, once CSSM told the device about it."""
        return self._around.cssm.smart_account if self.account_as_of is not None else ""

    @property
    def push_interval(self) -> int:
        """Days between reports: what is configured, but never more than the policy in use allows.

        0 where the policy wants no reports about the kinds of licences in use.
        """
        kinds = {licence.kind for licence in self._around.profile.licences if licence.count}
        if kinds and not self.policy.wants_reports(kinds):
            return 0
        configured = self._around.config().license.usage_interval
        allowed = self.policy.reporting_days
        return min(configured, allowed) if allowed else configured

    def reports_in(self, *states: str) -> list[RumReport]:
        return [report for report in self.reports if report.state in states]

    def tick(self, now: float) -> None:
        """Apply every event that is due by `now`, each at its own time and in order."""
        self._schedule.run(now)

    # -- trust --------------------------------------------------------------------------------------------------

    def request_trust(self, token: str, scope: str, force: bool, now: float) -> str:
        """`license smart trust idtoken`; returns what is printed, which is nothing when it begins."""
        if self.trust_in_progress:
            return TRUST_IN_PROGRESS
        if self._around.config().license.transport == "off":
            return WRONG_TRANSPORT
        self.trust_in_progress = True
        self._later(now, lambda moment: self._answer_trust(token, scope, force, moment))
        return ""

    def _answer_trust(self, token: str, scope: str, force: bool, now: float) -> None:
        self.trust_in_progress = False
        wanted = self._in_scope(scope)
        if self.trusted and not force and all(self.trust[index] for index in wanted):
            self._fail("Trust Establishment", "ALREADY INSTALLED", "Trust code is already installed", now, False)
            self._around.log(now, syslog.trust_failed(self.members[0], "Trust code is already installed"))
            return
        if not self._reachable("Trust Establishment", now):
            return
        udis = [str(self.members[index]) for index in wanted]
        try:
            self.virtual_account = self._around.cssm.establish_trust(udis, token, self._device_time(now), now)
        except Refusal as refusal:
            self._fail("Trust Establishment", "NOT OK", str(refusal), now, False)
            self._around.log(now, syslog.trust_failed(self.members[0], str(refusal)))
            return
        self.statistics["Trust Establishment"].succeeded(now)
        for position, index in enumerate(wanted):
            if self._around.faults.trust_partial and position:
                continue
            self.install_trust(index, now + min(position, 1))
        self.install_policy(now)
        self._later(now, self._sync_trust)
        self.usage.next_push = now + FIRST_PUSH_AFTER
        self._schedule.at(self.usage.next_push, self._scheduled_push)

    def install_trust(self, index: int, moment: float) -> None:
        # CSSM dates the code by its own clock, five minutes back in the one capture that shows it.
        self.trust[index] = TrustCode(installed_at=moment, valid_from=moment - 302)
        self._around.log(moment, syslog.trust_installed(self.members[index]))

    def install_policy(self, now: float) -> None:
        source = "Customer Policy"
        details = self._around.profile.layout.prints("trust code details")
        first = (30, source) if details else (0, "CISCO default")
        self.policy = Policy(
            perpetual=Terms(30, 60, 60, source),
            subscription=Terms(120, 111, 111, source),
            enforced=Terms(first[0], 90, 60, source),
            export=Terms(first[0], 30, 30, source),
            name="SLE Policy",
            installed_at=now,
        )
        if details:
            # The 6.3 capture shows the trust answer counted as an ACK, the older ones do not.
            self.usage.last_ack, self.usage.ack_deadline = now, now + 30 * DAY
        self._around.log(now, syslog.policy_installed())

    def _sync_trust(self, now: float) -> None:
        """Account names arrive only with this later message, so a trusted device may not know its account yet."""
        if self._reachable("Trust Sync", now):
            self.statistics["Trust Sync"].succeeded(now)
            self.account_as_of = now

    # -- authorization codes (SLAC) -------------------------------------------------------------------------------

    def request_authorization(self, feature: str, scope: str, now: float) -> str:
        """`license smart authorization request {add|replace}`; prints nothing when the request begins."""
        if feature.lower() not in self._around.profile.export_features:
            return NOT_FOUND
        if self._around.config().license.transport == "off":
            return WRONG_TRANSPORT
        self._later(now, lambda moment: self._answer_authorization(feature.lower(), scope, moment))
        return ""

    def _answer_authorization(self, feature: str, scope: str, now: float) -> None:
        if not self._reachable("Authorization Request", now):
            return
        if not self.trusted:
            self._refuse_authorization(0, NOT_TRUSTED, now)
            return
        for index in self._in_scope(scope):
            try:
                confirmation = self._around.cssm.authorize(
                    str(self.members[index]), feature, now, self._device_time(now)
                )
            except Refusal as refusal:
                self._refuse_authorization(index, str(refusal), now)
                return
            self.authorizations[index] = Authorization(feature, now, confirmation)
            self._around.log(now, syslog.authorization_installed(self.members[index]))
        self.statistics["Authorization Request"].succeeded(now)
        self.statistics["Authorization Confirmation"].succeeded(now)

    def return_authorization(self, scope: str, online: bool, now: float) -> str:
        """Removes the code first, then prints the return code; online, CSSM hears of it later."""
        held = [index for index in self._in_scope(scope) if self.authorizations[index].installed_at is not None]
        if not held:
            return NOTHING_TO_RETURN
        for index in held:
            if self.authorizations[index].feature in self._around.faults.features_in_use:
                # The words are not known; nothing in these says "error".
                return f"The license {self.authorizations[index].feature} is in use, return is not possible"
        printed: list[str] = []
        for index in held:
            feature = self.authorizations[index].feature
            code = _return_code(str(self.members[index]), feature, now)
            self.authorizations[index] = Authorization(return_code=code)
            self._around.log(now, syslog.authorization_removed(self.members[index]))
            printed += [f"    UDI: {self.members[index]}", f"    Return code: {code}"]
            if online:
                self._later(now, partial(self._confirm_return, index, feature))
        head = [] if online else ["Enter this return code in Cisco Smart Software Manager portal:"]
        return "\n".join([*head, *printed])

    def _confirm_return(self, index: int, feature: str, now: float) -> None:
        if self._reachable("Authorization Return", now):
            self._around.cssm.take_back(str(self.members[index]), feature)
            self.statistics["Authorization Return"].succeeded(now)

    def _refuse_authorization(self, index: int, reason: str, now: float) -> None:
        self._fail("Authorization Request", "NOT OK", reason, now, False)
        self._around.log(now, syslog.authorization_failed(self.members[index], reason))

    # -- usage reports ------------------------------------------------------------------------------------------

    def synchronize(self, now: float) -> str:
        """`license smart sync`: a report at once; prints nothing, whatever comes of it."""
        self._later(now, self._push)
        return ""

    def _scheduled_push(self, now: float) -> None:
        """A push that was moved meanwhile is not ours; one that fails is tried again an hour later."""
        if self.usage.next_push is None or abs(self.usage.next_push - now) >= 1:
            return
        self._push(now)
        if self.usage.last_push != now:
            self.usage.next_push = now + RETRY_AFTER
            self._schedule.at(self.usage.next_push, self._scheduled_push)

    def _push(self, now: float) -> None:
        if not self._reachable("Usage Reporting", now):
            return
        if not self.trusted:
            # Not in a capture. An untrusted device has nothing to say to CSSM directly, and stays silent about it.
            self._fail("Usage Reporting", "NOT OK", NOT_TRUSTED, now, False)
            return
        self._close_open_reports(now)
        numbers = [report.number for report in self.reports_in("CLOSED", "UNACK")]
        try:
            self._around.cssm.receive_reports(str(self.members[0]), numbers, now, self._device_time(now))
        except Refusal as refusal:
            self._fail("Usage Reporting", "NOT OK", str(refusal), now, False)
            return
        self.statistics["Usage Reporting"].succeeded(now, "OK_POLL")
        for report in self.reports_in("CLOSED"):
            report.state = "UNACK"
        self.usage.last_push = now
        self.schedule_push()
        self.usage.next_ack_check = now + self._around.cssm.faults.delay
        self._later(now, lambda moment: self._acknowledge(set(numbers), moment))

    def schedule_push(self) -> None:
        """After a report, or when the interval changes: the next one is an interval away."""
        if not self.push_interval:
            self.usage.next_push = None
        elif self.usage.last_push is not None:
            self.usage.next_push = self.usage.last_push + self.push_interval * DAY
            self._schedule.at(self.usage.next_push, self._scheduled_push)

    def _acknowledge(self, numbers: set[int], now: float) -> None:
        self.usage.next_ack_check = None
        if not self._reachable("Result Polling", now):
            self.usage.next_ack_check = now + 300
            self._schedule.at(now + 300, lambda moment: self._acknowledge(numbers, moment))
            return
        self.statistics["Result Polling"].succeeded(now)
        for report in self.reports:
            if report.number in numbers:
                report.state = "ACK"
        self.usage.last_ack = self.account_as_of = now
        self.usage.ack_deadline = now + (self.policy.reporting_days or 90) * DAY

    def save_usage(self, numbers: list[int], now: float) -> str:
        if not numbers:
            return NOT_FOUND
        self.usage.last_file_write = now
        return ""

    def _close_open_reports(self, now: float) -> None:
        for report in self.reports_in("OPEN"):
            report.state, report.closed_at = "CLOSED", now
            self._add_report(report.feature, "OPEN", now)

    def _add_report(self, feature: str, state: str, now: float) -> None:
        closed_at = now if state == "CLOSED" else None
        self.reports.append(RumReport(self._next_report, feature, state, now, closed_at))
        self._next_report += 1

    # -- shared -------------------------------------------------------------------------------------------------

    def _in_scope(self, scope: str) -> range:
        return range(len(self.members) if scope == "all" else 1)

    def _device_time(self, now: float) -> float:
        return now + self._around.faults.skew_seconds

    def _later(self, now: float, apply: Callable[[float], None]) -> None:
        self._schedule.at(now + self._around.cssm.faults.delay, apply)

    def _fail(self, message: str, answer: str, reason: str, now: float, communication: bool) -> None:
        self.statistics[message].failed(now, answer, reason, communication)

    def _reachable(self, message: str, now: float) -> bool:
        down = self._around.faults.cssm_unreachable or self._around.cssm.faults.unreachable
        blocked = way_to_cssm(self._around.config(), self._around.profile, down)
        if blocked is None:
            return True
        self._fail(message, blocked.answer, blocked.reason, now, True)
        self._around.record(now, f'SAEVT_COMM_FAIL error="{blocked.log}"')
        self._around.log(now, syslog.communication_failed(blocked.peer, blocked.log))
        return False


def _return_code(udi: str, feature: str, now: float) -> str:
    """Eight groups of six letters and digits, as return codes look."""
    text = digest(udi, feature, str(int(now)), "return")
    return "-".join(text[start : start + 6] for start in range(0, 48, 6))
