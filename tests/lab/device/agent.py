# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smart agent: its commands, what it waits for, and the results.

Nothing runs by itself. Every action leaves an event that is due at a time; `tick` applies what became due,
and the device calls it before any read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..clock import DAY
from ..cslu import Cslu
from ..cssm import Cssm, Refusal
from ..on_prem import OnPrem
from ..rum import flagged_entitlements
from . import syslog
from .authorization_codes import AuthorizationCodes
from .config import RunningConfig
from .cslu_contact import CsluContact
from .model import (
    MESSAGE_TYPES,
    NOT_TRUSTED,
    WRONG_TRANSPORT,
    Authorization,
    Faults,
    MessageStatistics,
    PendingRequest,
    Policy,
    RumReport,
    Terms,
    TrustCode,
    UsageReporting,
    default_policy,
)
from .profile import Profile
from .reach import goes_to_on_prem, way_to_cslu, way_to_cssm, way_to_on_prem
from .reports import Reports
from .schedule import Schedule

FIRST_PUSH_AFTER = 60.0
RETRY_AFTER = 3600.0
TRUST_IN_PROGRESS = "Smart agent id token registration is in progress"


@dataclass
class Surroundings:
    """What an agent has around it: its device's configuration, faults, syslog and event log, and whom it reports to."""

    profile: Profile
    cssm: Cssm
    cslus: Sequence[Cslu]
    on_prem: OnPrem
    faults: Faults
    config: Callable[[], RunningConfig]
    log: Callable[[float, str], None]
    record: Callable[[float, str], None]


class SmartAgent:
    """State of Smart Licensing Using Policy on one device; all times are lab time in seconds."""

    def __init__(self, around: Surroundings, now: float) -> None:
        self.around = around
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
        self.subscriptions: dict[str, str] = {}
        self.book = Reports(around.profile, now, lambda: around.config().license.utility, self.subscriptions)
        self.pending_request: PendingRequest | None = None
        self.imports: dict[str, list[float]] = {}
        self._with_cslu = [CsluContact(self, cslu) for cslu in around.cslus]
        self._with_on_prem = CsluContact(self, around.on_prem)
        self.codes = AuthorizationCodes(self)
        for licence in around.profile.licences:
            around.record(now, f'SAEVT_ENDPOINT_USAGE count="{licence.count}" entitlementTag="{licence.entitlement}"')

    # -- looking ------------------------------------------------------------------------------------------------

    @property
    def trusted(self) -> bool:
        return self.trust[0] is not None

    @property
    def through_cslu(self) -> bool:
        return self.around.config().license.transport in ("cslu", "automatic")

    @property
    def through_on_prem(self) -> bool:
        return goes_to_on_prem(self.around.config(), self.around.on_prem)

    @property
    def contact(self) -> CsluContact:
        """With whom the device has to do now, where that is not CSSM."""
        if self.through_on_prem:
            return self._with_on_prem
        return self._with_cslu[list(self.around.cslus).index(self.cslu)]

    @property
    def cslu(self) -> Cslu:
        """The one at whose port the URL leads; where it leads to none, or is not given, its own one."""
        url = self.around.config().license.url_cslu
        return next((cslu for cslu in self.around.cslus if cslu.is_at(url)), self.around.cslus[0])

    @property
    def cssm_account(self) -> str:
        """The Smart Account, once CSSM told the device about it."""
        return self.around.cssm.smart_account if self.account_as_of is not None else ""

    @property
    def push_interval(self) -> int:
        """Days between reports: what is configured, but never more than the policy in use allows.

        0 if the policy wants no reports about the kinds of licences in use, and in SD-WAN controller mode, where the
        controller reports.
        """
        if self.around.profile.controller_mode:
            return 0
        kinds = {licence.kind for licence in self.around.profile.licences if licence.count}
        if kinds and not self.policy.wants_reports(kinds):
            return 0
        configured = self.around.config().license.usage_interval
        allowed = self.policy.reporting_days
        return min(configured, allowed) if allowed else configured

    @property
    def reports(self) -> list[RumReport]:
        return self.book.all

    def reports_in(self, *states: str) -> list[RumReport]:
        return self.book.within(*states)

    def at(self, moment: float, apply: Callable[[float], None]) -> None:
        self._schedule.at(moment, apply)

    def tick(self, now: float) -> None:
        """Apply every event that is due by `now`, each at its own time and in order."""
        self._schedule.run(now)

    # -- trust --------------------------------------------------------------------------------------------------

    def request_trust(self, token: str, scope: str, force: bool, now: float) -> str:
        """`license smart trust idtoken`; returns what is printed, which is nothing when it begins."""
        if self.trust_in_progress:
            return TRUST_IN_PROGRESS
        if self.around.config().license.transport == "off":
            return WRONG_TRANSPORT
        self.trust_in_progress = True
        self.later(now, lambda moment: self._answer_trust(token, scope, force, moment))
        return ""

    def _answer_trust(self, token: str, scope: str, force: bool, now: float) -> None:
        self.trust_in_progress = False
        wanted = self.in_scope(scope)
        if self.trusted and not force and all(self.trust[index] for index in wanted):
            self.fail("Trust Establishment", "ALREADY INSTALLED", "Trust code is already installed", now, False)
            self.around.log(now, syslog.trust_failed(self.members[0], "Trust code is already installed"))
            return
        if not self.reachable("Trust Establishment", now):
            return
        if self.through_cslu:
            # CSLU has no use for a token; it is not known in which words a device says so.
            self.fail("Trust Establishment", "NOT OK", WRONG_TRANSPORT, now, False)
            self.around.log(now, syslog.trust_failed(self.members[0], WRONG_TRANSPORT))
            return
        udis = [str(self.members[index]) for index in wanted]
        try:
            self.virtual_account = self.around.cssm.establish_trust(udis, token, self.device_time(now), now)
        except Refusal as refusal:
            self.fail("Trust Establishment", "NOT OK", str(refusal), now, False)
            self.around.log(now, syslog.trust_failed(self.members[0], str(refusal)))
            return
        self.statistics["Trust Establishment"].succeeded(now)
        for position, index in enumerate(wanted):
            if self.around.faults.trust_partial and position:
                continue
            self.install_trust(index, now + min(position, 1))
        self.install_policy(now)
        self.at(now + self.around.cssm.faults.delay, self._sync_trust)
        if self.push_interval:
            self.usage.next_push = now + FIRST_PUSH_AFTER
            self._schedule.at(self.usage.next_push, self._scheduled_push)

    def install_trust(self, index: int, moment: float) -> None:
        # CSSM dates the code by its own clock, five minutes back in the one capture that shows it.
        self.trust[index] = TrustCode(installed_at=moment, valid_from=moment - 302)
        self.around.log(moment, syslog.trust_installed(self.members[index]))

    def install_policy(self, now: float) -> None:
        source = "Customer Policy"
        details = self.around.profile.layout.prints("trust code details")
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
        self.around.log(now, syslog.policy_installed())

    def _sync_trust(self, now: float) -> None:
        """Account names arrive only with this later message, so a trusted device may not know its account yet."""
        if self.reachable("Trust Sync", now):
            self.statistics["Trust Sync"].succeeded(now)
            self.account_as_of = now

    # -- usage reports ------------------------------------------------------------------------------------------

    def synchronize(self, now: float) -> str:
        """`license smart sync`: a report at once; prints nothing, whatever comes of it."""
        self.later(now, self._push)
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
        if self.around.profile.controller_mode:
            # Its output for a manual sync is unknown; it sends nothing.
            return
        if not self.reachable("Usage Reporting", now):
            return
        if self.through_cslu:
            self.contact.push(now)
            return
        if not self.trusted:
            # Not in a capture. An untrusted device has nothing to say to CSSM directly, and stays silent about it.
            self.fail("Usage Reporting", "NOT OK", NOT_TRUSTED, now, False)
            return
        self.book.close(now)
        numbers = [report.number for report in self.reports_in("CLOSED", "UNACK")]
        try:
            self.around.cssm.receive_reports(str(self.members[0]), numbers, now, self.device_time(now))
        except Refusal as refusal:
            self.fail("Usage Reporting", "NOT OK", str(refusal), now, False)
            return
        self.reported(now)
        self.usage.next_ack_check = now + self.around.cssm.faults.delay
        flagged = flagged_entitlements(report.payload for report in self.reports_in("CLOSED", "UNACK"))
        self.at(self.usage.next_ack_check, lambda moment: self._acknowledge(set(numbers), flagged, moment))

    def reported(self, now: float) -> None:
        """Somebody took the reports; their acknowledgement comes later."""
        self.statistics["Usage Reporting"].succeeded(now, "OK_POLL")
        self.book.hand_over(self.book.unreported())
        self.usage.last_push = now
        self.schedule_push()

    def schedule_first_push(self, now: float) -> None:
        """There is somebody to report to now, and a first report is due a minute after that was configured."""
        if self.usage.last_push is None and self.push_interval:
            self.usage.next_push = now + FIRST_PUSH_AFTER
            self.at(self.usage.next_push, self._scheduled_push)

    def schedule_push(self) -> None:
        """After a report, or when the interval changes: the next one is an interval away."""
        if not self.push_interval:
            self.usage.next_push = None
        elif self.usage.last_push is not None:
            self.usage.next_push = self.usage.last_push + self.push_interval * DAY
            self._schedule.at(self.usage.next_push, self._scheduled_push)

    def _acknowledge(self, numbers: set[int], flagged: set[str], now: float) -> None:
        self.usage.next_ack_check = None
        if not self.reachable("Result Polling", now):
            self.usage.next_ack_check = now + 300
            self._schedule.at(now + 300, lambda moment: self._acknowledge(numbers, flagged, moment))
            return
        self.statistics["Result Polling"].succeeded(now)
        self.account_as_of = now
        self.subscriptions.update(self.around.cssm.subscription_ids(str(self.members[0]), flagged))
        self.acknowledge(numbers, now)

    def acknowledge(self, numbers: set[int], now: float) -> None:
        """An ACK came, from CSSM or in a file; the time of the next one is counted from here."""
        self.book.acknowledge(numbers)
        self.usage.last_ack = now
        self.usage.ack_deadline = now + (self.policy.reporting_days or 90) * DAY

    # -- shared -------------------------------------------------------------------------------------------------

    def forget_requests(self) -> None:
        """Go on with what is on record alone: reports, their ACKs and the next push, not a request that was typed."""
        self._schedule.forget()
        self.trust_in_progress = False
        self.pending_request = None

    def in_scope(self, scope: str) -> range:
        return range(len(self.members) if scope == "all" else 1)

    def device_time(self, now: float) -> float:
        return now + self.around.faults.skew_seconds

    def later(self, now: float, apply: Callable[[float], None]) -> None:
        self._schedule.at(now + self.around.cssm.faults.delay, apply, lasts=False)

    def fail(self, message: str, answer: str, reason: str, now: float, communication: bool) -> None:
        self.statistics[message].failed(now, answer, reason, communication)

    def reachable(self, message: str, now: float) -> bool:
        config, faults = self.around.config(), self.around.faults
        peer = "on_prem" if self.through_on_prem else "cslu" if self.through_cslu else "cssm"
        down = faults.cssm_unreachable or peer in faults.cut_off_from
        if self.through_on_prem:
            blind = self.around.faults.crl_unreachable
            blocked = way_to_on_prem(config, self.around.profile, self.around.on_prem, blind, down)
        elif self.through_cslu:
            blocked = way_to_cslu(config, self.around.profile, down or not self.cslu.hears(config.license.url_cslu))
        else:
            blocked = way_to_cssm(config, self.around.profile, down or self.around.cssm.faults.unreachable)
        if blocked is None:
            return True
        self.fail(message, blocked.answer, blocked.reason, now, True)
        self.around.record(now, f'SAEVT_COMM_FAIL error="{blocked.log}"')
        self.around.log(now, syslog.communication_failed(blocked.peer, blocked.log))
        return False
