# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A router under a controller, and run after run of its workflow: each leaves the note that the next one reads."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.assess import assess, facts_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.assessment import Assessment
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.intent import Intent
from ansible_collections.netops.smart_licensing.plugins.module_utils.assess.result import result_of
from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import empty_reachability, empty_state

HOST = "wan-1"
UDI = {"pid": "C8300-1N1S-4T2X", "sn": "FDO2460A0KK"}
SLAC = {"name": "hseck9", "tag": "regid.hseck9"}


def router(wall_clock: str = "2026-11-24T10:00:00", zone: str = "UTC", **changes: Any) -> dict[str, Any]:
    """Return the state of a router fresh from its box, with NETCONF, all saved; `changes` by section."""
    state: dict[str, Any] = copy.deepcopy(dict(empty_state()))
    member = {"role": None, **UDI, "installed": False, "entitlements": [], "return_code": None}
    known: dict[str, Any] = {
        "mode": "policy",
        "product": dict(UDI),
        "transport": {**state["transport"], "type": "cslu"},
        "authorizations": [member],
        "clock": {"text": "", "wall_clock": wall_clock, "zone": zone, "synchronized": True, "source": "NTP"},
        "platform": {"release": "17.12.4", "operating_mode": "autonomous"},
        "config": {"saved": True},
        "reachability": {**empty_reachability(), "netconf": True, "saved": True},
    }
    for section, values in {**known, **changes}.items():
        is_section = isinstance(state[section], dict) and isinstance(values, dict)
        state[section] = {**state[section], **values} if is_section else values
    return state


def with_slac() -> dict[str, Any]:
    """Return the change of a router that has its SLAC, for `router`."""
    return {"authorizations": [{"role": None, **UDI, "installed": True, "entitlements": [SLAC], "return_code": None}]}


class Runs:
    """Runs of one workflow on one host, as slp_assess does them; `result` is what the last one wrote."""

    def __init__(self, workflow: str, variables: Mapping[str, Any], result: dict[str, Any] | None = None) -> None:
        self.intent = Intent(workflow, HOST, "192.0.2.11", variables)
        self.result = result

    def assess(self, state: Any, seen: Mapping[str, Any], *confirmed: str) -> Assessment:
        """Return the assessment, and keep its result where it is final."""
        facts, way = facts_of(self.intent, state, self.result, confirmed, seen)
        assessment = assess(facts)
        if assessment.final:
            self.result = result_of(facts, way, assessment, changed=False)
        return assessment


def due(assessment: Assessment) -> list[str]:
    """Return the steps that are due, without the look at the end."""
    return assessment.due("report")[:-1]


def open_gates(assessment: Assessment) -> list[str]:
    return [gate["id"] for gate in assessment.gates if gate["state"] == "open"]


def unproved(assessment: Assessment) -> list[str]:
    return [proof.step for proof in assessment.proofs if not proof.proved]
