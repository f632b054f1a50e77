# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An agent that reports through CSLU or SSM On-Prem: it hands over what it has, and asks for what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cslu import Collector
from .imports import import_answer
from .model import PendingRequest
from .reports import signed
from .requests import authorization_request, trust_request

if TYPE_CHECKING:
    from .agent import SmartAgent

POLL_AFTER = 3600.0
TRUST_THROUGH_CSLU = (17, 7, 1)


class CsluContact:
    """Every contact is between one device and one collector, which is known to be in reach. Times are lab time."""

    def __init__(self, agent: SmartAgent, collector: Collector) -> None:
        self._agent = agent
        self._collector = collector
        self._udi = str(agent.members[0])
        self._asked = False
        self._next_poll: float | None = None

    def push(self, now: float) -> None:
        """Reports, and before them the request for a trust code where the release sends one this way."""
        agent = self._agent
        profile = agent.around.profile
        if not agent.trusted and profile.numbers >= TRUST_THROUGH_CSLU and not self._asked:
            self._asked = True
            self._collector.request(self._udi, trust_request(profile, agent.around.config().hostname, now), now)
            agent.statistics["Trust Establishment"].succeeded(now, "OK_POLL")
        agent.book.close(now)
        answers = self._collector.receive(self._udi, [signed(profile, report) for report in agent.book.stored()], now)
        agent.reported(now)
        self._take(answers, now)
        self._poll_at(now + agent.around.cssm.faults.delay)

    def authorize(self, request: PendingRequest, now: float) -> None:
        agent = self._agent
        around = agent.around
        members = [
            (agent.members[index], agent.authorizations[index].return_code) for index in agent.in_scope(request.scope)
        ]
        data = authorization_request(around.profile, around.config().hostname, request.feature, members, now)
        self._collector.request(self._udi, data, now)
        agent.statistics["Authorization Request"].succeeded(now, "OK_POLL")
        agent.pending_request = request
        self._poll_at(now + around.cssm.faults.delay)

    def _poll_at(self, moment: float) -> None:
        self._next_poll = moment
        self._agent.usage.next_ack_check = moment if self._agent.reports_in("UNACK") else None
        self._agent.at(moment, self._poll)

    def _poll(self, now: float) -> None:
        # A device that now reports elsewhere no longer polls here.
        if self._next_poll != now or self._agent.contact is not self:
            return
        if self._agent.reachable("Result Polling", now):
            self._agent.statistics["Result Polling"].succeeded(now)
            self._take(self._collector.answers_for(self._udi, now), now)
        if self._waiting:
            self._poll_at(now + POLL_AFTER)
        else:
            self._next_poll = self._agent.usage.next_ack_check = None

    def _take(self, answers: list[bytes], now: float) -> None:
        for answer in answers:
            said = import_answer(self._agent, answer, now)
            self._agent.around.record(now, f'SAEVT_CSLU_ANSWER result="{said.splitlines()[-1]}"')
        self._asked = self._asked and not self._agent.trusted

    @property
    def _waiting(self) -> bool:
        agent = self._agent
        return bool(agent.reports_in("UNACK")) or self._asked or agent.pending_request is not None
