# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorization codes (SLAC) of the members of a device: asked for, installed, given back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..cssm import Refusal, digest
from . import syslog
from .model import NOT_FOUND, NOT_TRUSTED, WRONG_TRANSPORT, Authorization, PendingRequest

if TYPE_CHECKING:
    from .agent import SmartAgent

NOTHING_TO_RETURN = "No reservation authorization code installed in device"
ENTER_CODE = "Enter this return code in Cisco Smart Software Manager portal:"
REQUEST_IN_A_FILE = (17, 7, 1)


class AuthorizationCodes:
    """What `license smart authorization` does to an agent."""

    def __init__(self, agent: SmartAgent) -> None:
        self._agent = agent

    def request(self, feature: str, scope: str, now: float) -> str:
        """`license smart authorization request {add|replace}`; prints nothing when the request begins."""
        around = self._agent.around
        off = around.config().license.transport == "off"
        if off and around.profile.numbers >= REQUEST_IN_A_FILE:
            return self.prepare(feature, scope)
        if feature.lower() not in around.profile.export_features:
            return NOT_FOUND
        if off:
            return WRONG_TRANSPORT
        self._agent.later(now, lambda moment: self._answer(feature.lower(), scope, moment))
        return ""

    def prepare(self, feature: str, scope: str) -> str:
        """Keep a request for a file; prints nothing when the feature is one that can be asked for."""
        if feature.lower() not in self._agent.around.profile.export_features:
            return NOT_FOUND
        self._agent.pending_request = PendingRequest(feature.lower(), scope)
        return ""

    def _answer(self, feature: str, scope: str, now: float) -> None:
        agent = self._agent
        if not agent.reachable("Authorization Request", now):
            return
        if agent.through_cslu:
            agent.contact.authorize(PendingRequest(feature, scope), now)
            return
        if not agent.trusted:
            self._refuse(0, NOT_TRUSTED, now)
            return
        for index in agent.in_scope(scope):
            udi = str(agent.members[index])
            try:
                confirmation = agent.around.cssm.authorize(udi, feature, now, agent.device_time(now))
            except Refusal as refusal:
                self._refuse(index, str(refusal), now)
                return
            self.install(index, feature, confirmation, now)
        agent.statistics["Authorization Request"].succeeded(now)
        agent.statistics["Authorization Confirmation"].succeeded(now)

    def install(self, index: int, feature: str, confirmation: str, now: float) -> None:
        self._agent.authorizations[index] = Authorization(feature, now, confirmation)
        self._agent.around.log(now, syslog.authorization_installed(self._agent.members[index]))

    def give_back(self, scope: str, online: bool, now: float) -> str:
        """Removes the code first, then prints the return code; online, CSSM hears of it later."""
        agent = self._agent
        codes = agent.authorizations
        held = [index for index in agent.in_scope(scope) if codes[index].installed_at is not None]
        if not held:
            return NOTHING_TO_RETURN
        for index in held:
            if codes[index].feature in agent.around.faults.features_in_use:
                # The words are not known; nothing in these says "error".
                return f"The license {codes[index].feature} is in use, return is not possible"
        printed: list[str] = []
        for index in held:
            feature = codes[index].feature
            code = _return_code(str(agent.members[index]), feature, now)
            codes[index] = Authorization(return_code=code)
            agent.around.log(now, syslog.authorization_removed(agent.members[index]))
            printed += [f"    UDI: {agent.members[index]}", f"    Return code: {code}"]
            if online:
                agent.later(now, partial(self._confirm_return, index, feature))
        head = [] if online else [ENTER_CODE]
        return "\n".join([*head, *printed])

    def _confirm_return(self, index: int, feature: str, now: float) -> None:
        agent = self._agent
        if agent.reachable("Authorization Return", now):
            agent.around.cssm.take_back(str(agent.members[index]), feature)
            agent.statistics["Authorization Return"].succeeded(now)

    def _refuse(self, index: int, reason: str, now: float) -> None:
        self._agent.fail("Authorization Request", "NOT OK", reason, now, False)
        self._agent.around.log(now, syslog.authorization_failed(self._agent.members[index], reason))


def _return_code(udi: str, feature: str, now: float) -> str:
    """Eight groups of six letters and digits, as return codes look."""
    text = digest(udi, feature, str(int(now)), "return")
    return "-".join(text[start : start + 6] for start in range(0, 48, 6))


def bare(printed: str) -> str:
    """The same in the form of classic licensing: each code alone in its line, and no name before it."""
    if "Return code: " not in printed:
        return printed
    lines = [line.strip().removeprefix("Return code: ") for line in printed.splitlines() if line != ENTER_CODE]
    return "\n".join([ENTER_CODE, *lines])
