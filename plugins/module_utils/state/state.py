# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence state of a product instance: its shape, and common queries.

Plain JSON types; absent data is None, an absent list is empty; values stay as the device prints them, except numbers,
booleans and the words for nothing.
"""

from __future__ import annotations

import collections
from typing import Any, Literal, TypedDict

Mode = Literal["policy", "classic", "unsupported"]


class State(TypedDict):
    """The licence data of a device, by section. See docs/state.md for the keys inside.

    `mode` is None when the output cannot tell: that is not a policy mode either.
    """

    mode: Mode | None
    mode_evidence: str | None
    status: dict[str, Any]
    utility: dict[str, Any]
    account: dict[str, Any]
    privacy: dict[str, Any]
    transport: dict[str, Any]
    policy: dict[str, Any]
    usage_reporting: dict[str, Any]
    trust_codes: list[dict[str, Any]]
    licenses: list[dict[str, Any]]
    product: dict[str, Any]
    members: list[dict[str, Any]]
    agent_version: str | None
    authorizations: list[dict[str, Any]]
    authorization_channel: dict[str, Any]
    derived_licenses: list[str]
    reservation: dict[str, Any]
    export_features: list[str]
    custom_id: str | None
    rum_reports: dict[str, Any]
    telemetry: dict[str, Any]
    conversion: dict[str, Any]
    communication: dict[str, Any]
    channel: dict[str, Any]
    jobs: dict[str, Any]
    certificates: dict[str, Any]
    ha: dict[str, Any]
    other: dict[str, Any]
    mapping: dict[str, Any]
    reporting_not_required: list[str]
    call_home: dict[str, Any] | None
    enforcement_state: str | None
    history: dict[str, list[str]] | None
    events: list[dict[str, Any]]
    clock: dict[str, Any] | None
    platform: dict[str, Any] | None
    config: dict[str, Any] | None
    reachability: dict[str, Any] | None
    unparsed: list[str]


def udis(state: State) -> list[dict[str, Any]]:
    """Return the UDIs of all members, or of the single device; empty when the output did not print any.

    show license status names the members only if it shows their trust codes.
    """
    if state["members"]:
        return state["members"]
    named = [code for code in state["trust_codes"] if code["role"] is not None]
    if named:
        return [{key: code[key] for key in ("role", "pid", "sn")} for code in named]
    product = state["product"]
    return [{"role": None, **product}] if product["pid"] else []


def without_trust(state: State) -> list[str]:
    """Return the names (PID:..,SN:..) of the members that have no trust code; empty when all have one.

    If the device prints one date for the whole set, that date applies to every member.
    """
    codes = state["trust_codes"]
    if not codes:
        return [udi_name(udi) for udi in udis(state)] or ["this product instance"]
    missing = [udi_name(code) for code in codes if not code["installed"]]
    if len(codes) == 1 and codes[0]["role"] is None:
        return missing
    # Counted, since two supervisors can share a UDI and each needs its own code.
    named = collections.Counter(udi_name(code) for code in codes)
    expected = collections.Counter(udi_name(udi) for udi in udis(state))
    return missing + list((expected - named).elements())


def udi_name(udi: dict[str, Any]) -> str:
    """Write a UDI as the device does: `PID:C9300-24U,SN:FOC1`."""
    return f"PID:{udi['pid']},SN:{udi['sn']}"
