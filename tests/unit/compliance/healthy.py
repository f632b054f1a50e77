# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device that no rule finds fault with, and what was changed about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.facts import clock_of, data_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.findings import Finding, findings
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import Rule, compiled
from tests.unit.parsers.captures import fixture

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
INTENT: dict[str, Any] = {
    "topology": "direct",
    "transport": "smart",
    "url": "https://smartreceiver.cisco.com/licservice/license",
    "smart_account": "Lab Industries",
    "virtual_account": "WAN",
    "policy": "SLE Policy",
    "hostname_private": False,
    "compliance_window": 14,
    "most_reports": 100,
    "offline_days": 30,
}


def healthy() -> dict[str, Any]:
    """Return the state of a device a day after it was brought onto Smart Licensing Using Policy."""
    state: dict[str, Any] = parse_show("show license all", fixture("show-license-all", "c8300-wan-trusted"))
    state["clock"] = {
        "text": "09:00:00.000 UTC Wed Nov 25 2026",
        "wall_clock": "2026-11-25T09:00:00",
        "zone": "UTC",
        "synchronized": True,
        "source": "NTP",
    }
    state["platform"] = {"release": "17.12.4", "licensing": {"throughput_kbps": 100_000}}
    return state


def change(data: dict[str, Any], changes: dict[str, Any]) -> None:
    """Set values in place, each by its path, such as `policy.name` or `trust_codes.0.installed`."""
    for path, value in changes.items():
        *way, last = path.split(".")
        place: Any = data
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        if isinstance(place, list):
            place[int(last)] = value
        else:
            place[last] = value


def found(
    state: dict[str, Any] | None,
    rules: list[Rule] | None = None,
    intent: dict[str, Any] | None = None,
    error: dict[str, Any] | None = None,
    ledger: dict[str, Any] | None = None,
    workflow: dict[str, Any] | None = None,
) -> list[Finding]:
    """Return what the rules find on a device with that state."""
    data = data_of("rtr1", state, INTENT | (intent or {}), ledger, error, NOW, workflow)  # type: ignore[arg-type]
    return findings(compiled() if rules is None else rules, data, clock_of(state))  # type: ignore[arg-type]
