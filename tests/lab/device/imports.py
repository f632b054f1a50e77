# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`license smart import`: what a device takes from a file of CSSM, and the words in which it refuses one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cssm_answers import Answer, Grant, PolicyCode, read_answer
from . import syslog
from .model import Authorization, Policy, Terms

if TYPE_CHECKING:
    from .agent import SmartAgent

SUCCESS = "Import Data Successful"
# Which of the agent's known texts it prints for what is a guess; that there is no % sign before them as well.
NOT_AN_ANSWER = "message parsing error"
NOT_GENUINE = "Signature Verification failed"
NOT_MINE = "Product Instance identifier failed to match"
NO_SUCH_TAG = "The tag is invalid"

_HISTORY = {
    "smartLicensePolicy": "POLICY",
    "smartLicenseAuthorization": "AUTH",
    "smartLicenseRumAck": "RUM ACK",
    "smartLicenseAccountInfo": "ACCOUNT INFO",
}


def import_answer(agent: SmartAgent, data: bytes, now: float) -> str:
    """Take everything in the file or nothing of it; returns what is printed.

    A file that was imported before is taken again, with the same words. Acknowledged reports that the device does
    not have are skipped; a single part for another device makes it refuse the whole file.
    """
    try:
        answer = read_answer(data)
    except ValueError:
        return NOT_AN_ANSWER
    if not answer.genuine:
        return NOT_GENUINE
    if not answer.udis <= {str(member) for member in agent.members}:
        return NOT_MINE
    features = {_feature(tag) for grant in answer.grants for tag in grant.entitlements}
    if not features <= set(agent.around.profile.export_features):
        return NO_SUCH_TAG
    return "\n".join([*_apply(agent, answer, now), SUCCESS])


def _apply(agent: SmartAgent, answer: Answer, now: float) -> list[str]:
    for index, member in enumerate(agent.members):
        if str(member) in answer.trusted:
            agent.install_trust(index, now)
    if answer.policy is not None:
        _install_policy(agent, answer.policy, now)
    overwritten = [line for grant in answer.grants for line in _install(agent, grant, now)]
    if "smartLicenseRumAck" in answer.parts:
        agent.acknowledge({int(number) for _, number in answer.acknowledged if number.isdecimal()}, now)
    agent.subscriptions.update(answer.subscriptions)
    if answer.account is not None:
        agent.account_as_of, agent.virtual_account = now, answer.account.virtual_account
    for part in answer.parts:
        agent.imports.setdefault(_HISTORY.get(part, "TRUST CODE"), []).append(now)
    return overwritten


def _install_policy(agent: SmartAgent, code: PolicyCode, now: float) -> None:
    def terms(kind: str) -> Terms:
        found = code.terms[kind]
        return Terms(found.first_report, found.frequency, found.on_change, "Customer Policy")

    agent.policy = Policy(terms("perpetual"), terms("subscription"), terms("enforced"), terms("export"), code.name, now)
    agent.schedule_push()
    agent.around.log(now, syslog.policy_installed())


def _install(agent: SmartAgent, grant: Grant, now: float) -> list[str]:
    """One code on every member of that UDI; a code that it replaces is confirmed in a line of its own."""
    printed: list[str] = []
    for index in _positions(agent, grant.udi):
        before = agent.authorizations[index]
        if before.installed_at is not None:
            printed.append(f"Last Confirmation code {before.confirmation} for UDI: {grant.udi}")
        if grant.entitlements:
            feature = _feature(next(iter(grant.entitlements)))
            agent.codes.install(index, feature, grant.confirmation, now)
        else:
            agent.authorizations[index] = Authorization(return_code=before.return_code)
            agent.around.log(now, syslog.authorization_removed(agent.members[index]))
    agent.pending_request = None
    return printed


def _positions(agent: SmartAgent, udi: str) -> list[int]:
    return [index for index, member in enumerate(agent.members) if str(member) == udi]


def _feature(tag: str) -> str:
    """The name of the command line for an entitlement tag; only the export licences have one here."""
    return "hseck9" if "_HSEC," in tag else tag
