# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from states to findings, on one core: python -m tests.bench.judge [DEVICES]

The states are read from fixtures of our own, so no two neighbours are equal; all rules that ship are applied.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections import Counter
from typing import Any

from ansible_collections.netops.smart_licensing.plugins.module_utils.parsers import parse_show
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.intent import intent_of
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.rules import compiled
from ansible_collections.netops.smart_licensing.plugins.plugin_utils.compliance.verdict import verdict
from tests.unit.parsers.captures import FIXTURES

# Seconds for so many devices.
LIMIT, DEVICES = 20.0, 10_000
_NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
_CLOCK = {
    "text": "09:00:00.000 UTC Wed Nov 25 2026",
    "wall_clock": "2026-11-25T09:00:00",
    "zone": "UTC",
    "synchronized": True,
    "source": "NTP",
}
_INTENT = {"slp_topology": "direct", "slp_smart_account": "Lab Industries", "slp_policy": "SLE Policy"}


def main(devices: int = DEVICES) -> int:
    """Print what was found and how long it took; return 1 when that is over the limit."""
    readings = [
        _reading(path.read_text(encoding="utf-8")) for path in sorted((FIXTURES / "show-license-all").iterdir())
    ]
    rules = compiled()
    found: Counter[str] = Counter()
    start = time.process_time()
    for number in range(devices):
        judged = verdict(f"sw-{number}", readings[number % len(readings)], intent_of(_INTENT), None, rules, _NOW)
        found.update(finding["severity"] for finding in judged["findings"])
    spent = time.process_time() - start
    told = ", ".join(f"{number} {severity}" for severity, number in sorted(found.items()))
    print(f"{devices} states, {len(rules)} rules: {spent:.1f} CPU s, {1000 * spent / devices:.2f} ms a device ({told})")
    return 1 if spent > LIMIT * devices / DEVICES else 0


def _reading(text: str) -> dict[str, Any]:
    state: dict[str, Any] = dict(parse_show("show license all", text))
    return {"smart_licensing": {**state, "clock": _CLOCK, "platform": {"release": "17.12.4", "licensing": None}}}


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
