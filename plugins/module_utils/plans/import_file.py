# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide whether a device already has the content of a response file, kind by kind."""

from __future__ import annotations

import re

from ..files.envelope import Answer, Kind
from ..files.udi import Udi, udi
from ..state.state import State, udis, without_trust

_TAG = re.compile(r"regid\.[^,]*\.cisco\.([^,]+),")
# A report in this state was acknowledged; one that the device no longer lists was acknowledged and purged.
ACKNOWLEDGED = "ACK"


def device_udis(state: State) -> frozenset[Udi]:
    """Return the UDIs of a device, one for each member."""
    return frozenset(udi(entry["pid"], entry["sn"]) for entry in udis(state))


def not_imported(answer: Answer, state: State) -> list[Kind]:
    """Return the kinds of content that the device does not show yet.

    `state` needs the reports (rum) for an ACK. An ACK that cannot be read counts as not imported: the device itself
    takes it a second time without harm.
    """
    return [kind for kind in answer.kinds if _IS_MISSING[kind](answer, state)]


def _ack_is_missing(answer: Answer, state: State) -> bool:
    if answer.acknowledged is None:
        return True
    own = device_udis(state)
    acknowledged = {report.report_id for report in answer.acknowledged if report.udi is None or report.udi in own}
    return any(
        str(item["id"]) in acknowledged and item["state"] != ACKNOWLEDGED for item in state["rum_reports"]["items"]
    )


def _slac_is_missing(answer: Answer, state: State) -> bool:
    own, installed = device_udis(state), _installed(state)
    return any(
        installed.isdisjoint((authorization.udi, name) for name in (_short(entitlement.tag), entitlement.name))
        for authorization in answer.authorizations
        for entitlement in authorization.entitlements
        if authorization.udi in own
    )


def _installed(state: State) -> set[tuple[Udi | None, str | None]]:
    return {
        (udi(entry["pid"], entry["sn"]), name)
        for entry in state["authorizations"]
        if entry["installed"] and entry["pid"]
        for entitlement in entry["entitlements"]
        for name in (entitlement["tag"], entitlement["name"])
        if name
    }


def _short(tag: str | None) -> str | None:
    """Return the name in an entitlement tag, which is all that a device shows: `DNA_HSEC`."""
    found = _TAG.match(tag or "")
    return found[1] if found else tag


def _policy_is_missing(answer: Answer, state: State) -> bool:
    return bool(answer.policy != state["policy"]["name"])


def _trust_is_missing(_answer: Answer, state: State) -> bool:
    return bool(without_trust(state))


def _never_missing(_answer: Answer, _state: State) -> bool:
    """The names of the accounts come along with something else."""
    return False


_IS_MISSING = {
    "ack": _ack_is_missing,
    "slac": _slac_is_missing,
    "policy": _policy_is_missing,
    "trust": _trust_is_missing,
    "account": _never_missing,
}
